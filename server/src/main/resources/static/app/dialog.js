// A question or a result in front of the page. The focus goes back to where it came from.

import { html, nothing, render } from "lit";
import { copyFrom, focusAgain } from "app/page.js";
import { icon } from "app/icons.js";
import { Form } from "app/forms.js";
import { t } from "app/tongue.js";

let numbers = 0;

/**
 * Opens a dialog; `content` is given the way to close it. Returns that way too.
 * @param {string} title
 * @param {(close: () => void) => unknown} content
 */
export function openDialog(title, content) {
  const opener = document.activeElement;
  const id = `dialog-${++numbers}`;
  const dialog = document.createElement("dialog");
  const close = () => dialog.close();
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", id);
  const head = html`<div class="dialog-head">
    <h2 id=${id}>${title}</h2>
    <button type="button" class="quiet icon-only" aria-label=${t("Close")} @click=${close}>${icon("x")}</button>
  </div>`;
  render(html`${head}${content(close)}`, dialog);
  dialog.addEventListener("mousedown", (event) => isBeside(dialog, event) && close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    focusAgain(opener);
  });
  document.body.append(dialog);
  dialog.showModal();
  // What is in it is drawn a moment later.
  requestAnimationFrame(() => dialog.querySelector("input, select, .dialog-foot button")?.focus());
  return close;
}

function isBeside(dialog, { clientX: x, clientY: y }) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return x < left || x > right || y < top || y > bottom;
}

/** Text to be copied, with the button that does. */
export const copyBlock = (text, label = t("Copy")) => html`<div class="code plain">
  <pre tabindex="0">${text}</pre>
  <button type="button" class="quiet small" @click=${(event) => copyFrom(event.currentTarget, text)}>
    ${icon("copy", 14)}${icon("check", 14)}<span>${label}</span>
  </button>
</div>`;

/** A link that is shown this once. */
export function showLink(title, sentence, url) {
  openDialog(
    title,
    (close) => html`<p>${sentence}</p>
      <div class="link-box">
        <input class="mono" readonly aria-label=${t("Link")} .value=${url} @focus=${(event) => event.target.select()} />
        <button type="button" class="button primary" data-testid="copy-link" @click=${(event) => copyFrom(event.currentTarget, url)}>
          ${icon("copy", 14)}${icon("check", 14)}${t("Copy")}
        </button>
      </div>
      <div class="dialog-foot"><button type="button" class="button" @click=${close}>${t("Done")}</button></div>`,
  );
}

/** Asks before something that cannot be taken back, with a field where somebody has to prove or name something. */
class Confirm extends Form {
  static properties = { what: { attribute: false } };

  render() {
    const { sentence, action, field, close } = this.what;
    return html`<form @submit=${this.onSubmit} novalidate>
      ${sentence ? html`<p>${sentence}</p>` : nothing} ${field ? this.field({ ...field, name: "proof", needed: true }) : nothing}
      ${this.outcome()}
      <div class="dialog-foot">
        <button type="button" class="button" @click=${close}>${t("Cancel")}</button>
        ${this.submitButton(action, this.what.danger ? "danger" : "")}
      </div>
    </form>`;
  }

  check({ proof }) {
    const { field } = this.what;
    return field && !proof ? { proof: field.missing } : {};
  }

  refused(refusal) {
    if (this.what.field && refusal.status !== 0) refusal.field = "proof";
    super.refused(refusal);
  }

  async send({ proof }) {
    await this.what.run(proof);
    this.what.close();
  }
}

customElements.define("rp-confirm", Confirm);

/**
 * @param {{title: string, sentence?: unknown, action: string, danger?: boolean,
 *   field?: {label: string, type?: string, autocomplete?: string, missing: string}, run: (proof?: string) => Promise<void>}} what
 */
export const confirm = (what) =>
  openDialog(what.title, (close) => html`<rp-confirm .what=${{ ...what, close }}></rp-confirm>`);
