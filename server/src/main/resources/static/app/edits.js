// Messages somebody is about to say otherwise: what is typed so far, by chat and message, kept on this device.

import { store } from "app/base.js";
import { textOf } from "app/conversation.js";
import { editsKey } from "app/drafts.js";
import { keep, recall } from "app/local.js";
import { note } from "app/notes.js";
import { t } from "app/tongue.js";

export const ANSWERING = t("An answer is still being written. Wait for it, or stop it first.");
const NO_EDITOR = [t("The message cannot be edited now."), t("Rockpool cannot be reached.")];

/**
 * `without`: addresses of files that are to be left out. `id`: what the new message was last sent as, with the words and
 * files `sent`; the same again does nothing twice.
 * @typedef {{text: string, without?: string[], id?: string, sent?: string}} Edit
 */

/** The one just begun: its editor takes the focus. */
let begun = null;

const loadEditor = () => import("app/message-editor.js");

/** Brings back what was being typed in a chat when the page was left. */
export function editsOf(chatId) {
  const chat = store.chat(chatId);
  if (chat.edits === null) {
    chat.edits = new Map(Object.entries(recall(editsKey(chatId), {})));
    if (chat.edits.size > 0) loadEditor().then(() => store.changed(chatId), () => chat.edits.clear());
  }
  return chat.edits;
}

/** What is being typed in place of a message; null where nobody does. */
export const editOf = (chatId, messageId) => editsOf(chatId).get(messageId) ?? null;

/** What the message would be made of. */
export function partsOf(message, { text, without = [] }) {
  const others = message.parts.filter(({ type, url }) => type !== "text" && !without.includes(url));
  return [...others, ...(text.trim() ? [{ type: "text", text: text.trim() }] : [])];
}

/** Keeps what is typed; null ends it. */
export function keepEdit(chatId, messageId, edit) {
  const edits = editsOf(chatId);
  if (edit) edits.set(messageId, edit);
  else edits.delete(messageId);
  keep(editsKey(chatId), edits.size > 0 ? Object.fromEntries(edits) : null);
  if (!edit) store.changed(chatId);
}

export async function beginEdit(chatId, message) {
  try {
    await loadEditor();
  } catch {
    return note(...NO_EDITOR);
  }
  begun = message.id;
  if (!editOf(chatId, message.id)) keepEdit(chatId, message.id, { text: textOf(message) });
  store.changed(chatId);
}

/** Whether this is the editor somebody has just asked for; true once. */
export function takesFocus(messageId) {
  const takes = begun === messageId;
  if (takes) begun = null;
  return takes;
}

/** Opens the editor of what was said last. False when there is nothing to be edited now. */
export function editLast(chatId) {
  const chat = store.chats.get(chatId);
  const last = chat?.phase === "ready" ? chat.messages.findLast(({ role }) => role === "user") : null;
  if (!last) return false;
  if (chat.busy) return note(ANSWERING), false;
  store.set(chatId, { scroll: { stuck: true } });
  beginEdit(chatId, last);
  return true;
}
