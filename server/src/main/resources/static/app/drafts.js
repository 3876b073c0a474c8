// What is typed but not sent, per chat and device.

import { store } from "app/base.js";
import { keep, recall } from "app/local.js";

const keyOf = (chatId) => `draft.${chatId ?? "home"}`;

/** What is typed in a chat (null: at home). */
export const draftText = (chatId) => recall(keyOf(chatId), { text: "" }).text;

/** Where is kept what is typed in place of messages that were sent. */
export const editsKey = (chatId) => `edits.${chatId}`;

/** Forgets all that is typed in a chat. */
export function forgetDrafts(chatId) {
  keep(keyOf(chatId), null);
  keep(editsKey(chatId), null);
}

export const keepDraftText = (chatId, text) => keep(keyOf(chatId), text ? { text } : null);

/** Puts a text before what is typed already, and shows it. */
export function addToDraft(chatId, text) {
  const typed = draftText(chatId);
  keepDraftText(chatId, typed ? `${text}\n\n${typed}` : text);
  store.changed(`draft.${chatId}`);
}
