// One conversation. Stays at the end while it grows, as long as the reader is there.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { agentName, tile } from "app/agents.js";
import { Part, copyFrom, store } from "app/base.js";
import { textOf } from "app/conversation.js";
import { icon, ring } from "app/icons.js";
import { discard, resend, retry, takeBack } from "app/sending.js";
import { load } from "app/sync.js";
import { clock, duration } from "app/time.js";
import "app/markdown.js";
import "app/queued.js";

const NEAR_END_PX = 48;
const SKELETON_AFTER_MS = 400;
const SILENCE_MS = 20_000;

/** A long chat shows its end first: so many messages, and so many earlier ones each time the browser is idle. */
const DRAWN_AT_ONCE = 20;
const DRAWN_NEXT = 10;

const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 16));

class Thread extends Part {
  static properties = { chatId: { attribute: false }, away: { state: true }, waited: { state: true } };

  #frame = 0;
  #sizes = new ResizeObserver(() => this.#settle());
  #observed = null;
  /** Messages before this one are not drawn yet; null before the chat is there. */
  #from = null;
  /** How far down the page was when last looked at; null while nobody knows. */
  #top = null;

  get topics() {
    return [this.chatId, "models"];
  }

  get #chat() {
    return store.chat(this.chatId);
  }

  connectedCallback() {
    super.connectedCallback();
    setTimeout(() => (this.waited = true), SKELETON_AFTER_MS);
    this.updateComplete.then(() => this.#restore());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#top = null;
  }

  willUpdate() {
    this.#noticeReader(this.querySelector(".scroll"));
  }

  /** However many words arrive, the page is drawn once a frame. */
  topicChanged() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.requestUpdate();
    });
  }

  render() {
    const chat = this.#chat;
    const failed = chat.messages[chat.messages.length - 1]?.metadata.status === "failed";
    return html`<div class="scroll ${chat.scroll.stuck ? "following" : ""}" role="region" aria-label="Conversation" tabindex="0" @scroll=${this.#scrolled} @click=${this.#clicked}>
        <div class="column">
          <rp-gateway-notice .told=${failed}></rp-gateway-notice>
          ${chat.phase === "ready" ? this.#messages(chat) : this.#otherwise(chat)}
        </div>
      </div>
      ${this.away
        ? html`<button type="button" class="latest" @click=${this.#toLatest}>${icon("latest")}Latest</button>`
        : nothing}`;
  }

  #messages(chat) {
    if (this.#from === null) this.#begin(chat);
    const items = chat.items();
    const last = items.findLast(({ message }) => message)?.message;
    return repeat(
      items.slice(this.#from),
      (item) => item.key,
      (item) => (item.message ? this.#message(chat, item, item.message === last) : this.#waiting(chat, item)),
    );
  }

  #message(chat, { message, unsent }, last) {
    return html`<rp-message
        .chatId=${chat.id}
        .message=${message}
        .v=${message.v}
        .agent=${chat.agent}
        .waiting=${last && chat.busy && message.role === "assistant"}
        .retry=${last && !chat.busy}
        .problem=${last ? chat.retryProblem : null}
      ></rp-message>
      ${unsent && unsent.state !== "sending" ? notSent(unsent) : nothing}`;
  }

  #waiting(chat, { queued = null, unsent = null }) {
    return html`<rp-queued
      .chatId=${chat.id}
      .run=${queued}
      .unsent=${unsent}
      .agent=${chat.agent}
      .editing=${queued && chat.editing?.id === queued.question.id ? chat.editing : null}
    ></rp-queued>`;
  }

  /** Where to begin: near the end, or a little above where the reader was. */
  #begin({ messages, scroll }) {
    const reader = scroll.stuck ? -1 : messages.findIndex((message) => message.key === scroll.key);
    const end = Math.max(0, messages.length - DRAWN_AT_ONCE);
    this.#from = reader < 0 ? end : Math.max(0, Math.min(end, reader - DRAWN_NEXT));
    this.#drawMore();
  }

  #drawMore() {
    if (this.#from > 0) whenIdle(() => this.#drawEarlier());
  }

  #drawEarlier() {
    const box = this.querySelector(".scroll");
    if (!box) return;
    this.#noticeReader(box);
    const before = box.scrollHeight;
    this.#from = Math.max(0, this.#from - DRAWN_NEXT);
    this.requestUpdate();
    this.updateComplete.then(() => {
      // Browsers that do not hold the line being read by themselves.
      if (!this.#chat.scroll.stuck && !CSS.supports("overflow-anchor", "auto")) box.scrollTop += box.scrollHeight - before;
      this.#drawMore();
    });
  }

  #otherwise(chat) {
    if (chat.phase === "unreachable") {
      return html`<div class="state-page">
        <h2>This chat could not be loaded</h2>
        <p>${chat.refusal.message}</p>
        <button type="button" class="button" @click=${() => load(chat.id)}>${icon("retry")}Retry</button>
      </div>`;
    }
    return this.waited ? skeleton() : nothing;
  }

  updated() {
    const column = this.querySelector(".column");
    if (this.#observed !== column) {
      this.#sizes.disconnect();
      this.#sizes.observe(column);
      this.#sizes.observe(this.querySelector(".scroll"));
      this.#observed = column;
    }
    this.#settle();
  }

  /** After anything changed its size: follow the end, or leave the reader alone. */
  #settle() {
    const box = this.querySelector(".scroll");
    if (!box || !this.isConnected) return;
    this.#noticeReader(box);
    if (this.#chat.scroll.stuck) box.scrollTop = box.scrollHeight;
    this.#look(box);
  }

  /**
   * Sees a reader who has left the end even before the browser tells of it: whatever grows meanwhile must not drag them
   * back. Following, nothing but a reader moves the page up (its anchoring is off, see `.following`) without staying
   * at the end.
   */
  #noticeReader(box) {
    if (!box || this.#top === null || !this.#chat.scroll.stuck || !this.isConnected) return;
    if (box.scrollTop < this.#top - 1 && this.#distance(box) > NEAR_END_PX) this.#readerIsAt(box);
  }

  #restore() {
    const box = this.querySelector(".scroll");
    const { key, offset, stuck } = this.#chat.scroll;
    if (!box) return;
    const anchor = stuck ? null : [...box.querySelectorAll("rp-message")].find((message) => message.message.key === key);
    if (anchor) box.scrollTop += anchor.getBoundingClientRect().top - box.getBoundingClientRect().top - offset;
    else if (stuck) box.scrollTop = box.scrollHeight;
    this.#top = box.scrollTop;
  }

  /** The message at the top of the page, and how far it is scrolled out: it says where the reader is whatever the rest measures. */
  #anchor(box) {
    const top = box.getBoundingClientRect().top;
    const first = [...box.querySelectorAll("rp-message")].find((message) => message.getBoundingClientRect().bottom > top);
    return first ? { key: first.message.key, offset: first.getBoundingClientRect().top - top } : { key: null, offset: 0 };
  }

  #scrolled(event) {
    this.#readerIsAt(event.currentTarget);
  }

  #readerIsAt(box) {
    const stuck = this.#distance(box) <= NEAR_END_PX;
    this.#chat.scroll = stuck ? { stuck } : { stuck, ...this.#anchor(box) };
    box.classList.toggle("following", stuck);
    this.#look(box);
  }

  #distance(box) {
    return box.scrollHeight - box.scrollTop - box.clientHeight;
  }

  #look(box) {
    this.#top = box.scrollTop;
    this.away = this.#distance(box) > NEAR_END_PX;
  }

  #toLatest() {
    const box = this.querySelector(".scroll");
    // A gliding page would never catch up with an answer that grows.
    const still = this.#chat.busy || matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo({ top: box.scrollHeight, behavior: still ? "instant" : "smooth" });
    box.focus({ preventScroll: true });
  }

  #clicked(event) {
    const button = event.target.closest("[data-copy=code]");
    if (button) copyFrom(button, button.closest("figure").querySelector("code").textContent);
  }
}

/** How a message is doing that stands in its place already but has not got through. */
function notSent({ id, chatId, state, reason }) {
  if (state === "waiting") {
    return html`<p class="unsent-note" data-testid="unsent">${icon("queued", 14)}<span>Waiting for the connection</span>
      <button type="button" class="quiet small" @click=${() => takeBack(chatId, id)}>${icon("pencil", 14)}Edit</button>
      <button type="button" class="quiet icon-only tiny" aria-label="Discard the message" title="Discard" @click=${() => discard(chatId, id)}>${icon("x", 14)}</button>
    </p>`;
  }
  return html`<div class="unsent" data-testid="unsent">
    <p>${icon("alert")}<span>Not sent. ${reason}</span></p>
    <div class="buttons">
      <button type="button" class="button small" data-testid="retry-button" @click=${() => resend(id)}>${icon("retry", 14)}Retry</button>
      <button type="button" class="button small" @click=${() => takeBack(chatId, id)}>${icon("pencil", 14)}Edit</button>
      <button type="button" class="quiet small" @click=${() => discard(chatId, id)}>Discard</button>
    </div>
  </div>`;
}

const skeleton = () => html`<div class="skeleton thread-skeleton" role="status" aria-label="Loading the chat">
  <div class="bar right"></div><div class="bar"></div><div class="bar"></div><div class="bar"></div>
</div>`;

/** One message; an answer also says how it is doing and how it ended. */
class Message extends Part {
  static properties = {
    chatId: { attribute: false },
    message: { attribute: false },
    v: { attribute: false },
    agent: { attribute: false },
    waiting: { attribute: false },
    retry: { attribute: false },
    problem: { attribute: false },
  };

  #tick = null;

  shouldUpdate(changed) {
    return [...changed.keys()].some((name) => name !== "message");
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watchSilence(false);
  }

  render() {
    return this.message.role === "user" ? this.#question() : this.#answer();
  }

  #question() {
    return html`<article class="turn user" data-role="user" data-message-id=${this.message.id} aria-label="You">
      <div class="bubble" data-testid="message-content" dir="auto">${textOf(this.message)}</div>
    </article>`;
  }

  #answer() {
    const text = textOf(this.message);
    const { status, error } = this.message.metadata;
    const live = this.waiting && status !== "failed" && status !== "stopped" && status !== "interrupted";
    return html`<article
      class="turn assistant"
      data-role="assistant"
      data-message-id=${this.message.id ?? nothing}
      data-status=${status ?? "finished"}
      aria-label=${agentName(this.agent)}
    >
      ${tile(this.agent)}
      <div class="answer" data-testid="message-content">
        <rp-markdown .content=${{ text, live }}></rp-markdown>
        ${live && !text ? this.#wait() : nothing}${live ? nothing : this.#ending(status, error, text)}
      </div>
      ${text && !live ? this.#tools(text) : nothing}
    </article>`;
  }

  #wait() {
    const { heardAt } = store.chat(this.chatId);
    const silence = heardAt ? Date.now() - heardAt : 0;
    const words =
      silence >= SILENCE_MS
          ? `Still working, ${duration(silence)} of silence so far`
          : html`<span class="sr">Working</span>`;
    return html`<p class="wait">${ring()}<span>${words}</span></p>`;
  }

  #ending(status, error, text) {
    switch (status) {
      case "failed":
        return this.#mishap(error?.message ?? "The answer failed.", text);
      case "interrupted":
        return this.#mishap(error?.message ?? "Rockpool was restarted while this was being written.", text);
      case "stopped":
        return html`<div class="stopped">
            ${icon("stopped")}<span>You stopped this answer</span>${this.retry ? this.#retryButton("quiet small") : nothing}<hr />
          </div>
          ${this.problem ? html`<p class="retry-problem" role="alert">${this.problem}</p>` : nothing}`;
      default:
        return text ? nothing : html`<p class="meta">The answer is empty.</p>`;
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
      ${icon("retry", 14)}Retry
    </button>`;
  }

  #tools(text) {
    return html`<div class="tools">
      <button type="button" class="quiet icon-only" aria-label="Copy the answer" title="Copy the answer"
        @click=${(event) => copyFrom(event.currentTarget, text)}>${icon("copy")}${icon("check")}</button>
    </div>`;
  }

  updated() {
    this.#watchSilence(this.querySelector(".wait") !== null);
  }

  #watchSilence(on) {
    if (on) this.#tick ??= setInterval(() => this.requestUpdate("v"), 1000);
    else if (this.#tick) this.#tick = void clearInterval(this.#tick);
  }
}

customElements.define("rp-thread", Thread);
customElements.define("rp-message", Message);
