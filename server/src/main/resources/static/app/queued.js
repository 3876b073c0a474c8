// A message below the running answer: it waits for its turn at the server, or has not got through to it yet.

import { html, nothing } from "lit";
import { agentName } from "app/agents.js";
import { Part, coarse, phone, store } from "app/base.js";
import { icon } from "app/icons.js";
import { shownFiles } from "app/message.js";
import {
  beginEdit, discard, endEdit, removeQueued, resend, saveEdit, sendNow, takeBack, textOfRun,
} from "app/sending.js";
import { t } from "app/tongue.js";

/** Longer texts scroll inside their bubble, and then the keyboard has to get there too. */
const LONG_TEXT = 500;
const MOST_LINES = 10;

class Queued extends Part {
  static properties = {
    chatId: { attribute: false },
    run: { attribute: false },
    unsent: { attribute: false },
    agent: { attribute: false },
    /** What is being typed instead of its text: {id, text, before, saving}. */
    editing: { attribute: false },
    /** "Send now" is on its way. */
    sending: { state: true },
  };

  render() {
    if (this.editing) return this.#editor();
    return html`<article class="turn user" data-role="queued" data-message-id=${(this.unsent ?? this.run.question).id}
      data-state=${this.unsent?.state ?? "queued"} aria-label=${this.unsent ? t("Your message, not sent yet") : t("Your message, queued")}>
      <div class="pending ${this.unsent?.state === "failed" ? "failed" : ""}">
        ${shownFiles({ parts: this.unsent?.parts ?? this.run?.question.parts ?? [] })}
        ${this.#text(this.unsent?.text ?? textOfRun(this.run))}
        <div class="foot">${this.unsent ? this.#onItsWay(this.unsent) : this.#waits()}</div>
      </div>
    </article>`;
  }

  #text(text) {
    if (!text) return nothing;
    const long = text.length > LONG_TEXT || text.split("\n").length > MOST_LINES;
    return html`<div class="words" dir="auto" tabindex=${long ? "0" : nothing} data-testid="message-content">${text}</div>`;
  }

  #waits() {
    const words = phone.matches ? t("Queued") : t("Queued, sends when {agent} is done", { agent: agentName(this.agent) });
    return html`<span class="how">${words}</span>
      ${this.#quiet("ahead", t("Send now"), () => this.#sendNow(), {
        title: store.chat(this.chatId).run ? t("Stops the running answer and sends this now") : nothing,
        disabled: this.sending,
      })}
      ${this.#glyph("pencil", t("Edit the queued message"), () => beginEdit(this.chatId, this.run))}
      ${this.#glyph("x", t("Remove the queued message"), () => removeQueued(this.chatId, this.run))}`;
  }

  #onItsWay({ id, state, reason, behind }) {
    if (state === "sending") return html`<span class="how">${t("Sending...")}</span>`;
    if (state === "waiting") {
      return html`<span class="how">${behind ? t("Waiting for the message above") : t("Waiting for the connection")}</span>
        ${this.#glyph("pencil", t("Edit the message"), () => takeBack(this.chatId, id))}
        ${this.#glyph("x", t("Discard the message"), () => discard(this.chatId, id))}`;
    }
    return html`<span class="how trouble">${icon("alert")}<span>${t("Not sent. {reason}", { reason })}</span></span>
      ${this.#quiet("retry", t("Retry"), () => resend(id), { testId: "retry-button" })}
      ${this.#glyph("pencil", t("Edit the message"), () => takeBack(this.chatId, id))}
      ${this.#glyph("x", t("Discard the message"), () => discard(this.chatId, id))}`;
  }

  #quiet(glyph, label, action, { title = nothing, disabled = false, testId = nothing } = {}) {
    return html`<button type="button" class="quiet small" title=${title} ?disabled=${disabled} data-testid=${testId} @click=${action}>
      ${icon(glyph, 14)}${label}
    </button>`;
  }

  #glyph(glyph, label, action) {
    return html`<button type="button" class="quiet icon-only tiny" data-glyph=${glyph} aria-label=${label} title=${label} @click=${action}>
      ${icon(glyph, 14)}
    </button>`;
  }

  async #sendNow() {
    this.sending = true;
    await sendNow(this.chatId, this.run);
    this.sending = false;
  }

  // Editing -------------------------------------------------------------------------------------------------------

  #editor() {
    return html`<article class="turn user" data-role="queued" data-message-id=${this.editing.id} data-state="editing" aria-label=${t("Your message, queued")}>
      <form class="pending editing" @submit=${this.#save}>
        ${shownFiles(this.run.question)}
        <div class="grow" data-text=${this.editing.text}><textarea
          rows="1"
          dir="auto"
          aria-label=${t("Queued message")}
          .value=${this.editing.text}
          ?readonly=${this.editing.saving ?? false}
          @input=${this.#typed}
          @keydown=${this.#onKey}
        ></textarea></div>
        <div class="foot">
          <span class="how">${coarse.matches ? nothing : html`<kbd>Esc</kbd> ${t("keeps the old text")}`}</span>
          <button type="button" class="quiet small" @click=${() => this.#close()}>${t("Cancel")}</button>
          <button type="submit" class="button small primary" ?disabled=${this.editing.saving ?? false}>${t("Save")}</button>
        </div>
      </form>
    </article>`;
  }

  #typed(event) {
    this.editing.text = event.target.value;
    this.requestUpdate();
  }

  #onKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey && !coarse.matches) {
      this.#save(event);
    }
  }

  #save(event) {
    event.preventDefault();
    saveEdit(this.chatId, this.editing.text);
  }

  #close() {
    endEdit(this.chatId);
  }

  updated(changed) {
    if (!changed.has("editing") || Boolean(changed.get("editing")) === Boolean(this.editing)) return;
    if (!this.editing) return changed.get("editing") && this.querySelector("button[data-glyph=pencil]")?.focus();
    const field = this.querySelector("textarea");
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
  }
}

customElements.define("rp-queued", Queued);
