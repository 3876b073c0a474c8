const { Store, textOf } = await import("app/store.js");
const { Answer } = await import("app/stream.js");

let clock = 0;
const store = () => new Store({ now: () => ++clock });
const row = (id, more = {}) => ({
  id, title: id, titlePending: false, createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z",
  pinned: false, archived: false, agentId: "main", openclawSessionKey: `webchat-${id}`, state: "idle", ...more,
});
const user = (id, text) => ({ id, role: "user", parts: [{ type: "text", text }], metadata: {} });
const agent = (id, text, status = "finished") => ({ id, role: "assistant", parts: [{ type: "text", text }], metadata: { status } });
const shown = (made, id) => made.chat(id).messages.map((message) => [message.role, textOf(message)]);

/** An answer that has come as far as `text`. */
function answer(chatId, messageId, text, end) {
  const made = new Answer(chatId);
  made.apply({ type: "start", messageId, messageMetadata: { runId: `run-${messageId}` } });
  if (text) made.apply({ type: "text-delta", id: "t", delta: text });
  if (end) made.apply(end);
  return made;
}

function sent(made, id, text = "hello") {
  made.beginSend(id, { id: `${id}-u`, text, agent: "main" });
  made.accepted(id, { runId: `run-${id}-a`, messageId: `${id}-a`, chat: row(id, { state: "running" }) });
}

test("an answer reaches its own chat and no other, whichever is on the page", () => {
  const made = store();
  sent(made, "a");
  sent(made, "b");
  made.show("b");
  made.streamed(answer("a", "a-a", "for a"));
  equal(shown(made, "a"), [["user", "hello"], ["assistant", "for a"]]);
  equal(shown(made, "b"), [["user", "hello"], ["assistant", ""]]);
});

test("an answer to a message this page does not have is not put under another one", () => {
  const made = store();
  made.loaded("a", { chat: row("a"), messages: [user("u", "hi"), agent("m", "hello")], run: null });
  equal(made.streamed(answer("a", "other", "later")), false);
  equal(shown(made, "a"), [["user", "hi"], ["assistant", "hello"]]);
});

test("a stream that begins again does not shorten what is on the page", () => {
  const made = store();
  sent(made, "a");
  made.streamed(answer("a", "a-a", "one two three"));
  made.streamed(answer("a", "a-a", "one"));
  equal(shown(made, "a").at(-1), ["assistant", "one two three"]);
  made.streamed(answer("a", "a-a", "one two three four"));
  equal(shown(made, "a").at(-1), ["assistant", "one two three four"]);
});

test("an end is final even where it comes with less text", () => {
  const made = store();
  sent(made, "a");
  made.streamed(answer("a", "a-a", "one two three"));
  made.streamed(answer("a", "a-a", "one two", { type: "abort" }));
  equal(shown(made, "a").at(-1), ["assistant", "one two"]);
  equal(made.chat("a").messages.at(-1).metadata.status, "stopped");
});

test("the element of a message stays the same from typing to the end", () => {
  const made = store();
  made.beginSend("a", { id: "a-u", text: "hello", agent: "main" });
  const keys = made.chat("a").messages.map((message) => message.key);
  made.accepted("a", { runId: "r", messageId: "a-a", chat: row("a") });
  made.streamed(answer("a", "a-a", "hi", { type: "finish" }));
  made.ended("a", "finished");
  made.loaded("a", { chat: row("a"), messages: [user("a-u", "hello"), agent("a-a", "hi")], run: null });
  equal(made.chat("a").messages.map((message) => message.key), keys);
});

test("a message that was not sent stays, and is known again when it had arrived after all", () => {
  const made = store();
  made.beginSend("a", { id: "u", text: "hello", agent: "main" });
  made.sendFailed("a", "u", "Rockpool cannot be reached.");
  equal([shown(made, "a"), made.chat("a").busy], [[["user", "hello"]], false]);
  made.loaded("a", { chat: row("a"), messages: [user("u", "hello")], run: { runId: "r", messageId: "m", status: "running" } });
  equal(made.chat("a").outbox, null);
  equal(shown(made, "a"), [["user", "hello"], ["assistant", ""]]);
});

test("a message taken back leaves the page and returns its text", () => {
  const made = store();
  made.beginSend("a", { id: "u", text: "hello", agent: "main" });
  made.sendFailed("a", "u", "No.");
  equal(made.withdraw("a"), "hello");
  equal(shown(made, "a"), []);
});

test("a retry takes the place of the answer that failed", () => {
  const made = store();
  made.loaded("a", { chat: row("a"), messages: [user("u", "hi"), agent("old", "half", "failed")], run: null });
  made.beginRetry("a");
  made.retryAccepted("a", { runId: "r", messageId: "new", chat: row("a") });
  equal(made.chat("a").messages.map((message) => message.id), ["u", "new"]);
  made.loaded("a", { chat: row("a"), messages: [user("u", "hi"), agent("old", "half", "failed"), agent("new", "whole")], run: null });
  equal(shown(made, "a"), [["user", "hi"], ["assistant", "whole"]]);
});

test("a row that says nothing new is told to nobody", () => {
  const made = store();
  made.putRow(row("a"));
  let told = 0;
  made.subscribe("rows", () => told++);
  made.putRow(row("a"));
  equal(told, 0);
  made.putRow(row("a", { openclawSessionKey: "webchat-a-2" }));
  equal(told, 1);
});

test("an answer that ends elsewhere leaves a mark, and a visit takes it away", () => {
  const made = store();
  made.putRow(row("a", { state: "running" }));
  made.show("b");
  made.putRow(row("a", { state: "idle" }));
  equal([...made.unread], ["a"]);
  made.show("a");
  equal([...made.unread], []);
});

test("a chat missing from the newest page is gone, one made while it was asked for is not", () => {
  const made = store();
  made.putPage([row("a"), row("b", { updatedAt: "2026-01-02T00:00:00Z" })], { first: true, hasMore: false, askedAt: ++clock });
  const askedAt = ++clock;
  made.putRow(row("c", { updatedAt: "2026-01-03T00:00:00Z" }));
  made.putPage([row("a")], { first: true, hasMore: false, askedAt });
  equal(made.visibleRows().map(({ id }) => id), ["c", "a"]);
});

test("a deleted chat is not brought back by a late answer", () => {
  const made = store();
  made.putRow(row("a"));
  made.forget("a");
  made.putRow(row("a", { title: "late" }));
  equal(made.visibleRows(), []);
});

test("chats nobody looked at for long leave the memory, running ones stay", () => {
  const made = store();
  sent(made, "running");
  for (let i = 0; i < 40; i++) {
    made.show(`chat-${i}`);
    made.loaded(`chat-${i}`, { chat: row(`chat-${i}`), messages: [], run: null });
  }
  made.show(null);
  equal(made.chats.has("running"), true);
  equal(made.chats.has("chat-39"), true);
  equal(made.chats.has("chat-0"), false);
  equal(made.chats.size < 25, true);
});
