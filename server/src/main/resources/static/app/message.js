// One message of a conversation. An answer also says how it is doing and how it ended.

import { html, nothing } from "lit";
import { agentName, tile } from "app/agents.js";
import { Part, store } from "app/base.js";
import { textOf } from "app/conversation.js";
import { icon, ring } from "app/icons.js";
import { retry } from "app/sending.js";
import { clock, duration } from "app/time.js";
import { said, t } from "app/tongue.js";

const SILENCE_MS = 20_000;

let reader = null;

/** Is there already on a page that begins with a chat; asked for again should it not have come. */
const readAnswers = () => (reader ??= import("app/markdown.js").catch(() => (reader = null)));

/** What can be done with a message comes when there is one; the room for it is there from the start. */
let tools = null;

class Message extends Part {
  static properties = {
    chatId: { attribute: false },
    message: { attribute: false },
    v: { attribute: false },
    agent: { attribute: false },
    waiting: { attribute: false },
    retry: { attribute: false },
    problem: { attribute: false },
    /** Whether the chat is being answered. */
    busy: { attribute: false },
    /** How it stands with one that is not at the server yet; null once it is. */
    unsent: { attribute: false },
    /** Whether somebody is saying it otherwise. */
    editing: { attribute: false },
    /** Which attempt is shown in its place; null for itself. */
    attempt: { attribute: false },
    vote: { attribute: false },
    /** Whether its owner is being asked why they voted so. */
    wording: { attribute: false },
    /** Its place among so many, for who cannot see how long the conversation is. */
    place: { attribute: false },
    of: { attribute: false },
  };

  #tick = null;

  shouldUpdate(changed) {
    return [...changed.keys()].some((name) => name !== "message");
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.waiting) this.requestUpdate("v");
    if (!tools) this.#loadTools();
  }

  /** Without them, as where the connection has just gone, a message can still be read. */
  async #loadTools() {
    try {
      tools = await import("app/message-tools.js");
      this.requestUpdate("v");
    } catch {
      // The next message tries again.
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watchSilence(false);
  }

  render() {
    if (this.message.role === "user") return this.#question();
    readAnswers();
    return this.#answer();
  }

  #question() {
    return html`<article class="turn user" data-role="user" data-message-id=${this.message.id} aria-label=${t("You")}
      aria-posinset=${this.place} aria-setsize=${this.of}>
      ${this.editing
        ? html`<rp-message-editor .chatId=${this.chatId} .message=${this.message} .busy=${this.busy}></rp-message-editor>`
        : html`<div class="bubble" data-testid="message-content" dir="auto">${textOf(this.message)}</div>
            ${this.unsent && this.unsent !== "sending"
              ? nothing
              : html`<div class="tools">${tools?.questionTools(this) ?? nothing}</div>`}`}
    </article>`;
  }

  #answer() {
    const shown = this.message.attempts[this.attempt ?? -1] ?? this.message;
    const text = textOf(shown);
    const { status, error } = shown.metadata;
    const live = this.waiting && status !== "failed" && status !== "stopped" && status !== "interrupted";
    return html`<article
      class="turn assistant"
      data-role="assistant"
      data-message-id=${this.message.id ?? nothing}
      data-status=${status ?? "finished"}
      aria-label=${agentName(this.agent)}
      aria-posinset=${this.place}
      aria-setsize=${this.of}
    >
      ${tile(this.agent)}
      <div class="answer" data-testid="message-content">
        <rp-markdown .content=${{ text, live }}></rp-markdown>
        ${live && !text ? this.#wait() : nothing}${live ? nothing : this.#ending(status, error, text)}
      </div>
      ${live || !this.message.id ? nothing : html`<div class="tools">${tools?.answerTools(this) ?? nothing}</div>`}
      ${this.wording && this.vote
        ? html`<rp-vote-word .chatId=${this.chatId} .messageId=${this.message.id} .vote=${this.vote}></rp-vote-word>`
        : nothing}
    </article>`;
  }

  #wait() {
    const { heardAt } = store.chat(this.chatId);
    const silence = heardAt ? Date.now() - heardAt : 0;
    const words =
      silence >= SILENCE_MS
          ? t("Still working, {duration} of silence so far", { duration: duration(silence) })
          : html`<span class="sr">${t("Working")}</span>`;
    return html`<p class="wait">${ring()}<span>${words}</span></p>`;
  }

  #ending(status, error, text) {
    switch (status) {
      case "failed":
        return this.#mishap(said(error?.message) ?? t("The answer failed."), text);
      case "interrupted":
        return this.#mishap(said(error?.message) ?? t("Rockpool was restarted while this was being written."), text);
      case "stopped":
        return html`<div class="stopped">
            ${icon("stopped")}<span>${t("You stopped this answer")}</span>${this.retry ? this.#retryButton("quiet small") : nothing}<hr />
          </div>
          ${this.problem ? html`<p class="retry-problem" role="alert">${this.problem}</p>` : nothing}`;
      default:
        return text ? nothing : html`<p class="meta">${t("The answer is empty.")}</p>`;
    }
  }

  #mishap(sentence) {
    const { createdAt } = this.message.metadata;
    return html`<div class="mishap" data-testid="error-bubble">
      ${icon("alert")}
      <div class="words">
        <p>${sentence}</p>
        ${this.problem && this.problem !== sentence ? html`<p role="alert">${this.problem}</p>` : nothing}
        ${createdAt ? html`<p class="meta">${clock(createdAt)}</p>` : nothing}
      </div>
      ${this.retry ? this.#retryButton("button small") : nothing}
    </div>`;
  }

  #retryButton(look) {
    return html`<button type="button" class=${look} data-testid="retry-button" @click=${() => retry(this.chatId, this.message.id)}>
      ${icon("retry", 14)}${t("Retry")}
    </button>`;
  }

  updated() {
    this.#watchSilence(this.querySelector(".wait") !== null);
  }

  #watchSilence(on) {
    if (on) this.#tick ??= setInterval(() => this.requestUpdate("v"), 1000);
    else if (this.#tick) this.#tick = void clearInterval(this.#tick);
  }
}

customElements.define("rp-message", Message);
