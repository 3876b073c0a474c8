// A new password, by a link an administrator has made.

import { html } from "lit";
import * as api from "app/account-api.js";
import { Form } from "app/forms.js";
import { icon } from "app/icons.js";
import { coarse } from "app/page.js";
import { t } from "app/tongue.js";
import { PASSWORD_MIN, passwordProblem, problemsOf } from "app/validation.js";
import "app/strength.js";

class Reset extends Form {
  static properties = { token: { attribute: false }, chosen: { state: true } };

  firstUpdated() {
    if (!coarse.matches) this.querySelector("input")?.focus();
  }

  render() {
    if (this.chosen) return this.#end();
    return html`<h1>${t("Choose a new password")}</h1>
      <p class="lead">${t("The link works once. All devices of the account are signed out.")}</p>
      <form @submit=${this.onSubmit} novalidate>
        ${this.field({
          name: "password",
          label: t("New password"),
          type: "password",
          autocomplete: "new-password",
          strength: true,
          needed: true,
          hint: t("At least {least} characters. A few words you remember are fine.", { least: PASSWORD_MIN }),
        })}
        ${this.outcome()} ${this.submitButton(t("Set the password"), "wide")}
      </form>`;
  }

  #end() {
    return html`<h1 tabindex="-1">${t("The password is set")}</h1>
      <p class="lead">${icon("ok")} ${t("Sign in with it from now on.")}</p>
      <a class="button primary wide" href="/login">${t("Sign in")}</a>`;
  }

  check({ password }) {
    return problemsOf({ password: passwordProblem(password) });
  }

  async send({ password }) {
    await api.resetPassword(this.token, password);
    this.chosen = true;
    await this.updateComplete;
    this.querySelector("h1").focus();
  }
}

customElements.define("rp-reset", Reset);
