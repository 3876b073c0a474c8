const { Chat, textOf } = await import("app/conversation.js");

const row = (version) => ({ id: "a", version, agentId: "main" });
const user = (id, text) => ({ id, role: "user", parts: [{ type: "text", text }], metadata: {} });
const agent = (id, text, status = "finished") => ({ id, role: "assistant", parts: [{ type: "text", text }], metadata: { status } });
const open = (n, status = "running", text = `question ${n}`) => ({ runId: `r${n}`, messageId: `a${n}`, status, question: user(`u${n}`, text) });
const shown = (chat) => chat.items().map(({ message, queued, unsent }) =>
  message ? [message.role, textOf(message)] : queued ? ["queued", textOf(queued.question)] : ["unsent", unsent.text]);
const keys = (chat) => chat.items().map(({ key }) => key);

/** The next events of run n: a start where they begin, a text, and an end if there is one. */
const event = (n, from, seq, text, end) => ({
  runId: `r${n}`, from, seq,
  chunks: [
    ...(from === 1 ? [{ type: "start", messageId: `a${n}` }] : []),
    ...(text ? [{ type: "text-delta", id: "t", delta: text }] : []),
    ...(end ? [{ type: end }] : []),
  ],
});
const frame = (version, current, queued = []) => ({ version, current, queued });

/** A chat that is loaded, watched, and has heard how its runs stand. */
function inStep(version = 1, messages = []) {
  const chat = new Chat("a");
  chat.loaded({ chat: row(version), messages, run: null, queued: [] }, 0);
  chat.standing(frame(version, null), 0);
  return chat;
}
const unsent = (id, state = "sending") => ({ id, chatId: "a", text: `text of ${id}`, agent: "main", at: 0, state, reason: null });

test("a run that begins elsewhere brings its question and the place of its answer", () => {
  const chat = inStep();
  equal(chat.standing(frame(2, open(1)), 0), true);
  equal(shown(chat), [["user", "question 1"], ["assistant", ""]]);
  chat.heard(event(1, 1, 2, "one"), 0);
  equal(shown(chat).at(-1), ["assistant", "one"]);
});

test("the end of a run, then what waits: U1 A1 U2 A2", () => {
  const chat = inStep();
  chat.standing(frame(2, open(1), [open(2, "queued")]), 0);
  equal(shown(chat), [["user", "question 1"], ["assistant", ""], ["queued", "question 2"]]);
  equal(chat.heard(event(1, 1, 3, "one", "finish"), 0).status, "finished");
  equal([chat.run, chat.busy], [null, true]);
  equal(chat.standing(frame(3, open(2)), 0), true);
  chat.heard(event(2, 1, 2, "two"), 0);
  equal(shown(chat), [["user", "question 1"], ["assistant", "one"], ["user", "question 2"], ["assistant", "two"]]);
  equal(chat.place, { runId: "r2", seq: 2, ended: false });
});

test("a run that vanished without an end has to be loaded", () => {
  const chat = inStep();
  chat.standing(frame(2, open(1)), 0);
  equal(chat.standing(frame(3, null), 0), false);
  equal(chat.loaded({ chat: row(3), messages: [user("u1", "question 1"), agent("a1", "all")], run: null }, 0), true);
  equal(shown(chat), [["user", "question 1"], ["assistant", "all"]]);
  chat.heard(event(1, 1, 1, "late"), 0);
  equal(shown(chat).at(-1), ["assistant", "all"]);
});

test("a run that came and went between two frames is looked for", () => {
  const waited = inStep();
  waited.standing(frame(2, open(1), [open(2, "queued")]), 0);
  waited.heard(event(1, 1, 2, "one", "abort"), 0);
  equal(waited.standing(frame(3, null), 0), false);
  const rowFirst = inStep();
  rowFirst.standing(frame(2, open(1), [open(2, "queued")]), 0);
  rowFirst.heard(event(1, 1, 2, "one", "abort"), 0);
  rowFirst.rowChanged(row(5));
  equal([rowFirst.standing(frame(5, null), 0), rowFirst.inStep], [false, false]);
  const quick = new Chat("a");
  quick.phase = "ready";
  quick.accepted(open(1), row(5), 0);
  equal(quick.standing(frame(5, null), 0), false);
  const unheardOf = inStep();
  equal(unheardOf.standing(frame(4, null), 0), false);
  const removedHere = inStep();
  removedHere.standing(frame(2, open(1), [open(2, "queued")]), 0);
  removedHere.leaving.add("u2");
  equal(removedHere.standing(frame(3, open(1)), 0), true);
});

test("a frame older than the one before is ignored", () => {
  const chat = inStep();
  chat.standing(frame(5, open(1)), 0);
  equal(chat.standing(frame(4, null), 0), true);
  equal(chat.run.runId, "r1");
});

test("messages older than what was heard are not taken", () => {
  const chat = inStep();
  chat.standing(frame(5, open(1)), 0);
  equal(chat.loaded({ chat: row(4), messages: [], run: null }, 0), false);
  equal(shown(chat).length, 2);
});

test("messages asked for before a run ended do not bring it back", () => {
  const chat = inStep();
  chat.standing(frame(2, open(1)), 0);
  chat.heard(event(1, 1, 2, "one", "finish"), 0);
  equal(chat.loaded({ chat: row(2), messages: [user("u1", "question 1")], run: open(1) }, 0), false);
  equal([shown(chat).at(-1), chat.run], [["assistant", "one"], null]);
});

test("of the same version, what was heard stands against what was loaded", () => {
  const chat = inStep();
  chat.standing(frame(7, open(2)), 0);
  chat.loaded({ chat: row(7), messages: [user("u1", "question 1"), agent("a1", "one")], run: null }, 0);
  equal(chat.run.runId, "r2");
  equal(shown(chat).at(-2), ["user", "question 2"]);
});

test("events that come before the messages are shown with them", () => {
  const chat = new Chat("a");
  chat.standing(frame(2, open(1)), 0);
  chat.heard(event(1, 1, 4, "so far"), 0);
  equal(shown(chat), []);
  chat.loaded({ chat: row(2), messages: [user("u1", "question 1")], run: open(1) }, 0);
  equal(shown(chat), [["user", "question 1"], ["assistant", "so far"]]);
});

test("a chat in step is never behind; one that was left is when its row has moved", () => {
  const chat = inStep(3);
  chat.rowChanged(row(4));
  equal([chat.asOf, chat.isBehind(row(4))], [4, false]);
  chat.heardRuns = false;
  chat.rowChanged(row(6));
  equal([chat.asOf, chat.isBehind(row(6)), chat.isBehind(row(4))], [4, true, false]);
});

test("a chat watched again that has missed something is loaded, one that has not is not", () => {
  const missed = inStep(3);
  missed.heardRuns = false;
  equal(missed.standing(frame(5, null), 0), false);
  const same = inStep(3);
  same.heardRuns = false;
  equal(same.standing(frame(3, null), 0), true);
  equal(same.inStep, true);
});

test("a retry takes the place of the answer that failed", () => {
  const chat = inStep(1, [user("u1", "question 1"), agent("old", "half", "failed")]);
  const before = keys(chat);
  chat.standing(frame(2, { ...open(1), messageId: "new" }), 0);
  equal([keys(chat), chat.messages.at(-1).id, shown(chat).at(-1)], [before, "new", ["assistant", ""]]);
  const messages = [user("u1", "question 1"), agent("old", "half", "failed"), agent("new", "whole")];
  chat.loaded({ chat: row(3), messages, run: null }, 0);
  equal(shown(chat), [["user", "question 1"], ["assistant", "whole"]]);
});

test("the element of a message stays the same from typing to the end", () => {
  const chat = inStep();
  chat.unsent = [unsent("u1")];
  const before = keys(chat);
  chat.accepted(open(1), row(2), 0);
  chat.unsent = [];
  equal(keys(chat), before);
  chat.heard(event(1, 1, 2, "hi", "finish"), 0);
  chat.standing(frame(3, null), 0);
  chat.loaded({ chat: row(3), messages: [user("u1", "question 1"), agent("a1", "hi")], run: null }, 0);
  equal(keys(chat), before);
});

test("a message is on the page once, whether the frame or the answer to sending it comes first", () => {
  const chat = inStep();
  chat.standing(frame(2, open(1)), 0);
  chat.unsent = [unsent("u2")];
  chat.standing(frame(3, open(1), [open(2, "queued")]), 0);
  equal(shown(chat).length, 3);
  chat.accepted(open(2, "queued"), row(3), 0);
  equal(shown(chat).length, 3);
  chat.standing(frame(4, open(1)), 0);
  chat.unsent = [];
  chat.accepted(open(2, "queued"), row(3), 0);
  equal(shown(chat).length, 2);
});

test("an answer to sending that comes after the run's end changes nothing", () => {
  const chat = inStep();
  chat.standing(frame(2, open(1)), 0);
  chat.heard(event(1, 1, 2, "hi", "finish"), 0);
  chat.standing(frame(3, null), 0);
  chat.accepted(open(1), row(3), 0);
  equal([chat.run, shown(chat).at(-1)], [null, ["assistant", "hi"]]);
});

test("unsent messages of a chat at rest: the first where it will stay, the others behind it", () => {
  const chat = inStep();
  chat.unsent = [unsent("x"), unsent("y")];
  equal(shown(chat), [["user", "text of x"], ["assistant", ""], ["unsent", "text of y"]]);
  chat.unsent = [unsent("x", "waiting"), unsent("y", "waiting")];
  equal([shown(chat), chat.busy], [[["user", "text of x"], ["unsent", "text of y"]], false]);
});

test("a queued message that was changed elsewhere shows its new text; one being removed is not shown", () => {
  const chat = inStep();
  chat.standing(frame(2, open(1), [open(2, "queued"), open(3, "queued")]), 0);
  chat.standing(frame(3, open(1), [open(2, "queued", "changed"), open(3, "queued")]), 0);
  equal(shown(chat).slice(2), [["queued", "changed"], ["queued", "question 3"]]);
  chat.leaving.add("u2");
  equal(shown(chat).slice(2), [["queued", "question 3"]]);
  chat.standing(frame(4, open(1), [open(3, "queued")]), 0);
  equal(chat.leaving.size, 0);
});

test("stopping ends with the run that was stopped, not with the next one", () => {
  const chat = inStep();
  chat.standing(frame(2, open(1), [open(2, "queued")]), 0);
  chat.stopping = true;
  chat.standing(frame(3, open(1), [open(2, "queued")]), 0);
  equal(chat.stopping, true);
  chat.heard(event(1, 1, 1, "half", "abort"), 0);
  chat.standing(frame(4, open(2)), 0);
  equal([chat.stopping, chat.messages.find(({ id }) => id === "a1").metadata.status], [false, "stopped"]);
});

test("messages that did not change keep their elements' content", () => {
  const messages = [user("u1", "question 1"), agent("a1", "one")];
  const chat = inStep(1, messages);
  const [first] = chat.messages;
  chat.loaded({ chat: row(2), messages: [messages[0], agent("a1", "one, mended")], run: null }, 0);
  same(chat.messages[0], first, "the question");
  equal(chat.messages[1].v, 2);
});
