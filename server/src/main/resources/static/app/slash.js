// What can be done by a word behind a slash, above the box it is typed in. Filters as one types; arrows choose, Enter
// and Tab take, Escape closes until something else is typed.

import { css, html, nothing, render } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { announce } from "app/base.js";
import { commands, optionsOf } from "app/commands.js";
import { icon } from "app/icons.js";
import { dress } from "app/page.js";
import { n, t } from "app/tongue.js";

const WORDS = {
  label: t("Commands"),
  found: (count) => n(count, "One command.", "{n} commands."),
};

/** What fits above or below the box on a small screen. */
const HEIGHT_PX = 320;

export class SlashMenu {
  #composer;
  #list = document.createElement("div");
  /** @type {{name: string, label: string, hint: string, icon?: string, text: string, runs: boolean, why?: string | null}[]} */
  #items = [];
  #at = 0;
  #dismissed = null;

  constructor(composer) {
    this.#composer = composer;
    this.#list.id = "slash-menu";
    this.#list.dataset.testid = "slash-menu";
    this.#list.setAttribute("role", "listbox");
    // On a small screen it scrolls, and what scrolls can be reached by keys.
    this.#list.tabIndex = 0;
    this.#list.setAttribute("aria-label", WORDS.label);
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get #field() {
    return this.#composer.querySelector("textarea");
  }

  get #isOpen() {
    return this.#items.length > 0;
  }

  /** Something else is in the box. */
  typed() {
    const { text, told } = this.#composer;
    const was = this.#isOpen;
    // What was refused stays to be changed; it needs no second offer.
    this.#items = told || text === this.#dismissed ? [] : found(text, this.#composer);
    this.#at = 0;
    if (this.#isOpen && !was) announce(WORDS.found(this.#items.length));
    this.#draw();
  }

  close() {
    if (!this.#isOpen) return;
    this.#items = [];
    this.#draw();
  }

  #draw() {
    if (this.#isOpen) {
      this.#list.className = this.#isRoomBelow() ? "slash below" : "slash";
      render(this.#items.map((item, i) => this.#line(item, i)), this.#list);
      if (!this.#list.isConnected) this.#composer.querySelector("form").append(this.#list);
      this.#list.querySelector("[aria-selected=true]").scrollIntoView({ block: "nearest" });
    } else {
      this.#list.remove();
    }
    this.#tellField();
  }

  /** What a combobox tells, as long as there is something to choose. A box of several lines may not be called one. */
  #tellField() {
    const attributes = {
      "aria-haspopup": "listbox",
      "aria-autocomplete": "list",
      "aria-controls": this.#list.id,
      "aria-activedescendant": `slash-${this.#at}`,
    };
    for (const [name, value] of Object.entries(attributes)) {
      if (this.#isOpen) this.#field.setAttribute(name, value);
      else this.#field.removeAttribute(name);
    }
  }

  /** Above, as the page is above; below where there is more room. */
  #isRoomBelow() {
    const { top, bottom } = this.#composer.getBoundingClientRect();
    return top < HEIGHT_PX && innerHeight - bottom > top;
  }

  /** Whether the key was the menu's. */
  onKey(event) {
    if (!this.#isOpen || event.ctrlKey || event.metaKey || event.altKey) return false;
    const { key, shiftKey } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step && !shiftKey) this.#choose((this.#at + step + this.#items.length) % this.#items.length);
    else if (key === "Tab" && this.#items[this.#at].text === this.#composer.text) return false;
    else if ((key === "Tab" || key === "Enter") && !shiftKey) this.#take(this.#items[this.#at], key === "Enter");
    else if (key === "Escape") this.#dismiss();
    else return false;
    event.stopPropagation();
    return true;
  }

  #choose(at) {
    this.#at = at;
    this.#draw();
  }

  #dismiss() {
    this.#dismissed = this.#composer.text;
    this.close();
  }

  /** Completes what is typed; a command that needs nothing more is done at once where `now`. */
  #take({ text, runs, name, words = "" }, now) {
    this.close();
    if (now && runs) {
      this.#composer.write(text.trimEnd());
      return this.#composer.command({ name, words });
    }
    if (runs) this.#dismissed = text;
    this.#composer.fill(text);
    this.typed();
  }

  #line(item, i) {
    return html`<div
      id="slash-${i}"
      class=${classMap({ option: true, cannot: Boolean(item.why) })}
      role="option"
      aria-selected=${i === this.#at ? "true" : "false"}
      @pointermove=${() => i !== this.#at && this.#choose(i)}
      @click=${() => this.#take(item, true)}
    >
      ${item.icon ? icon(item.icon) : nothing}<span class="command">${item.label}</span><span class="what">${item.why ?? item.hint}</span>
    </div>`;
  }
}

/** What a text may become. */
function found(text, composer) {
  const typed = /^\/([a-z]*)$/i.exec(text);
  if (typed) return named(typed[1].toLowerCase(), composer);
  const chosen = /^\/([a-z]+) (.*)$/i.exec(text);
  return chosen ? optionsFor(chosen[1].toLowerCase(), chosen[2].trim().toLowerCase(), composer) : [];
}

/** Before a chat has begun there is little to do: the rest is told to who asks for it by name. */
function named(start, composer) {
  return commands(composer)
    .filter(({ name, why }) => name.startsWith(start) && (!why || composer.chatId || name === start))
    .map(({ name, takes, what, icon, why }) => ({
      name,
      label: `/${name}${takes ? ` ${takes}` : ""}`,
      hint: what,
      icon,
      why,
      text: takes ? `/${name} ` : `/${name}`,
      runs: !takes || takes.startsWith("["),
    }));
}

const optionsFor = (name, words, composer) =>
  optionsOf(name, composer)
    .filter(({ label, value }) => [label, value].some((text) => text.toLowerCase().includes(words)))
    .map(({ label, value, hint }) => ({ name, label, hint, words: value, text: `/${name} ${value}`, runs: true }));

dress(css`
  .composer { position: relative; }
  .slash {
    position: absolute;
    z-index: var(--z-menu);
    inset-inline: -1px;
    bottom: calc(100% + 8px);
    max-height: min(320px, 40dvh);
    padding: 4px;
    border: 1px solid var(--line);
    border-radius: var(--r);
    background: var(--bg-raised);
    box-shadow: var(--sh-2);
    overflow-y: auto;
    cursor: default;
    font: var(--t-ui);
  }
  .slash.below { top: calc(100% + 8px); bottom: auto; }
  .slash .option { display: flex; align-items: center; gap: 10px; min-height: var(--row-h); padding: 4px 9px; border-radius: var(--r-m); }
  .slash .option[aria-selected=true] { background: var(--fill-2); }
  .slash .icon { color: var(--text-2); }
  .slash .command { flex: none; min-width: 192px; font: 400 13px/20px var(--mono); }
  .slash .what { flex: 1; min-width: 0; color: var(--text-3); font: 400 13px/20px var(--font); }
  .slash .cannot .command { color: var(--text-3); }
  @media (max-width: 767px) {
    .slash .option { flex-wrap: wrap; gap: 0 10px; }
    .slash .what { flex: 1 0 100%; padding-inline-start: 26px; }
    .slash .command:first-child + .what { padding-inline-start: 0; }
  }
`);
