// One conversation. Stays at the end while it grows, as long as the reader is there. Of a long one only what is near
// the reader is drawn; gaps as high as the rest stand for it.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { Part, copyFrom, store } from "app/base.js";
import { textOf } from "app/conversation.js";
import { Heights, pieces } from "app/heights.js";
import { icon } from "app/icons.js";
import { discard, resend, takeBack, textOfRun } from "app/sending.js";
import { load } from "app/sync.js";
import { t } from "app/tongue.js";
import "app/message.js";
import "app/queued.js";

const NEAR_END_PX = 48;
const SKELETON_AFTER_MS = 400;

/** So many windows of messages are drawn above and below the one that is seen, and at least so many messages. */
const WINDOWS_AHEAD = 1.5;
const MESSAGES_AHEAD = 4;

/** So far from the top stands a message that somebody has looked for. */
const REVEALED_PX = 80;

/** So many messages that are out of sight again keep what was drawn of them. */
const REMEMBERED = 100;

/** What a message is taken to measure until it has been seen: so many letters a line, so high, with so much around. */
const LETTER_PX = 7.5;
const LINE_PX = 24;
const AROUND_PX = 44;
const CARD_PX = 44;
const MOST_CARDS = 6;

const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 16));

/** Whether the browser keeps the line being read in place by itself when something above it changes its height. */
const HOLDS = CSS.supports("overflow-anchor", "auto");

class Thread extends Part {
  static properties = { chatId: { attribute: false }, away: { state: true }, waited: { state: true } };

  #frame = 0;
  #sizes = new ResizeObserver(() => this.#resized());
  #observed = null;
  #width = 0;
  #heights = new Heights((item) => this.#guess(item));
  #guesses = new WeakMap();
  /** What is drawn around the reader: from this item to before that one; null before the chat is there. */
  #drawn = null;
  /** First only what is seen is drawn, and what is near it when that is on the page. */
  #ahead = false;
  #printing = false;
  /** Drawn messages by key, those out of sight longest first. @type {Map<string, HTMLElement>} */
  #made = new Map();
  /** How far down the page was when last looked at; null while nobody knows. */
  #top = null;
  #holdLine = () => {};

  get topics() {
    return [this.chatId, "models"];
  }

  get #chat() {
    return store.chat(this.chatId);
  }

  get #box() {
    return this.querySelector(".scroll");
  }

  connectedCallback() {
    super.connectedCallback();
    setTimeout(() => (this.waited = true), SKELETON_AFTER_MS);
    addEventListener("beforeprint", this.#beforePrint);
    addEventListener("afterprint", this.#afterPrint);
    this.updateComplete.then(() => this.#restore());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("beforeprint", this.#beforePrint);
    removeEventListener("afterprint", this.#afterPrint);
    const chat = store.chats.get(this.chatId);
    if (chat) chat.hold = null;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#top = null;
  }

  /** Paper has no window: all of it is drawn. */
  #beforePrint = () => this.#print(true);
  #afterPrint = () => this.#print(false);

  #print(printing) {
    this.#printing = printing;
    this.requestUpdate();
    this.performUpdate();
  }

  willUpdate() {
    this.#noticeReader(this.#box);
    this.#holdLine = this.#lineToHold();
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
    return html`<div class="scroll ${chat.scroll.stuck ? "following" : ""}" role="region" aria-label=${t("Conversation")} tabindex="0"
        @scroll=${this.#scrolled} @click=${this.#clicked} @keydown=${this.#onKey}
        @pointerdown=${this.#letGo} @wheel=${{ handleEvent: this.#letGo, passive: true }}>
        <div class="column">
          <rp-gateway-notice .told=${failed}></rp-gateway-notice>
          <div class="messages">${chat.phase === "ready" ? this.#messages(chat) : this.#otherwise(chat)}</div>
          ${chat.phase === "ready" && store.rows.get(chat.id)?.memoryLost ? forgotten(chat) : nothing}
        </div>
      </div>
      ${this.away
        ? html`<button type="button" class="latest" @click=${this.#toLatest}>${icon("latest")}${t("Latest")}</button>`
        : nothing}`;
  }

  #messages(chat) {
    const items = chat.items();
    this.#heights.list(items);
    this.#drawn = this.#around(chat.scroll, items.length, this.#ahead ? WINDOWS_AHEAD : 0);
    const last = items.findLast(({ message }) => message)?.message;
    const parts = pieces(items, [this.#drawn, ...this.#held()], this.#heights);
    const drawn = repeat(
      parts,
      ({ key }) => key,
      ({ key, item, index, gap }) =>
        item
          ? html`<div class="item" .key=${key}>
              ${item.message ? this.#message(chat, item, index, items.length, item.message === last) : this.#waiting(chat, item)}
            </div>`
          : html`<div class="gap-box" .pixels=${gap}></div>`,
    );
    this.#forgetOld(parts);
    return drawn;
  }

  #message(chat, { key, message, unsent }, index, of, last) {
    const made = this.#made.get(key) ?? document.createElement("rp-message");
    this.#made.delete(key);
    this.#made.set(key, made);
    Object.assign(made, {
      chatId: chat.id,
      message,
      v: message.v,
      agent: chat.agent,
      waiting: last && chat.busy && message.role === "assistant",
      retry: last && !chat.busy && !chat.attempts.has(key),
      problem: last ? chat.retryProblem : null,
      busy: chat.busy,
      unsent: unsent?.state ?? null,
      editing: message.role === "user" && (chat.edits?.has(message.id) ?? false),
      attempt: chat.attempts.get(key) ?? null,
      vote: chat.votes?.get(message.id) ?? null,
      wording: chat.wording !== null && chat.wording === message.id,
      place: index + 1,
      of,
    });
    return html`${made}${unsent && unsent.state !== "sending" ? notSent(unsent) : nothing}`;
  }

  #forgetOld(parts) {
    const drawn = parts.filter(({ item }) => item?.message).length;
    for (const key of [...this.#made.keys()].slice(0, -(drawn + REMEMBERED))) this.#made.delete(key);
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

  // What is drawn -------------------------------------------------------------------------------------------------

  #guess({ message, queued, unsent }) {
    const of = message ?? queued ?? unsent;
    let guess = this.#guesses.get(of);
    if (guess === undefined) {
      const text = message ? textOf(message) : queued ? textOfRun(queued) : unsent.text;
      const letters = Math.max(16, (this.#width || 600) / LETTER_PX);
      const lines = text.split("\n").reduce((sum, line) => sum + Math.ceil(line.length / letters), 0);
      const cards = message?.parts.filter(({ type }) => type !== "text").length ?? 0;
      this.#guesses.set(of, (guess = AROUND_PX + LINE_PX * Math.max(1, lines) + CARD_PX * Math.min(MOST_CARDS, cards)));
    }
    return guess;
  }

  /** The items around the reader, with so many windows of them above and below. */
  #around(scroll, count, windows) {
    if (this.#printing) return { from: 0, to: count };
    const seen = this.#box?.clientHeight || innerHeight;
    const pixels = windows * seen;
    const items = windows > 0 ? MESSAGES_AHEAD : 1;
    const reader = scroll.stuck ? -1 : this.#heights.indexOf(scroll.key);
    if (reader < 0) return { from: this.#heights.before(count, seen + pixels, items), to: count };
    return {
      from: this.#heights.before(reader, pixels, items),
      to: this.#heights.behind(reader, seen - scroll.offset + pixels, items + 1),
    };
  }

  /** What has the focus or is selected stays, wherever the reader goes. */
  #held() {
    const at = (node) => {
      const element = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
      const item = element?.closest(".item");
      return item && this.contains(item) ? this.#heights.indexOf(item.key) : -1;
    };
    const spans = [];
    const focused = at(document.activeElement);
    if (focused >= 0) spans.push({ from: focused, to: focused + 1 });
    const { anchorNode, focusNode, isCollapsed } = getSelection();
    const [a, b] = isCollapsed ? [-1, -1] : [at(anchorNode), at(focusNode)];
    if (a >= 0 && b >= 0) spans.push({ from: Math.min(a, b), to: Math.max(a, b) + 1 });
    return spans;
  }

  #otherwise(chat) {
    if (chat.phase === "unreachable") {
      return html`<div class="state-page">
        <h2>${t("This chat could not be loaded")}</h2>
        <p>${chat.refusal.message}</p>
        <button type="button" class="button" @click=${() => load(chat.id)}>${icon("retry")}${t("Retry")}</button>
      </div>`;
    }
    return this.waited ? skeleton() : nothing;
  }

  /** Whole when its messages are. */
  async getUpdateComplete() {
    const complete = await super.getUpdateComplete();
    await Promise.all([...this.querySelectorAll("rp-message, rp-queued")].map((part) => part.updateComplete));
    return complete;
  }

  updated() {
    const column = this.querySelector(".column");
    if (this.#observed !== column) {
      this.#sizes.disconnect();
      this.#sizes.observe(column);
      this.#sizes.observe(this.#box);
      this.#observed = column;
    }
    for (const gap of this.querySelectorAll(".gap-box")) gap.style.height = `${gap.pixels}px`;
    this.updateComplete.then(() => {
      this.#holdLine();
      this.#settle();
      if (this.#isShort() && !this.isUpdatePending) this.requestUpdate();
      else if (!this.#ahead && this.#drawn) this.#lookAhead();
      else if (this.#drawn && this.#chat.votes === null) this.#askForVotes();
    });
  }

  /** What is seen does not move when something above it does, even in browsers that do not see to that. */
  #lineToHold() {
    if (HOLDS || this.#top === null || this.#chat.scroll.stuck) return () => {};
    const box = this.#box;
    const line = this.#itemAt(this.#chat.scroll.key);
    const top = line?.getBoundingClientRect().top;
    return () => {
      if (line?.isConnected) box.scrollTop += line.getBoundingClientRect().top - top;
    };
  }

  #lookAhead() {
    this.#ahead = true;
    requestAnimationFrame(() => whenIdle(() => this.requestUpdate()));
  }

  #askForVotes() {
    const chat = this.#chat;
    if (chat.busy || !chat.messages.some(({ role }) => role === "assistant")) return;
    whenIdle(() => import("app/votes.js").then(({ loadVotes }) => loadVotes(chat.id)).catch(() => {}));
  }

  #itemAt(key) {
    return [...this.querySelectorAll(".item")].find((item) => item.key === key);
  }

  // Where the reader is ---------------------------------------------------------------------------------------------

  #resized() {
    const width = this.querySelector(".column").clientWidth;
    if (width === 0) return;
    if (this.#width && width !== this.#width) {
      this.#heights.forget();
      this.#guesses = new WeakMap();
    }
    this.#width = width;
    this.#settle();
    // Not now: what is drawn while sizes are told of would have to be told of too.
    if (this.#isShort()) this.topicChanged();
  }

  /** After anything changed its size: follow the end, or leave the reader alone. */
  #settle() {
    const box = this.#box;
    if (!box || !this.isConnected) return;
    for (const item of this.querySelectorAll(".item")) this.#heights.measured(item.key, item.getBoundingClientRect().height);
    if (this.#keepsStill(box)) return;
    this.#noticeReader(box);
    if (this.#chat.scroll.stuck) box.scrollTop = box.scrollHeight;
    else if (this.#top !== null) this.#chat.scroll = { stuck: false, ...this.#line(box) };
    this.#look(box);
  }

  /** Whether the reader sees, or is about to see, something that is not drawn. */
  #isShort() {
    const chat = this.#chat;
    if (!this.#drawn || chat.phase !== "ready" || !this.isConnected) return false;
    // A message may have come since it was drawn last.
    const items = chat.items();
    this.#heights.list(items);
    const near = this.#around(chat.scroll, items.length, this.#ahead ? WINDOWS_AHEAD / 2 : 0);
    return near.from < this.#drawn.from || near.to > this.#drawn.to;
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
    const box = this.#box;
    if (!box || !this.isConnected) return;
    const { key, offset, stuck } = this.#chat.scroll;
    const line = stuck ? null : this.#itemAt(key);
    if (line) box.scrollTop += line.getBoundingClientRect().top - box.getBoundingClientRect().top - offset;
    else if (stuck) box.scrollTop = box.scrollHeight;
    this.#look(box);
  }

  /** Brings a message to the page and draws it, however far it is; the reader has left the end. Null when there is none. */
  async reveal(key) {
    if (this.#chat.items().every((item) => item.key !== key)) return null;
    const box = this.#box;
    this.#chat.scroll = { stuck: false, key, offset: REVEALED_PX };
    this.requestUpdate();
    await this.updateComplete;
    const item = this.#itemAt(key);
    if (!item) return null;
    box.scrollTop += item.getBoundingClientRect().top - box.getBoundingClientRect().top - REVEALED_PX;
    this.#readerIsAt(box);
    return item;
  }

  /** The item at the top of the page, and how far it is scrolled out: it says where the reader is whatever the rest measures. */
  #line(box) {
    const items = this.#chat.items();
    if (items.length === 0) return { key: null, offset: 0 };
    this.#heights.list(items);
    const scrolledOut = box.getBoundingClientRect().top - this.querySelector(".messages").getBoundingClientRect().top;
    const { index, above } = this.#heights.at(scrolledOut);
    return { key: items[index].key, offset: -above };
  }

  /** What somebody has clicked on to see something else in its place stays under their finger. */
  #keepsStill(box) {
    const { hold } = this.#chat;
    const item = hold && this.#itemAt(hold.key);
    if (!item) return false;
    hold.keep(box, item);
    this.#chat.scroll = { stuck: false, ...this.#line(box) };
    this.#look(box);
    return true;
  }

  /** Height that was only kept for what was held is given back when nobody sees it any more. */
  #giveBack(box) {
    const column = this.#observed;
    if (!column?.style.minHeight) return;
    const end = this.querySelector(".messages").getBoundingClientRect().bottom;
    if (end >= box.getBoundingClientRect().bottom) column.style.minHeight = "";
  }

  #letGo = () => {
    this.#chat.hold = null;
  };

  #scrolled(event) {
    if (this.#chat.hold) return this.#look(event.currentTarget);
    this.#readerIsAt(event.currentTarget);
    if (this.#isShort()) this.requestUpdate();
  }

  #readerIsAt(box) {
    const stuck = this.#distance(box) <= NEAR_END_PX;
    this.#chat.scroll = stuck ? { stuck } : { stuck, ...this.#line(box) };
    box.classList.toggle("following", stuck);
    this.#giveBack(box);
    this.#look(box);
  }

  #distance(box) {
    return box.scrollHeight - box.scrollTop - box.clientHeight;
  }

  #look(box) {
    this.#top = box.scrollTop;
    this.away = this.#distance(box) > NEAR_END_PX;
  }

  /** At once: gliding past what is not drawn would show nothing but gaps. */
  #onKey(event) {
    this.#letGo();
    if (event.target !== this.#box || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "Home") this.#go(event, 0);
    else if (event.key === "End") this.#go(event, this.#box.scrollHeight);
  }

  #go(event, top) {
    event.preventDefault();
    this.#box.scrollTo({ top, behavior: "instant" });
    this.#readerIsAt(this.#box);
    this.requestUpdate();
  }

  #toLatest() {
    const box = this.#box;
    // A gliding page would never catch up with an answer that grows, nor draw what it passes by.
    const far = this.#distance(box) > box.clientHeight;
    const still = far || this.#chat.busy || matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo({ top: box.scrollHeight, behavior: still ? "instant" : "smooth" });
    box.focus({ preventScroll: true });
  }

  #clicked(event) {
    const button = event.target.closest("[data-copy=code]");
    if (button) copyFrom(button, button.closest("figure").querySelector("code").textContent);
  }
}

/** Its agent has lost the chat's past; what to do about it is loaded when that happens. */
function forgotten(chat) {
  import("app/memory.js").catch(() => {});
  return html`<rp-memory .chatId=${chat.id} .agent=${chat.agent} .busy=${chat.busy}></rp-memory>`;
}

/** How a message is doing that stands in its place already but has not got through. */
function notSent({ id, chatId, state, reason }) {
  if (state === "waiting") {
    return html`<p class="unsent-note" data-testid="unsent">${icon("queued", 14)}<span>${t("Waiting for the connection")}</span>
      <button type="button" class="quiet small" @click=${() => takeBack(chatId, id)}>${icon("pencil", 14)}${t("Edit")}</button>
      <button type="button" class="quiet icon-only tiny" aria-label=${t("Discard the message")} title=${t("Discard")} @click=${() => discard(chatId, id)}>${icon("x", 14)}</button>
    </p>`;
  }
  return html`<div class="unsent" data-testid="unsent">
    <p>${icon("alert")}<span>${t("Not sent. {reason}", { reason })}</span></p>
    <div class="buttons">
      <button type="button" class="button small" data-testid="retry-button" @click=${() => resend(id)}>${icon("retry", 14)}${t("Retry")}</button>
      <button type="button" class="button small" @click=${() => takeBack(chatId, id)}>${icon("pencil", 14)}${t("Edit")}</button>
      <button type="button" class="quiet small" @click=${() => discard(chatId, id)}>${t("Discard")}</button>
    </div>
  </div>`;
}

const skeleton = () => html`<div class="skeleton thread-skeleton" role="status" aria-label=${t("Loading the chat")}>
  <div class="bar right"></div><div class="bar"></div><div class="bar"></div><div class="bar"></div>
</div>`;

customElements.define("rp-thread", Thread);
