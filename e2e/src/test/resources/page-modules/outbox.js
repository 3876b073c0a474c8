const { Outbox, isPassing } = await import("app/outbox.js");

const settle = () => new Promise((resolve) => setTimeout(resolve));
const refusal = (status, message = "No.", retryAfter = null) => Object.assign(new Error(message), { status, retryAfter });

/** What several tabs of a browser share. */
const shared = () => ({ kept: new Map(), queues: new Map() });

/** A tab's outbox; `answers` are what the server says one after the other, a number is a status, "hang" is silence. */
function outbox(storage = shared(), answers = []) {
  const seen = { sent: [], accepted: [], failed: [], changed: 0, waits: [] };
  let now = 1_000;
  const timers = [];
  const made = new Outbox(
    {
      all: () => [...storage.kept.values()],
      put: (message) => storage.kept.set(message.id, message),
      drop: (id) => storage.kept.delete(id),
      async send({ id }) {
        seen.sent.push(id);
        const answer = answers.shift() ?? 202;
        if (answer === "hang") return new Promise(() => {});
        if (answer.then) return answer;
        if (answer !== 202) throw answer instanceof Error ? answer : refusal(answer);
        return { runId: `run-${id}` };
      },
      alone(chatId, work) {
        const next = (storage.queues.get(chatId) ?? Promise.resolve()).then(work);
        storage.queues.set(chatId, next.catch(() => {}));
        return next;
      },
      onChange: () => seen.changed++,
      onAccepted: ({ id }) => seen.accepted.push(id),
      onFailed: ({ id }) => seen.failed.push(id),
    },
    {
      now: () => now++,
      random: () => 1,
      after(ms, what) {
        seen.waits.push(ms);
        const timer = { what };
        timers.push(timer);
        return () => timers.splice(timers.indexOf(timer), 1);
      },
    },
  );
  const waited = async () => {
    timers.splice(0).forEach(({ what }) => what());
    await settle();
  };
  return { made, seen, waited, storage };
}
const message = (id, chatId = "a") => ({ id, chatId, text: `text of ${id}`, agent: "main" });
const states = (made, chatId = "a") => made.of(chatId).map(({ id, state }) => [id, state]);

test("a message is kept until the server has it, and then no longer", async () => {
  const { made, seen, storage } = outbox();
  made.add(message("1"));
  equal([states(made), storage.kept.size], [[["1", "sending"]], 1]);
  await settle();
  equal([states(made), storage.kept.size, seen.accepted], [[], 0, ["1"]]);
});

test("messages of a chat go out in order, one after the other", async () => {
  let release;
  const { made, seen } = outbox(shared(), [new Promise((resolve) => (release = resolve))]);
  ["1", "2", "3"].forEach((id) => made.add(message(id)));
  await settle();
  equal(seen.sent, ["1"]);
  release({});
  await settle();
  equal([seen.sent, seen.accepted], [["1", "2", "3"], ["1", "2", "3"]]);
});

test("chats do not wait for each other", async () => {
  const { made, seen } = outbox(shared(), ["hang"]);
  made.add(message("1", "a"));
  made.add(message("2", "b"));
  await settle();
  equal(seen.accepted, ["2"]);
});

test("what may pass is tried again at growing distances, under the same id", async () => {
  const { made, seen, waited } = outbox(shared(), [0, 503, 429, 202]);
  made.add(message("1"));
  await settle();
  equal(states(made), [["1", "waiting"]]);
  await waited();
  await waited();
  await waited();
  equal([seen.sent, seen.accepted, seen.waits], [["1", "1", "1", "1"], ["1"], [500, 1000, 2000]]);
});

test("a server that names a time is not asked before it", async () => {
  const { made, seen } = outbox(shared(), [refusal(429, "Too many.", 7)]);
  made.add(message("1"));
  await settle();
  equal([seen.waits, made.of("a")[0].reason], [[7000], "Too many."]);
});

test("when the connection is back nothing waits longer", async () => {
  const { made, seen } = outbox(shared(), [0]);
  made.add(message("1"));
  await settle();
  made.kick();
  await settle();
  equal([seen.sent, seen.accepted], [["1", "1"], ["1"]]);
});

test("what the server does not want waits for a person, with the reason, and those behind it wait too", async () => {
  const { made, seen } = outbox(shared(), [refusal(400, "The text is too long.")]);
  made.add(message("1"));
  made.add(message("2"));
  await settle();
  equal([states(made), seen.sent], [[["1", "failed"], ["2", "waiting"]], ["1"]]);
  equal([made.of("a")[0].reason, seen.failed], ["The text is too long.", ["1"]]);
  made.kick();
  await settle();
  equal(seen.sent, ["1"]);
});

test("a failed message can be sent again, and those behind it follow", async () => {
  const { made, seen } = outbox(shared(), [400]);
  made.add(message("1"));
  made.add(message("2"));
  await settle();
  made.retry("1");
  await settle();
  equal(seen.accepted, ["1", "2"]);
});

test("a failed message that is taken back lets those behind it go", async () => {
  const { made, seen } = outbox(shared(), [409]);
  made.add(message("1"));
  made.add(message("2"));
  await settle();
  equal(made.drop("1").text, "text of 1");
  await settle();
  equal([seen.accepted, states(made)], [["2"], []]);
});

test("a message taken back while it waits is not sent again", async () => {
  const { made, seen, waited } = outbox(shared(), [0]);
  made.add(message("1"));
  await settle();
  made.drop("1");
  await waited();
  equal(seen.sent, ["1"]);
});

test("what an earlier page left goes out after a reload, in its order", async () => {
  const storage = shared();
  const before = outbox(storage, ["hang"]);
  before.made.add(message("b"));
  before.made.add(message("a"));
  await settle();
  storage.queues.clear();
  const after = outbox(storage);
  equal([...after.made.chats()], ["a"]);
  equal(states(after.made), [["b", "waiting"], ["a", "waiting"]]);
  after.made.kick();
  await settle();
  equal([after.seen.sent, storage.kept.size], [["b", "a"], 0]);
});

test("what failed stays failed after a reload", async () => {
  const storage = shared();
  outbox(storage, [refusal(403, "This chat is not yours.")]).made.add(message("1"));
  await settle();
  const after = outbox(storage);
  after.made.kick();
  await settle();
  equal([after.seen.sent, after.made.of("a")[0].reason], [[], "This chat is not yours."]);
});

test("two tabs send a message once", async () => {
  const storage = shared();
  const one = outbox(storage);
  const other = outbox(storage);
  one.made.add(message("1"));
  one.made.add(message("2"));
  other.made.kick();
  await settle();
  await settle();
  equal([...one.seen.sent, ...other.seen.sent].sort(), ["1", "2"]);
});

test("a clock that is set back changes no order", async () => {
  const storage = shared();
  storage.kept.set("old", { ...message("old"), at: 9_999_999 });
  const { made } = outbox(storage, ["hang"]);
  made.add(message("new"));
  equal(made.of("a").map(({ id }) => id), ["old", "new"]);
});

test("only what another attempt may mend is tried again", () => {
  const passing = [0, 400, 401, 403, 404, 408, 409, 410, 413, 429, 500, 503].filter((status) => isPassing({ status }));
  equal(passing, [0, 408, 429, 500, 503]);
});

test("a limit somebody has reached is told, not waited for", async () => {
  const used = Object.assign(refusal(429, "You have used your 50 messages for today.", 40_000), { code: "too_many:chat" });
  equal([isPassing(used), isPassing({ status: 429, code: "too_many:api" })], [false, true]);
  const { made, seen } = outbox(shared(), [used]);
  made.add(message("1"));
  await settle();
  equal([states(made), made.of("a")[0].reason, seen.waits], [[["1", "failed"]], "You have used your 50 messages for today.", []]);
});
