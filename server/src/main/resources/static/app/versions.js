// Saying something otherwise, having it answered again, going to another version, and on in a chat of its own.

import * as api from "app/api.js";
import { announce, clock, coarse, store, uuid } from "app/base.js";
import { addToDraft } from "app/drafts.js";
import { editOf, keepEdit, partsOf } from "app/edits.js";
import { versionWords } from "app/message-tools.js";
import { note } from "app/notes.js";
import { asSeenFrom, versionsOf } from "app/steps.js";
import { load, shutOut } from "app/sync.js";
import { t } from "app/tongue.js";

const WORDS = {
  begun: t("The answer has begun."),
  notRegenerated: t("The answer was not written again."),
  notOpened: t("The other version was not opened."),
  changedElsewhere: [t("This message is not part of the chat any more."), t("Your text is in the message box.")],
};

const toComposer = () => !coarse.matches && document.querySelector("main rp-composer")?.focusField();

/**
 * Sends what was typed in place of a message. Null when it was taken, else the sentence that says why it was not: then
 * everything is as before.
 */
export async function sendEdit(chatId, message) {
  const edit = editOf(chatId, message.id);
  const parts = partsOf(message, edit);
  const sent = JSON.stringify(parts);
  // What may have arrived is sent under its id again; other words are another message.
  const id = edit.sent === sent ? edit.id : uuid();
  keepEdit(chatId, message.id, { ...edit, id, sent });
  try {
    const taken = await api.send(chatId, { id, parts }, store.chat(chatId).agent, { messageId: message.id });
    keepEdit(chatId, message.id, null);
    begun(chatId, message, taken, { id, role: "user", parts, metadata: { createdAt: now() } });
    return null;
  } catch (refusal) {
    return notSent(chatId, message, edit.text.trim(), refusal);
  }
}

function notSent(chatId, message, text, refusal) {
  if (refusal.status === 401) shutOut(refusal);
  if (refusal.status !== 400 || refusal.field !== "messageId") return refusal.message;
  keepEdit(chatId, message.id, null);
  addToDraft(chatId, text);
  note(...WORDS.changedElsewhere);
  load(chatId);
  return null;
}

const now = () => new Date(clock.now()).toISOString();

/** The server has begun a branch in place of this message. Its versions are told with the messages. */
function begun(chatId, message, { runId, messageId, status = "running", chat: row, messagesLeft }, question) {
  if (messagesLeft !== undefined) store.setMessagesLeft(messagesLeft);
  const chat = store.chat(chatId);
  chat.branchedAt(message.id, row);
  chat.attempts.delete(message.key);
  Object.assign(chat, { scroll: { stuck: true }, hold: null, retryProblem: null });
  store.accepted(chatId, { runId, messageId, status, createdAt: now(), question }, row);
  announce(WORDS.begun);
  toComposer();
  load(chatId);
}

/** Has a question answered once more; the answer there is stays as another version. */
export async function regenerate(chatId, answer) {
  const { messages } = store.chat(chatId);
  const question = messages[messages.findIndex(({ id }) => id === answer.id) - 1];
  store.set(chatId, { retrying: true, retryProblem: null, heardAt: clock.now() });
  try {
    begun(chatId, answer, await api.regenerate(chatId, answer.id), question);
  } catch (refusal) {
    store.set(chatId, { retrying: false, heardAt: 0 });
    if (refusal.status === 401) return shutOut(refusal);
    note(WORDS.notRegenerated, refusal.message);
  }
}

/** Goes to another branch; what is held stays where it is on the page. */
export async function goToBranch(chatId, branch, hold) {
  const chat = store.chat(chatId);
  if (chat.wanted !== null) return;
  chat.goTo(branch, asSeenFrom);
  store.set(chatId, { hold, scroll: { stuck: false, key: hold.key, offset: 0 } });
  try {
    const row = await api.json(`/api/chat/${chatId}/branch`, { method: "POST", body: { branch } });
    store.putRow(row);
    chat.arrived(row);
    await load(chatId);
    tell(chat, hold.key);
  } catch (refusal) {
    chat.arrived(store.rows.get(chatId));
    store.changed(chatId);
    if (refusal.status === 401) return shutOut(refusal);
    note(WORDS.notOpened, refusal.message);
  }
}

function tell(chat, key) {
  const message = chat.messages.find((shown) => shown.key === key);
  const versions = message && versionsOf(message);
  if (versions) announce(versionWords(versions.index, versions.count));
}
