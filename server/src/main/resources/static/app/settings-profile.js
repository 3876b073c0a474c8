// Who somebody is here: the name, what the account may do, and its end.

import { html, nothing } from "lit";
import * as api from "app/account-api.js";
import { confirm } from "app/dialog.js";
import { forgetWork } from "app/forget.js";
import { Form } from "app/forms.js";
import { Section } from "app/section.js";
import { nameProblem, problemsOf } from "app/validation.js";
import { day, limitLines, roleName } from "app/words.js";

class Profile extends Section {
  heading = "Profile";

  content() {
    const { account } = this;
    if (account.role === "guest") return this.#guest();
    return html`<rp-name-form .account=${account}></rp-name-form>
      <dl class="facts">
        <dt>E-mail</dt>
        <dd dir="ltr">${account.email ?? "None"}</dd>
        <dt>Role</dt>
        <dd>${roleName(account.role)}</dd>
        <dt>Here since</dt>
        <dd>${account.createdAt ? day(account.createdAt) : "Today"}</dd>
        ${this.#limits()}
      </dl>
      <h2>Delete this account</h2>
      <p class="section-text">Your chats, their OpenClaw sessions and your sign-ins go with it. This cannot be undone.</p>
      <button type="button" class="button danger" @click=${() => this.#delete()}>Delete my account</button>`;
  }

  #limits() {
    const lines = limitLines(this.account.limits, Date.now());
    return lines.length === 0 ? nothing : html`<dt>Limits</dt><dd>${lines.map((line) => html`<div>${line}</div>`)}</dd>`;
  }

  #guest() {
    return html`<p class="section-text">
        You are here as a guest: only this browser knows you. With an account you keep your chats and find them on every
        device.
      </p>
      <p class="buttons-line">
        <a class="button primary" href="/register">Create account</a><a class="button" href="/login">Sign in</a>
      </p>
      <dl class="facts">${this.#limits()}</dl>`;
  }

  #delete() {
    const { hasPassword, email } = this.account;
    const password = {
      label: "Your password",
      type: "password",
      autocomplete: "current-password",
      missing: "Enter your password.",
    };
    const address = { label: `Type ${email} to confirm`, autocomplete: "off", missing: "Enter your e-mail address." };
    confirm({
      title: "Delete your account?",
      sentence: "All your chats and their OpenClaw sessions are deleted, and you are signed out everywhere.",
      action: "Delete everything",
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
        label: "Name",
        value: this.account.name ?? "",
        autocomplete: "name",
        hint: "Administrators see it beside your e-mail address.",
      })}
      <div class="form-foot">${this.submitButton("Save")}${this.outcome()}</div>
    </form>`;
  }

  check({ name }) {
    return problemsOf({ name: nameProblem(name) });
  }

  async send({ name }) {
    await api.changeAccount({ name: name.trim() });
    this.dispatchEvent(new CustomEvent("account-changed", { bubbles: true, detail: { name: name.trim() || null } }));
    this.done = "Saved.";
  }
}

customElements.define("rp-settings-profile", Profile);
customElements.define("rp-name-form", NameForm);
