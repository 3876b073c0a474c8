const { Live } = await import("app/live.js");
const { backOff } = await import("app/backoff.js");

/** A clock that stands still until it is told to go on. */
function handClock() {
  let now = 0;
  const timers = new Set();
  return {
    now: () => now,
    random: () => 1,
    after(ms, what) {
      const timer = { at: now + ms, what };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const next = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers.delete(next);
        now = next.at;
        next.what();
      }
      now = end;
    },
  };
}

/** A channel whose connections are kept for the test to speak through, and what it told. */
function channel(places = {}) {
  const clock = handClock();
  const lines = [];
  const told = [];
  const losses = [];
  const live = new Live(
    {
      connect(handlers) {
        const line = { ...handlers, sent: [], open: true };
        lines.push(line);
        return { send: (text) => line.sent.push(JSON.parse(text)), close: () => (line.open = false) };
      },
      placeOf: (chatId) => places[chatId] ?? null,
      onFrame(frame) {
        told.push(frame);
        if (frame.type === "event") places[frame.chatId] = { runId: frame.runId, seq: frame.seq, ended: false };
      },
      onAway: (restarting) => losses.push(restarting ? "restarting" : "away"),
      onFailed: () => losses.push("failed"),
      onSignedOut: () => losses.push("signed out"),
    },
    clock,
  );
  const last = () => lines.at(-1);
  const say = (frame) => last().heard(JSON.stringify(frame));
  return { live, clock, lines, told, losses, places, last, say };
}

const HELLO = { type: "hello", chats: [], unread: 0 };
const event = (from, seq, { runId = "r", chatId = "a" } = {}) => ({ type: "event", chatId, runId, from, seq, chunks: [] });
const run = (chatId = "a") => ({ type: "run", chatId, version: 1, current: null, queued: [] });

/** A channel that is on and watches a chat. */
function watching(places) {
  const made = channel(places);
  made.live.start();
  made.say(HELLO);
  made.live.watch("a");
  made.say(run());
  made.last().sent.length = 0;
  made.told.length = 0;
  return made;
}
const events = (told) => told.filter(({ type }) => type === "event").map(({ from, seq }) => [from, seq]);

test("waits double up to a bound, and chance makes them shorter only", () => {
  equal([0, 1, 2, 20].map((attempt) => backOff(attempt, () => 1)), [500, 1000, 2000, 15000]);
  equal([0, 1, 2, 20].map((attempt) => backOff(attempt, () => 0)), [375, 750, 1500, 11250]);
});

test("events are handed on in order, each once", () => {
  const { say, told } = watching();
  say(event(1, 3));
  say(event(4, 4));
  say(event(4, 4));
  say(event(1, 3));
  say(event(5, 9));
  equal(events(told), [[1, 3], [4, 4], [5, 9]]);
});

test("where events are missing the chat is watched again from its place, once", () => {
  const { say, told, last } = watching();
  say(event(1, 3));
  say(event(5, 6));
  say(event(7, 7));
  equal(last().sent, [{ type: "watch", chatId: "a", runId: "r", after: 3 }]);
  equal(events(told), [[1, 3]]);
  say(event(4, 7));
  say(event(8, 8));
  equal(events(told), [[1, 3], [4, 7], [8, 8]]);
});

test("events that overlap with known ones are asked for again from the place, none is taken twice", () => {
  const { say, told, last } = watching();
  say(event(1, 3));
  say(event(2, 6));
  equal(last().sent.at(-1), { type: "watch", chatId: "a", runId: "r", after: 3 });
  say(event(4, 6));
  equal(events(told), [[1, 3], [4, 6]]);
});

test("a gap right after a watch may be of the watch before it, and is waited out", () => {
  const { live, say, last, told } = watching({ a: { runId: "r", seq: 5, ended: false } });
  live.unwatch("a");
  live.watch("a");
  last().sent.length = 0;
  say(event(9, 9));
  equal(last().sent, []);
  say(event(6, 9));
  equal(events(told), [[6, 9]]);
});

test("a gap that nobody fills is asked for again after a while", () => {
  const { clock, say, last } = watching();
  say(event(1, 1));
  say(event(3, 3));
  clock.pass(4_000);
  say(event(4, 4));
  equal(last().sent.length, 1);
  clock.pass(2_000);
  say(event(5, 5));
  equal(last().sent.length, 2);
});

test("the next run of a watched chat begins with its first event", () => {
  const { say, told } = watching();
  say(event(1, 3));
  say(event(1, 2, { runId: "next" }));
  equal(told.filter(({ type }) => type === "event").map(({ runId, seq }) => [runId, seq]), [["r", 3], ["next", 2]]);
});

test("what comes of a chat that is not watched any more is dropped", () => {
  const { live, say, told } = watching();
  say(event(1, 3));
  live.unwatch("a");
  say(event(4, 4));
  say(run());
  say({ type: "chat", chat: { id: "a" } });
  equal(told.map(({ type }) => type), ["event", "chat"]);
});

test("a watched chat is asked for with its place again after every reconnect", () => {
  const { say, last, lines, clock } = watching();
  say(event(1, 3));
  last().closed(1006);
  clock.pass(500);
  equal(lines.length, 2);
  equal(last().sent, []);
  say(HELLO);
  equal(last().sent, [{ type: "watch", chatId: "a", runId: "r", after: 3 }]);
});

test("a run whose end is known is not asked for again", () => {
  const { say, last, clock } = watching({ a: { runId: "r", seq: 9, ended: true } });
  last().closed(1006);
  clock.pass(500);
  say(HELLO);
  equal(last().sent, [{ type: "watch", chatId: "a" }]);
});

test("chats watched and read before the hello are told of after it", () => {
  const { live, say, last } = channel();
  live.start();
  live.watch("a");
  live.read("b");
  equal(last().sent, []);
  say(HELLO);
  equal(last().sent, [{ type: "watch", chatId: "a" }, { type: "read", chatId: "b" }]);
});

test("late words of an older connection are not heard", () => {
  const { live, say, lines, told, clock } = watching();
  lines[0].closed(1006);
  clock.pass(500);
  say(HELLO);
  told.length = 0;
  lines[0].heard(JSON.stringify(event(1, 1)));
  lines[0].closed(1006);
  equal([told, lines.length, live.on], [[], 2, true]);
});

test("attempts that fail come at growing distances", () => {
  const { live, last, lines, clock, losses } = channel();
  live.start();
  const at = [];
  for (let i = 0; i < 4; i++) {
    last().closed(1006);
    const before = clock.now();
    while (lines.length === i + 1) clock.pass(100);
    at.push(clock.now() - before);
  }
  equal([at, losses], [[500, 1000, 2000, 4000], ["failed", "failed", "failed", "failed"]]);
});

test("a connection that lasted makes the next wait a short one, one that did not does not", () => {
  const { live, last, say, lines, clock } = channel();
  live.start();
  last().closed(1006);
  clock.pass(500);
  last().closed(1006);
  clock.pass(1000);
  say(HELLO);
  last().closed(1013);
  clock.pass(1999);
  equal(lines.length, 3);
  clock.pass(1);
  say(HELLO);
  clock.pass(6_000);
  last().closed(1006);
  clock.pass(500);
  equal(lines.length, 5);
});

test("silence means that the connection is dead", () => {
  const { lines, clock, losses, say } = watching();
  clock.pass(34_000);
  say({ type: "ping" });
  clock.pass(34_000);
  equal(lines.length, 1);
  clock.pass(1_500);
  equal([lines.length, lines[0].open, losses], [2, false, ["away"]]);
});

test("a handshake that never ends is given up", () => {
  const { live, lines, clock } = channel();
  live.start();
  clock.pass(5_500);
  equal([lines.length, lines[0].open], [2, false]);
});

test("pings are answered", () => {
  const { say, last } = watching();
  say({ type: "ping" });
  equal(last().sent, [{ type: "pong" }]);
});

test("after a sleep the connection is asked whether it lives, and does not get long to answer", () => {
  const { live, say, last, lines, clock } = watching();
  live.wake();
  equal(last().sent, [{ type: "ping" }]);
  clock.pass(3_000);
  say({ type: "pong" });
  clock.pass(10_000);
  equal(lines.length, 1);
  live.wake();
  clock.pass(5_500);
  equal([lines.length, lines[0].open], [2, false]);
});

test("when the network is back nobody waits", () => {
  const { live, last, lines, clock } = channel();
  live.start();
  for (let i = 0; i < 5; i++) {
    last().closed(1006);
    clock.pass(10_000);
  }
  last().closed(1006);
  const before = lines.length;
  live.wake();
  equal(lines.length, before + 1);
  clock.pass(4_000);
  equal(lines.length, before + 1);
});

test("a server that leaves is left at once", () => {
  const { say, lines, clock, losses } = watching();
  say({ type: "bye" });
  equal([lines[0].open, losses], [false, ["restarting"]]);
  clock.pass(300);
  equal(lines.length, 2);
});

test("a stopped channel stays silent", () => {
  const { live, last, lines, clock, losses } = watching();
  live.stop();
  last().closed(1006);
  clock.pass(60_000);
  equal([lines.length, losses], [1, []]);
});

test("whoever is signed out is told so once, and the channel stays away", () => {
  const { live, clock, lines, losses, last } = watching();
  last().closed(4401);
  clock.pass(600_000);
  equal([losses, lines.length, live.on], [["signed out"], 1, false]);
});
