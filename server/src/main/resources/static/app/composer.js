// Where messages are typed. Each chat has its own draft, and the line below always has its room.

import { html, nothing } from "lit";
import { chosenAgent, go } from "app/actions.js";
import { agentLabel, agentName, agentPicker } from "app/agents.js";
import { Part, announce, coarse, store } from "app/base.js";
import { textOf } from "app/conversation.js";
import { draftFiles, draftText, keepDraftText } from "app/drafts.js";
import { icon, ring } from "app/icons.js";
import { commandIn, withModule } from "app/reach.js";
import { sendDraft, stop } from "app/sending.js";
import { duration } from "app/time.js";
import { t } from "app/tongue.js";
import { messagesLeft } from "app/who.js";

const SILENCE_MS = 20_000;

const WORDS = {
  dictate: t("Dictate"),
  whoHears: t("Dictate. Some browsers send what you say to their maker."),
  stopDictating: t("Stop dictating"),
  listening: t("Listening..."),
  attach: t("Attach files"),
  notYet: t("The message can go once its files are uploaded. Wait for them, or remove them."),
};

/** Pages that came over plain HTTP get no microphone. */
const CAN_DICTATE = isSecureContext && ("SpeechRecognition" in window || "webkitSpeechRecognition" in window);

const DRAGS = ["dragover", "dragleave", "drop"];

class Composer extends Part {
  static properties = {
    chatId: { attribute: false },
    text: { state: true },
    /** A sentence about what was just asked for here, instead of the keys. */
    told: { state: true },
    dictation: { state: true },
  };

  /** The menu of commands, once somebody has typed a slash. */
  #menu = null;
  #menuAsked = null;
  #recall = null;

  #tick = null;
  #unsubscribe = null;
  /** What floats above the composer asks for its height. */
  #size = new ResizeObserver(() =>
    document.documentElement.style.setProperty("--dock-h", `${this.offsetHeight + 5}px`),
  );

  constructor() {
    super();
    this.text = "";
    this.told = null;
    this.dictation = null;
  }

  get topics() {
    return ["models", "link", "account", `files.${this.chatId ?? null}`, ...(this.chatId ? [this.chatId] : [])];
  }

  connectedCallback() {
    super.connectedCallback();
    // Seconds of silence pass without anything happening in the store.
    this.#tick = setInterval(() => this.#chat?.run && this.requestUpdate(), 1000);
    addEventListener("online", this.#redraw);
    addEventListener("offline", this.#redraw);
    for (const type of DRAGS) addEventListener(type, this.#dragged);
    this.#size.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#tick);
    this.#unsubscribe?.();
    this.#size.disconnect();
    this.dictation?.end();
    removeEventListener("online", this.#redraw);
    removeEventListener("offline", this.#redraw);
    for (const type of DRAGS) removeEventListener(type, this.#dragged);
  }

  #redraw = () => this.requestUpdate();

  get agent() {
    return this.#agent;
  }

  /** Files that go with what is typed. */
  get #files() {
    return draftFiles(this.chatId ?? null);
  }

  get #empty() {
    return !this.text.trim() && this.#files.length === 0;
  }

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
    this.#show(draftText(this.chatId ?? null));
    this.dictation?.end();
  }

  /** Shows a text that nobody has typed just now. */
  #show(text) {
    this.text = text;
    this.told = null;
    this.#recall = null;
    this.#menu?.close();
  }

  render() {
    const chat = this.#chat;
    const busy = chat?.busy ?? false;
    return html`<form class="composer" @submit=${this.#submit} @pointerdown=${this.#toField}>
        ${this.#files.length > 0
          ? html`<rp-attachments data-testid="attachments-preview" .chatId=${this.chatId ?? null} .files=${this.#files}></rp-attachments>`
          : nothing}
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
          @paste=${this.#pasted}
          @blur=${() => this.#menu?.close()}
        ></textarea></div>
        <div class="bar">
          <button type="button" class="quiet icon-only" data-testid="attachments-button" aria-label=${WORDS.attach} title=${WORDS.attach}
            @click=${() => this.querySelector("[type=file]").click()}>${icon("clip")}</button>
          <input type="file" multiple hidden data-testid="file-input" aria-label=${WORDS.attach} @change=${this.#picked} />
          ${this.chatId ? (coarse.matches || !this.#agent ? nothing : agentLabel(this.#agent)) : agentPicker(this.#agent)}
          <span class="gap"></span>
          ${CAN_DICTATE ? this.#dictateButton() : nothing}${busy ? this.#stopButton(chat) : nothing}${busy && this.#empty ? nothing : this.#sendButton(busy)}
        </div>
      </form>
      <div class="hint" id="composer-hint">${this.#hint(chat, busy)}</div>`;
  }

  #placeholder() {
    if (store.models?.gateway?.demo) return t("Message the demo agent");
    if (!this.#agent) return t("Message");
    const name = agentName(this.#agent);
    return this.chatId ? t("Message {name}", { name }) : t("Ask {name} anything", { name });
  }

  #dictateButton() {
    const on = Boolean(this.dictation);
    return html`<button type="button" class="quiet icon-only dictate" data-testid="dictate-button" aria-label=${WORDS.dictate}
      title=${on ? WORDS.stopDictating : WORDS.whoHears} aria-pressed=${String(on)} @click=${this.#dictate}>${icon("mic")}</button>`;
  }

  #sendButton(busy) {
    const empty = this.#empty || this.#files.some(({ part }) => !part);
    return html`<button type="submit" class="send ${empty ? "" : "ready"}" data-testid="send-button"
      aria-label=${busy ? t("Add to the queue") : t("Send")} ?disabled=${empty}>${icon("up")}</button>`;
  }

  /** The main thing to do while nothing is typed; beside a message to send it steps back. */
  #stopButton(chat) {
    return html`<button
      type="button"
      class="stop ${this.#empty ? "" : "small"}"
      data-testid="stop-button"
      aria-label=${t("Stop the answer")}
      title=${t("Stop the answer")}
      ?disabled=${!chat.run || chat.stopping}
      @click=${() => stop(this.chatId)}
    >
      <span class="square"></span>
    </button>`;
  }

  #hint(chat, busy) {
    if (this.told) return html`<span class="told" data-testid="composer-told">${this.told}</span>`;
    if (this.dictation) return html`<span>${WORDS.listening}</span>`;
    const trouble = this.#trouble(busy);
    if (trouble) return trouble;
    if (chat?.stopping) return t("Stopping...");
    const silence = chat?.run && chat.heardAt ? Date.now() - chat.heardAt : 0;
    const answer = chat?.messages.at(-1);
    if (silence >= SILENCE_MS && answer && textOf(answer)) {
      return t("Still working, {duration} of silence so far", { duration: duration(silence) });
    }
    const left = messagesLeft(store.messagesLeft);
    return html`${coarse.matches ? nothing : this.#keys(busy)}${left
      ? html`<span class="left-today" data-testid="messages-left">${left}</span>`
      : nothing}`;
  }

  #keys(busy) {
    if (busy && !this.#empty) return html`<span><kbd>Enter</kbd> ${t("adds to the queue")}</span>`;
    if (busy) {
      return html`<span><kbd>Enter</kbd> ${t("adds to the queue")}</span><span><kbd>Esc</kbd> ${t("stops the answer")}</span>`;
    }
    return html`<span><kbd>Enter</kbd> ${t("to send")}</span><span><kbd>⇧ Enter</kbd> ${t("for a new line")}</span><span class="wide-only"><kbd>/</kbd> ${t("for commands")}</span>`;
  }

  /** What is wrong with the connection, and why that is no reason to worry. */
  #trouble(busy) {
    const comfort = busy ? t("The answer keeps running there.") : t("What you send waits here.");
    const more = html`<span class="wide-only">${comfort}</span>`;
    if (!navigator.onLine) return html`<span>${t("You are offline.")}</span>${more}`;
    switch (store.link) {
      case "away":
        return html`${ring()}<span>${t("Reconnecting to Rockpool...")}</span>${more}`;
      case "restarting":
        return html`${ring()}<span>${t("Rockpool is restarting...")}</span><span class="wide-only">${t("What you send waits here.")}</span>`;
      case "blocked":
        return html`<span>${t("Live updates are off here.")}</span><span class="wide-only">${t("This page looks for news from time to time.")}</span>`;
      default:
        return null;
    }
  }

  #typed(event) {
    this.dictation?.end();
    this.write(event.target.value);
    if (this.text.startsWith("/")) this.#offerCommands();
    else this.#menu?.close();
  }

  /** Puts a text in as if it were typed. */
  write(text) {
    this.text = text;
    this.told = null;
    this.#recall = null;
    keepDraftText(this.chatId ?? null, text);
  }

  async #offerCommands() {
    try {
      this.#menuAsked ??= import("app/slash.js");
      const { SlashMenu } = await this.#menuAsked;
      this.#menu ??= new SlashMenu(this);
      this.#menu.typed();
    } catch {
      // Whoever knows the command can do without.
      this.#menuAsked = null;
    }
  }

  #onKey(event) {
    // Enter ends the choice of characters (Safari says so by the key code only).
    if (event.isComposing || event.keyCode === 229) return;
    if (this.#menu?.onKey(event) || this.#recalls(event)) return event.preventDefault();
    // On a phone Enter is a new line.
    if (event.key !== "Enter" || event.shiftKey || event.altKey || coarse.matches) return;
    event.preventDefault();
    this.#submit(event);
  }

  /** Up in an empty box brings back what was sent in this chat; Down comes back from there. */
  #recalls({ key, shiftKey, altKey, ctrlKey, metaKey }) {
    if (shiftKey || altKey || ctrlKey || metaKey) return false;
    if (key !== "ArrowUp" && key !== "ArrowDown") {
      // Who moves within a text wants to change it; the arrows are the text's again.
      this.#recall = null;
      return false;
    }
    const up = key === "ArrowUp";
    if (this.#recall) this.#bringBack(up ? this.#recall.older() : this.#recall.newer());
    else if (!up || this.text !== "" || !this.chatId) return false;
    else withModule("app/recall.js", ({ Recall }) => this.#beginRecall(Recall));
    return true;
  }

  /** What was typed while the module came stays. */
  #beginRecall(Recall) {
    if (this.text !== "" || !this.chatId) return;
    this.#recall = new Recall(store.chat(this.chatId).items());
    this.#bringBack(this.#recall.older());
  }

  #bringBack(text) {
    if (text === null) this.#recall = null;
    this.text = text ?? "";
    this.updateComplete.then(() => this.focusField());
  }

  #submit(event) {
    event.preventDefault();
    this.dictation?.end();
    const text = this.text.trim();
    if (this.#empty) return;
    const chatId = this.chatId ?? null;
    if (chatId && store.chat(chatId).phase === "refused") return;
    const command = commandIn(text);
    if (command) return this.command(command);
    if (this.#files.some(({ part }) => !part)) return this.tell(WORDS.notYet);
    this.#show("");
    const id = sendDraft(chatId, text, this.#agent);
    if (!chatId) go(id);
  }

  // Files ---------------------------------------------------------------------------------------------------------

  #attach(files) {
    if (files.length === 0) return;
    const tell = (sentence) => this.tell(sentence);
    withModule("app/attaching.js", (it) => it.attach(this.chatId ?? null, files, tell));
  }

  #picked({ target }) {
    this.#attach([...target.files]);
    // The same file may be chosen again.
    target.value = "";
    this.focusField();
  }

  /** What a spreadsheet or a word processor copies has a picture of itself beside the text; the text is meant. */
  #pasted(event) {
    const { files, types } = event.clipboardData;
    if (files.length === 0 || (types.includes("text/plain") && types.includes("text/html"))) return;
    event.preventDefault();
    this.#attach([...files]);
  }

  /** Files over the page: without us the browser would open them in its place. */
  #dragged = (event) => {
    const { types = [], files = [] } = event.dataTransfer ?? {};
    if (!types.some((type) => type.toLowerCase() === "files")) return;
    event.preventDefault();
    const over = event.type === "dragover" || (event.type === "dragleave" && event.relatedTarget !== null);
    withModule("app/dropping.js", ({ dragged }) => dragged(over));
    if (event.type === "drop") this.#attach([...files]);
  };

  /** Does one of our commands. One that cannot be done now stays where it is typed, and says why. */
  async command({ name, words }) {
    const why = await withModule("app/commands.js", ({ perform }) => perform(name, words, this));
    if (!why) return;
    this.#menu?.close();
    this.tell(why);
  }

  /** Says a sentence below the box, until something else is typed. */
  tell(sentence) {
    this.told = sentence;
    announce(sentence);
  }

  #dictate() {
    if (this.dictation) return this.dictation.end();
    withModule("app/dictation.js", ({ dictate }) => dictate(this));
  }

  /** Puts a text in and the cursor behind it. */
  fill(text) {
    this.write(text);
    this.updateComplete.then(() => this.focusField());
  }

  focusField() {
    const field = this.querySelector("textarea");
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(field.value.length, field.value.length);
  }

  /** The whole box is the field's to click on. */
  #toField(event) {
    this.#recall = null;
    if (event.target.closest("button, textarea, [role=listbox], rp-attachments")) return;
    event.preventDefault();
    this.querySelector("textarea").focus();
  }
}

customElements.define("rp-composer", Composer);
