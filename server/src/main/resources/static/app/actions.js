// What people do and what the server then says, brought together. Every continuation after an `await` names the chat
// it is about; none of them asks which chat happens to be on the page.

import * as api from "app/api.js";
import { announce, store, uuid } from "app/base.js";
import { keep, recall } from "app/local.js";
import { Follower, backOff } from "app/stream.js";
import { isRunning } from "app/store.js";

/** What a gateway calls the agent it has from the start. */
const FIRST_AGENT = "main";
const PAGE = 30;
const POLL_MS = 3_000;
const SLOW_POLL_MS = 15_000;
const SLOW_AFTER_POLLS = 40;
const GATEWAY_CHECK_MS = 15_000;
const UNDO_MS = 8_000;

// Drafts --------------------------------------------------------------------------------------------------------

const draftKey = (chatId) => `draft.${chatId ?? "home"}`;

/** What is typed but not sent in a chat (null: at home), and what is sent but not known to have arrived. */
const draft = (chatId) => recall(draftKey(chatId), { text: "", outbox: null });

function keepDraft(chatId, what) {
  const next = { ...draft(chatId), ...what };
  keep(draftKey(chatId), next.text || next.outbox ? next : null);
}

export const draftText = (chatId) => draft(chatId).text;

export const keepDraftText = (chatId, text) => keepDraft(chatId, { text });

// Addresses -----------------------------------------------------------------------------------------------------

const chatIdOf = (path) => /^\/chat\/([0-9a-f-]{36})$/.exec(path)?.[1] ?? null;

export const addressOf = (chatId) => (chatId ? `/chat/${chatId}` : "/");

/** Goes to a chat, or home with null. */
export function go(chatId, { focus = true } = {}) {
  const address = addressOf(chatId);
  if (address !== location.pathname) history.pushState(null, "", address);
  visit(chatId, focus);
}

function visit(chatId, focus) {
  store.show(chatId, focus);
  if (follower.chatId !== chatId) follower.leave();
  if (chatId) open(chatId);
  schedulePoll();
}

/** Shows what is in memory at once; loads what is not, or may be out of date. */
function open(chatId) {
  const chat = store.chat(chatId);
  if (chat.run) follower.follow(chatId);
  else if (chat.phase !== "ready" || chat.stale) load(chatId);
}

export async function load(chatId) {
  store.loading(chatId);
  const chat = store.chat(chatId);
  const { epoch } = chat;
  const { outbox } = draft(chatId);
  try {
    const answer = await api.messages(chatId);
    if (store.chats.get(chatId) !== chat || chat.epoch !== epoch) return;
    store.loaded(chatId, answer);
    if (outbox && chat.messages.some((message) => message.id === outbox.id)) keepDraft(chatId, { outbox: null });
    else if (outbox) store.restoreOutbox(chatId, outbox);
    if (answer.run && store.openId === chatId) follower.follow(chatId);
  } catch (refusal) {
    if (store.chats.get(chatId) !== chat || chat.epoch !== epoch) return;
    if (refusal.status === 404 && outbox) return unsentNewChat(chatId, outbox);
    refusedBy(chatId, refusal);
  }
  schedulePoll();
}

/** The server does not know the chat because its first message never got there. */
function unsentNewChat(chatId, outbox) {
  store.restoreOutbox(chatId, outbox);
}

function refusedBy(chatId, refusal) {
  if (refusal.status === 401) return shutOut(refusal);
  if (refusal.status === 410) {
    keep(draftKey(chatId), null);
    store.forget(chatId);
  }
  store.refused(chatId, refusal);
}

function shutOut(refusal) {
  store.shutOut = refusal.message;
  store.changed("route");
}

// The stream of the open chat -----------------------------------------------------------------------------------

const follower = new Follower({
  open: api.stream,
  wait: waitOrOnline,
  onLink: (chatId, link) => store.link(chatId, link),
  onChunk(answer, chunk) {
    const { chatId } = answer;
    emptyStreams = 0;
    if (chunk.type === "data-chat-title") store.patchRow(chatId, { title: chunk.data, titlePending: false });
    else if (!store.streamed(answer) && chunk.type === "start") load(chatId);
    if (answer.end) finished(answer);
  },
  onOver(chatId, answer) {
    if (!answer) lookAgain(chatId);
    else if (answer.end.status === "failed") load(chatId);
    refreshHistory().then(() => {
      const chat = store.chats.get(chatId);
      if (chat && answer) chat.asOf = store.rows.get(chatId)?.updatedAt ?? chat.asOf;
    });
  },
  onRefused: refusedBy,
});

let emptyStreams = 0;

/** Nothing runs (any more), or nothing runs yet: the messages tell, but are not asked in a hurry over and over. */
async function lookAgain(chatId) {
  if (emptyStreams > 0) await new Promise((resolve) => setTimeout(resolve, backOff(emptyStreams)));
  emptyStreams++;
  load(chatId);
}

function finished({ chatId, end }) {
  store.ended(chatId, end.status);
  announce({ finished: "The answer is complete.", stopped: "The answer was stopped." }[end.status] ?? end.error.message);
  if (end.status === "failed") loadModels();
}

/** Waits, but no longer than until the network is back. */
function waitOrOnline(ms, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}

// Sending -------------------------------------------------------------------------------------------------------

/** Sends what is typed; `chatId` null starts a chat. Returns false when an answer is running and nothing was sent. */
export function sendDraft(chatId, text, agent) {
  const sent = send(chatId, text, agent);
  if (sent) keepDraftText(chatId, "");
  return sent;
}

/** Sends a text, whatever is typed meanwhile. */
export function send(chatId, text, agent) {
  const id = chatId ?? uuid();
  const chat = store.chats.get(id);
  if (chat && (chat.busy || chat.phase !== "ready")) return false;
  const outbox = { id: uuid(), text, agent: agent ?? FIRST_AGENT };
  keepDraft(id, { outbox });
  store.beginSend(id, outbox);
  if (!chatId) go(id);
  post(id);
  return true;
}

async function post(chatId) {
  const { outbox } = store.chat(chatId);
  try {
    const answer = await api.send(chatId, outbox, outbox.agent);
    keepDraft(chatId, { outbox: null });
    store.accepted(chatId, answer);
    announce("The answer has begun.");
    if (store.openId === chatId) follower.follow(chatId);
  } catch (refusal) {
    store.sendFailed(chatId, outbox.id, refusal.message);
    announce(`Not sent. ${refusal.message}`);
    if (refusal.status === 401) shutOut(refusal);
  }
  schedulePoll();
}

/** Sends the same message again, under the same id: should the first have arrived after all, nothing happens twice. */
export function resend(chatId) {
  store.resend(chatId);
  post(chatId);
}

/** Takes an unsent message back into the composer. */
export function takeBack(chatId) {
  const text = store.withdraw(chatId);
  const typed = draftText(chatId);
  keepDraft(chatId, { text: typed ? `${text}\n\n${typed}` : text, outbox: null });
  store.changed(`draft.${chatId}`);
}

export async function retry(chatId, messageId) {
  store.beginRetry(chatId);
  try {
    store.retryAccepted(chatId, await api.regenerate(chatId, messageId));
    announce("The answer has begun.");
    if (store.openId === chatId) follower.follow(chatId);
  } catch (refusal) {
    store.retryFailed(chatId, refusal.message);
    announce(refusal.message);
  }
  schedulePoll();
}

export async function stop(chatId) {
  if (!store.chat(chatId).run || store.chat(chatId).stopping) return;
  store.stopping(chatId, true);
  try {
    const stopped = await api.stop(chatId);
    if (stopped === null) load(chatId);
  } catch (refusal) {
    store.stopping(chatId, false);
    note(`The answer could not be stopped. ${refusal.message}`);
  }
}

// The sidebar ---------------------------------------------------------------------------------------------------

async function page(limit, endingBefore) {
  const askedAt = Date.now();
  const { chats, hasMore } = await api.history(limit, endingBefore);
  store.putPage(chats, { first: !endingBefore, hasMore, askedAt });
}

export async function loadHistory() {
  try {
    await page(PAGE);
  } catch (refusal) {
    if (refusal.status === 401) return shutOut(refusal);
    Object.assign(store.history, { loading: false, problem: refusal.message });
    store.changed("rows");
  }
  schedulePoll();
}

export async function loadOlder() {
  const oldest = store.oldestRow();
  if (store.history.loading || !store.history.hasMore || !oldest) return;
  store.history.loading = true;
  try {
    await page(PAGE, oldest.id);
  } catch {
    // The next scroll asks again.
    store.history.loading = false;
  }
}

async function refreshHistory() {
  try {
    await page(pollSize());
    const row = store.rows.get(store.openId);
    const chat = store.chats.get(store.openId);
    if (row && isRunning(row.state) && chat && !chat.busy) load(chat.id);
  } catch {
    // The next poll asks again.
  }
  schedulePoll();
}

const waiting = (row) => (isRunning(row.state) && row.id !== follower.chatId) || row.titlePending;

/** Enough rows to see every chat that is waited for. */
function pollSize() {
  const last = store.visibleRows().findLastIndex(waiting);
  return Math.min(100, Math.max(PAGE, last + 1));
}

let pollTimer = null;
let polls = 0;

/** While an answer runs elsewhere or a title is being made, looks every three seconds; long waits get rarer looks. */
function schedulePoll() {
  const wanted = !document.hidden && store.visibleRows().some(waiting);
  if (!wanted) {
    clearTimeout(pollTimer);
    pollTimer = null;
    polls = 0;
  } else if (pollTimer === null) {
    const poll = () => {
      pollTimer = null;
      polls++;
      refreshHistory();
    };
    pollTimer = setTimeout(poll, polls < SLOW_AFTER_POLLS ? POLL_MS : SLOW_POLL_MS);
  }
}

export async function rename(chatId, title) {
  const before = store.rows.get(chatId)?.title;
  if (!title.trim() || title.trim() === before) return;
  await change(chatId, { title: title.trim(), titlePending: false }, { title: title.trim() }, "renamed");
}

export const pin = (chatId, pinned) => change(chatId, { pinned }, { pinned }, pinned ? "pinned" : "unpinned");

/** Shows a change at once and takes it back when the server refuses it. */
async function change(chatId, shown, asked, done) {
  const before = store.rows.get(chatId);
  store.patchRow(chatId, shown);
  try {
    store.putRow(await api.change(chatId, asked));
  } catch (refusal) {
    if (before) store.putRow(before);
    note(`The chat was not ${done}. ${refusal.message}`);
  }
}

// Deleting, with time to think again ----------------------------------------------------------------------------

/** The deletion that can still be undone: {chatId, title, wasOpen} */
let leaving = null;

/** Takes a chat off the page; the server hears of it when the time to undo is over. */
export function remove(chatId, { focus = true } = {}) {
  commitRemoval();
  const title = store.rows.get(chatId)?.title ?? "";
  leaving = { chatId, title, wasOpen: store.openId === chatId };
  store.hide(chatId, true);
  if (leaving.wasOpen) go(null, { focus });
  toast({ title: "Chat deleted", text: title, ms: UNDO_MS, undo: undoRemoval, over: commitRemoval });
}

function undoRemoval() {
  const { chatId, wasOpen } = leaving;
  leaving = null;
  store.hide(chatId, false);
  toast(null);
  announce("The chat is back.");
  if (wasOpen) go(chatId);
}

async function commitRemoval() {
  if (!leaving) return;
  const { chatId } = leaving;
  leaving = null;
  toast(null);
  try {
    await api.remove(chatId);
    keep(draftKey(chatId), null);
    store.forget(chatId);
  } catch (refusal) {
    if (refusal.status === 404 || refusal.status === 410) return store.forget(chatId);
    store.hide(chatId, false);
    note(`The chat was not deleted. ${refusal.message}`);
  }
}

// Notes at the foot ---------------------------------------------------------------------------------------------

/** The toast on show: {title, text, ms, undo, over}; null for none. */
export let shownToast = null;

function toast(what) {
  shownToast = what;
  store.changed("toast");
}

const note = (sentence) => {
  announce(sentence);
  toast({ title: sentence, text: "", ms: UNDO_MS, undo: null, over: () => toast(null) });
};

// Agents and gateway --------------------------------------------------------------------------------------------

export async function loadModels() {
  try {
    store.models = await api.models();
    store.changed("models");
  } catch (refusal) {
    if (refusal.status === 401) shutOut(refusal);
  }
}

export const agents = () => store.models?.models ?? [];

/** The agent a new chat gets: the one chosen last, as long as it is still offered. Null while nobody knows. */
export function chosenAgent() {
  const kept = recall("agent");
  const offered = agents().some((agent) => agent.id === kept);
  return offered ? kept : (store.models?.defaultModel ?? null);
}

export function chooseAgent(agent) {
  keep("agent", agent);
  store.changed("models");
}

// Start ---------------------------------------------------------------------------------------------------------

export function start() {
  addEventListener("popstate", () => visit(chatIdOf(location.pathname)));
  addEventListener("pagehide", () => commitRemoval());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) refreshHistory().then(reloadIfNewer);
    schedulePoll();
  });
  setInterval(() => {
    if (!document.hidden && store.models?.gateway?.problem) loadModels();
  }, GATEWAY_CHECK_MS);
  loadModels();
  loadHistory();
  visit(chatIdOf(location.pathname));
}

/** Another tab or device may have gone on with the open chat while this one was hidden. */
function reloadIfNewer() {
  const chat = store.chats.get(store.openId);
  const row = store.rows.get(store.openId);
  if (chat?.phase === "ready" && !chat.busy && row && row.updatedAt > chat.asOf) load(chat.id);
}
