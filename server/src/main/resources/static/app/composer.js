// Where messages are typed. Each chat has its own draft, and the line below always has its room.

import { html, nothing } from "lit";
import { chosenAgent, go } from "app/actions.js";
import { agentLabel, agentName, agentPicker } from "app/agents.js";
import { Part, coarse, store } from "app/base.js";
import { textOf } from "app/conversation.js";
import { draftText, keepDraftText } from "app/drafts.js";
import { icon, ring } from "app/icons.js";
import { sendDraft, stop } from "app/sending.js";
import { duration } from "app/time.js";
import { messagesLeft } from "app/who.js";

const SILENCE_MS = 20_000;

class Composer extends Part {
  static properties = { chatId: { attribute: false }, text: { state: true } };

  #tick = null;
  #unsubscribe = null;
  /** What floats above the composer asks for its height. */
  #size = new ResizeObserver(() =>
    document.documentElement.style.setProperty("--dock-h", `${this.offsetHeight + 5}px`),
  );

  constructor() {
    super();
    this.text = "";
  }

  get topics() {
    return ["models", "link", "account", ...(this.chatId ? [this.chatId] : [])];
  }

  connectedCallback() {
    super.connectedCallback();
    // Seconds of silence pass without anything happening in the store.
    this.#tick = setInterval(() => this.#chat?.run && this.requestUpdate(), 1000);
    addEventListener("online", this.#redraw);
    addEventListener("offline", this.#redraw);
    this.#size.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#tick);
    this.#unsubscribe?.();
    this.#size.disconnect();
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
  }

  #takeDraft() {
    this.text = draftText(this.chatId ?? null);
  }

  render() {
    const chat = this.#chat;
    const busy = chat?.busy ?? false;
    return html`<form class="composer" @submit=${this.#submit} @pointerdown=${this.#toField}>
        <div class="grow" data-text=${this.text}><textarea
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
        ></textarea></div>
        <div class="bar">
          ${this.chatId ? (coarse.matches || !this.#agent ? nothing : agentLabel(this.#agent)) : agentPicker()}
          <span class="gap"></span>
          ${busy ? this.#stopButton(chat) : nothing}${busy && !this.text.trim() ? nothing : this.#sendButton(busy)}
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

  #sendButton(busy) {
    const empty = this.text.trim() === "";
    return html`<button type="submit" class="send ${empty ? "" : "ready"}" data-testid="send-button"
      aria-label=${busy ? "Add to the queue" : "Send"} ?disabled=${empty}>${icon("up")}</button>`;
  }

  /** The main thing to do while nothing is typed; beside a message to send it steps back. */
  #stopButton(chat) {
    return html`<button
      type="button"
      class="stop ${this.text.trim() ? "small" : ""}"
      data-testid="stop-button"
      aria-label="Stop the answer"
      title="Stop the answer"
      ?disabled=${!chat.run || chat.stopping}
      @click=${() => stop(this.chatId)}
    >
      <span class="square"></span>
    </button>`;
  }

  #hint(chat, busy) {
    const trouble = this.#trouble(busy);
    if (trouble) return trouble;
    if (chat?.stopping) return html`Stopping...`;
    const silence = chat?.run && chat.heardAt ? Date.now() - chat.heardAt : 0;
    const answer = chat?.messages.at(-1);
    if (silence >= SILENCE_MS && answer && textOf(answer)) {
      return html`Still working, ${duration(silence)} of silence so far`;
    }
    const left = messagesLeft(store.messagesLeft);
    return html`${coarse.matches ? nothing : this.#keys(busy)}${left
      ? html`<span class="left-today" data-testid="messages-left">${left}</span>`
      : nothing}`;
  }

  #keys(busy) {
    if (busy && this.text.trim()) return html`<span><kbd>Enter</kbd> adds to the queue</span>`;
    if (busy) {
      return html`<span><kbd>Enter</kbd> adds to the queue</span><span><kbd>Esc</kbd> stops the answer</span>`;
    }
    return html`<span><kbd>Enter</kbd> to send</span><span><kbd>⇧ Enter</kbd> for a new line</span>`;
  }

  /** What is wrong with the connection, and why that is no reason to worry. */
  #trouble(busy) {
    const comfort = busy ? "The answer keeps running there." : "What you send waits here.";
    const more = html`<span class="wide-only">${comfort}</span>`;
    if (!navigator.onLine) return html`<span>You are offline.</span>${more}`;
    switch (store.link) {
      case "away":
        return html`${ring()}<span>Reconnecting to Rockpool...</span>${more}`;
      case "restarting":
        return html`${ring()}<span>Rockpool is restarting...</span><span class="wide-only">What you send waits here.</span>`;
      case "blocked":
        return html`<span>Live updates are off here.</span><span class="wide-only">This page looks for news from time to time.</span>`;
      default:
        return null;
    }
  }

  #typed(event) {
    this.text = event.target.value;
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
    const chatId = this.chatId ?? null;
    if (chatId && store.chat(chatId).phase === "refused") return;
    this.text = "";
    const id = sendDraft(chatId, text, this.#agent);
    if (!chatId) go(id);
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
}

customElements.define("rp-composer", Composer);
