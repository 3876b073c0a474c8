// Signing in: with a passkey, with the company's own sign-on, or with a password.

import { html, nothing } from "lit";
import * as api from "app/account-api.js";
import { Form } from "app/forms.js";
import { icon } from "app/icons.js";
import { coarse } from "app/page.js";
import { canUsePasskeys, signInWithPasskey } from "app/passkeys.js";
import { t } from "app/tongue.js";
import { emailProblem, missing, problemsOf } from "app/validation.js";
import { nextAddress } from "app/who.js";

class SignIn extends Form {
  static properties = { ways: { attribute: false }, forgot: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.#toldOnTheWay();
  }

  /** Why a provider has sent somebody back without signing them in. */
  async #toldOnTheWay() {
    const code = new URLSearchParams(location.search).get("problem");
    if (code) await this.during(async () => (this.problem = await api.signInProblem(code)));
  }

  firstUpdated() {
    if (!coarse.matches) this.querySelector("input")?.focus();
  }

  render() {
    const { first, passkeys, providers = [] } = this.ways;
    const passkey = passkeys && canUsePasskeys();
    return html`<h1>${t("Welcome back")}</h1>
      <p class="lead">${first ? t("Nobody has an account on this server yet.") : t("Sign in to Rockpool")}</p>
      ${first ? html`<a class="button primary wide" href="/register${location.search}">${t("Create the first account")}</a>` : nothing}
      ${passkey ? this.#passkey() : nothing} ${providers.map((provider) => this.#provider(provider))}
      ${passkey || providers.length > 0 || first ? html`<p class="or"><span>${t("or with your password")}</span></p>` : nothing}
      <form @submit=${this.onSubmit} novalidate>
        ${this.field({
          name: "email",
          label: t("E-mail"),
          type: "email",
          placeholder: "user@acme.com",
          autocomplete: "username",
          inputmode: "email",
          needed: true,
        })}
        ${this.field({
          name: "password",
          label: t("Password"),
          type: "password",
          autocomplete: "current-password",
          needed: true,
          aside: html`<button type="button" class="text-link" aria-expanded=${this.forgot ? "true" : "false"}
            @click=${() => (this.forgot = !this.forgot)}>${t("Forgot it?")}</button>`,
        })}
        ${this.forgot ? html`<p class="aside-note">${icon("key")}<span>${FORGOT}</span></p>` : nothing} ${this.outcome()}
        ${this.submitButton(t("Sign In"), first ? "wide plain" : "wide")}
      </form>
      ${this.#others()}`;
  }

  #passkey() {
    return html`<button type="button" class="button wide" @click=${() => this.during(() => this.#withPasskey())}>
      ${icon("key")}${t("Sign in with a passkey")}
    </button>`;
  }

  #provider({ id, name }) {
    const address = api.providerAddress(id, nextAddress(location.search));
    return html`<a class="button wide" href=${address}>${icon("shield")}${t("Continue with {name}", { name })}</a>`;
  }

  #others() {
    const { registration, guests, first } = this.ways;
    return html`<p class="entry-more">
      ${registration === "open" && !first
        ? html`<span>${t("No account yet?")} <a href="/register${location.search}">${t("Create account")}</a></span>`
        : nothing}
      ${registration === "invitation" && !first ? html`<span>${t("New here? Ask an administrator for an invitation.")}</span>` : nothing}
      ${guests ? html`<a href="/">${t("Go on as a guest")}</a>` : nothing}
    </p>`;
  }

  check({ email, password }) {
    return problemsOf({ email: emailProblem(email), password: missing(password, t("Enter your password.")) });
  }

  async send({ email, password }) {
    this.#entered(await api.signIn(email.trim(), password));
  }

  async #withPasskey() {
    this.#entered(await signInWithPasskey());
  }

  #entered(detail) {
    this.dispatchEvent(new CustomEvent("entered", { detail }));
  }
}

const FORGOT =
  t("Ask an administrator of this server for a link to choose a new one. They find it under Settings, Members.");

customElements.define("rp-sign-in", SignIn);
