// Where messages are typed. Each chat has its own draft, and the line below always has its room.

import { html, nothing } from "lit";
import { chosenAgent, draftText, keepDraftText, sendDraft, stop } from "app/actions.js";
import { agentLabel, agentName, agentPicker } from "app/agents.js";
import { Part, coarse, store } from "app/base.js";
import { icon, ring } from "app/icons.js";
import { textOf } from "app/store.js";
import { duration } from "app/time.js";

const MOST_LINES = 10;
const SILENCE_MS = 20_000;

class Composer extends Part {
  static properties = { chatId: { attribute: false }, text: { state: true }, insisted: { state: true } };

  #tick = null;
  #unsubscribe = null;

  constructor() {
    super();
    this.text = "";
  }

  get topics() {
    return ["models", ...(this.chatId ? [this.chatId] : [])];
  }

  connectedCallback() {
    super.connectedCallback();
    // Seconds of silence pass without anything happening in the store.
    this.#tick = setInterval(() => this.#chat?.run && this.requestUpdate(), 1000);
    addEventListener("online", this.#redraw);
    addEventListener("offline", this.#redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#tick);
    this.#unsubscribe?.();
    removeEventListener("online", this.#redraw);
    removeEventListener("offline", this.#redraw);
  }

  #redraw = () => this.requestUpdate();

  get #chat() {
    return this.chatId ? store.chats.get(this.chatId) : null;
  }

  get #agent() {
    return this.#chat?.agent ?? store.rows.get(this.chatId)?.agentId ?? chosenAgent();
  }

  willUpdate(changed) {
    if (changed.has("chatId")) {
      this.watch();
      this.#takeDraft();
      this.#unsubscribe?.();
      // A message taken back lands in the draft.
      this.#unsubscribe = store.subscribe(`draft.${this.chatId}`, () => this.#takeDraft());
    }
    if (!this.#chat?.busy) this.insisted = false;
  }

  #takeDraft() {
    this.text = draftText(this.chatId ?? null);
  }

  render() {
    const chat = this.#chat;
    const busy = chat?.busy ?? false;
    return html`<form class="composer" @submit=${this.#submit} @pointerdown=${this.#toField}>
        <textarea
          id="composer-input"
          data-testid="multimodal-input"
          rows="1"
          dir="auto"
          enterkeyhint=${coarse.matches ? "enter" : "send"}
          aria-label=${this.#placeholder()}
          aria-describedby="composer-hint"
          placeholder=${this.#placeholder()}
          .value=${this.text}
          @input=${this.#typed}
          @keydown=${this.#onKey}
        ></textarea>
        <div class="bar">
          ${this.chatId ? (coarse.matches || !this.#agent ? nothing : agentLabel(this.#agent)) : agentPicker()}
          <span class="gap"></span>
          ${busy ? this.#stopButton(chat) : this.#sendButton()}
        </div>
      </form>
      <div class="hint" id="composer-hint">${this.#hint(chat, busy)}</div>`;
  }

  #placeholder() {
    if (store.models?.gateway?.demo) return "Message the demo agent";
    if (!this.#agent) return "Message";
    const name = agentName(this.#agent);
    return this.chatId ? `Message ${name}` : `Ask ${name} anything`;
  }

  #sendButton() {
    const empty = this.text.trim() === "";
    return html`<button type="submit" class="send ${empty ? "" : "ready"}" data-testid="send-button" aria-label="Send"
      ?disabled=${empty}>${icon("up")}</button>`;
  }

  #stopButton(chat) {
    return html`<button
      type="button"
      class="stop"
      data-testid="stop-button"
      aria-label="Stop the answer"
      ?disabled=${!chat.run || chat.stopping}
      @click=${() => stop(this.chatId)}
    >
      <span class="square"></span>
    </button>`;
  }

  #hint(chat, busy) {
    const silence = chat?.run && chat.heardAt && chat.run.status !== "queued" ? Date.now() - chat.heardAt : 0;
    const answer = chat?.messages[chat.messages.length - 1];
    if (!navigator.onLine) {
      return html`You are offline.${busy ? " The answer keeps running on the server." : " What you type is kept."}`;
    }
    if (chat?.run && chat.link === "lost") {
      return html`${ring()}Reconnecting to Rockpool...<span class="wide-only"> The answer keeps running there.</span>`;
    }
    if (chat?.stopping) return html`Stopping...`;
    if (busy && this.insisted) {
      return html`<span role="status">The answer is still running. Your text stays here until it is done.</span>`;
    }
    if (silence >= SILENCE_MS && answer && textOf(answer)) {
      return html`Still working, ${duration(silence)} of silence so far`;
    }
    if (coarse.matches) return nothing;
    if (busy) return html`<span><kbd>Esc</kbd> stops the answer</span>`;
    return html`<span><kbd>Enter</kbd> to send</span><span><kbd>⇧ Enter</kbd> for a new line</span>`;
  }

  #typed(event) {
    this.text = event.target.value;
    this.insisted = false;
    keepDraftText(this.chatId ?? null, this.text);
  }

  #onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    // Enter ends the choice of characters (Safari says so by the key code only), and on a phone it is a new line.
    if (event.isComposing || event.keyCode === 229 || coarse.matches) return;
    event.preventDefault();
    this.#submit(event);
  }

  #submit(event) {
    event.preventDefault();
    const text = this.text.trim();
    if (text === "") return;
    if (sendDraft(this.chatId ?? null, text, this.#agent)) this.text = "";
    else this.insisted = true;
  }

  /** Puts a text in and the cursor behind it. */
  fill(text) {
    this.text = text;
    keepDraftText(this.chatId ?? null, text);
    this.updateComplete.then(() => this.focusField());
  }

  focusField() {
    const field = this.querySelector("textarea");
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(field.value.length, field.value.length);
  }

  /** The whole box is the field's to click on. */
  #toField(event) {
    if (event.target.closest("button, textarea")) return;
    event.preventDefault();
    this.querySelector("textarea").focus();
  }

  updated() {
    const field = this.querySelector("textarea");
    if (field.value !== this.#fitted?.value || field.clientWidth !== this.#fitted?.width) this.#fit(field);
  }

  #fitted = null;

  #fit(field) {
    const line = parseFloat(getComputedStyle(field).lineHeight) || 24;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, line * MOST_LINES)}px`;
    this.#fitted = { value: field.value, width: field.clientWidth };
    // What floats above the composer asks for its height.
    document.documentElement.style.setProperty("--dock-h", `${this.offsetHeight + 5}px`);
  }
}

customElements.define("rp-composer", Composer);
