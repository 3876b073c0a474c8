const { branchOf, inPlaceOf, withAttempts } = await import("app/paths.js");
const { asSeenFrom, versionsOf } = await import("app/steps.js");
const { Chat, textOf } = await import("app/conversation.js");

const said = (id, role, text, status) => ({ id, role, parts: text ? [{ type: "text", text }] : [], metadata: status ? { status } : {} });
const user = (id, text = `text of ${id}`) => said(id, "user", text);
const agent = (id, text = `text of ${id}`, status = "finished") => said(id, "assistant", text, status);
const row = (version, branch) => ({ id: "a", version, agentId: "main", branch, branches: 2 });
const open = (n, question) => ({ runId: `r${n}`, messageId: `a${n}`, status: "running", question });
const ids = (chat) => chat.messages.map(({ id }) => id);
const keys = (chat) => chat.messages.map(({ key }) => key);

/** A chat of two turns, on its first branch. */
function twoTurns() {
  const chat = new Chat("a");
  chat.loaded({ chat: row(4, 1), messages: [user("u1"), agent("a1"), user("u2"), agent("a2")] }, 0);
  chat.standing({ version: 4, current: null, queued: [] }, 0);
  return chat;
}

test("a row from before there were branches is on the first one", () => {
  equal([branchOf({}), branchOf(undefined), branchOf({ branch: 3 })], [1, 1, 3]);
});

test("an answer that was retried has its attempts, those with nothing to read left out", () => {
  const [, shown] = withAttempts([user("u"), agent("a1", "half", "stopped"), agent("a2", "", "failed"), agent("a3")]);
  equal([shown.id, shown.attempts.map(({ id }) => id)], ["a3", ["a1"]]);
  const versions = { index: 1, count: 2, previous: null, next: 2 };
  equal(withAttempts([user("u"), { ...agent("a1", "half", "stopped"), versions }, agent("a2")])[1].versions, versions);
  equal(withAttempts([user("u1"), agent("a1"), user("u2")]).map(({ attempts }) => attempts ?? null), [null, null, null]);
});

test("attempts and versions are gone through as one row", () => {
  const message = { versions: { index: 2, count: 3, previous: 1, next: 5 }, attempts: [{}, {}] };
  equal(versionsOf(message), { index: 4, count: 5, previous: { attempt: 1 }, next: { branch: 5 } });
  equal(versionsOf(message, 1), { index: 3, count: 5, previous: { attempt: 0 }, next: { attempt: null } });
  equal(versionsOf(message, 0), { index: 2, count: 5, previous: { branch: 1 }, next: { attempt: 1 } });
  equal(versionsOf({ versions: null, attempts: [] }), null);
  equal(versionsOf({ versions: null, attempts: [{}] }), { index: 2, count: 2, previous: { attempt: 0 }, next: null });
});

test("another version takes the key of the one it replaces, and what is before it stays as it is", () => {
  const before = [user("u1"), agent("a1"), user("u2")].map((message) => ({ ...message, key: message.id, v: 3 }));
  const after = [user("u1"), agent("b1"), user("u3")].map((message) => ({ ...message, key: message.id, v: 1 }));
  const shown = inPlaceOf(before, after);
  same(shown[0], before[0], "the first question");
  equal(shown.map(({ id, key, v }) => [id, key, v]), [["u1", "u1", 3], ["b1", "a1", 4], ["u3", "u3", 1]]);
});

test("an edited message cuts what followed it, and the answer begins in its place", () => {
  const chat = twoTurns();
  chat.branchedAt("u2", row(5, 2));
  chat.accepted(open(3, user("u3")), row(5, 2), 0);
  equal(ids(chat), ["u1", "a1", "u3", "a3"]);
  equal([chat.branch, chat.busy], [2, true]);
});

test("until a new branch has been loaded, its versions are still to be told, however much is heard of it", () => {
  const chat = twoTurns();
  chat.branchedAt("u2", row(5, 2));
  chat.accepted(open(3, user("u3")), row(5, 2), 0);
  equal(chat.standing({ version: 6, current: open(3, user("u3")), queued: [] }, 0), false);
  equal(chat.loaded({ chat: row(5, 2), messages: [] }, 0), false, "older than what was heard");
  equal([chat.inStep, chat.isBehind(row(6, 2))], [false, true]);
  const versions = { index: 2, count: 2, previous: 1, next: null };
  const messages = [user("u1"), agent("a1"), { ...user("u3"), versions }];
  equal(chat.loaded({ chat: row(6, 2), messages, run: open(3, user("u3")) }, 0), true);
  equal([chat.inStep, ids(chat), chat.messages[2].versions], [true, ["u1", "a1", "u3", "a3"], versions]);
});

test("a regenerated answer makes room for the new one under the same question", () => {
  const chat = twoTurns();
  chat.branchedAt("a1", row(5, 2));
  chat.accepted(open(3, user("u1")), row(5, 2), 0);
  equal(ids(chat), ["u1", "a3"]);
});

test("which of several answers one is, is asked for when it is there", () => {
  const chat = twoTurns();
  chat.branchedAt("a1", row(5, 2));
  chat.accepted(open(3, user("u1")), row(5, 2), 0);
  chat.loaded({ chat: row(5, 2), messages: [user("u1")], run: open(3, user("u1")) }, 0);
  chat.standing({ version: 5, current: open(3, user("u1")), queued: [] }, 0);
  equal([chat.inStep, chat.outdated], [true, false]);
  chat.heard({ runId: "r3", from: 1, seq: 2, chunks: [{ type: "start", messageId: "a3" }, { type: "finish" }] }, 0);
  equal([chat.inStep, chat.outdated], [false, true]);
});

test("a run of another branch is not put behind the messages of this one", () => {
  const chat = twoTurns();
  chat.rowChanged(row(5, 2));
  equal([chat.isElsewhere(row(5, 2)), chat.isBehind(row(5, 2))], [true, true]);
  chat.standing({ version: 5, current: open(3, user("u3")), queued: [] }, 0);
  equal(ids(chat), ["u1", "a1", "u2", "a2"]);
  chat.loaded({ chat: row(5, 2), messages: [user("u1"), agent("a1"), user("u3")], run: open(3, user("u3")) }, 0);
  equal(ids(chat), ["u1", "a1", "u3", "a3"]);
  equal([chat.isElsewhere(row(5, 2)), chat.branch], [false, 2]);
});

test("a branch that was on the page before is back at once, and what the server has of it comes behind", () => {
  const chat = twoTurns();
  chat.loaded({ chat: row(6, 2), messages: [user("u1"), agent("a1"), user("u3"), agent("a3")] }, 0);
  equal(keys(chat), ["u1", "a1", "u2", "a3"]);
  chat.goTo(1, asSeenFrom);
  equal([ids(chat), keys(chat)], [["u1", "a1", "u2", "a2"], ["u1", "a1", "u2", "a2"]]);
  equal(chat.loaded({ chat: row(6, 2), messages: [user("u1")] }, 0), false, "an answer from before it went");
  equal(chat.isElsewhere(row(6, 2)), true);
  chat.arrived(row(7, 1));
  equal(chat.loaded({ chat: row(7, 1), messages: [user("u1"), agent("a1"), user("u2"), agent("a2")] }, 0), true);
  equal([ids(chat).at(-1), chat.branch, chat.wanted], ["a2", 1, null]);
});

test("a branch that is back knows where it stands before the server has said so", () => {
  const chat = twoTurns();
  const versions = { index: 2, count: 2, previous: 1, next: null };
  chat.loaded({ chat: row(6, 2), messages: [user("u1"), agent("a1"), { ...user("u3"), versions }, agent("a3")] }, 0);
  chat.goTo(1, asSeenFrom);
  equal(chat.messages[2].versions, { index: 1, count: 2, previous: null, next: 2 });
});

test("who is not let to another branch is back on the one they came from", () => {
  const chat = twoTurns();
  chat.loaded({ chat: row(6, 2), messages: [user("u1"), agent("a1"), user("u3"), agent("a3")] }, 0);
  chat.goTo(1, asSeenFrom);
  chat.arrived(row(6, 2));
  equal([ids(chat), chat.branch], [["u1", "a1", "u3", "a3"], 2]);
});

test("a retry keeps what there was to read of the attempt before it", () => {
  const chat = new Chat("a");
  chat.loaded({ chat: row(2, 1), messages: [user("u1"), agent("a1", "half", "stopped")] }, 0);
  chat.attempts.set("a1", 0);
  chat.accepted(open(2, user("u1")), row(3, 1), 0);
  const answer = chat.messages.at(-1);
  equal([answer.id, textOf(answer), answer.attempts.map(textOf), chat.attempts.size], ["a2", "", ["half"], 0]);
  chat.loaded({ chat: row(4, 1), messages: [user("u1"), agent("a1", "half", "stopped"), agent("a2", "whole")] }, 0);
  equal(chat.messages.map((message) => [textOf(message), message.attempts.map(textOf)]), [["text of u1", []], ["whole", ["half"]]]);
});
