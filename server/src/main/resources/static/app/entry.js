// The way in: which form the address asks for, and what is beside it.

import { html, nothing } from "lit";
import * as api from "app/account-api.js";
import { account } from "app/api.js";
import { ownedBy } from "app/forget.js";
import { icon, mark } from "app/icons.js";
import { Plain } from "app/page.js";
import { t } from "app/tongue.js";
import { nextAddress } from "app/who.js";
import "app/entry-register.js";
import "app/entry-reset.js";
import "app/entry-sign-in.js";

const TITLES = { login: t("Sign in"), register: t("Create account"), invite: t("Create account"), reset: t("Choose a new password") };

class Entry extends Plain {
  static properties = { ways: { state: true }, problem: { state: true } };

  #view = location.pathname.split("/")[1];
  #token = location.pathname.split("/")[2] ?? null;

  connectedCallback() {
    super.connectedCallback();
    document.title = `${TITLES[this.#view]} · Rockpool`;
    this.#load();
  }

  /** Who is in already needs no way in. A link somebody was given is for whoever opens it. */
  async #load() {
    this.problem = null;
    try {
      const [ways, caller] = await Promise.all([api.waysIn(), account().catch(() => null)]);
      if (caller && caller.role !== "guest" && !this.#token) return this.enter(caller);
      this.ways = ways;
    } catch (refusal) {
      this.problem = refusal.message;
    }
  }

  /** Goes on to where somebody wanted to go; another history entry would lead back to a form that is done with. */
  enter(caller) {
    ownedBy(caller);
    location.replace(nextAddress(location.search));
  }

  render() {
    return html`<main class="entry">
        <div class="entry-side">
          <a class="brand" href="/" aria-label=${t("Rockpool, home")}>${mark()}<span>Rockpool</span></a>
          <div class="entry-middle">${this.#middle()}</div>
          <p class="entry-foot">${t("Your chats are stored on this server.")}</p>
        </div>
        <div class="entry-tide" aria-hidden="true"><div class="tide-lines"></div><div class="tide-lines inner"></div></div>
      </main>
      <div id="announcements" class="sr" role="status" aria-live="polite"></div>`;
  }

  #middle() {
    if (this.problem) return this.#broken();
    if (!this.ways) return nothing;
    const entered = (event) => this.enter(event.detail);
    switch (this.#view) {
      case "login":
        return html`<rp-sign-in .ways=${this.ways} @entered=${entered}></rp-sign-in>`;
      case "reset":
        return html`<rp-reset .token=${this.#token}></rp-reset>`;
      default:
        return html`<rp-register .ways=${this.ways} .invitation=${this.#token} @entered=${entered}></rp-register>`;
    }
  }

  #broken() {
    return html`<h1>${TITLES[this.#view]}</h1>
      <p class="form-problem" role="alert">${icon("alert")}<span>${this.problem}</span></p>
      <button type="button" class="button wide" @click=${() => this.#load()}>${t("Try again")}</button>`;
  }

  updated() {
    this.removeAttribute("aria-busy");
  }
}

customElements.define("rp-entry", Entry);
