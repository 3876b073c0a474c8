// Who somebody is here: the name, what the account may do, and its end.

import { html, nothing } from "lit";
import * as api from "app/account-api.js";
import { confirm } from "app/dialog.js";
import { forgetWork } from "app/forget.js";
import { Form } from "app/forms.js";
import { Section } from "app/section.js";
import { t } from "app/tongue.js";
import { nameProblem, problemsOf } from "app/validation.js";
import { day, limitLines, roleName } from "app/words.js";

class Profile extends Section {
  heading = t("Profile");

  content() {
    const { account } = this;
    if (account.role === "guest") return this.#guest();
    return html`<rp-name-form .account=${account}></rp-name-form>
      <dl class="facts">
        <dt>${t("E-mail")}</dt>
        <dd dir="ltr">${account.email ?? t("None")}</dd>
        <dt>${t("Role")}</dt>
        <dd>${roleName(account.role)}</dd>
        <dt>${t("Here since")}</dt>
        <dd>${account.createdAt ? day(account.createdAt) : t("Today")}</dd>
        ${this.#limits()}
      </dl>
      <h2>${t("Delete this account")}</h2>
      <p class="section-text">${t("Your chats, their OpenClaw sessions and your sign-ins go with it. This cannot be undone.")}</p>
      <button type="button" class="button danger" @click=${() => this.#delete()}>${t("Delete my account")}</button>`;
  }

  #limits() {
    const lines = limitLines(this.account.limits, Date.now());
    return lines.length === 0 ? nothing : html`<dt>${t("Limits")}</dt><dd>${lines.map((line) => html`<div>${line}</div>`)}</dd>`;
  }

  #guest() {
    return html`<p class="section-text">
        ${t("You are here as a guest: only this browser knows you. With an account you keep your chats and find them on every device.")}
      </p>
      <p class="buttons-line">
        <a class="button primary" href="/register">${t("Create account")}</a><a class="button" href="/login">${t("Sign in")}</a>
      </p>
      <dl class="facts">${this.#limits()}</dl>`;
  }

  #delete() {
    const { hasPassword, email } = this.account;
    const password = {
      label: t("Your password"),
      type: "password",
      autocomplete: "current-password",
      missing: t("Enter your password."),
    };
    const address = { label: t("Type {email} to confirm", { email }), autocomplete: "off", missing: t("Enter your e-mail address.") };
    confirm({
      title: t("Delete your account?"),
      sentence: t("All your chats and their OpenClaw sessions are deleted, and you are signed out everywhere."),
      action: t("Delete everything"),
      danger: true,
      field: hasPassword ? password : address,
      run: async (proof) => {
        await api.deleteAccount(hasPassword ? { password: proof } : { confirm: proof });
        forgetWork();
        location.replace("/login");
      },
    });
  }
}

class NameForm extends Form {
  static properties = { account: { attribute: false } };

  render() {
    return html`<form @submit=${this.onSubmit} novalidate>
      ${this.field({
        name: "name",
        label: t("Name"),
        value: this.account.name ?? "",
        autocomplete: "name",
        hint: t("Administrators see it beside your e-mail address."),
      })}
      <div class="form-foot">${this.submitButton(t("Save"))}${this.outcome()}</div>
    </form>`;
  }

  check({ name }) {
    return problemsOf({ name: nameProblem(name) });
  }

  async send({ name }) {
    await api.changeAccount({ name: name.trim() });
    this.dispatchEvent(new CustomEvent("account-changed", { bubbles: true, detail: { name: name.trim() || null } }));
    this.done = t("Saved.");
  }
}

customElements.define("rp-settings-profile", Profile);
customElements.define("rp-name-form", NameForm);
