// Every chat and everything that can be done, a few letters away. What the page knows is shown at once; the server knows
// all chats and is asked a moment after the last key.

import { css, html, nothing } from "lit";
import { go } from "app/actions.js";
import { agentName } from "app/agents.js";
import { search } from "app/api.js";
import { Part, coarse, isMac, store } from "app/base.js";
import { lines } from "app/commands.js";
import { addToDraft } from "app/drafts.js";
import { hasAll, places, wordsOf } from "app/folding.js";
import { icon } from "app/icons.js";
import { keysOf } from "app/keys.js";
import { closeMenu } from "app/menu.js";
import { dress, focusAgain } from "app/page.js";
import { slotOf } from "app/sidebar.js";
import { groupOf } from "app/time.js";
import { locale, n, t } from "app/tongue.js";

const WORDS = {
  label: t("Search chats and actions"),
  results: t("Results"),
  recent: t("Recent chats"),
  chats: t("Chats"),
  actions: t("Actions"),
  untitled: t("New chat"),
  about: (text) => t("New chat about “{text}”", { text }),
  archived: t("archived"),
  none: t("No chat has this in its title."),
  more: t("There are more. Type more of the title."),
  count: (count) => n(count, "{n} result", "{n} results"),
  searching: t("Searching..."),
  move: t("move"),
  open: t("open"),
  close: t("Close"),
  notAll: (sentence) => `${sentence} ${t("Only the chats of the list were searched.")}`,
  retry: t("Retry"),
};

const RECENT = 7;
const MOST_CHATS = 20;
const MOST_LETTERS = 200;
const PAGE = 8;
const PAUSE_MS = 120;
/** Shorter waits are not worth a word. */
const WORD_AFTER_MS = 400;

const NOTHING_FOUND = { rows: [], hasMore: false };

let shown = null;

/** Opens the palette with words already typed, or closes the one that is open. */
export function togglePalette(words = "") {
  if (shown) return shown.close();
  if (document.querySelector("dialog[open]")) return;
  closeMenu();
  const opener = document.activeElement;
  const dialog = document.createElement("dialog");
  dialog.className = "palette";
  dialog.dataset.testid = "palette";
  dialog.setAttribute("aria-label", WORDS.label);
  const palette = document.createElement("rp-palette");
  dialog.append(palette);
  dialog.addEventListener("mousedown", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    shown = null;
    dialog.remove();
    if (palette.chosen) palette.chosen();
    else focusAgain(opener);
  });
  document.body.append(dialog);
  shown = dialog;
  dialog.showModal();
  palette.updateComplete.then(() => palette.begin(words));
}

class Palette extends Part {
  static properties = {
    query: { state: true },
    at: { state: true },
    found: { state: true },
    problem: { state: true },
    slow: { state: true },
  };

  /** What is done when the palette has closed; null when nobody chose anything. */
  chosen = null;
  #asked = null;
  #timer = null;
  #shown = [];
  #items = [];

  constructor() {
    super();
    this.query = "";
    this.at = 0;
    this.found = NOTHING_FOUND;
    this.problem = null;
    this.slow = false;
  }

  get topics() {
    return ["rows", "models", "account"];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forgetAsked();
  }

  begin(words) {
    const field = this.querySelector("input");
    field.value = words;
    field.focus();
    this.#find(words);
  }

  // What is found ---------------------------------------------------------------------------------------------------

  #find(words) {
    this.query = words;
    this.at = 0;
    this.#ask(PAUSE_MS);
  }

  #forgetAsked() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#asked = null;
    this.slow = false;
  }

  #ask(pause) {
    this.#forgetAsked();
    this.problem = null;
    if (wordsOf(this.query).length === 0) {
      this.found = NOTHING_FOUND;
      return;
    }
    const asked = (this.#asked = new AbortController());
    this.#timer = setTimeout(() => this.#search(this.query, asked), pause);
  }

  async #search(query, asked) {
    const slow = setTimeout(() => (this.slow = this.#asked === asked), WORD_AFTER_MS);
    try {
      const { chats, hasMore } = await search(query.trim(), MOST_CHATS, asked.signal);
      if (this.#asked === asked) this.found = { rows: chats, hasMore };
    } catch (refusal) {
      if (this.#asked === asked) this.problem = refusal.message;
    } finally {
      clearTimeout(slow);
      if (this.#asked === asked) this.#forgetAsked();
    }
  }

  /** Chats to show, newest first: those the page knows and those the server found. */
  #chats(words) {
    const known = store.visibleRows();
    if (words.length === 0) return known.filter(({ id }) => id !== store.openId).slice(0, RECENT);
    const rows = new Map(this.found.rows.filter(({ id }) => !store.hidden.has(id) && !store.isGone(id)).map((row) => [row.id, row]));
    for (const row of known) rows.set(row.id, row);
    return [...rows.values()]
      .filter(({ title }) => hasAll(title ?? "", words))
      .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
      .slice(0, MOST_CHATS);
  }

  #sections() {
    const words = wordsOf(this.query);
    const chats = this.#chats(words).map((row) => chatItem(row, words));
    const known = lines().filter(
      ({ title, words: more = "", asked }) => (words.length > 0 || !asked) && hasAll(`${title} ${more}`, words),
    );
    const about = words.length > 0 ? [aboutItem(this.query.trim())] : [];
    const does = [...known.map((line) => lineItem(line, words)), ...about];
    return [
      { name: words.length > 0 ? WORDS.chats : WORDS.recent, items: chats },
      { name: WORDS.actions, items: does },
    ].filter(({ items }) => items.length > 0);
  }

  // How it looks ----------------------------------------------------------------------------------------------------

  willUpdate() {
    this.#shown = this.#sections();
    this.#items = this.#shown.flatMap(({ items }) => items);
    this.at = Math.max(0, Math.min(this.at, this.#items.length - 1));
  }

  render() {
    return html`
      <div class="palette-field">
        ${icon("search")}
        <input
          type="text"
          data-testid="palette-input"
          role="combobox"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls="palette-list"
          aria-activedescendant="palette-${this.at}"
          aria-label=${WORDS.label}
          placeholder=${WORDS.label}
          maxlength=${MOST_LETTERS}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          enterkeyhint="go"
          dir="auto"
          @input=${({ target }) => this.#find(target.value)}
          @keydown=${this.#onKey}
        />
        <button type="button" class="quiet small" aria-label=${WORDS.close} @click=${() => this.#close()}>
          ${coarse.matches ? icon("x") : "Esc"}
        </button>
      </div>
      <div id="palette-list" class="palette-list" role="listbox" aria-label=${WORDS.results}>
        ${this.#shown.map((section, i) => this.#section(section, i))}
      </div>
      ${this.#note()}
      <div class="palette-foot">
        ${coarse.matches ? nothing : html`<span><kbd>↑↓</kbd> ${WORDS.move}</span><span><kbd>↵</kbd> ${WORDS.open}</span>`}
        <span class="gap"></span><span role="status">${this.slow ? WORDS.searching : WORDS.count(this.#items.length)}</span>
      </div>
    `;
  }

  /** What has to be said about what was found. */
  #note() {
    if (this.problem) {
      return html`<p class="palette-note" role="alert">
        <span>${WORDS.notAll(this.problem)}</span>
        <button type="button" class="button small" @click=${this.#again}>${icon("retry", 14)}${WORDS.retry}</button>
      </p>`;
    }
    const pending = this.#asked !== null || wordsOf(this.query).length === 0;
    if (this.found.hasMore && !pending) return html`<p class="palette-note">${WORDS.more}</p>`;
    return pending || this.#shown[0]?.name === WORDS.chats ? nothing : html`<p class="palette-note">${WORDS.none}</p>`;
  }

  #again() {
    this.#ask(0);
    this.requestUpdate();
    this.querySelector("input").focus();
  }

  #section({ name, items }, i) {
    return html`<div role="group" aria-labelledby="palette-group-${i}">
      <div class="heading" id="palette-group-${i}" role="presentation">${name}</div>
      ${items.map((item) => this.#option(item, this.#items.indexOf(item)))}
    </div>`;
  }

  #option({ glyph, look = "", title, state, meta, keys }, i) {
    return html`<div
      id="palette-${i}"
      class="option"
      role="option"
      aria-selected=${i === this.at ? "true" : "false"}
      @pointermove=${() => (this.at = i)}
      @click=${() => this.#choose(i)}
    >
      <span class="slot ${look}">${glyph}</span><span class="title" dir="auto">${title}</span>
      ${state ? html`<span class="sr">, ${state}</span>` : nothing}${meta ? html`<span class="of">${meta}</span>` : nothing}
      ${keys && !coarse.matches ? html`<kbd>${keysOf(keys, isMac)}</kbd>` : nothing}
    </div>`;
  }

  updated(changed) {
    if (changed.has("at")) this.querySelector(`#palette-${this.at}`)?.scrollIntoView({ block: "nearest" });
    // The first one's heading belongs to it.
    if (this.at === 0) this.querySelector(".palette-list").scrollTop = 0;
  }

  // What is chosen --------------------------------------------------------------------------------------------------

  #onKey(event) {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.#items.length - 1;
    const to = {
      ArrowDown: this.at === last ? 0 : this.at + 1,
      ArrowUp: this.at === 0 ? last : this.at - 1,
      PageDown: Math.min(this.at + PAGE, last),
      PageUp: Math.max(this.at - PAGE, 0),
    }[event.key];
    if (to !== undefined) this.at = to;
    else if (event.key === "Enter") this.#choose(this.at);
    else return;
    event.preventDefault();
  }

  #choose(i) {
    this.chosen = this.#items[i].run;
    this.#close();
  }

  #close() {
    this.closest("dialog").close();
  }
}

const chatItem = (row, words) => {
  const unread = store.rows.has(row.id) ? store.isUnread(row.id) : row.unread;
  const [look, state, glyph] = slotOf({ ...row, unread }, store.unsentState(row.id));
  const meta = [row.archived ? WORDS.archived : "", row.agentId ? agentName(row.agentId) : "", day(row.updatedAt)];
  return {
    look,
    state,
    glyph: glyph(),
    title: marked(row.title || WORDS.untitled, words),
    meta: meta.filter(Boolean).join(", "),
    run: () => go(row.id),
  };
};

const lineItem = ({ title, icon: drawing, keys, run }, words) => ({ glyph: icon(drawing), title: marked(title, words), keys, run });

const aboutItem = (text) => ({
  glyph: icon("plus"),
  title: WORDS.about(text),
  run: () => {
    go(null);
    addToDraft(null, text);
  },
});

/** A text with the letters that were looked for in teal. */
function marked(text, words) {
  let at = 0;
  const pieces = [];
  for (const [from, to] of places(text, words)) {
    pieces.push(text.slice(at, from), html`<mark>${text.slice(from, to)}</mark>`);
    at = to;
  }
  return [...pieces, text.slice(at)];
}

/** "today", "yesterday", "12 Nov", "12 Nov 2025" */
function day(instant) {
  const group = groupOf(instant, Date.now());
  if (group === t("Today") || group === t("Yesterday")) return group.toLowerCase();
  const when = new Date(instant);
  const year = when.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
  return when.toLocaleDateString(locale(), { day: "numeric", month: "short", ...year });
}

dress(css`
  .palette {
    width: min(600px, calc(100vw - 32px));
    max-height: min(560px, calc(100dvh - 144px));
    margin: 112px auto auto;
    padding: 0;
    border: 1px solid var(--line);
    border-radius: var(--r);
    background: var(--bg-raised);
    color: var(--text);
    box-shadow: var(--sh-3);
    overflow: hidden;
    animation: drop var(--dur) var(--ease);
  }
  .palette::backdrop { background: var(--scrim); }
  rp-palette { display: flex; flex-direction: column; max-height: inherit; }
  .palette-field { display: flex; flex: none; align-items: center; gap: 12px; height: 52px; padding: 0 8px 0 16px; border-bottom: 1px solid var(--line); }
  .palette-field .icon { color: var(--text-2); }
  .palette-field input { flex: 1; min-width: 0; height: 100%; padding: 0; border: 0; background: none; font: 400 16px/24px var(--font); caret-color: var(--accent); }
  .palette-field input:focus-visible { outline: none; }
  .palette-field input::placeholder { color: var(--text-3); opacity: 1; }
  .palette-field .quiet { min-width: var(--hit); justify-content: center; font: 500 12px/16px var(--font); }
  .palette-list { flex: 1; min-height: 0; padding: 4px 8px 8px; overflow-y: auto; scrollbar-width: thin; }
  .palette-list .heading { padding: 10px 8px 4px 36px; color: var(--text-3); font: var(--t-meta); }
  .palette-list .option { display: flex; align-items: center; gap: 12px; min-height: max(36px, var(--row-h)); padding: 0 12px 0 8px; border-radius: var(--r); scroll-margin: 8px; cursor: pointer; }
  .palette-list .option[aria-selected=true] { background: var(--fill-2); }
  .palette-list .title { flex: 1; min-width: 0; overflow: hidden; text-align: start; text-overflow: ellipsis; white-space: nowrap; }
  .palette-list mark { background: none; color: var(--accent); font-weight: 600; }
  .palette-list .of, .palette-list kbd { flex: none; max-width: 40%; overflow: hidden; color: var(--text-3); font: 400 12px/16px var(--font); text-overflow: ellipsis; white-space: nowrap; }
  .palette-list .slot { color: var(--text-2); }
  .palette-list .slot:is(.answering, .unread) { color: var(--accent); }
  .palette-list .slot.failed { color: var(--danger); }
  .palette-note { display: flex; flex: none; align-items: center; justify-content: space-between; gap: 12px; padding: 4px 16px 10px 44px; color: var(--text-3); font: 400 13px/20px var(--font); }
  .palette-note[role=alert] { color: var(--danger); }
  .palette-foot { display: flex; flex: none; align-items: center; gap: 16px; min-height: 36px; padding: 0 16px; border-top: 1px solid var(--line); color: var(--text-3); font: 400 12px/16px var(--font); }
  @media (max-width: 767px) {
    .palette { width: calc(100vw - 16px); max-width: none; max-height: calc(100dvh - 16px); margin: 8px auto auto; }
  }
`);

customElements.define("rp-palette", Palette);
