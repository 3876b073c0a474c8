// Finds words in the chat on the page, also in messages that are not drawn: all of them are in memory. What is drawn is
// marked without touching it, by the browser's own highlights.

import { css, html, nothing } from "lit";
import { Part, announce, isMac, phone, store } from "app/base.js";
import { textOf } from "app/conversation.js";
import { fold, places } from "app/folding.js";
import { icon } from "app/icons.js";
import { dress } from "app/page.js";
import { plain } from "app/plain.js";
import { t } from "app/tongue.js";

const WORDS = {
  label: t("Find in this chat"),
  none: t("Not found"),
  of: (at, count) => t("{at} of {count}", { at, count }),
  previous: t("Previous"),
  next: t("Next"),
  close: t("Close"),
};

const PAUSE_MS = 100;
const ROOM_PX = 96;

/** What no one reads as part of a message: buttons, captions, what tools said, words for screen readers, drawings of formulas. */
const NOT_TEXT = "rp-act, button, figcaption, .sr, .tile, .tools, .meta, [aria-hidden=true], annotation, script, style";

/** Opens the bar above the chat on the page, with what is selected or was asked for; again, its field is chosen. */
export function find(words = "") {
  if (!store.openId) return;
  let bar = document.querySelector("main rp-find");
  if (!bar) {
    bar = document.createElement("rp-find");
    document.querySelector("main").append(bar);
  }
  bar.begin(words || selected());
}

/** A few selected words are what somebody wants to find. */
function selected() {
  const text = getSelection().toString().trim();
  return text.length <= 100 && !text.includes("\n") ? text : "";
}

class Find extends Part {
  static properties = { query: { state: true }, hits: { state: true }, at: { state: true } };

  /** Whose the hits are. */
  #chatId = store.openId;
  #opener = document.activeElement;
  #timer = null;
  #frame = 0;
  /** What is drawn may change at any time: an answer grows, a reader scrolls. */
  #drawn = new MutationObserver(() => this.#markSoon());
  /** Folded text by message, as long as it stays the same. */
  #texts = new WeakMap();

  constructor() {
    super();
    this.query = "";
    /** Every place: the message's key, and which of its places it is. @type {{key: string, nth: number}[]} */
    this.hits = [];
    this.at = -1;
  }

  get topics() {
    return ["route", this.#chatId];
  }

  connectedCallback() {
    super.connectedCallback();
    this.setAttribute("role", "search");
    this.dataset.testid = "find-in-chat";
    this.#drawn.observe(document.querySelector("main"), { childList: true, subtree: true, characterData: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.#drawn.disconnect();
    CSS.highlights?.delete("find");
    CSS.highlights?.delete("found");
  }

  begin(words) {
    if (words && words !== this.query) this.#find(words);
    this.updateComplete.then(() => {
      const field = this.querySelector("input");
      field.focus();
      field.select();
    });
  }

  topicChanged() {
    if (store.openId !== this.#chatId) return this.remove();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#again(), PAUSE_MS);
  }

  #close() {
    const thread = this.#thread;
    this.remove();
    const opener = this.#opener?.isConnected && this.#opener !== document.body ? this.#opener : thread?.querySelector(".scroll");
    opener?.focus({ preventScroll: true });
  }

  get #thread() {
    return document.querySelector("main rp-thread");
  }

  // Hits --------------------------------------------------------------------------------------------------------------

  #typed(event) {
    const { value } = event.target;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(value), PAUSE_MS);
  }

  #find(query) {
    this.query = query;
    this.hits = this.#search();
    this.at = this.hits.length > 0 ? this.#nearest() : -1;
    this.#show();
  }

  /** The chat has changed: where somebody is stays the same. */
  #again() {
    const current = this.hits[this.at];
    this.hits = this.#search();
    const same = this.hits.findIndex(({ key, nth }) => key === current?.key && nth === current?.nth);
    this.at = same >= 0 ? same : Math.min(this.at, this.hits.length - 1);
    this.#markSoon();
  }

  #search() {
    const words = fold(this.query).trim();
    if (words === "") return [];
    return store.chat(this.#chatId).messages.flatMap((message) => {
      const count = countOf(this.#textOf(message), words);
      return Array.from({ length: count }, (_, nth) => ({ key: message.key, nth }));
    });
  }

  #textOf(message) {
    let text = this.#texts.get(message);
    if (text === undefined) {
      const written = textOf(message);
      this.#texts.set(message, (text = fold(message.role === "user" ? written : plain(written))));
    }
    return text;
  }

  /** The first place in what is read now, or below it; else the last one above. */
  #nearest() {
    const keys = store.chat(this.#chatId).messages.map(({ key }) => key);
    const top = this.#thread.querySelector(".scroll").getBoundingClientRect().top;
    const seen = [...this.#thread.querySelectorAll(".item")].find((item) => item.getBoundingClientRect().bottom > top);
    const from = keys.indexOf(seen?.key);
    const hit = this.hits.findIndex(({ key }) => keys.indexOf(key) >= from);
    return hit >= 0 ? hit : this.hits.length - 1;
  }

  #step(by) {
    if (this.hits.length === 0) return;
    const from = this.at < 0 && by < 0 ? 0 : this.at;
    this.at = (from + by + this.hits.length) % this.hits.length;
    this.#show();
  }

  // Showing them --------------------------------------------------------------------------------------------------------

  async #show() {
    const hit = this.hits[this.at];
    announce(hit ? WORDS.of(this.at + 1, this.hits.length) : this.query.trim() ? WORDS.none : "");
    if (!hit) return this.#mark();
    const thread = this.#thread;
    const item = itemOf(thread, hit.key) ?? (await thread.reveal(hit.key));
    if (!item || this.hits[this.at] !== hit) return;
    const range = this.#mark();
    this.#bring(thread.querySelector(".scroll"), range ?? item);
  }

  /** Into the middle of the page, unless it can be seen well already. */
  #bring(box, what) {
    const { top, bottom } = box.getBoundingClientRect();
    const at = what.getBoundingClientRect();
    if (at.top < top + ROOM_PX || at.bottom > bottom - ROOM_PX / 2) box.scrollTop += at.top - (top + bottom) / 2;
  }

  #markSoon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#mark();
    });
  }

  /** Marks what is drawn; returns the range of the place somebody is at, if that is drawn. */
  #mark() {
    const words = fold(this.query).trim();
    const current = this.hits[this.at];
    const others = [];
    let here = null;
    for (const item of words ? (this.#thread?.querySelectorAll(".item") ?? []) : []) {
      const ranges = rangesIn(item, words);
      // What is drawn may have fewer places than what was written.
      const nth = item.key === current?.key ? Math.min(current.nth, ranges.length - 1) : -1;
      ranges.forEach((range, i) => (i === nth ? (here = range) : others.push(range)));
    }
    if (CSS.highlights) {
      CSS.highlights.set("find", new Highlight(...others));
      CSS.highlights.set("found", new Highlight(...(here ? [here] : [])));
    }
    return here;
  }

  // How it looks ----------------------------------------------------------------------------------------------------------

  render() {
    const { length } = this.hits;
    const count = this.query.trim() === "" ? nothing : length === 0 ? WORDS.none : WORDS.of(this.at + 1, length);
    return html`<form class="find" @submit=${(event) => event.preventDefault()} @keydown=${this.#onKey}>
      ${phone.matches ? nothing : icon("search")}
      <input type="text" aria-label=${WORDS.label} placeholder=${WORDS.label} .value=${this.query} maxlength="200" dir="auto"
        autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" @input=${this.#typed} />
      <span class="count" data-testid="find-count">${count}</span>
      ${this.#button(WORDS.previous, "down", () => this.#step(-1), "flipped", length === 0)}
      ${this.#button(WORDS.next, "down", () => this.#step(1), "", length === 0)}
      ${this.#button(WORDS.close, "x", () => this.#close(), "", false)}
    </form>`;
  }

  #button(label, drawing, action, look, disabled) {
    return html`<button type="button" class="quiet icon-only ${look}" aria-label=${label} title=${label} ?disabled=${disabled}
      @click=${action}>${icon(drawing)}</button>`;
  }

  #onKey(event) {
    if (event.isComposing) return;
    const command = isMac ? event.metaKey : event.ctrlKey;
    const again = event.key === "F3" || (command && event.key.toLowerCase() === "g");
    if (event.key === "Escape") this.#close();
    else if (again || (event.key === "Enter" && event.target.nodeName === "INPUT")) this.#step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function countOf(text, words) {
  let count = 0;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) count++;
  return count;
}

const itemOf = (thread, key) => [...thread.querySelectorAll(".item")].find((item) => item.key === key);

/** The places of the words in what is drawn of a message, across the pieces of text it is made of. */
function rangesIn(item, words) {
  const walker = document.createTreeWalker(item, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.matches(NOT_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, from: text.length });
    text += walker.currentNode.data;
  }
  return places(text, [words]).map(([from, to]) => rangeOf(nodes, from, to));
}

function rangeOf(nodes, from, to) {
  const range = new Range();
  const holding = (at, isEnd) => nodes.findLast((piece) => (isEnd ? piece.from < at : piece.from <= at));
  const [first, last] = [holding(from, false), holding(to, true)];
  range.setStart(first.node, from - first.from);
  range.setEnd(last.node, to - last.from);
  return range;
}

dress(css`
  /* Nothing of a conversation stays below it. */
  main:has(> rp-find) .scroll { padding-top: calc(var(--ctl-h) + 36px); }
  rp-find { position: absolute; z-index: var(--z-head); top: calc(var(--head-h) + 8px); inset-inline-end: 24px; }
  .find { display: flex; align-items: center; gap: 2px; width: 380px; max-width: calc(100vw - 16px); padding: 5px 6px 5px 12px; border: 1px solid var(--line); border-radius: var(--r); background: var(--bg-raised); box-shadow: var(--sh-2); }
  .find > .icon { margin-inline-end: 8px; color: var(--text-2); }
  .find input { flex: 1; min-width: 0; height: var(--ctl-h); padding: 0; border: 0; background: none; }
  .find input:focus-visible { outline: none; }
  .find:has(input:focus-visible) { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent), var(--sh-2); }
  .find input::placeholder { color: var(--text-3); opacity: 1; }
  .find .count { flex: none; padding: 0 6px; color: var(--text-3); font: 400 12px/16px var(--font); }
  .find button:disabled { opacity: .5; }
  .find .flipped .icon { transform: rotate(180deg); }
  ::highlight(find) { background: var(--accent-line); color: var(--text); }
  ::highlight(found) { background: var(--accent); color: var(--on-accent); }
  @media (max-width: 767px) { rp-find { inset-inline: 8px; } .find { width: auto; } }
`);

customElements.define("rp-find", Find);
