// How much each role may do.

import { html } from "lit";
import * as api from "app/account-api.js";
import { Form } from "app/forms.js";
import { Section } from "app/section.js";
import { t } from "app/tongue.js";
import { limitOf, limitProblem, problemsOf } from "app/validation.js";
import { ROLES, roleName } from "app/words.js";

const MEGABYTE = 1024 * 1024;

class Limits extends Section {
  heading = t("Limits");
  lead = t("Checked before a gateway is called. Days are UTC days; an empty field is no limit.");

  load() {
    return api.limits();
  }

  content(limits) {
    return html`<rp-limits-form .limits=${limits} @saved=${() => this.reload()}></rp-limits-form>`;
  }
}

const FIELDS = [
  ["messagesPerDay", t("Messages a day"), 1_000_000],
  ["runsAtOnce", t("Answers at once"), 10_000],
  ["attachmentMegabytes", t("Attachment, MB"), 1_000],
];

/** Role -> everybody who has it. */
const GROUPS = { administrator: t("Administrators"), member: t("Members"), guest: t("Guests") };

class LimitsForm extends Form {
  static properties = { limits: { attribute: false } };

  render() {
    return html`<form @submit=${this.onSubmit} novalidate>
      ${ROLES.map(
        (role) => html`<fieldset class="limits">
          <legend>${GROUPS[role]}</legend>
          <div class="field-pair three">
            ${FIELDS.map(([name, label]) =>
              this.field({ name: `${role}.${name}`, label, value: this.#valueOf(role, name), inputmode: "numeric", placeholder: t("No limit") }),
            )}
          </div>
        </fieldset>`,
      )}
      <div class="form-foot">${this.submitButton(t("Save limits"))}${this.outcome()}</div>
    </form>`;
  }

  #valueOf(role, name) {
    const limit = this.limits.find((known) => known.role === role) ?? {};
    const value = name === "attachmentMegabytes" ? megabytes(limit.attachmentBytes) : limit[name];
    return value === null || value === undefined ? "" : String(value);
  }

  check(values) {
    const most = Object.fromEntries(FIELDS.map(([name, , limit]) => [name, limit]));
    const checked = Object.entries(values).map(([key, text]) => [key, limitProblem(text, most[key.split(".")[1]])]);
    return problemsOf(Object.fromEntries(checked));
  }

  async send(values) {
    await api.setLimits(ROLES.map((role) => limitsOf(values, role)));
    this.done = t("Saved. It holds from the next message on.");
    this.dispatchEvent(new CustomEvent("saved"));
  }
}

const megabytes = (bytes) => (bytes === null || bytes === undefined ? null : Math.round(bytes / MEGABYTE));

function limitsOf(values, role) {
  const limit = (name) => limitOf(values[`${role}.${name}`]);
  const attachment = limit("attachmentMegabytes");
  return {
    role,
    messagesPerDay: limit("messagesPerDay"),
    runsAtOnce: limit("runsAtOnce"),
    attachmentBytes: attachment === null ? null : attachment * MEGABYTE,
  };
}

customElements.define("rp-settings-limits", Limits);
customElements.define("rp-limits-form", LimitsForm);
