// Adding a gateway, and changing one: its name, address and credential, how sessions are found, who may use what.

import { html, nothing } from "lit";
import * as api from "app/account-api.js";
import { Form } from "app/forms.js";
import { statusLine, statusSetting } from "app/gateway-status.js";
import { testOf } from "app/gateway-words.js";
import { t } from "app/tongue.js";
import { addressProblem, nameProblem, problemsOf } from "app/validation.js";

const NAME_MAX = 60;

/** Administrators may use every gateway. */
const ROLES = [
  ["member", t("Members")],
  ["guest", t("Guests")],
];

const ROUTINGS = [
  ["auto", t("Find out")],
  ["header", t("By header")],
  ["model", t("By model name")],
];

class GatewayForm extends Form {
  static properties = {
    /** The gateway to change; null for a new one. */
    gateway: { attribute: false },
    /** Whether this is for a team, or for its owner alone. */
    team: { attribute: false },
    tested: { state: true },
    testing: { state: true },
  };

  get key() {
    return this.gateway ? "edit-" : "";
  }

  render() {
    return html`<form @submit=${this.onSubmit} novalidate>
      <div class="field-pair">
        ${this.field({ name: "name", label: t("Name"), value: this.gateway?.name ?? "", placeholder: t("Home server"), needed: true })}
        ${this.field({
          name: "url",
          label: t("Address"),
          value: this.gateway?.url ?? "",
          placeholder: "https://claw.example.com",
          inputmode: "url",
          mono: true,
          needed: true,
        })}
      </div>
      ${this.#credential()} ${this.gateway ? this.#details() : nothing}
      <div class="form-foot">
        ${this.submitButton(this.gateway ? t("Save changes") : t("Save gateway"))}
        <button type="button" class="button" aria-busy=${this.testing ? "true" : "false"} @click=${(event) => this.#test(event.currentTarget.form)}>
          ${t("Test connection")}
        </button>
        <div class="outcome" role="status">${this.testing ? html`<p class="meta">${t("Testing...")}</p>` : this.tested ? statusLine(this.tested) : nothing}</div>
      </div>
      ${this.tested ? statusSetting(this.tested) : nothing} ${this.outcome()}
    </form>`;
  }

  #credential() {
    const kept = this.gateway?.hasCredential;
    return this.field({
      name: "credential",
      label: t("Gateway token"),
      type: "password",
      autocomplete: "off",
      mono: true,
      placeholder: kept ? t("Leave empty to keep the one that is stored") : "",
      hint: t("Stored encrypted on this server and never shown again."),
    });
  }

  #details() {
    const { routing, agentsFound, agents, defaultAgent, roles, isDefault } = this.gateway;
    const known = [...new Set([...(agentsFound ?? []), ...(agents ?? [])])];
    return html`${this.choice({
        name: "routing",
        label: t("How a chat's session is named"),
        options: ROUTINGS,
        value: String(routing).toLowerCase(),
        hint: t("Rockpool finds out by itself; choose only where that goes wrong."),
      })}
      ${known.length > 0
        ? html`<fieldset class="checks">
              <legend>${t("Agents offered here")}</legend>
              ${known.map((id) => check("agents", id, id, !agents || agents.includes(id)))}
            </fieldset>
            ${this.choice({ name: "defaultAgent", label: t("Agent of a new chat"), options: [["", t("The gateway's own")], ...known.map((id) => [id, id])], value: defaultAgent ?? "" })}`
        : nothing}
      ${this.team
        ? html`<fieldset class="checks">
            <legend>${t("Who may use it besides administrators")}</legend>
            ${ROLES.map(([role, label]) => check("roles", role, label, roles?.includes(role) ?? true))}
          </fieldset>
          <fieldset class="checks"><legend class="sr">${t("Default")}</legend>${check("isDefault", "true", t("New chats start here unless somebody chooses otherwise"), isDefault)}</fieldset>`
        : nothing}`;
  }

  check({ name, url }) {
    return problemsOf({
      name: nameProblem(name, { needed: t("Give it a name people will know it by."), most: NAME_MAX }),
      url: addressProblem(url),
    });
  }

  async #test(form) {
    if (this.testing) return;
    const values = Object.fromEntries(new FormData(form));
    const { name: _, ...wrong } = this.check({ ...values, name: "-" });
    this.problems = wrong;
    this.tested = null;
    if (Object.keys(wrong).length > 0) return;
    this.testing = true;
    await this.during(async () => (this.tested = testOf(await this.#asked(values))));
    this.testing = false;
  }

  /** A credential that is kept is known to the server only. */
  #asked({ url, credential, routing }) {
    const asked = { url: url.trim(), ...(credential ? { credential } : {}), ...(routing ? { routing } : {}) };
    return this.gateway ? api.testKnownGateway(this.gateway.id, asked) : api.testGateway(asked);
  }

  async send(values, form) {
    const { name, url, credential } = values;
    const basics = { name: name.trim(), url: url.trim(), ...(credential ? { credential } : {}) };
    if (this.gateway) await api.changeGateway(this.gateway.id, { ...basics, ...this.#chosen(values, new FormData(form)) });
    else await api.addGateway(basics);
    this.tested = null;
    form.reset();
    this.dispatchEvent(new CustomEvent("saved", { detail: { name: basics.name } }));
  }

  #chosen({ routing, defaultAgent }, all) {
    const known = [...this.querySelectorAll("[name=agents]")];
    const agents = all.getAll("agents");
    return {
      routing,
      ...(known.length > 0 ? { agents: agents.length === known.length ? null : agents, defaultAgent: defaultAgent || null } : {}),
      ...(this.team ? { roles: rolesOf(all.getAll("roles")), isDefault: all.has("isDefault") } : {}),
    };
  }
}

/** Null is everybody; a list that names nobody else is administrators alone. */
const rolesOf = (chosen) => (chosen.length === ROLES.length ? null : chosen.length > 0 ? chosen : ["administrator"]);

const check = (name, value, label, on) => html`<label>
  <input type="checkbox" name=${name} value=${value} ?checked=${on} /><span>${label}</span>
</label>`;

customElements.define("rp-gateway-form", GatewayForm);
