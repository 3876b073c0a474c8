// Forms: labels, what is wrong below its field, Enter, a busy state, and the focus where something has to be done.

import { html, nothing } from "lit";
import { Refusal } from "app/api.js";
import { icon, ring } from "app/icons.js";
import { Plain, announce } from "app/page.js";
import { t } from "app/tongue.js";
import "app/more-icons.js";

/**
 * A form. Who extends it says what is wrong with the values (`check`) and what to do with them (`send`); what the server
 * refuses shows at the field it names, or below all of them.
 */
export class Form extends Plain {
  static properties = {
    problems: { state: true },
    problem: { state: true },
    done: { state: true },
    busy: { state: true },
    shown: { state: true },
  };

  constructor() {
    super();
    /** Field name -> sentence. @type {Record<string, string>} */
    this.problems = {};
    /** What is wrong with the whole. @type {string | null} */
    this.problem = null;
    /** What was done, to be read beside the button. @type {string | null} */
    this.done = null;
    this.busy = false;
    /** Names of password fields whose text is shown. */
    this.shown = new Set();
  }

  /** Field name -> sentence, for fields that are wrong. */
  check(_values) {
    return {};
  }

  /** Does it; throws a refusal. */
  async send(_values) {}

  /** Two forms of a page may have fields of the same name. */
  idOf(name) {
    return `${this.localName}-${this.key ?? ""}${name}`;
  }

  onSubmit = async (event) => {
    event.preventDefault();
    if (this.busy) return;
    const values = Object.fromEntries(new FormData(event.target));
    this.problems = this.check(values);
    this.problem = this.done = null;
    if (Object.keys(this.problems).length > 0) return this.#toFirstProblem();
    await this.during(() => this.send(values, event.target));
  };

  /** Does something that the server may refuse; only one thing at a time. True when it went well. */
  async during(work) {
    if (this.busy) return false;
    this.busy = true;
    this.problem = this.done = null;
    try {
      await work();
      return true;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.refused(refusal);
      return false;
    } finally {
      this.busy = false;
    }
  }

  refused(refusal) {
    const named = refusal.field && this.querySelector(`[name="${CSS.escape(refusal.field)}"]`);
    if (!named) {
      this.problem = refusal.message;
      announce(refusal.message);
      return;
    }
    this.problems = { [refusal.field]: refusal.message };
    this.#toFirstProblem();
  }

  async #toFirstProblem() {
    await this.updateComplete;
    this.querySelector("[aria-invalid=true]")?.focus();
  }

  /**
   * @param {{name: string, label: unknown, type?: string, value?: string, hint?: unknown, aside?: unknown, mono?: boolean,
   *   strength?: boolean, placeholder?: string, autocomplete?: string, inputmode?: string, maxlength?: number, needed?: boolean}} what
   */
  field(what) {
    const { name, label, type = "text", value = "", hint, aside, mono = false, needed = false } = what;
    const id = this.idOf(name);
    const problem = this.problems[name];
    const described = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(" ");
    const secret = type === "password";
    return html`<div class="field">
      <div class="field-head"><label for=${id}>${label}</label>${aside ?? nothing}</div>
      <div class="field-box ${secret ? "secret" : ""}">
        <input
          class=${mono ? "mono" : ""}
          id=${id}
          name=${name}
          type=${secret && this.shown.has(name) ? "text" : type}
          value=${value}
          placeholder=${what.placeholder ?? nothing}
          autocomplete=${what.autocomplete ?? "off"}
          inputmode=${what.inputmode ?? nothing}
          maxlength=${what.maxlength ?? nothing}
          autocapitalize="off"
          spellcheck="false"
          dir=${mono || type === "email" ? "ltr" : "auto"}
          aria-required=${needed ? "true" : nothing}
          aria-invalid=${problem ? "true" : nothing}
          aria-describedby=${described || nothing}
          @input=${() => this.#typed(name)}
        />
        ${secret ? this.#eye(name) : nothing}
      </div>
      ${problem ? html`<p class="field-problem" id="${id}-problem">${icon("alert", 14)}<span>${problem}</span></p>` : nothing}
      ${hint ? html`<p class="field-hint" id="${id}-hint">${hint}</p>` : nothing}
      ${what.strength ? html`<rp-strength of=${id}></rp-strength>` : nothing}
    </div>`;
  }

  /** What was wrong may be right now; it is looked at again when the form is sent. */
  #typed(name) {
    if (!this.problems[name]) return;
    const { [name]: _, ...others } = this.problems;
    this.problems = others;
  }

  #eye(name) {
    const shown = this.shown.has(name);
    const toggle = () => {
      this.shown = new Set(shown ? [...this.shown].filter((other) => other !== name) : [...this.shown, name]);
    };
    return html`<button type="button" class="eye" aria-label=${t("Show what is typed")} aria-pressed=${shown ? "true" : "false"} @click=${toggle}>
      ${icon(shown ? "eye-off" : "eye")}
    </button>`;
  }

  /** @param {{name: string, label: string, options: [string, string][], value?: string, hint?: unknown}} what */
  choice({ name, label, options, value, hint }) {
    const id = this.idOf(name);
    return html`<div class="field">
      <div class="field-head"><label for=${id}>${label}</label></div>
      <div class="field-box select">
        <select id=${id} name=${name} aria-describedby=${hint ? `${id}-hint` : nothing}>
          ${options.map(([option, words]) => html`<option value=${option} ?selected=${option === value}>${words}</option>`)}
        </select>
        ${icon("down", 12)}
      </div>
      ${hint ? html`<p class="field-hint" id="${id}-hint">${hint}</p>` : nothing}
    </div>`;
  }

  submitButton(label, look = "") {
    return html`<button type="submit" class="button primary ${look}" aria-busy=${this.busy ? "true" : "false"}>
      ${this.busy ? html`<span class="late">${ring()}</span>` : nothing}${label}
    </button>`;
  }

  /** What came of it. */
  outcome() {
    return html`<div class="outcome" role="alert">
        ${this.problem ? html`<p class="form-problem">${icon("alert")}<span>${this.problem}</span></p>` : nothing}
      </div>
      <div class="outcome" role="status">
        ${this.done ? html`<p class="form-done">${icon("ok")}<span>${this.done}</span></p>` : nothing}
      </div>`;
  }
}
