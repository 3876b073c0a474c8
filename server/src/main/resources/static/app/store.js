// Everything the page knows, keyed by chat: the rows of the sidebar, the conversations in memory, and who wants to hear
// of what. Plain data and rules; no DOM, no network, the clock is handed in.

import { Chat } from "app/conversation.js";

/** So many chats stay in memory besides those that are running or hold something unsent. */
const OPEN_CHATS = 20;

const RUNNING = new Set(["running", "queued"]);
const TITLE_OF_DRAFT = 80;

/**
 * A line of the sidebar, as the server tells it. `version` counts up with every change of it.
 * @typedef {{id: string, version: number, title: string, titlePending: boolean, createdAt: string, updatedAt: string,
 *   pinned: boolean, archived: boolean, unread: boolean, queued: number, agentId: string,
 *   openclawSessionKey: string | null, state: string}} Row
 */

export const isRunning = (state) => RUNNING.has(state);

export class Store {
  /** Rows to show: what the server said, with what people changed and it has not confirmed. @type {Map<string, Row>} */
  rows = new Map();
  /** @type {Map<string, Chat>} */
  chats = new Map();
  /** Chat on the page; null at home. */
  openId = null;
  takesFocus = true;
  /** Whether anybody can see the page. */
  seen = true;
  /** {models, defaultModel, gateway} */
  models = null;
  /** Who is here: {id, role, name, email}; null while nobody knows. */
  account = null;
  /** How many messages may still be sent today; null where nobody counts. */
  messagesLeft = null;
  history = { loaded: false, loading: false, hasMore: true, problem: null, horizon: "" };
  /** How the live channel is, once it is worth a word: "on", "away", "restarting", "blocked" */
  link = "on";
  /** The server does not talk to this browser at all: its sentence. */
  shutOut = null;
  /** Whether somebody is signing out here: nobody else is to be led back to what they read. */
  leaving = false;
  /** Chats whose deletion can still be undone. */
  hidden = new Set();
  /** What the server last said of each row. */
  #told = new Map();
  /** Changes on their way to the server: chat id -> fields. */
  #pending = new Map();
  /** Unsent messages of all chats, also of those the server does not know yet. @type {Map<string, object[]>} */
  #unsent = new Map();
  /** Chats deleted for good; a late answer does not bring them back. */
  #gone = new Set();
  #rowTouched = new Map();
  #listeners = new Map();
  #now;

  constructor({ now = Date.now } = {}) {
    this.#now = now;
  }

  // Who wants to know -------------------------------------------------------------------------------------------

  /**
   * Topics: "rows", "route", "phase" (of any chat), "models", "link", "account", "toast", a chat's id (whatever it shows),
   * "draft." and "files." with it. Returns the way to stop.
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

  /** Takes a row from the server, unless a newer one is known; tells nobody when nothing shown has changed. */
  putRow(row) {
    if (this.#gone.has(row.id)) return;
    const told = this.#told.get(row.id);
    if (told && (row.version ?? 0) < (told.version ?? 0)) return;
    this.#told.set(row.id, row);
    this.#rowTouched.set(row.id, this.#now());
    this.chats.get(row.id)?.rowChanged(row);
    this.#showRow(row.id);
  }

  #showRow(id) {
    const told = this.#told.get(id);
    if (!told) return;
    const row = { ...told, ...this.#pending.get(id) };
    const before = this.rows.get(id);
    this.rows.set(id, row);
    if (before && sameLook(before, row)) return;
    this.changed("rows");
    this.changed(id);
  }

  /** Shows a change before the server has confirmed it; null when it has, or refused. */
  pend(id, fields) {
    if (fields) this.#pending.set(id, { ...this.#pending.get(id), ...fields });
    else this.#pending.delete(id);
    this.#showRow(id);
  }

  /** Takes a page of the history. Pages that go on from the newest row also tell which chats are no more. */
  putPage(rows, { after = null, hasMore, askedAt }) {
    rows.forEach((row) => this.putRow(row));
    this.#dropMissing(rows, after, hasMore, askedAt);
    const horizon = hasMore && rows.length > 0 ? rows[rows.length - 1].updatedAt : "";
    const known = this.history.loaded;
    if (!known || after !== null || horizon < this.history.horizon) Object.assign(this.history, { horizon, hasMore });
    Object.assign(this.history, { loaded: true, loading: false, problem: null });
    this.changed("rows");
  }

  #dropMissing(rows, after, hasMore, askedAt) {
    const listed = new Set(rows.map((row) => row.id));
    const oldest = hasMore && rows.length > 0 ? rows[rows.length - 1].updatedAt : "";
    for (const row of [...this.rows.values()]) {
      const inRange = row.updatedAt > oldest && (after === null || row.updatedAt < after);
      const newerThanAnswer = (this.#rowTouched.get(row.id) ?? 0) > askedAt;
      if (inRange && !listed.has(row.id) && !newerThanAnswer && !this.#unsent.has(row.id)) this.#drop(row.id);
    }
  }

  #drop(id) {
    this.#told.delete(id);
    this.rows.delete(id);
    this.hidden.delete(id);
    this.changed("rows");
    this.changed(id);
  }

  /** The server's first word: chats that run, wait, are unread or pinned. What else was so is so no more. */
  hello(rows) {
    const listed = new Set(rows.map((row) => row.id));
    for (const [id, told] of this.#told) {
      if (told.unread && !listed.has(id)) this.putRow({ ...told, unread: false });
    }
    rows.forEach((row) => this.putRow(row));
    for (const chat of this.chats.values()) chat.heardRuns = false;
  }

  /** Rows to show, newest first; chats the server does not know yet are among them. */
  visibleRows() {
    return [...this.rows.values(), ...this.#drafts()]
      .filter((row) => !row.archived && !this.hidden.has(row.id))
      .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : a.id < b.id ? 1 : -1));
  }

  /** The title of a chat, also of one the server does not know yet. */
  titleOf(id) {
    const first = this.#unsent.get(id)?.[0];
    return this.rows.get(id)?.title ?? (first?.text.trim() || first?.parts?.[0].filename || "").split("\n")[0].slice(0, TITLE_OF_DRAFT);
  }

  /** Whether something of a chat has not got through: "waiting" or "failed", else null. */
  unsentState(id) {
    const state = this.#unsent.get(id)?.[0].state;
    return state === "sending" ? null : (state ?? null);
  }

  *#drafts() {
    for (const [id, unsent] of this.#unsent) {
      if (this.rows.has(id) || this.#gone.has(id)) continue;
      const title = this.titleOf(id);
      const updatedAt = new Date(unsent[0].at).toISOString();
      yield { id, title, draft: true, updatedAt, state: "draft", pinned: false, unread: false, openclawSessionKey: null };
    }
  }

  /** Where the next page begins: the oldest row that came with pages. Others may be older, and stand below a gap. */
  oldestRow() {
    let oldest = null;
    for (const row of this.rows.values()) {
      if (row.updatedAt >= this.history.horizon && (!oldest || row.updatedAt < oldest.updatedAt)) oldest = row;
    }
    return oldest;
  }

  /** How many rows the pages so far have brought. */
  get paged() {
    return [...this.rows.values()].filter((row) => row.updatedAt >= this.history.horizon).length;
  }

  // Unread ------------------------------------------------------------------------------------------------------

  /** Whether a chat holds something nobody has seen; what is on the page is being seen. */
  isUnread(id) {
    return (this.rows.get(id)?.unread ?? false) && !this.isSeen(id);
  }

  isSeen(id) {
    return this.seen && this.openId === id;
  }

  get unreadCount() {
    return [...this.rows.keys()].filter((id) => this.isUnread(id) && !this.hidden.has(id)).length;
  }

  /** Marked as read, by this tab or any other. */
  read(id, version = 0) {
    const told = this.#told.get(id);
    if (told) this.putRow({ ...told, unread: false, version: Math.max(told.version ?? 0, version) });
  }

  setSeen(seen) {
    this.seen = seen;
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
    this.#pending.delete(id);
    this.#drop(id);
    if (this.openId !== id) this.chats.delete(id);
  }

  isGone(id) {
    return this.#gone.has(id);
  }

  // Chats -------------------------------------------------------------------------------------------------------

  chat(id) {
    let chat = this.chats.get(id);
    if (!chat) {
      chat = new Chat(id);
      chat.unsent = this.#unsent.get(id) ?? [];
      this.chats.set(id, chat);
    }
    return chat;
  }

  /** Makes a chat the one on the page; null is home. `focus` says whether the page takes the focus. */
  show(id, focus = true) {
    this.openId = id;
    this.takesFocus = focus;
    if (id) this.chat(id).usedAt = this.#now();
    this.#evict();
    this.changed("route");
    this.changed("rows");
  }

  #evict() {
    const idle = [...this.chats.values()].filter((chat) => chat.id !== this.openId && !chat.busy && chat.unsent.length === 0);
    idle.sort((a, b) => b.usedAt - a.usedAt);
    idle.slice(OPEN_CHATS).forEach((chat) => this.chats.delete(chat.id));
  }

  enter(id, phase, refusal = null) {
    const chat = this.chat(id);
    chat.refusal = refusal;
    if (chat.phase === phase) return;
    chat.phase = phase;
    this.changed("phase");
    this.changed(id);
  }

  loading(id) {
    if (this.chat(id).phase !== "ready") this.enter(id, "loading");
  }

  /** False when the page knows more already; see `Chat.loaded`. */
  loaded(id, answer) {
    const chat = this.chat(id);
    const { phase } = chat;
    if (!chat.loaded(answer, this.#now())) return false;
    this.putRow(answer.chat);
    if (phase !== chat.phase) this.changed("phase");
    this.changed(id);
    return true;
  }

  refused(id, refusal) {
    const chat = this.chat(id);
    if (refusal.status === 0 || refusal.status >= 500 || refusal.status === 429) {
      if (chat.phase !== "ready") this.enter(id, "unreachable", refusal);
    } else {
      chat.run = null;
      this.enter(id, "refused", refusal);
    }
  }

  /** A chat that begins on this page: there is nothing to load. */
  begin(id, agent) {
    const chat = this.chat(id);
    chat.agent ??= agent;
    chat.votes ??= new Map();
    this.enter(id, "ready");
  }

  standing(frame) {
    const chat = this.chats.get(frame.chatId);
    if (!chat) return true;
    const complete = chat.standing(frame, this.#now());
    this.changed(chat.id);
    return complete;
  }

  /** Returns how the run ended, if this was its end. */
  heard(frame) {
    const chat = this.chats.get(frame.chatId);
    if (!chat) return null;
    const end = chat.heard(frame, this.#now());
    this.changed(chat.id);
    return end;
  }

  accepted(id, run, row) {
    if (row) this.putRow(row);
    this.chat(id).accepted(run, row, this.#now());
    this.changed(id);
  }

  /** What of a chat has not got through now. */
  setUnsent(id, unsent) {
    if (unsent.length > 0) this.#unsent.set(id, unsent);
    else this.#unsent.delete(id);
    const chat = this.chats.get(id);
    if (chat) chat.unsent = unsent;
    this.changed("rows");
    this.changed(id);
  }

  /** Changes what a chat shows of itself. */
  set(id, fields) {
    Object.assign(this.chat(id), fields);
    this.changed(id);
  }

  setAccount(account) {
    this.account = account;
    this.messagesLeft = account.limits?.messagesLeft ?? null;
    this.changed("account");
  }

  setMessagesLeft(left) {
    if (this.messagesLeft === left) return;
    this.messagesLeft = left;
    this.changed("account");
  }

  setLink(link) {
    if (this.link === link) return;
    this.link = link;
    this.changed("link");
  }
}

/** Whether a row still looks the same: its version alone is nothing to see. */
function sameLook(a, b) {
  return JSON.stringify({ ...a, version: 0 }) === JSON.stringify({ ...b, version: 0 });
}
