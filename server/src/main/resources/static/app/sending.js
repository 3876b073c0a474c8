// Sending and everything that can become of it: on its way, queued, changed, taken back, stopped, asked again.

import * as api from "app/api.js";
import { announce, clock, store, uuid } from "app/base.js";
import { addToDraft, draftFiles, keepDraftFiles, keepDraftText } from "app/drafts.js";
import { Shelf } from "app/local.js";
import { note, offerUndo } from "app/notes.js";
import { Outbox } from "app/outbox.js";
import { withModule } from "app/reach.js";
import { load, nowKnown, shutOut } from "app/sync.js";
import { t } from "app/tongue.js";

/** What a gateway calls the agent it has from the start. */
const FIRST_AGENT = "main";

const shelf = new Shelf("outbox");

const outbox = new Outbox(
  {
    all: () => shelf.all(),
    put: (message) => shelf.put(message.id, message),
    drop: (id) => shelf.drop(id),
    send: (message) => api.send(message.chatId, message, message.agent),
    alone,
    onChange: (chatId) => store.setUnsent(chatId, outbox.of(chatId)),
    onAccepted: accepted,
    onFailed: failed,
  },
  clock,
);

/** One tab at a time. Without locks two tabs may send the same message; the server takes it once. */
function alone(chatId, work) {
  return navigator.locks ? navigator.locks.request(`rockpool.outbox.${chatId}`, work) : work();
}

/** Whether it is known who sends. What an earlier page has left waits for that. */
let known = false;

const kick = () => known && outbox.kick();

/**
 * Brings back what earlier pages could not get through, and goes on with it.
 * @param {Promise<void>} whoIsHere
 */
export function startSending(whoIsHere) {
  whoIsHere.then(() => {
    known = true;
    kick();
  });
  for (const chatId of outbox.chats()) store.setUnsent(chatId, outbox.of(chatId));
  shelf.onElsewhere((before, after) => {
    const { chatId } = after ?? before;
    store.setUnsent(chatId, outbox.of(chatId));
  });
  addEventListener("online", kick);
}

/** The connection is there: what waits for it goes out now. */
export const connected = kick;

/** The server has these messages, however that became known. */
export function taken(messageIds) {
  for (const chat of [...store.chats.values()].filter(({ unsent }) => unsent.length > 0)) {
    for (const { id } of chat.unsent) if (messageIds.includes(id)) outbox.drop(id);
  }
}

// Messages --------------------------------------------------------------------------------------------------------

/** Sends what is typed, and the files with it; `chatId` null starts a chat. Returns the chat's id. */
export function sendDraft(chatId, text, agent) {
  const files = draftFiles(chatId).map(({ part }) => part);
  keepDraftText(chatId, "");
  keepDraftFiles(chatId, []);
  return send(chatId, text, agent, files.length > 0 ? [...files, ...(text ? [{ type: "text", text }] : [])] : undefined);
}

/** Sends a text, or the parts a message is made of, whatever is typed meanwhile. */
export function send(chatId, text, agent, parts) {
  const id = chatId ?? uuid();
  const chat = store.chat(id);
  if (!chatId) chat.local = true;
  if (chat.local) store.begin(id, agent ?? FIRST_AGENT);
  store.set(id, { scroll: { stuck: true }, retryProblem: null, heardAt: chat.busy ? chat.heardAt : Date.now() });
  outbox.add({ id: uuid(), chatId: id, text, parts, agent: chat.agent ?? agent ?? FIRST_AGENT });
  return id;
}

function accepted({ id, chatId, text, parts = [{ type: "text", text }], at }, { runId, messageId, status = "running", chat: row, messagesLeft }) {
  store.setMessagesLeft(messagesLeft ?? null);
  if (status !== "running" && status !== "queued") return nowKnown(chatId), load(chatId);
  const question = { id, role: "user", parts, metadata: { createdAt: new Date(at).toISOString() } };
  store.accepted(chatId, { runId, messageId, status, createdAt: question.metadata.createdAt, question }, row);
  nowKnown(chatId);
  if (chatId === store.openId) announce(status === "queued" ? t("The message waits for the answer before it.") : t("The answer has begun."));
}

function failed({ chatId }, refusal) {
  if (refusal.status === 401) return shutOut(refusal);
  if (chatId === store.openId) announce(t("Not sent. {reason}", { reason: refusal.message }));
}

/** Sends a message that failed again, under the same id: should it have arrived after all, nothing happens twice. */
export const resend = (messageId) => outbox.retry(messageId);

/** Takes an unsent message back into the composer. */
export function takeBack(chatId, messageId) {
  const message = outbox.drop(messageId);
  if (!message) return;
  addToDraft(chatId, message.text);
  if (message.parts) withModule("app/attaching.js", (it) => it.takeBack(chatId, message.parts));
}

/** Throws an unsent message away, with time to think again. */
export function discard(chatId, messageId) {
  const message = outbox.drop(messageId);
  if (message) offerUndo(t("Message discarded"), message.text, () => send(chatId, message.text, message.agent, message.parts));
}

/** Throws away all that is unsent in a chat, and returns its texts. */
export function discardAll(chatId) {
  return outbox.of(chatId).map(({ id, text }) => {
    outbox.drop(id);
    return text;
  });
}

// What waits ------------------------------------------------------------------------------------------------------

export const beginEdit = (chatId, run) =>
  store.set(chatId, { editing: { id: run.question.id, before: textOfRun(run), text: textOfRun(run) } });

export const endEdit = (chatId) => store.set(chatId, { editing: null });

export const textOfRun = ({ question }) => question.parts.map(({ text }) => text ?? "").join("");

export async function saveEdit(chatId, text) {
  const { editing } = store.chat(chatId);
  if (!text.trim() || text.trim() === editing.before) return endEdit(chatId);
  store.set(chatId, { editing: { ...editing, text, saving: true } });
  try {
    await api.editQueued(chatId, editing.id, text.trim());
    if (store.chat(chatId).editing?.id === editing.id) endEdit(chatId);
  } catch (refusal) {
    if (store.chat(chatId).editing?.id !== editing.id) return;
    if (refusal.status === 409 || refusal.status === 404) return lostEdit(store.chat(chatId));
    store.set(chatId, { editing: { ...editing, text, saving: false } });
    note(t("The change was not saved."), refusal.message);
  }
}

/** The message being changed is not waiting any more. What was typed is not lost with it. */
export function lostEdit({ id, editing }) {
  endEdit(id);
  if (editing.text.trim() === editing.before || editing.saving) return;
  addToDraft(id, editing.text);
  note(t("This message is no longer waiting."), t("Your change is in the message box."));
}

export async function removeQueued(chatId, run) {
  const { id } = run.question;
  const { agent } = store.chat(chatId);
  leaving(chatId, id, true);
  try {
    await api.removeQueued(chatId, id);
    offerUndo(t("Message removed"), textOfRun(run), () => send(chatId, textOfRun(run), agent, run.question.parts));
  } catch (refusal) {
    leaving(chatId, id, false);
    note(t("The message was not removed."), refusal.message);
  }
}

function leaving(chatId, messageId, is) {
  const chat = store.chat(chatId);
  if (is) chat.leaving.add(messageId);
  else chat.leaving.delete(messageId);
  store.changed(chatId);
}

/** Stops the answer that is on and goes on with this message. */
export async function sendNow(chatId, run) {
  try {
    await api.sendQueuedNow(chatId, run.question.id);
    announce(t("The answer is stopped, the message is sent."));
  } catch (refusal) {
    note(t("The message was not sent now."), refusal.message);
  }
}

// Answers ---------------------------------------------------------------------------------------------------------

export async function retry(chatId, messageId) {
  store.set(chatId, { retrying: true, retryProblem: null, heardAt: Date.now() });
  try {
    const { runId, messageId: answerId, status = "running", chat: row } = await api.regenerate(chatId, messageId);
    const question = store.chat(chatId).messages.findLast(({ role }) => role === "user");
    store.chat(chatId).scroll = { stuck: true };
    store.accepted(chatId, { runId, messageId: answerId, status, createdAt: new Date().toISOString(), question }, row);
  } catch (refusal) {
    store.set(chatId, { retrying: false, retryProblem: refusal.message });
    announce(refusal.message);
  }
}

export async function stop(chatId) {
  const { run, stopping } = store.chat(chatId);
  if (!run || stopping) return;
  store.set(chatId, { stopping: true });
  try {
    if ((await api.stop(chatId)) === null) load(chatId);
  } catch (refusal) {
    store.set(chatId, { stopping: false });
    note(t("The answer could not be stopped."), refusal.message);
  }
}
