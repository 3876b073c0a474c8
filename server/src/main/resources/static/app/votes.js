// What somebody thinks of the answers in their chats.

import { json } from "app/api.js";
import { announce, store } from "app/base.js";
import { note } from "app/notes.js";
import { t } from "app/tongue.js";

const WORDS = {
  up: t("Marked as a good answer"),
  down: t("Marked as a bad answer"),
  taken: t("The mark is taken back"),
  notTaken: t("Your vote was not kept."),
};

/** Asks for the votes of a chat, once; where that fails, none are shown until the page is opened again. */
export async function loadVotes(chatId) {
  const chat = store.chat(chatId);
  if (chat.votes !== null) return;
  chat.votes = new Map();
  try {
    const given = await json(`/api/vote?chatId=${chatId}`);
    // What was voted meanwhile is newer.
    for (const vote of given) if (!chat.votes.has(vote.messageId)) chat.votes.set(vote.messageId, vote);
    if (given.length > 0) store.changed(chatId);
  } catch {
    // Votes are no reason to disturb anybody.
  }
}

/** Votes for or against an answer, or takes the vote back with null. A word is asked for, and can be left out. */
export async function vote(chatId, messageId, up) {
  const asks = up === null ? Promise.resolve() : import("app/vote-word.js").catch(() => {});
  const kept = await put(chatId, messageId, up === null ? null : { isUpvoted: up }, { type: typeOf(up) });
  if (!kept) return;
  announce(up === null ? WORDS.taken : up ? WORDS.up : WORDS.down);
  await asks;
  store.set(chatId, { wording: up === null ? null : messageId });
}

const typeOf = (up) => (up === null ? null : up ? "up" : "down");

/** Says why, in the words of who voted. True when it was kept. */
export function say(chatId, messageId, word) {
  const given = store.chat(chatId).votes?.get(messageId);
  if (!given) return Promise.resolve(false);
  return put(chatId, messageId, { ...given, word }, { type: typeOf(given.isUpvoted), word });
}

/** Shows it at once, and takes it back when the server does not want it. */
async function put(chatId, messageId, shown, asked) {
  const chat = store.chat(chatId);
  chat.votes ??= new Map();
  const before = chat.votes.get(messageId) ?? null;
  show(chat, messageId, shown);
  try {
    await json("/api/vote", { method: "PATCH", body: { chatId, messageId, ...asked } });
    return true;
  } catch (refusal) {
    show(chat, messageId, before);
    note(WORDS.notTaken, refusal.message);
    return false;
  }
}

function show(chat, messageId, vote) {
  if (vote) chat.votes.set(messageId, vote);
  else chat.votes.delete(messageId);
  store.changed(chat.id);
}
