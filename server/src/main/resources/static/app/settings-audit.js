// Who did what, newest first. Nothing of it can be changed.

import { html, nothing } from "lit";
import * as api from "app/account-api.js";
import { AUDIT_TYPES, auditDetails, auditTitle } from "app/audit-words.js";
import { icon } from "app/icons.js";
import { Section } from "app/section.js";
import { t } from "app/tongue.js";
import { dayAndTime } from "app/words.js";

class Audit extends Section {
  static properties = { filter: { state: true }, loadingMore: { state: true } };

  heading = t("Audit log");
  lead = t("Who signed in, failed to, or changed something. Entries are only ever added.");

  constructor() {
    super();
    this.filter = { type: "", actor: "", name: "" };
  }

  load() {
    return api.audit(this.filter);
  }

  content({ entries, hasMore }) {
    return html`<div class="filters">
        <div class="field-box select">
          <select aria-label=${t("What happened")} @change=${(event) => this.#choose({ type: event.target.value })}>
            ${AUDIT_TYPES.map(([type, words]) => html`<option value=${type}>${words}</option>`)}
          </select>
          ${icon("down", 12)}
        </div>
        ${this.filter.actor
          ? html`<button type="button" class="button" @click=${() => this.#choose({ actor: "", name: "" })}>
              <span class="sr">${t("Show everybody, not only")} </span><span dir="auto">${this.filter.name}</span>${icon("x", 14)}
            </button>`
          : nothing}
        <span class="gap"></span>
        <a class="button" href=${api.auditExport(this.filter)} download="audit.csv">${t("Export as CSV")}</a>
      </div>
      ${entries.length > 0 ? this.#table(entries) : html`<p class="section-text" role="status">${t("There is no such entry.")}</p>`}
      ${hasMore
        ? html`<button type="button" class="button" ?disabled=${this.loadingMore} @click=${() => this.#more()}>${t("Show older")}</button>`
        : nothing}`;
  }

  #table(entries) {
    return html`<div class="table-box audit" role="region" aria-label=${t("Entries")} tabindex="0">
      <table data-testid="audit">
        <thead>
          <tr><th scope="col">${t("When")}</th><th scope="col">${t("Who")}</th><th scope="col">${t("What")}</th><th scope="col">${t("From")}</th></tr>
        </thead>
        <tbody>
          ${entries.map((entry) => this.#row(entry))}
        </tbody>
      </table>
    </div>`;
  }

  #row(entry) {
    const details = auditDetails(entry);
    return html`<tr data-type=${entry.type}>
      <td class="nowrap">${dayAndTime(entry.at)}</td>
      <td dir="auto">${this.#who(entry)}</td>
      <td>${auditTitle(entry)}${details ? html`<div class="meta">${details}</div>` : nothing}</td>
      <td class="nowrap" dir="ltr">${entry.address ?? ""}</td>
    </tr>`;
  }

  #choose(change) {
    this.filter = { ...this.filter, ...change };
    this.reload();
  }

  #who({ actor, actorName }) {
    if (!actor) return t("Nobody signed in");
    const name = actorName || t("A guest");
    return html`<button type="button" class="text-link" title=${t("Show only what {name} did", { name })} @click=${() => this.#choose({ actor, name })}>${name}</button>`;
  }

  async #more() {
    this.loadingMore = true;
    const { data, filter } = this;
    await this.quietly(async () => {
      const older = await api.audit({ ...filter, before: data.entries.at(-1).id });
      if (this.data === data) this.data = { entries: [...data.entries, ...older.entries], hasMore: older.hasMore };
    });
    this.loadingMore = false;
  }
}

customElements.define("rp-settings-audit", Audit);
