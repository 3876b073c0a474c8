// A message of the past, being said otherwise in its own place.

import { html, nothing } from "lit";
import { Part, announce, coarse, store } from "app/base.js";
import { filesOf, textOf } from "app/conversation.js";
import { ANSWERING, editOf, keepEdit, partsOf, takesFocus } from "app/edits.js";
import { icon } from "app/icons.js";
import { shownFiles } from "app/message.js";
import { t } from "app/tongue.js";

const WORDS = {
  label: t("Your message"),
  hint: t("What follows stays as another version."),
  cancel: t("Cancel"),
  send: t("Send"),
  notSent: (why) => t("Not sent. {reason}", { reason: why }),
  notLoaded: t("Rockpool cannot be reached."),
  removed: (name) => t("{name} removed.", { name }),
};

class MessageEditor extends Part {
  static properties = {
    chatId: { attribute: false },
    message: { attribute: false },
    busy: { attribute: false },
    text: { state: true },
    /** Addresses of its files that are to be left out. */
    without: { state: true },
    sending: { state: true },
    problem: { state: true },
  };

  willUpdate(changed) {
    if (changed.has("message") && changed.get("message")?.id !== this.message.id) {
      const edit = editOf(this.chatId, this.message.id);
      this.text = edit?.text ?? "";
      this.without = edit?.without ?? [];
      this.problem = null;
    }
  }

  render() {
    const kept = filesOf(this.message).filter(({ url }) => !this.without.includes(url));
    const empty = this.text.trim() === "" && kept.length === 0;
    return html`<form class="pending editing" @submit=${this.#submit}>
      ${shownFiles({ parts: kept }, this.sending ? null : (file) => this.#remove(file))}
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
    this.#keep();
  }

  #keep() {
    const { text, without } = this;
    keepEdit(this.chatId, this.message.id, { ...editOf(this.chatId, this.message.id), text, without });
  }

  /** It stays with the version there is. */
  #remove({ url, filename }) {
    this.without = [...this.without, url];
    this.#keep();
    announce(WORDS.removed(filename));
    this.querySelector("textarea").focus({ preventScroll: true });
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
    const edit = editOf(this.chatId, this.message.id);
    if (partsOf(this.message, edit).length === 0 || this.sending) return;
    if (store.chat(this.chatId).busy) return void (this.problem = WORDS.notSent(ANSWERING));
    if (this.text.trim() === textOf(this.message).trim() && this.without.length === 0) return this.#close();
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
