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
  files.delete(chatId);
  keep(keyOf(chatId), null);
  keep(editsKey(chatId), null);
}

export const keepDraftText = (chatId, text) => keep(keyOf(chatId), text ? { text } : null);

/** Files that go with what is typed, by chat; they last as long as the page. @type {Map<string | null, object[]>} */
const files = new Map();

/** The files that go with what is typed in a chat (null: at home); each has its `part` once the server has it. */
export const draftFiles = (chatId) => files.get(chatId) ?? [];

export function keepDraftFiles(chatId, kept) {
  files.set(chatId, kept);
  store.changed(`files.${chatId}`);
}

/** Puts a text before what is typed already, and shows it. */
export function addToDraft(chatId, text) {
  keepDraftText(chatId, [text, draftText(chatId)].filter(Boolean).join("\n\n"));
  store.changed(`draft.${chatId}`);
}
