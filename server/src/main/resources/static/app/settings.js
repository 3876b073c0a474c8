// The frame of the settings: the sections there are for this account, and the one the address asks for.

import { html, nothing } from "lit";
import { account } from "app/api.js";
import { ownedBy } from "app/forget.js";
import { icon } from "app/icons.js";
import { Plain, phone } from "app/page.js";
import { grouped, sectionAt, sectionsFor } from "app/sections.js";
import { t } from "app/tongue.js";
import { initialsOf, nameOf, roleName, wayIn } from "app/who.js";
import "app/more-icons.js";

/** Each is loaded when somebody opens it. */
const PARTS = {
  profile: () => import("app/settings-profile.js"),
  appearance: () => import("app/settings-appearance.js"),
  "sign-in": () => import("app/settings-sign-in.js"),
  gateways: () => import("app/settings-gateways.js"),
  members: () => import("app/settings-members.js"),
  limits: () => import("app/settings-limits.js"),
  registration: () => import("app/settings-registration.js"),
  votes: () => import("app/settings-votes.js"),
  audit: () => import("app/settings-audit.js"),
};

class Settings extends Plain {
  static properties = { account: { state: true }, part: { state: true }, problem: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    addEventListener("popstate", () => this.#show());
    phone.addEventListener("change", () => this.#show());
    this.addEventListener("click", (event) => this.#followLink(event));
    this.addEventListener("account-changed", ({ detail }) => (this.account = { ...this.account, ...detail }));
    this.addEventListener("signed-out", () => this.#toLogin());
    this.#load();
  }

  async #load() {
    this.problem = null;
    try {
      this.account = await account();
      ownedBy(this.account);
      this.#show();
    } catch (refusal) {
      if (refusal.status === 401) this.#toLogin();
      else this.problem = refusal.message;
    }
  }

  #toLogin() {
    location.replace(wayIn(location.pathname, location.search));
  }

  #section() {
    const section = sectionAt(location.pathname, this.account);
    // Where there is room for both, the overview shows the first one beside it.
    return section === null && !phone.matches ? sectionsFor(this.account)[0] : section;
  }

  async #show() {
    if (!this.account) return;
    const section = this.#section();
    document.title = section ? `${section.label} · Rockpool` : `${t("Settings")} · Rockpool`;
    this.requestUpdate();
    if (!section) return void (this.part = null);
    try {
      await PARTS[section.id]();
      if (this.#section() === section) this.part = section.id;
    } catch {
      this.problem = t("This part of the settings could not be loaded.");
    }
  }

  /** Sections are changed in place; a click that asks for a new tab is the browser's. */
  #followLink(event) {
    const link = event.target.closest("a[href]");
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const { origin, pathname } = new URL(link.href);
    if (origin !== location.origin || !pathname.startsWith("/settings") || link.hasAttribute("download")) return;
    event.preventDefault();
    if (pathname !== location.pathname) history.pushState(null, "", pathname);
    this.#show().then(() => this.#toHeading());
  }

  async #toHeading() {
    await this.updateComplete;
    const section = this.querySelector(".section > *");
    await section?.updateComplete;
    this.querySelector("h1")?.focus({ preventScroll: true });
    this.querySelector(".section")?.scrollTo(0, 0);
  }

  render() {
    if (this.problem) return this.#broken();
    if (!this.account) return nothing;
    const section = this.#section();
    const overview = phone.matches && section === null;
    return html`
      ${phone.matches && !overview ? nothing : this.#nav(section, overview)}
      ${overview ? nothing : this.#main(section)}
      <div id="announcements" class="sr" role="status" aria-live="polite"></div>
    `;
  }

  #nav(section, overview) {
    const inside = html`<div class="settings-head">
        <a class="quiet icon-only" href="/" aria-label=${t("Back to your chats")}>${icon("left")}</a>
        ${overview ? html`<h1 tabindex="-1">${t("Settings")}</h1>` : html`<p class="settings-title">${t("Settings")}</p>`}
      </div>
      <nav class="settings-list" aria-label=${t("Sections")}>
        ${grouped(sectionsFor(this.account)).map(
          ({ name, sections }) => html`<h2 id="group-${name.replace(" ", "-")}">${name}</h2>
            <ul aria-labelledby="group-${name.replace(" ", "-")}">
              ${sections.map((item) => this.#link(item, item === section))}
            </ul>`,
        )}
      </nav>
      ${this.#who()}`;
    return overview
      ? html`<main class="settings-side">${inside}</main>`
      : html`<div class="settings-side" role="complementary" aria-label=${t("Settings")}>${inside}</div>`;
  }

  #link(item, selected) {
    return html`<li class="row ${selected ? "selected" : ""}">
      <a href="/settings/${item.id}" aria-current=${selected ? "page" : nothing}>
        <span class="slot">${icon(item.icon)}</span><span class="title">${item.label}</span>
      </a>
    </li>`;
  }

  #who() {
    return html`<div class="account">
      <span class="avatar" aria-hidden="true">${initialsOf(this.account)}</span>
      <div class="who">
        <div class="name" dir="auto">${nameOf(this.account)}</div>
        <div class="where">${this.account.role === "guest" ? t("Known by this browser only") : roleName(this.account.role)}</div>
      </div>
    </div>`;
  }

  #main(section) {
    return html`<main class="section">
      ${phone.matches
        ? html`<div class="settings-head">
            <a class="quiet icon-only" href="/settings" aria-label=${t("All settings")}>${icon("left")}</a>
            <p class="settings-title">${t("Settings")}</p>
          </div>`
        : nothing}
      ${section ? this.#part(section) : unknown()}
    </main>`;
  }

  #part(section) {
    if (this.part !== section.id) return nothing;
    const { account } = this;
    switch (section.id) {
      case "profile":
        return html`<rp-settings-profile .account=${account}></rp-settings-profile>`;
      case "appearance":
        return html`<rp-settings-appearance></rp-settings-appearance>`;
      case "sign-in":
        return html`<rp-settings-sign-in .account=${account}></rp-settings-sign-in>`;
      case "gateways":
        return html`<rp-settings-gateways .account=${account}></rp-settings-gateways>`;
      case "members":
        return html`<rp-settings-members .account=${account}></rp-settings-members>`;
      case "limits":
        return html`<rp-settings-limits></rp-settings-limits>`;
      case "registration":
        return html`<rp-settings-registration></rp-settings-registration>`;
      case "votes":
        return html`<rp-settings-votes></rp-settings-votes>`;
      default:
        return html`<rp-settings-audit></rp-settings-audit>`;
    }
  }

  #broken() {
    return html`<main class="state-page">
      <h1>${t("The settings cannot be shown now")}</h1>
      <p>${this.problem}</p>
      <button type="button" class="button" @click=${() => location.reload()}>${t("Try again")}</button>
    </main>`;
  }

  updated() {
    this.removeAttribute("aria-busy");
  }
}

const unknown = () => html`<div class="state-page">
  <h1 tabindex="-1">${t("There is nothing to set here")}</h1>
  <p>${t("The address may be incomplete, or only administrators can see it.")}</p>
  <a class="button primary" href="/settings">${t("All settings")}</a>
</div>`;

customElements.define("rp-settings", Settings);
