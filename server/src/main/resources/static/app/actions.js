// What people do with chats as a whole: go to them, rename, pin, delete; and the agents there are.

import { loadAccount } from "app/account.js";
import * as api from "app/api.js";
import { announce, store } from "app/base.js";
import { addToDraft, draftText, forgetDrafts } from "app/drafts.js";
import { keep, recall } from "app/local.js";
import { note, offerUndo } from "app/notes.js";
import { onNotificationOpened } from "app/notify.js";
import { connected, discardAll, lostEdit, startSending, taken } from "app/sending.js";
import { attend, shutOut, startSync } from "app/sync.js";
import { t } from "app/tongue.js";

const GATEWAY_CHECK_MS = 15_000;

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
  attend(chatId);
}

// Changing a chat -----------------------------------------------------------------------------------------------

export async function rename(chatId, title) {
  const before = store.rows.get(chatId)?.title;
  if (!title.trim() || title.trim() === before) return;
  await change(chatId, { title: title.trim(), titlePending: false }, { title: title.trim() }, t("The chat was not renamed."));
}

export const pin = (chatId, pinned) => change(chatId, { pinned }, { pinned }, pinned ? t("The chat was not pinned.") : t("The chat was not unpinned."));

const FORK = t("Fork into a new chat");
export const FORK_TIP = t("Fork: go on from here in a new chat. This one stays as it is.");

/** A line of a menu: the whole chat, or what was said up to a message, goes on in a new one. */
export const forkItem = (chatId, messageId) => ({
  label: FORK, title: FORK_TIP, icon: "fork", testId: "fork-button", action: () => fork(chatId, messageId),
});

export async function fork(chatId, messageId) {
  try {
    const { fork: work } = await import("app/forking.js");
    await work(chatId, { messageId });
  } catch {
    note(t("The chat was not forked."), t("Rockpool cannot be reached."));
  }
}

/** Shows a change at once and takes it back when the server refuses it. */
async function change(chatId, shown, asked, failed) {
  store.pend(chatId, shown);
  try {
    const row = await api.change(chatId, asked);
    store.pend(chatId, null);
    store.putRow(row);
  } catch (refusal) {
    store.pend(chatId, null);
    note(failed, refusal.message);
  }
}

// Deleting, with time to think again ----------------------------------------------------------------------------

/** Chats whose deletion can still be undone. */
const leaving = new Set();

/** Takes a chat off the page; the server hears of it when the time to undo is over. */
export function remove(chatId, { focus = true } = {}) {
  const title = store.visibleRows().find((row) => row.id === chatId)?.title ?? "";
  const wasOpen = store.openId === chatId;
  leaving.add(chatId);
  store.hide(chatId, true);
  if (wasOpen) go(null, { focus });
  offerUndo(t("Chat deleted"), title, () => undoRemoval(chatId, wasOpen), () => commitRemoval(chatId));
}

function undoRemoval(chatId, wasOpen) {
  leaving.delete(chatId);
  store.hide(chatId, false);
  announce(t("The chat is back."));
  if (wasOpen) go(chatId);
}

async function commitRemoval(chatId) {
  if (!leaving.delete(chatId)) return;
  try {
    if (store.rows.has(chatId)) await api.remove(chatId);
    clear(chatId);
  } catch (refusal) {
    if (refusal.status === 404 || refusal.status === 410) return clear(chatId);
    store.hide(chatId, false);
    note(t("The chat was not deleted."), refusal.message);
  }
}

function clear(chatId) {
  forgetDrafts(chatId);
  discardAll(chatId);
  store.forget(chatId);
}

/** Another tab or device deleted it. What was typed in it here is offered, not lost. */
function deletedElsewhere(chatId) {
  const wasOpen = store.openId === chatId;
  const wasOurs = leaving.delete(chatId) || store.hidden.has(chatId);
  const title = store.rows.get(chatId)?.title ?? "";
  const left = [...discardAll(chatId), draftText(chatId)].filter(Boolean).join("\n\n");
  forgetDrafts(chatId);
  if (wasOpen) go(null);
  store.forget(chatId);
  if (wasOurs || (!wasOpen && !left)) return;
  const keepText = { label: t("Keep what I typed"), run: () => addToDraft(null, left) };
  if (wasOpen && left && !draftText(null)) {
    addToDraft(null, left);
    note(t("This chat was deleted in another window."), t("What you had typed is kept here."));
  } else {
    note(wasOpen ? t("This chat was deleted in another window.") : t("\"{title}\" was deleted elsewhere.", { title }), "", left ? keepText : null);
  }
}

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
  addEventListener("pagehide", () => [...leaving].forEach(commitRemoval));
  setInterval(() => {
    if (!document.hidden && store.models?.gateway?.problem) loadModels();
  }, GATEWAY_CHECK_MS);
  onNotificationOpened(go);
  loadModels();
  startSending(loadAccount());
  startSync({ connected, taken, lostEdit, deletedElsewhere, ended: (_, end) => end.status === "failed" && loadModels() });
  visit(chatIdOf(location.pathname));
}
