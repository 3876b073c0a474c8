// The gateways there are, how each is right now, and a form for another one.

import { html, nothing } from "lit";
import * as api from "app/account-api.js";
import { confirm, openDialog } from "app/dialog.js";
import { statusGlyph, statusLine, statusSetting, statusWords } from "app/gateway-status.js";
import { routingLine, statusOf, testOf, wantsCredential } from "app/gateway-words.js";
import { snippets } from "app/gateway-snippets.js";
import { icon, ring } from "app/icons.js";
import { toggleMenu } from "app/menu.js";
import { announce } from "app/page.js";
import { Section } from "app/section.js";
import { t } from "app/tongue.js";
import "app/gateway-form.js";

const LOOK_MS = 10_000;

class Gateways extends Section {
  static properties = { results: { state: true }, testing: { state: true } };

  heading = t("Gateways");
  lead = t("Where your OpenClaw agents run. Each chat opens its own session there.");
  #look = null;

  constructor() {
    super();
    /** What a test somebody asked for has shown: id -> status. */
    this.results = new Map();
    this.testing = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#look = setInterval(() => !document.hidden && this.reload(), LOOK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#look);
  }

  get #team() {
    return this.account.role === "administrator";
  }

  async load() {
    const [gateways, own] = await Promise.all([api.gateways(), this.#team ? api.ownGateways() : null]);
    return { gateways, own };
  }

  content({ gateways, own }) {
    return html`${gateways.length > 0
        ? html`<ul class="rows-box" data-testid="gateways">
            ${gateways.map((gateway) => this.#row(gateway))}
          </ul>`
        : html`<p class="section-text">${t("There is none yet. People who chat here talk to the demo agent.")}</p>`}
      <h2>${t("Add a gateway")}</h2>
      <rp-gateway-form .gateway=${null} .team=${this.#team} @saved=${(event) => this.#saved(event)}></rp-gateway-form>
      ${own ? this.#own(own) : nothing} ${snippets()}`;
  }

  #own({ allowed, privateAddresses }) {
    const change = (event) => {
      const { checked } = event.target;
      this.act(() => api.allowOwnGateways(checked), checked ? t("Members may connect their own.") : t("Members may not connect their own."));
    };
    return html`<h2>${t("Members' own gateways")}</h2>
      <div class="checks">
        <label><input type="checkbox" .checked=${allowed} @change=${change} /><span>${t("Members may connect gateways of their own, for themselves alone")}</span></label>
      </div>
      <p class="field-hint">
        ${privateAddresses
          ? t("Addresses in private networks are allowed there (ROCKPOOL_GATEWAY_PRIVATE_ADDRESSES).")
          : t("Only at public addresses: this server does not reach into its own network for them.")}
      </p>`;
  }

  #row(gateway) {
    const status = statusOf(gateway, Date.now());
    const result = this.results.get(gateway.id);
    return html`<li class="list-row gateway" data-testid="gateway" data-name=${gateway.name} data-look=${status.look}>
      ${statusGlyph(status)}
      <div class="words">
        <div class="name"><span dir="auto">${gateway.name}</span><span class="address" dir="ltr">${gateway.url}</span></div>
        <div class="text">${statusWords(status)}</div>
        <div class="meta">${this.#meta(gateway)}</div>
        <div role="status">${result ? statusLine(result) : nothing}</div>
        ${statusSetting(status)}
      </div>
      <div class="buttons">${this.#buttons(gateway, status)}</div>
    </li>`;
  }

  #meta(gateway) {
    const words = [
      gateway.isDefault ? t("Default") : null,
      gateway.source === "environment" ? t("Set by the server's environment, changed there") : null,
      gateway.source === "own" && this.#team ? t("A member's own") : null,
      gateway.agents ? t("Offers {agents}", { agents: gateway.agents.join(", ") }) : null,
      routingLine(gateway),
    ];
    return words.filter(Boolean).join(" · ");
  }

  #buttons(gateway, status) {
    const busy = this.testing.has(gateway.id);
    const words = status.look === "ok" ? t("Test") : t("Test again");
    const test = html`<button
      type="button"
      class=${status.look === "ok" ? "quiet" : "button"}
      aria-label=${`${words}, ${gateway.name}`}
      aria-busy=${busy ? "true" : "false"}
      @click=${() => this.#test(gateway)}
    >
      ${busy ? html`<span class="late">${ring()}</span>` : nothing}${words}
    </button>`;
    if (gateway.readOnly) return test;
    const replace = html`<button type="button" class="button" @click=${() => this.#replace(gateway)}>${t("Replace credential")}</button>`;
    return html`${wantsCredential(status) ? replace : test}
      <button type="button" class="quiet icon-only" aria-label=${t("More for {name}", gateway)} aria-haspopup="menu" aria-expanded="false"
        data-menu="end" @click=${(event) => toggleMenu(event.currentTarget, gateway.name, this.#items(gateway))}>${icon("dots")}</button>`;
  }

  #items(gateway) {
    const { id, name, enabled, isDefault } = gateway;
    const turn = enabled
      ? { label: t("Switch off"), icon: "off", action: () => this.act(() => api.changeGateway(id, { enabled: false }), t("{name} is switched off.", { name })) }
      : { label: t("Switch on"), icon: "plug", action: () => this.act(() => api.changeGateway(id, { enabled: true }), t("{name} is switched on.", { name })) };
    const first = { label: t("Make it the default"), icon: "check", action: () => this.act(() => api.changeGateway(id, { isDefault: true }), t("Changed.")) };
    return [
      { label: t("Edit"), icon: "pencil", action: () => this.#edit(gateway) },
      { label: t("Test"), icon: "pulse", action: () => this.#test(gateway) },
      { label: t("Replace credential"), icon: "key", action: () => this.#replace(gateway) },
      ...(this.#team && enabled && !isDefault ? [first] : []),
      turn,
      "line",
      { label: t("Remove"), icon: "trash", danger: true, action: () => this.#remove(gateway) },
    ];
  }

  async #saved({ detail }) {
    announce(t("{name} is saved.", { name: detail.name }));
    await this.reload();
  }

  async #test({ id, name }) {
    if (this.testing.has(id)) return;
    this.testing = new Set([...this.testing, id]);
    await this.act(async () => {
      const result = testOf(await api.testKnownGateway(id));
      this.results = new Map([...this.results, [id, result]]);
      announce(`${name}: ${result.title} ${result.text}`);
    });
    this.testing = new Set([...this.testing].filter((other) => other !== id));
  }

  #edit(gateway) {
    openDialog(
      t("Edit {name}", { name: gateway.name }),
      (close) => html`<rp-gateway-form
        .gateway=${gateway}
        .team=${this.#team}
        @saved=${(event) => {
          close();
          this.#changed(gateway.id);
          this.#saved(event);
        }}
      ></rp-gateway-form>`,
    );
  }

  #replace({ id, name }) {
    confirm({
      title: t("Replace the credential of {name}", { name }),
      sentence: t("The new one is stored encrypted on this server and never shown again."),
      action: t("Replace"),
      field: { label: t("Gateway token"), type: "password", mono: true, missing: t("Paste the new token.") },
      run: async (credential) => {
        await api.changeGateway(id, { credential });
        this.#changed(id);
        await this.reload();
      },
    });
  }

  /** What a test showed before is of the past. */
  #changed(id) {
    this.results = new Map([...this.results].filter(([other]) => other !== id));
  }

  #remove({ id, name }, keepChats = false, sentence = t("New chats can no longer be started on it.")) {
    confirm({
      title: t("Remove {name}?", { name }),
      sentence,
      action: keepChats ? t("Remove it and keep the chats") : t("Remove gateway"),
      danger: true,
      run: async () => {
        try {
          await api.removeGateway(id, keepChats);
        } catch (refusal) {
          if (refusal.status !== 409 || keepChats) throw refusal;
          // Only after this dialog has closed, or it would take the focus back.
          setTimeout(() => this.#remove({ id, name }, true, refusal.message));
          return;
        }
        await this.reload();
      },
    });
  }
}

customElements.define("rp-settings-gateways", Gateways);
