// How people find the answers they get: numbers only.

import { html } from "lit";
import * as api from "app/account-api.js";
import { icon } from "app/icons.js";
import { Section } from "app/section.js";
import { t } from "app/tongue.js";
import { day } from "app/words.js";

const PERIODS = [7, 30, 90, 366];

const WORDS = {
  heading: t("Votes"),
  lead: t("How often answers were marked as good or bad. Who did, on what and why stays with them."),
  period: t("Period"),
  days: (days) => (days === 366 ? t("The last year") : t("The last {days} days", { days })),
  none: t("Nobody has voted in this time."),
  table: t("Votes by day and agent"),
  columns: [t("Day"), t("Gateway"), t("Agent"), t("Good"), t("Bad")],
  environment: t("This server's own"),
  demo: t("Demo agent"),
  own: t("Other gateways"),
  agents: t("All agents"),
};

class Votes extends Section {
  heading = WORDS.heading;
  lead = WORDS.lead;
  #days = 30;

  async load() {
    const [counts, gateways] = await Promise.all([api.voteCounts(this.#days), api.gateways()]);
    return { counts, names: new Map(gateways.map(({ id, name }) => [id, name])) };
  }

  content({ counts, names }) {
    return html`<div class="filters">
        <div class="field-box select">
          <select aria-label=${WORDS.period} @change=${(event) => this.#choose(Number(event.target.value))}>
            ${PERIODS.map((days) => html`<option value=${days} ?selected=${days === this.#days}>${WORDS.days(days)}</option>`)}
          </select>
          ${icon("down", 12)}
        </div>
      </div>
      ${counts.length > 0 ? this.#table(counts, names) : html`<p class="section-text" role="status">${WORDS.none}</p>`}`;
  }

  #table(counts, names) {
    return html`<div class="table-box" role="region" aria-label=${WORDS.table} tabindex="0">
      <table data-testid="votes">
        <thead>
          <tr>${WORDS.columns.map((column, i) => html`<th scope="col" align=${i > 2 ? "right" : "left"}>${column}</th>`)}</tr>
        </thead>
        <tbody>
          ${counts.map((count) => row(count, names))}
        </tbody>
      </table>
    </div>`;
  }

  #choose(days) {
    this.#days = days;
    this.reload();
  }
}

const row = (count, names) => html`<tr>
  <td class="nowrap">${day(count.day)}</td>
  <td dir="auto">${gatewayName(count.gateway, names)}</td>
  <td dir="auto">${count.agent ?? WORDS.agents}</td>
  <td align="right">${count.up}</td>
  <td align="right">${count.down}</td>
</tr>`;

const gatewayName = (id, names) => (id === null ? WORDS.own : (names.get(id) ?? WORDS[id] ?? WORDS.own));

customElements.define("rp-settings-votes", Votes);
