// What an agent did on the way to its answer, each thing on a card that can be opened: tools, and what it thought.
// Whatever they say is shown as text and never as markup.

import { css, html, nothing } from "lit";
import { argumentsOf, commandOf, exitOf, outputOf, shown, stateOf } from "app/deeds.js";
import { addIcons, icon, ring } from "app/icons.js";
import { store } from "app/base.js";
import { Plain, copyFrom, dress } from "app/page.js";
import { duration } from "app/time.js";
import { n, number, t } from "app/tongue.js";
import "app/more-icons.js";

addIcons({
  terminal:
    "M3.5 2.5h9A1.5 1.5 0 0 1 14 4v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12V4a1.5 1.5 0 0 1 1.5-1.5z" +
    "M4.8 6l2 2-2 2M8.6 10.2h2.6",
  thought:
    "M6.3 11.3c0-.9-.3-1.4-.9-2a4.1 4.1 0 1 1 5.2 0c-.6.6-.9 1.1-.9 2zM6.5 13.8h3",
});

const SECOND_MS = 1_000;
const SILENCE_MS = 20_000;
const MINUTE_MS = 60_000;

/** Stands for the command in a sentence, which is not text but a piece of the page. */
const HERE = "\u0000";

let cards = 0;

class Act extends Plain {
  static properties = {
    /** The part of the message. */
    deed: { attribute: false },
    /** Whether the answer goes on. */
    live: { attribute: false },
    /** Whether nothing came after it yet. */
    last: { attribute: false },
    /** Is told whether somebody has opened it. */
    toggled: { attribute: false },
    open: { state: true },
  };

  #id = `act-${++cards}`;
  #tick = null;
  #overflow = new ResizeObserver((entries) => entries.forEach(({ target }) => stopWhereItScrolls(target)));

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watchTime(false);
    this.#overflow.disconnect();
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  render() {
    const { type } = this.deed;
    return type === "reasoning" ? this.#thinking() : type === "earlier" ? this.#earlier() : this.#tool();
  }

  #tool() {
    const { deed } = this;
    const state = stateOf(deed, this.live);
    return this.#card({
      kind: "tool-card",
      state,
      glyph: { running: ring(), done: icon("terminal"), failed: icon("alert"), unknown: icon("off") }[state],
      line: this.#line(state),
      body: () => html`${this.#text(t("Arguments"), argumentsOf(deed.input))}${this.#said(state)}`,
    });
  }

  /** "Ran exec: mvn test, 12.4 s". The command shortens where there is no room, the rest never does. */
  #line(state) {
    const { toolName, input } = this.deed;
    const command = commandOf(input);
    const tool = shown(toolName);
    const what = command ? `${tool}: ${HERE}` : tool;
    const [before, after = ""] = sentences[state](what).split(HERE);
    const tail = this.#tail(state);
    return html`<span class="verb">${before}</span>${command ? html`<bdi class="command">${command}</bdi>` : nothing}<span
        class="tail">${after}${tail ? `, ${tail}` : ""}</span>`;
  }

  #tail(state) {
    if (state === "unknown") return t("did not finish");
    if (state === "running") return this.#silence();
    const exit = state === "failed" ? exitOf(this.deed) : null;
    return exit !== null ? t("exit {code}", { code: exit }) : took(this.deed.durationMs);
  }

  /** When a tool began is not told; for how long nothing was heard is known here. */
  #silence() {
    const { heardAt } = store.chat(store.openId);
    const silence = heardAt ? Date.now() - heardAt : 0;
    return silence >= SILENCE_MS ? t("silent for {time}", { time: duration(silence) }) : "";
  }

  #said(state) {
    const { output, errorText } = this.deed;
    if (state === "running") return html`<p class="none">${t("It has not answered yet.")}</p>`;
    if (state === "unknown") return html`<p class="none">${t("The answer ended before it did.")}</p>`;
    const text = state === "failed" ? shown(errorText ?? outputOf(output)).trimEnd() : outputOf(output);
    return text
      ? this.#text(state === "failed" ? t("Error") : t("Output"), text)
      : html`<p class="none">${t("It answered without a word.")}</p>`;
  }

  #text(name, text) {
    if (!text) return nothing;
    return html`<section>
      <div class="cap"><span>${name}</span>
        <button type="button" class="quiet small" title=${t("Copy")} aria-label=${t("Copy: {what}", { what: name })}
          @click=${(event) => copyFrom(event.currentTarget, text)}>${icon("copy", 14)}${icon("check", 14)}</button>
      </div>
      <pre data-name=${`${this.deed.toolName}: ${name}`}>${text}</pre>
    </section>`;
  }

  #thinking() {
    const state = this.live && this.last ? "running" : "done";
    const words = shown(this.deed.text).trim();
    return this.#card({
      kind: "thinking",
      state,
      glyph: state === "running" ? ring() : icon("thought"),
      line: html`<span class="verb">${state === "running" ? t("Thinking") : t("Thought")}</span>`,
      body: () =>
        words
          ? html`<section><div class="thought" data-name=${t("What the agent thought")}>${words}</div></section>`
          : html`<p class="none">${t("It does not say what.")}</p>`,
    });
  }

  /** What was done before the cards below it, which this shows or hides. */
  #earlier() {
    const { deeds, open } = this.deed;
    const failed = deeds.filter((deed) => deed.state && stateOf(deed, this.live) === "failed").length;
    const words = n(deeds.length, "{n} earlier step", "{n} earlier steps");
    return html`<button type="button" class="act earlier" data-testid="earlier-steps" aria-expanded=${open} @click=${this.#toggle}>
      ${icon("right", 12)}<span>${failed ? `${words}, ${n(failed, "{n} failed", "{n} failed")}` : words}</span>
    </button>`;
  }

  #card({ kind, state, glyph, line, body }) {
    const open = this.open ?? false;
    return html`<div class="act ${state}" data-testid=${kind} data-state=${state}>
      <button type="button" class="line" aria-expanded=${open} aria-controls=${open ? this.#id : nothing} @click=${this.#toggle}>
        ${icon("right", 12)}${glyph}<span class="words">${line}</span>
      </button>
      ${open ? html`<div class="body" id=${this.#id}>${body()}</div>` : nothing}
    </div>`;
  }

  /** What was clicked on stays under the finger, even where the page follows its end. */
  #toggle(event) {
    const box = this.closest(".scroll");
    stayPut(box, event.currentTarget);
    this.open = this.deed.type === "earlier" ? !this.deed.open : !this.open;
    this.toggled?.(this.open);
    this.updateComplete.then(() => requestAnimationFrame(() => requestAnimationFrame(() => letGo(box))));
  }

  updated() {
    this.#watchTime(this.live && this.deed.state === "input-available" && this.isConnected);
    for (const box of this.querySelectorAll(SCROLLING)) this.#overflow.observe(box);
  }

  #watchTime(on) {
    if (on) this.#tick ??= setInterval(() => this.requestUpdate(), SECOND_MS);
    else if (this.#tick) this.#tick = void clearInterval(this.#tick);
  }
}

const SCROLLING = "pre, .thought";

/** What scrolls is a stop for the keyboard, with a name; what fits is not. */
function stopWhereItScrolls(box) {
  const stop = { tabindex: "0", role: "group", "aria-label": box.dataset.name };
  for (const [name, value] of Object.entries(stop)) {
    if (box.scrollHeight > box.clientHeight) box.setAttribute(name, value);
    else box.removeAttribute(name);
  }
}

function stayPut(box, button) {
  if (!box) return;
  const distance = () => button.getBoundingClientRect().top - box.getBoundingClientRect().top;
  const top = distance();
  const keep = () => button.isConnected && (box.scrollTop += distance() - top);
  store.chat(store.openId).hold = { key: button.closest(".item").key, keep };
}

/** From now on the reader is where they are: at the end, or not. */
function letGo(box) {
  if (!box?.isConnected) return;
  store.chat(store.openId).hold = null;
  box.dispatchEvent(new Event("scroll"));
}

const sentences = {
  running: (what) => t("Running {what}", { what }),
  done: (what) => t("Ran {what}", { what }),
  failed: (what) => t("Failed {what}", { what }),
  unknown: (what) => t("Started {what}", { what }),
};

/** "12.4 s", "4 min 10 s"; empty where nobody knows. */
function took(ms) {
  if (ms === undefined || ms === null) return "";
  return ms < MINUTE_MS ? t("{seconds} s", { seconds: number(Math.max(1, Math.round(ms / 100)) / 10) }) : duration(ms);
}

dress(css`
  .turn:has(.answer > rp-act:first-child) > .tile { top: 8px; }
  .act { border: 1px solid var(--line); border-radius: var(--r); color: var(--text-2); font: var(--t-ui); overflow: clip; }
  .act .line { display: flex; align-items: center; width: 100%; min-height: max(34px, calc(var(--row-h) - 2px)); padding: 0 12px; border-radius: 7px; }
  @media (hover: hover) { .act.earlier:hover, .act .line:hover { background: var(--fill-1); color: var(--text); } }
  .act .line:focus-visible { outline-offset: -2px; }
  .act .i-right { margin-inline: 0 10px; transition: transform var(--dur) var(--ease); }
  .act[aria-expanded=true] .i-right, .act [aria-expanded=true] .i-right { transform: rotate(90deg); }
  .act .line > :is(.ring, .icon:not(.i-right)) { margin-inline-end: 10px; }
  .act.running .ring { color: var(--accent); }
  .act.failed .i-alert { color: var(--danger); }
  .act .words { display: flex; align-items: baseline; min-width: 0; white-space: pre; }
  .act :is(.verb, .command) { flex: 0 1 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; }
  .act .command { flex-shrink: 10000; color: var(--text); font: var(--t-code); }
  .act .tail { flex: none; }
  .act.earlier { display: flex; align-items: center; width: 100%; min-height: max(36px, var(--row-h)); padding: 0 11px; border-style: dashed; color: var(--text-3); }
  .act.earlier:focus-visible { outline-offset: -2px; }
  .act .body { border-top: 1px solid var(--line); border-radius: 0 0 7px 7px; background: var(--bg-code); }
  .act section { padding: 8px 0; }
  .act section + section { border-top: 1px solid var(--line); }
  .act .cap { display: flex; align-items: center; justify-content: space-between; padding: 0 6px 0 12px; color: var(--text-3); font: 400 12px/16px var(--font); }
  .act pre, .act .thought { max-height: min(320px, 50vh); margin: 0; padding: 4px 12px; color: var(--text-2); text-align: start; unicode-bidi: plaintext; white-space: pre-wrap; overflow: hidden auto; overflow-wrap: anywhere; overscroll-behavior: auto; scrollbar-width: thin; tab-size: 4; }
  .act pre { font: var(--t-code); }
  .act :is(pre, .thought):focus-visible { outline-offset: -2px; }
  .act .none { padding: 12px; color: var(--text-3); }
  @media (prefers-reduced-motion: reduce) { .act .i-right { transition: none; } }
  @media print { .act pre, .act .thought { max-height: none; } }
`);

customElements.define("rp-act", Act);
