// What was sent in a chat before, one after the other, from the newest back. Pure.

import { textOf } from "app/conversation.js";

export class Recall {
  /** Newest first, none twice in a row. @type {string[]} */
  #texts;
  #at = -1;

  /** @param {object[]} items of a conversation, oldest first: messages, and what waits or has not got through */
  constructor(items) {
    this.#texts = items
      .map(textIn)
      .filter(Boolean)
      .filter((text, i, all) => text !== all[i + 1])
      .reverse();
  }

  /** The text before the one shown; the oldest stays. Null when nothing was ever sent. */
  older() {
    this.#at = Math.min(this.#at + 1, this.#texts.length - 1);
    return this.#texts[this.#at] ?? null;
  }

  /** The text after the one shown; null behind the newest. */
  newer() {
    this.#at--;
    return this.#texts[this.#at] ?? null;
  }
}

function textIn({ message, queued, unsent }) {
  if (message) return message.role === "user" ? textOf(message) : "";
  return queued ? textOf(queued.question) : (unsent?.text ?? "");
}
