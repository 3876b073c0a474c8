const { Store } = await import("app/store.js");

let clock = 0;
const store = () => new Store({ now: () => ++clock });
const row = (id, more = {}) => ({
  id, version: 1, title: id, titlePending: false, createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z",
  pinned: false, archived: false, unread: false, queued: 0, agentId: "main", openclawSessionKey: `webchat-${id}`, state: "idle",
  ...more,
});
const day = (n) => `2026-01-0${n}T00:00:00Z`;
const ids = (made) => made.visibleRows().map(({ id }) => id);

test("a row older than the one known is ignored", () => {
  const made = store();
  made.putRow(row("a", { version: 3, title: "new" }));
  made.putRow(row("a", { version: 2, title: "old" }));
  equal(made.rows.get("a").title, "new");
});

test("a row that says nothing new is told to nobody", () => {
  const made = store();
  made.putRow(row("a"));
  let told = 0;
  made.subscribe("rows", () => told++);
  made.putRow(row("a"));
  made.putRow(row("a", { version: 2 }));
  equal(told, 0);
  made.putRow(row("a", { version: 3, openclawSessionKey: "webchat-a-2" }));
  equal(told, 1);
});

test("a change on its way stays on the page whatever else happens to the row, and leaves no trace when refused", () => {
  const made = store();
  made.putRow(row("a"));
  made.pend("a", { title: "mine" });
  made.putRow(row("a", { version: 2, state: "running" }));
  equal([made.rows.get("a").title, made.rows.get("a").state], ["mine", "running"]);
  made.pend("a", null);
  equal([made.rows.get("a").title, made.rows.get("a").state], ["a", "running"]);
});

test("a chat on the page is not unread, one that nobody can see is", () => {
  const made = store();
  made.putRow(row("a", { unread: true }));
  made.putRow(row("b", { unread: true }));
  made.show("a");
  equal([made.isUnread("a"), made.isUnread("b"), made.unreadCount], [false, true, 1]);
  made.setSeen(false);
  equal([made.isUnread("a"), made.unreadCount], [true, 2]);
});

test("a read mark takes the dot away, and an older row does not bring it back", () => {
  const made = store();
  made.putRow(row("a", { version: 4, unread: true }));
  made.read("a", 5);
  made.putRow(row("a", { version: 4, unread: true }));
  equal(made.isUnread("a"), false);
});

test("what the server does not name in its hello is no longer unread", () => {
  const made = store();
  made.putRow(row("a", { unread: true }));
  made.putRow(row("b"));
  made.hello([row("b", { version: 2, unread: true })]);
  equal([made.isUnread("a"), made.isUnread("b")], [false, true]);
});

test("a chat missing from the newest page is gone, one made while it was asked for is not", () => {
  const made = store();
  made.putPage([row("a"), row("b", { updatedAt: day(2) })], { hasMore: false, askedAt: ++clock });
  const askedAt = ++clock;
  made.putRow(row("c", { updatedAt: day(3) }));
  made.putPage([row("a")], { hasMore: false, askedAt });
  equal(ids(made), ["c", "a"]);
});

test("a later page tells what is missing in its own stretch only", () => {
  const made = store();
  made.putPage([row("c", { updatedAt: day(6) }), row("b", { updatedAt: day(5) })], { hasMore: true, askedAt: ++clock });
  made.putPage([row("a", { updatedAt: day(2) }), row("z", { updatedAt: day(1) })], { after: day(5), hasMore: false, askedAt: ++clock });
  made.putPage([row("z", { updatedAt: day(1) })], { after: day(5), hasMore: false, askedAt: ++clock });
  equal(ids(made), ["c", "b", "z"]);
});

test("a chat from far below that the server names does not make the pages between be left out", () => {
  const made = store();
  made.putPage([row("c", { updatedAt: day(6) }), row("b", { updatedAt: day(5) })], { hasMore: true, askedAt: ++clock });
  made.hello([row("deep", { updatedAt: day(1), unread: true })]);
  equal([made.oldestRow().id, ids(made)], ["b", ["c", "b", "deep"]]);
});

test("a deleted chat is not brought back by a late answer", () => {
  const made = store();
  made.putRow(row("a"));
  made.forget("a");
  made.putRow(row("a", { version: 9, title: "late" }));
  equal(ids(made), []);
});

test("a chat whose first message has not got through stands in the list without a session, until the server knows it", () => {
  const made = store();
  made.setUnsent("new", [{ id: "m", chatId: "new", text: "First line\nsecond", at: Date.parse(day(4)), state: "waiting" }]);
  equal(made.visibleRows().map(({ id, title, draft, openclawSessionKey }) => [id, title, draft, openclawSessionKey]), [["new", "First line", true, null]]);
  made.putRow(row("new"));
  made.setUnsent("new", []);
  equal(made.visibleRows().map(({ draft }) => draft), [undefined]);
});

test("an answer reaches its own chat and no other, whichever is on the page", () => {
  const made = store();
  for (const id of ["a", "b"]) {
    made.begin(id, "main");
    made.accepted(id, { runId: `r-${id}`, messageId: `m-${id}`, status: "running", question: { id: `u-${id}`, parts: [] } }, row(id));
  }
  made.show("b");
  const chunks = [{ type: "start", messageId: "m-a" }, { type: "text-delta", id: "t", delta: "for a" }];
  made.heard({ chatId: "a", runId: "r-a", seq: 2, chunks });
  equal(made.chat("a").messages.at(-1).parts[0].text, "for a");
  equal(made.chat("b").messages.at(-1).parts, []);
});

test("chats nobody looked at for long leave the memory; running ones and those with unsent words stay", () => {
  const made = store();
  made.begin("running", "main");
  made.accepted("running", { runId: "r", messageId: "m", status: "running", question: { id: "u", parts: [] } }, row("running"));
  made.chat("unsent");
  made.setUnsent("unsent", [{ id: "m", chatId: "unsent", text: "x", at: 1, state: "failed" }]);
  for (let i = 0; i < 40; i++) {
    made.show(`chat-${i}`);
    made.loaded(`chat-${i}`, { chat: row(`chat-${i}`), messages: [], run: null });
  }
  made.show(null);
  equal(["running", "unsent", "chat-39", "chat-0"].map((id) => made.chats.has(id)), [true, true, true, false]);
  equal(made.chats.size < 25, true);
});
