// After a vote: why, for who wants to say.

import { html } from "lit";
import { Part, store } from "app/base.js";
import { icon } from "app/icons.js";
import { t } from "app/tongue.js";
import { say } from "app/votes.js";

const LONGEST = 500;

const WORDS = {
  good: t("What was good about it?"),
  bad: t("What was wrong with it?"),
  hint: t("Optional, and for you alone: administrators see how many votes there are, not what you write."),
  save: t("Save"),
  close: t("Close without a word"),
};

class VoteWord extends Part {
  static properties = { chatId: { attribute: false }, messageId: { attribute: false }, vote: { attribute: false }, saving: { state: true } };

  render() {
    const question = this.vote.isUpvoted ? WORDS.good : WORDS.bad;
    return html`<form class="vote-word" @submit=${this.#submit} @keydown=${this.#onKey}>
      <div class="vote-line">
        <input data-testid="vote-word" maxlength=${LONGEST} dir="auto" aria-label=${question} placeholder=${question}
          aria-describedby="vote-word-hint" .value=${this.vote.word ?? ""} ?readonly=${this.saving ?? false} />
        <button type="submit" class="button small">${WORDS.save}</button>
        <button type="button" class="quiet icon-only tiny" aria-label=${WORDS.close} title=${WORDS.close} @click=${() => this.#close()}>
          ${icon("x", 14)}
        </button>
      </div>
      <p class="meta" id="vote-word-hint">${WORDS.hint}</p>
    </form>`;
  }

  firstUpdated() {
    this.querySelector("input").focus({ preventScroll: true });
    this.scrollIntoView({ block: "nearest" });
  }

  #onKey(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  }

  async #submit(event) {
    event.preventDefault();
    const word = this.querySelector("input").value.trim();
    if (word === (this.vote.word ?? "")) return this.#close();
    this.saving = true;
    const kept = await say(this.chatId, this.messageId, word || null);
    this.saving = false;
    if (kept) this.#close();
  }

  /** Back to the thumb it came from. */
  #close() {
    const thumb = this.parentElement.querySelector(".tools [aria-pressed=true]");
    store.set(this.chatId, { wording: null });
    thumb?.focus({ preventScroll: true });
  }
}

customElements.define("rp-vote-word", VoteWord);
