// What the sections of the settings have in common: a heading, what they load, and what is said when it cannot be had.

import { html, nothing } from "lit";
import { Refusal } from "app/api.js";
import { icon, ring } from "app/icons.js";
import { Plain, announce } from "app/page.js";
import { t } from "app/tongue.js";

/** A section. Who extends it says what it loads (`load`), and how that looks (`content`). */
export class Section extends Plain {
  static properties = {
    account: { attribute: false },
    data: { state: true },
    problem: { state: true },
    trouble: { state: true },
  };

  heading = "";
  lead = "";
  #asked = 0;

  constructor() {
    super();
    this.data = null;
    /** Why nothing can be shown. @type {string | null} */
    this.problem = null;
    /** Why the last thing somebody did was not done. @type {string | null} */
    this.trouble = null;
  }

  async load() {
    return {};
  }

  content(_data) {
    return nothing;
  }

  connectedCallback() {
    super.connectedCallback();
    this.reload();
  }

  async reload() {
    const asked = ++this.#asked;
    try {
      const data = await this.load();
      // Something newer may have been asked for meanwhile, and come already.
      if (asked !== this.#asked) return;
      this.data = data;
      this.problem = null;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.status === 401) this.dispatchEvent(new CustomEvent("signed-out", { bubbles: true }));
      this.problem = refusal.message;
    }
  }

  /** Does something, tells what came of it, and looks at everything again. */
  act(work, done = null) {
    return this.quietly(async () => {
      await work();
      if (done) announce(done);
      await this.reload();
    });
  }

  /** Does something and tells only when it could not be done. */
  async quietly(work) {
    this.trouble = null;
    try {
      await work();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.trouble = refusal.message;
    }
  }

  render() {
    return html`<div class="section-column">
      <h1 tabindex="-1">${this.heading}</h1>
      ${this.lead ? html`<p class="section-lead">${this.lead}</p>` : nothing}
      <div role="alert">${this.trouble ? trouble(this.trouble) : nothing}</div>
      ${this.problem && !this.data ? this.#broken() : this.data ? this.content(this.data) : waiting()}
    </div>`;
  }

  #broken() {
    return html`${trouble(this.problem)}
      <button type="button" class="button" @click=${() => this.reload()}>${icon("retry")}${t("Try again")}</button>`;
  }
}

const trouble = (sentence) => html`<p class="form-problem boxed">${icon("alert")}<span>${sentence}</span></p>`;

const waiting = () => html`<p class="wait">${ring()}<span class="sr">${t("Loading")}</span></p>`;

/** A line of a list: what it is, what is said of it, and what can be done with it. */
export const listRow = ({ title, text, buttons, glyph = nothing }) => html`<li class="list-row">
  ${glyph}
  <div class="words"><div class="name" dir="auto">${title}</div><div class="text">${text}</div></div>
  <div class="buttons">${buttons ?? nothing}</div>
</li>`;
