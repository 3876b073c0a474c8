// Keeps what the page knows the same as what the server knows: by the live channel, and by loading what came before it
// was listening. Every continuation after an `await` names the chat it is about.

import * as api from "app/api.js";
import { announce, clock, store } from "app/base.js";
import { backOff } from "app/backoff.js";
import { Live } from "app/live.js";
import { notify } from "app/notify.js";
import { said, t } from "app/tongue.js";
import { wayIn } from "app/who.js";

const PAGE = 30;
const LARGEST_PAGE = 100;
/** So many pages of the list are looked through after a pause; what is below them is loaded again by scrolling. */
const REFRESHED_PAGES = 3;
/** As many may have been added above since. */
const SPARE = 20;
/** A loss shorter than this is nobody's business. */
const QUIET_MS = 1_500;
/** So many refused handshakes while the server answers otherwise, and something in between lets none through. */
const BLOCKED_AFTER = 2;
const LOADS_IN_A_ROW = 6;

/** What other parts want to do when something happens: set once, at the start. */
let told = { connected() {}, taken() {}, deletedElsewhere() {}, lostEdit() {}, ended() {} };

const live = new Live(
  {
    connect: openSocket,
    placeOf: (chatId) => store.chats.get(chatId)?.place ?? null,
    onFrame: take,
    onAway: away,
    onFailed: failed,
    onSignedOut: () => store.leaving || location.assign(wayIn(location.pathname)),
  },
  clock,
);

/** @param {typeof told} listeners */
export function startSync(listeners) {
  told = listeners;
  addEventListener("online", () => live.wake());
  addEventListener("offline", () => live.wake());
  addEventListener("pageshow", (event) => event.persisted && live.wake());
  document.addEventListener("visibilitychange", seenChanged);
  seenChanged();
  loadHistory();
  live.start();
  // A page that never gets through says so too.
  away(false);
}

function openSocket({ heard, closed }) {
  const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/live`);
  socket.onmessage = ({ data }) => heard(data);
  socket.onclose = ({ code }) => closed(code);
  return {
    send: (text) => socket.send(text),
    close: () => socket.close(),
  };
}

function seenChanged() {
  store.setSeen(!document.hidden);
  if (document.hidden) return;
  live.wake();
  markRead();
}

// How the connection is -------------------------------------------------------------------------------------------

let cancelWord = null;
let refusals = 0;

function away(restarting) {
  const link = restarting ? "restarting" : "away";
  cancelWord ??= clock.after(QUIET_MS, () => {
    cancelWord = null;
    if (live.on) return;
    store.setLink(link);
    announce(restarting ? t("Rockpool is restarting.") : t("The connection is lost. Reconnecting."));
  });
}

function backOn() {
  cancelWord?.();
  cancelWord = null;
  refusals = 0;
  if (store.link !== "on") announce(t("Connected again."));
  store.setLink("on");
}

/** A handshake does not say why it was refused; an ordinary call does. Until it works, ordinary calls are the way. */
async function failed() {
  if (!(await refreshRows())) {
    refusals = 0;
    if (store.link === "blocked") store.setLink("away");
    return;
  }
  if (++refusals < BLOCKED_AFTER || live.on) return;
  store.setLink("blocked");
  told.connected();
  const chat = store.chats.get(store.openId);
  if (chat && !chat.local) load(chat.id);
}

// What the channel says -------------------------------------------------------------------------------------------

function take(frame) {
  switch (frame.type) {
    case "hello":
      return greeted(frame);
    case "chat":
      return frame.deleted ? deleted(frame.chatId) : changed(frame.chat);
    case "read":
      return store.read(frame.chatId, frame.version);
    case "run":
      return stands(frame);
    case "event":
      return heard(frame);
    case "refused":
      return frame.chatId && refusedByChannel(frame);
  }
}

function greeted({ chats }) {
  backOn();
  const before = new Map(chats.map(({ id }) => [id, store.rows.get(id)]));
  store.hello(chats);
  if (store.history.loaded) chats.forEach((row) => becameUnread(before.get(row.id), row));
  refreshRows();
  markRead();
  told.connected();
}

function changed(row) {
  const before = store.rows.get(row.id);
  store.putRow(row);
  if (row.id === watched && store.chats.get(row.id)?.isElsewhere(store.rows.get(row.id))) load(row.id);
  becameUnread(before, store.rows.get(row.id));
  markRead();
}

function becameUnread(before, row) {
  if (!row?.unread || before?.unread || store.isSeen(row.id)) return;
  if (row.id !== store.openId) announce(`${row.title}: ${row.state === "failed" ? t("the answer failed") : t("answer ready")}`);
  notify(row.id);
}

/**
 * What is on the page is being read, as long as somebody can see the page. Being read is a change like any other: until
 * the channel has said how the chat stands, it would look like one that was missed, and all of it would be loaded again.
 */
function markRead() {
  const id = store.openId;
  if (!id || !store.seen || !store.rows.get(id)?.unread || !store.chats.get(id)?.heardRuns) return;
  live.read(id);
}

function stands(frame) {
  const chat = store.chats.get(frame.chatId);
  if (!chat) return;
  const before = { run: chat.run, queued: chat.queued };
  const complete = store.standing(frame);
  told.taken([frame.current, ...frame.queued].map((run) => run?.question.id));
  if (chat.run && chat.run.runId !== before.run?.runId) announce(t("The answer has begun."));
  if (chat.editing && !frame.queued.some(({ question }) => question.id === chat.editing.id)) told.lostEdit(chat);
  if (!complete) load(chat.id);
  markRead();
}

const ENDS = { finished: t("The answer is complete."), stopped: t("The answer was stopped.") };

function heard(frame) {
  const end = store.heard(frame);
  if (!end) return;
  if (frame.chatId === store.openId) announce(ENDS[end.status] ?? said(end.error?.message) ?? t("The answer failed."));
  told.ended(frame.chatId, end);
  if (store.chats.get(frame.chatId)?.outdated) load(frame.chatId);
}

/** What cannot be watched: a chat that was on the page is gone; of any other, loading it tells why. */
function refusedByChannel({ chatId, code }) {
  const chat = store.chats.get(chatId);
  if (!chat || chat.phase === "refused") return;
  if (chat.phase === "ready" && code.startsWith("gone")) deleted(chatId);
  else load(chatId);
}

function deleted(chatId) {
  if (store.isGone(chatId)) return;
  live.unwatch(chatId);
  told.deletedElsewhere(chatId);
}

// The open chat ---------------------------------------------------------------------------------------------------

let watched = null;

/** Shows what is in memory at once, loads what is not or is behind, and follows what happens from here on. */
export function attend(chatId) {
  if (watched !== chatId) leave();
  if (!chatId) return;
  const chat = store.chat(chatId);
  if (chat.local) return;
  if (watched !== chatId) follow(chatId);
  const row = store.rows.get(chatId);
  if (chat.phase !== "ready" || (row && chat.isBehind(row))) load(chatId);
  markRead();
}

function follow(chatId) {
  watched = chatId;
  live.watch(chatId);
}

function leave() {
  if (!watched) return;
  live.unwatch(watched);
  const chat = store.chats.get(watched);
  if (chat) chat.heardRuns = false;
  watched = null;
}

/** The server has heard of a chat that began on this page. */
export function nowKnown(chatId) {
  store.chat(chatId).local = false;
  if (store.openId === chatId && watched !== chatId) follow(chatId);
}

const loading = new Map();

/** Loads the messages of a chat, once at a time; again when what comes is older than what has been heard meanwhile. */
export async function load(chatId) {
  if (loading.has(chatId)) {
    loading.set(chatId, true);
    return;
  }
  store.loading(chatId);
  for (let round = 0; round < LOADS_IN_A_ROW; round++) {
    loading.set(chatId, false);
    const current = await loadOnce(chatId);
    if (current && !loading.get(chatId)) break;
    await new Promise((resolve) => clock.after(backOff(round) / 4, resolve));
  }
  loading.delete(chatId);
}

/** True when nothing is left to be asked. */
async function loadOnce(chatId) {
  const chat = store.chat(chatId);
  try {
    const answer = await api.messages(chatId);
    if (store.chats.get(chatId) !== chat) return true;
    told.taken([...answer.messages.map(({ id }) => id), ...(answer.queued ?? []).map(({ question }) => question.id)]);
    return store.loaded(chatId, answer) || chat.inStep;
  } catch (refusal) {
    if (store.chats.get(chatId) === chat) refusedBy(chatId, refusal);
    return true;
  }
}

function refusedBy(chatId, refusal) {
  if (refusal.status === 401) return shutOut(refusal);
  // Its first message never got there.
  if (refusal.status === 404 && store.chat(chatId).unsent.length > 0) {
    store.chat(chatId).local = true;
    return store.begin(chatId, store.chat(chatId).unsent[0].agent);
  }
  if (refusal.status === 410) store.forget(chatId);
  store.refused(chatId, refusal);
}

export function shutOut(refusal) {
  live.stop();
  store.shutOut = refusal.message;
  store.changed("route");
}

// The list --------------------------------------------------------------------------------------------------------

async function page(limit, before) {
  const askedAt = clock.now();
  const { chats, hasMore } = await api.history(limit, before?.id);
  store.putPage(chats, { after: before?.updatedAt ?? null, hasMore, askedAt });
  return hasMore ? chats.at(-1) : null;
}

export async function loadHistory() {
  try {
    await page(PAGE);
  } catch (refusal) {
    if (refusal.status === 401) return shutOut(refusal);
    Object.assign(store.history, { loading: false, problem: refusal.message });
    store.changed("rows");
  }
}

export async function loadOlder() {
  const oldest = store.oldestRow();
  if (store.history.loading || !store.history.hasMore || !oldest) return;
  store.history.loading = true;
  try {
    await page(PAGE, oldest);
  } catch {
    // The next scroll asks again.
    store.history.loading = false;
  }
}

/** Looks at all rows on the page anew; true when the server answered. */
async function refreshRows() {
  let wanted = Math.max(PAGE, store.paged + SPARE);
  let last = null;
  try {
    for (let i = 0; i < REFRESHED_PAGES && wanted > 0; i++) {
      last = await page(Math.min(LARGEST_PAGE, wanted), last);
      wanted = last ? wanted - LARGEST_PAGE : 0;
    }
  } catch (refusal) {
    if (refusal.status === 401) shutOut(refusal);
    else if (!store.history.loaded) Object.assign(store.history, { problem: refusal.message });
    store.changed("rows");
    return refusal.status > 0 && refusal.status < 500;
  }
  const row = store.rows.get(store.openId);
  const chat = store.chats.get(store.openId);
  if (row && chat && (chat.isBehind(row) || chat.phase === "unreachable")) load(chat.id);
  return true;
}

