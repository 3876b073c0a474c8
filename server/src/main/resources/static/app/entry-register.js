// A new account: the first of a server, a guest's that stays, or one somebody was invited to.

import { html, nothing } from "lit";
import * as api from "app/account-api.js";
import { Form } from "app/forms.js";
import { coarse } from "app/page.js";
import { t } from "app/tongue.js";
import { PASSWORD_MIN, emailProblem, missing, nameProblem, passwordProblem, problemsOf } from "app/validation.js";
import "app/strength.js";

class Register extends Form {
  static properties = { ways: { attribute: false }, invitation: { attribute: false } };

  firstUpdated() {
    if (!coarse.matches) this.querySelector("input")?.focus();
  }

  render() {
    const refusal = this.#refusal();
    return html`<h1>${t("Create account")}</h1>
      <p class="lead">${refusal ? refusal : this.#lead()}</p>
      ${refusal ? nothing : this.#form()}
      <p class="entry-more"><span>${t("Have an account?")} <a href="/login${location.search}">${t("Sign in")}</a></span></p>`;
  }

  #lead() {
    if (this.ways.first) return t("The first account on this server becomes its administrator.");
    if (this.invitation) return t("You have been invited.");
    return this.ways.guests ? t("The chats you started here as a guest stay with you.") : t("It takes an e-mail address and a password.");
  }

  /** Why nobody can register here now. */
  #refusal() {
    const { registration, first } = this.ways;
    if (first || this.invitation || registration === "open") return null;
    return registration === "invitation"
      ? t("New accounts need an invitation. Ask an administrator of this server for one.")
      : t("No new accounts can be created on this server. Ask its administrator.");
  }

  #form() {
    return html`<form @submit=${this.onSubmit} novalidate>
      ${this.field({ name: "name", label: t("Name (optional)"), autocomplete: "name" })}
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
        autocomplete: "new-password",
        strength: true,
        needed: true,
        hint: t("At least {least} characters. A few words you remember are fine.", { least: PASSWORD_MIN }),
      })}
      ${this.ways.setupCode
        ? this.field({
            name: "invitation",
            label: t("Setup code"),
            mono: true,
            needed: true,
            hint: t("The server printed it to its log when it started."),
          })
        : nothing}
      ${this.outcome()} ${this.submitButton(t("Sign Up"), "wide")}
    </form>`;
  }

  check({ name, email, password, invitation }) {
    return problemsOf({
      invitation: this.ways.setupCode ? missing(invitation, t("Enter the setup code.")) : null,
      name: nameProblem(name),
      email: emailProblem(email),
      password: passwordProblem(password, email),
    });
  }

  async send({ name, email, password, invitation }) {
    const account = { name: name.trim() || undefined, email: email.trim(), password };
    const detail = await api.register({ ...account, invitation: this.invitation ?? invitation?.trim() });
    this.dispatchEvent(new CustomEvent("entered", { detail }));
  }
}

customElements.define("rp-register", Register);
