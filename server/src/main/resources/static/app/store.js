// Everything the page knows, keyed by chat. Plain data and rules; no DOM, no network, the clock is handed in.

/** So many chats stay in memory besides those that are running or hold something unsent. */
const OPEN_CHATS = 20;
const UNREAD_KEPT = 200;

const RUNNING = new Set(["running", "queued"]);

/**
 * A line of the sidebar, as the server tells it.
 * @typedef {{id: string, title: string, titlePending: boolean, createdAt: string, updatedAt: string, pinned: boolean,
 *   archived: boolean, agentId: string, openclawSessionKey: string | null, state: string}} Row
 */

/**
 * A message on the page. `key` stays the same from the moment it is typed; `v` counts up when anything shown changed.
 * @typedef {{key: string, id: string | null, role: "user" | "assistant", parts: {type: string, text?: string}[],
 *   metadata: object, v: number}} Message
 */

export const isRunning = (state) => RUNNING.has(state);

export const textOf = (message) =>
  message.parts
    .filter((part) => part.type === "text")
    .map((part) => part.text)
    .join("\n\n");

class Chat {
  /** "new" (nothing known), "loading", "ready", "refused" (the server said no), "unreachable" */
  phase = "new";
  refusal = null;
  /** @type {Message[]} */
  messages = [];
  /** The run under way: {runId, messageId, status} */
  run = null;
  /** How its stream is doing: "idle", "live" or "lost" */
  link = "idle";
  stopping = false;
  /** What was typed and is not known to have arrived: {id, text, agent, state: "sending" | "failed", reason} */
  outbox = null;
  /** Why the last Retry could not be started. */
  retryProblem = null;
  retrying = false;
  /** When the answer last grew. */
  heardAt = 0;
  /** Where the reader is: at the end ({stuck: true}), or at {key, offset} of a message */
  scroll = { stuck: true };
  agent = null;
  usedAt = 0;
  /** Something happened while nobody looked: load again on the next visit. */
  stale = false;
  /** The row's `updatedAt` that the messages on the page go with. */
  asOf = "";
  /** Counts what this page did to the chat; an answer asked for before that is out of date. */
  epoch = 0;

  constructor(id) {
    this.id = id;
  }

  get busy() {
    return this.run !== null || this.outbox?.state === "sending" || this.retrying;
  }
}

export class Store {
  /** @type {Map<string, Row>} */
  rows = new Map();
  /** @type {Map<string, Chat>} */
  chats = new Map();
  /** Chat on the page; null at home. */
  openId = null;
  takesFocus = true;
  /** {models, defaultModel, gateway} */
  models = null;
  history = { loaded: false, loading: false, hasMore: true, problem: null };
  /** The server does not talk to this browser at all: its sentence. */
  shutOut = null;
  unread;
  /** Chats whose deletion can still be undone. */
  hidden = new Set();
  /** Chats deleted for good; a late answer does not bring them back. */
  #gone = new Set();
  #rowTouched = new Map();
  #listeners = new Map();
  #now;

  constructor({ now = Date.now, unread = [] } = {}) {
    this.#now = now;
    this.unread = new Set(unread);
  }

  // Who wants to know -------------------------------------------------------------------------------------------

  /**
   * Topics: "rows", "route", "phase" (of any chat), "models", "unread", "toast", a chat's id (whatever it shows) and
   * "draft." with it. Returns the way to stop.
   */
  subscribe(topic, listener) {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  changed(topic) {
    for (const listener of [...(this.#listeners.get(topic) ?? [])]) listener();
  }

  // Rows --------------------------------------------------------------------------------------------------------

  /** Takes a row from the server; tells nobody when nothing shown has changed. */
  putRow(row) {
    if (this.#gone.has(row.id)) return;
    const before = this.rows.get(row.id);
    this.#rowTouched.set(row.id, this.#now());
    if (before && JSON.stringify(before) === JSON.stringify(row)) return;
    this.rows.set(row.id, row);
    if (before && isRunning(before.state) && !isRunning(row.state)) this.#endedElsewhere(row);
    this.changed("rows");
    this.changed(row.id);
  }

  patchRow(id, what) {
    const row = this.rows.get(id);
    if (row) this.putRow({ ...row, ...what });
  }

  /** Takes a page of the history. The first page also tells which chats are no more. */
  putPage(rows, { first, hasMore, askedAt }) {
    rows.forEach((row) => this.putRow(row));
    if (first) this.#dropMissing(rows, hasMore, askedAt);
    if (!first || !this.history.loaded) this.history.hasMore = hasMore;
    Object.assign(this.history, { loaded: true, loading: false, problem: null });
    this.changed("rows");
  }

  #dropMissing(rows, hasMore, askedAt) {
    const listed = new Set(rows.map((row) => row.id));
    const oldest = hasMore && rows.length > 0 ? rows[rows.length - 1].updatedAt : "";
    for (const row of [...this.rows.values()]) {
      const inRange = row.updatedAt > oldest;
      const newerThanAnswer = (this.#rowTouched.get(row.id) ?? 0) > askedAt;
      if (inRange && !listed.has(row.id) && !newerThanAnswer) this.forget(row.id);
    }
  }

  /** Rows to show, newest first. */
  visibleRows() {
    return [...this.rows.values()]
      .filter((row) => !row.archived && !this.hidden.has(row.id))
      .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : a.id < b.id ? 1 : -1));
  }

  /** The oldest row known, where the next page begins. */
  oldestRow() {
    let oldest = null;
    for (const row of this.rows.values()) if (!oldest || row.updatedAt < oldest.updatedAt) oldest = row;
    return oldest;
  }

  #endedElsewhere(row) {
    const chat = this.chats.get(row.id);
    if (chat && this.openId !== row.id) chat.stale = true;
    if (this.openId !== row.id) this.markUnread(row.id, true);
  }

  markUnread(id, unread) {
    if (this.unread.has(id) === unread) return;
    if (unread) this.unread.add(id);
    else this.unread.delete(id);
    while (this.unread.size > UNREAD_KEPT) this.unread.delete(this.unread.values().next().value);
    this.changed("unread");
    this.changed("rows");
  }

  hide(id, hidden) {
    if (hidden) this.hidden.add(id);
    else this.hidden.delete(id);
    this.changed("rows");
  }

  /** Removes all trace of a chat that is deleted or was never ours. */
  forget(id) {
    this.#gone.add(id);
    this.rows.delete(id);
    this.hidden.delete(id);
    this.unread.delete(id);
    if (this.openId !== id) this.chats.delete(id);
    this.changed("rows");
    this.changed("unread");
    this.changed(id);
  }

  // Chats -------------------------------------------------------------------------------------------------------

  chat(id) {
    let chat = this.chats.get(id);
    if (!chat) {
      chat = new Chat(id);
      this.chats.set(id, chat);
    }
    return chat;
  }

  /** Makes a chat the one on the page; null is home. `focus` says whether the page takes the focus. */
  show(id, focus = true) {
    this.openId = id;
    this.takesFocus = focus;
    if (id) {
      this.chat(id).usedAt = this.#now();
      this.markUnread(id, false);
    }
    this.#evict();
    this.changed("route");
    this.changed("rows");
  }

  #evict() {
    const idle = [...this.chats.values()].filter((chat) => chat.id !== this.openId && !chat.busy && !chat.outbox);
    idle.sort((a, b) => b.usedAt - a.usedAt);
    idle.slice(OPEN_CHATS).forEach((chat) => this.chats.delete(chat.id));
  }

  loading(id) {
    const chat = this.chat(id);
    if (chat.phase !== "ready") this.#enter(chat, "loading");
  }

  /**
   * Takes a chat's messages as the server has them, keeping what is on the page where nothing differs. An answer that
   * another one follows at once was retried: the newest attempt stands for all.
   */
  loaded(id, { chat: row, messages, run }) {
    const chat = this.chat(id);
    const before = new Map(chat.messages.map((message) => [message.id, message]));
    chat.refusal = null;
    chat.stale = false;
    chat.agent = row.agentId;
    chat.asOf = row.updatedAt;
    chat.run = run ?? null;
    chat.messages = messages
      .filter((message, i) => !(message.role === "assistant" && messages[i + 1]?.role === "assistant"))
      .map((message) => this.#merged(before.get(message.id), message, run));
    this.#settleOutbox(chat);
    if (run) {
      chat.heardAt ||= this.#now();
      this.#placeholder(chat, run.messageId);
    }
    if (!run && chat.outbox?.state !== "sending" && !chat.retrying) this.#runOver(chat);
    this.putRow(row);
    this.#enter(chat, "ready");
    this.changed(id);
  }

  #enter(chat, phase) {
    if (chat.phase === phase) return;
    chat.phase = phase;
    this.changed("phase");
    this.changed(chat.id);
  }

  #merged(before, message, run) {
    const metadata = message.metadata ?? {};
    if (!before) return { key: message.id, id: message.id, role: message.role, parts: message.parts, metadata, v: 1 };
    // What a running answer already shows may be ahead of what is stored of it.
    const ahead = run?.messageId === message.id && textOf(before).length > textOf(message).length;
    const parts = ahead ? before.parts : message.parts;
    const same = JSON.stringify([before.parts, before.metadata]) === JSON.stringify([parts, metadata]);
    return same ? before : { ...before, parts, metadata, v: before.v + 1 };
  }

  #settleOutbox(chat) {
    if (!chat.outbox) return;
    if (chat.messages.some((message) => message.id === chat.outbox.id)) chat.outbox = null;
    else this.#addUserMessage(chat, chat.outbox);
  }

  #addUserMessage(chat, { id, text }) {
    const createdAt = new Date(this.#now()).toISOString();
    const parts = [{ type: "text", text }];
    chat.messages = [...chat.messages, { key: id, id, role: "user", parts, metadata: { createdAt }, v: 1 }];
  }

  /** The place where an answer is going to be, kept by the same element from the first ring to the last word. */
  #placeholder(chat, messageId) {
    if (messageId !== null && chat.messages.some((message) => message.id === messageId)) return;
    const last = chat.messages[chat.messages.length - 1];
    if (last?.role === "assistant" && last.id === null) {
      this.#replace(chat, { ...last, id: messageId });
    } else if (last?.role === "assistant") {
      // A retry takes the place of the answer before it.
      const retried = { ...last, id: messageId, parts: [], metadata: { status: "running" } };
      this.#replace(chat, retried);
    } else {
      const key = `answer-to-${last?.key ?? chat.id}`;
      const added = { key, id: messageId, role: "assistant", parts: [], metadata: { status: "running" }, v: 1 };
      chat.messages = [...chat.messages, added];
    }
  }

  #replace(chat, message) {
    chat.messages = chat.messages.map((old) => (old.key === message.key ? { ...message, v: old.v + 1 } : old));
  }

  refused(id, refusal) {
    const chat = this.chat(id);
    if (refusal.status === 0 || refusal.status >= 500 || refusal.status === 429) {
      if (chat.phase === "ready") return;
      chat.refusal = refusal;
      this.#enter(chat, "unreachable");
    } else {
      Object.assign(chat, { refusal, run: null });
      this.#enter(chat, "refused");
    }
  }

  // Sending -----------------------------------------------------------------------------------------------------

  /** Shows a message at once, as on its way. */
  beginSend(id, message) {
    const chat = this.chat(id);
    chat.epoch++;
    chat.agent = message.agent;
    chat.outbox = { ...message, state: "sending", reason: null };
    chat.retryProblem = null;
    chat.scroll = { stuck: true };
    chat.heardAt = this.#now();
    this.#addUserMessage(chat, message);
    this.#placeholder(chat, null);
    this.#enter(chat, "ready");
    this.changed(id);
  }

  /** Brings back a message that an earlier page could not get through. */
  restoreOutbox(id, outbox) {
    const chat = this.chat(id);
    if (chat.outbox || chat.messages.some((message) => message.id === outbox.id)) return;
    chat.outbox = { ...outbox, state: "failed", reason: null };
    chat.agent ??= outbox.agent;
    this.#addUserMessage(chat, outbox);
    this.#enter(chat, "ready");
    this.changed(id);
  }

  resend(id) {
    const chat = this.chat(id);
    chat.outbox = { ...chat.outbox, state: "sending", reason: null };
    chat.heardAt = this.#now();
    this.#placeholder(chat, null);
    this.changed(id);
  }

  sendFailed(id, messageId, reason) {
    const chat = this.chats.get(id);
    if (chat?.outbox?.id !== messageId) return;
    chat.outbox = { ...chat.outbox, state: "failed", reason };
    chat.messages = chat.messages.filter((message) => message.id !== null);
    this.changed(id);
  }

  /** Takes an unsent message off the page and returns its text. */
  withdraw(id) {
    const chat = this.chat(id);
    const { id: messageId, text } = chat.outbox;
    chat.outbox = null;
    chat.messages = chat.messages.filter((message) => message.id !== messageId && message.id !== null);
    this.changed(id);
    return text;
  }

  /** The server took the message (or the retry): the run is on. */
  accepted(id, { runId, messageId, chat: row }) {
    const chat = this.chat(id);
    chat.epoch++;
    chat.outbox = null;
    chat.retrying = false;
    chat.retryProblem = null;
    chat.stopping = false;
    chat.run = { runId, messageId, status: "running" };
    chat.heardAt = this.#now();
    this.#placeholder(chat, messageId);
    if (row) this.putRow(isRunning(row.state) ? row : { ...row, state: "running" });
    this.changed(id);
  }

  beginRetry(id) {
    const chat = this.chat(id);
    Object.assign(chat, { retrying: true, retryProblem: null, heardAt: this.#now() });
    this.changed(id);
  }

  retryAccepted(id, answer) {
    const chat = this.chat(id);
    chat.scroll = { stuck: true };
    this.accepted(id, answer);
  }

  retryFailed(id, reason) {
    Object.assign(this.chat(id), { retrying: false, retryProblem: reason });
    this.changed(id);
  }

  stopping(id, stopping) {
    this.chat(id).stopping = stopping;
    this.changed(id);
  }

  // Answers -----------------------------------------------------------------------------------------------------

  /**
   * Shows an answer as far as it has come. A stream that begins again tells the answer from its first word: until it
   * has caught up, what is on the page stays. Returns false when the answer is to a message this page does not have.
   */
  streamed(answer) {
    const chat = this.chats.get(answer.chatId);
    if (!chat || answer.messageId === null) return true;
    const known = chat.messages.find((message) => message.id === answer.messageId);
    if (!known && chat.messages[chat.messages.length - 1]?.id) return false;
    if (!known) this.#placeholder(chat, answer.messageId);
    const shown = known ? textOf(known).length : 0;
    const ended = answer.end !== null;
    if (answer.length < shown && !ended) return true;
    if (answer.length > shown) chat.heardAt = this.#now();
    // Nothing heard yet: the silence began with the run, even if this page came later.
    else if (shown === 0) chat.heardAt = Math.min(chat.heardAt, Date.parse(answer.metadata.createdAt) || chat.heardAt);
    if (!ended && !chat.run) chat.heardAt ||= this.#now();
    if (!ended && !chat.run) chat.run = { runId: answer.runId, messageId: answer.messageId, status: "running" };
    const metadata = { ...answer.metadata, status: ended ? answer.end.status : "running" };
    if (answer.end?.error) metadata.error = answer.end.error;
    this.#update(chat, answer.messageId, { parts: answer.parts, metadata });
    this.changed(answer.chatId);
    return true;
  }

  #update(chat, messageId, what) {
    chat.messages = chat.messages.map((old) => (old.id === messageId ? { ...old, ...what, v: old.v + 1 } : old));
  }

  link(id, link) {
    const chat = this.chats.get(id);
    if (!chat || chat.link === link) return;
    chat.link = link;
    this.changed(id);
  }

  /** The stream said how the run ended. */
  ended(id, status) {
    const chat = this.chats.get(id);
    if (chat) this.#runOver(chat);
    this.patchRow(id, { state: status === "finished" ? "idle" : status });
    this.changed(id);
  }

  #runOver(chat) {
    chat.epoch++;
    Object.assign(chat, { run: null, link: "idle", stopping: false, heardAt: 0 });
    chat.messages = chat.messages.filter((message) => message.id !== null || chat.outbox?.state === "sending");
  }
}
