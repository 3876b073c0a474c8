// A message of the past, being said otherwise in its own place.

import { html, nothing } from "lit";
import { Part, coarse, store } from "app/base.js";
import { textOf } from "app/conversation.js";
import { ANSWERING, editOf, keepEdit, takesFocus } from "app/edits.js";
import { icon } from "app/icons.js";
import { t } from "app/tongue.js";

const WORDS = {
  label: t("Your message"),
  hint: t("What follows stays as another version."),
  cancel: t("Cancel"),
  send: t("Send"),
  notSent: (why) => t("Not sent. {reason}", { reason: why }),
  notLoaded: t("Rockpool cannot be reached."),
};

class MessageEditor extends Part {
  static properties = {
    chatId: { attribute: false },
    message: { attribute: false },
    busy: { attribute: false },
    text: { state: true },
    sending: { state: true },
    problem: { state: true },
  };

  willUpdate(changed) {
    if (changed.has("message") && changed.get("message")?.id !== this.message.id) {
      this.text = editOf(this.chatId, this.message.id)?.text ?? "";
      this.problem = null;
    }
  }

  render() {
    const empty = this.text.trim() === "";
    return html`<form class="pending editing" @submit=${this.#submit}>
      <div class="grow" data-text=${this.text}><textarea
        data-testid="message-editor"
        rows="1"
        dir="auto"
        enterkeyhint=${coarse.matches ? "enter" : "send"}
        aria-label=${WORDS.label}
        .value=${this.text}
        ?readonly=${this.sending ?? false}
        @input=${this.#typed}
        @keydown=${this.#onKey}
      ></textarea></div>
      <div role="alert">${this.problem ? html`<p class="edit-problem">${icon("alert")}<span>${this.problem}</span></p>` : nothing}</div>
      <div class="foot">
        <span class="how">${WORDS.hint}</span>
        <button type="button" class="quiet small" @click=${() => this.#close()}>${WORDS.cancel}</button>
        <button type="submit" class="button small primary" data-testid="message-editor-send-button"
          title=${this.busy ? ANSWERING : nothing} aria-disabled=${this.busy ? "true" : nothing}
          ?disabled=${empty || (this.sending ?? false)}>${WORDS.send}</button>
      </div>
    </form>`;
  }

  firstUpdated() {
    if (!takesFocus(this.message.id)) return;
    const field = this.querySelector("textarea");
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
    this.scrollIntoView({ block: "nearest" });
  }

  #typed(event) {
    this.text = event.target.value;
    keepEdit(this.chatId, this.message.id, { ...editOf(this.chatId, this.message.id), text: this.text });
  }

  #onKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey && !coarse.matches) {
      this.#submit(event);
    }
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.text.trim();
    if (text === "" || this.sending) return;
    if (store.chat(this.chatId).busy) return void (this.problem = WORDS.notSent(ANSWERING));
    if (text === textOf(this.message).trim()) return this.#close();
    this.sending = true;
    const why = await this.#send();
    this.sending = false;
    this.problem = why && WORDS.notSent(why);
    if (why) this.updateComplete.then(() => this.querySelector("textarea")?.focus({ preventScroll: true }));
  }

  async #send() {
    let versions;
    try {
      versions = await import("app/versions.js");
    } catch {
      return WORDS.notLoaded;
    }
    return versions.sendEdit(this.chatId, this.message);
  }

  /** The focus goes back to where it came from. */
  #close() {
    const item = this.closest("rp-message");
    keepEdit(this.chatId, this.message.id, null);
    requestAnimationFrame(() => item.updateComplete.then(() => item.querySelector("[data-testid=message-edit-button]")?.focus()));
  }
}

customElements.define("rp-message-editor", MessageEditor);
