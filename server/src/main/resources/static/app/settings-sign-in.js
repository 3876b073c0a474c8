// How somebody signs in, and where they are signed in now.

import { html, nothing } from "lit";
import * as api from "app/account-api.js";
import { confirm } from "app/dialog.js";
import { forgetWork } from "app/forget.js";
import { Form } from "app/forms.js";
import { icon } from "app/icons.js";
import { addPasskey, canUsePasskeys } from "app/passkeys.js";
import { Section, listRow } from "app/section.js";
import { t } from "app/tongue.js";
import { PASSWORD_MIN, missing, passwordProblem, problemsOf } from "app/validation.js";
import { ago, day } from "app/words.js";
import "app/strength.js";

const HELD_BACK =
  t("You are an administrator, but not while you are signed in by password. Add a passkey here, sign out, and sign in with it.");

class SignInSettings extends Section {
  heading = t("Sign-in and passkeys");
  lead = t("How you get in, and the devices that are in now.");

  async load() {
    const code = new URLSearchParams(location.search).get("problem");
    const [ways, devices, passkeys, linked] = await Promise.all([
      api.waysIn(),
      api.devices(),
      api.passkeys(),
      api.identities(),
    ]);
    if (code && !this.data) this.trouble = await api.signInProblem(code);
    return { ways, devices, passkeys, linked };
  }

  content({ ways, devices, passkeys, linked }) {
    return html`${this.account.heldBack ? html`<p class="aside-note held-back">${icon("shield")}<span>${HELD_BACK}</span></p>` : nothing}
      ${ways.passkeys || passkeys.length > 0 ? this.#keys(passkeys) : nothing}
      ${linked.identities.length + linked.providers.length > 0 ? this.#identities(linked) : nothing}
      <h2>${t("Password")}</h2>
      <rp-password-form .account=${this.account}></rp-password-form>
      <h2>${t("Devices")}</h2>
      <ul class="rows-box" data-testid="devices">
        ${devices.map((device) => this.#device(device))}
      </ul>
      <p class="buttons-line">
        <button type="button" class="button danger" @click=${() => this.#everywhere()}>${t("Sign out everywhere")}</button>
      </p>`;
  }

  #keys(passkeys) {
    return html`<h2>${t("Passkeys")}</h2>
      <p class="section-text">${t("Sign in with your fingerprint, face, screen lock or security key. No password to remember or lose.")}</p>
      ${passkeys.length > 0
        ? html`<ul class="rows-box" data-testid="passkeys">
            ${passkeys.map((passkey) => this.#key(passkey))}
          </ul>`
        : nothing}
      <p class="buttons-line">
        <button type="button" class="button" ?disabled=${!canUsePasskeys()} @click=${() => this.#add()}>${icon("key")}${t("Add a passkey")}</button>
        ${canUsePasskeys() ? nothing : html`<span class="field-hint">${t("This browser offers none at this address; it wants https or localhost.")}</span>`}
      </p>`;
  }

  #key({ id, label, createdAt, lastUsedAt }) {
        const remove = () =>
      confirm({
        title: t("Remove {label}?", { label }),
        sentence: t("It no longer signs you in. Delete it from your device as well."),
        action: t("Remove passkey"),
        danger: true,
        run: () => api.removePasskey(id).then(() => this.reload()),
      });
    return listRow({
      glyph: icon("key"),
      title: label,
      text: lastUsedAt
        ? t("Added {day}, last used {ago}", { day: day(createdAt), ago: ago(lastUsedAt, Date.now()) })
        : t("Added {day}", { day: day(createdAt) }),
      buttons: html`<button type="button" class="button small" aria-label=${t("Rename the passkey {label}", { label })} @click=${() => this.#rename(id, label)}>${t("Rename")}</button>
        <button type="button" class="button small" aria-label=${t("Remove the passkey {label}", { label })} @click=${remove}>${t("Remove")}</button>`,
    });
  }

  #rename(id, label) {
    confirm({
      title: t("Rename {label}", { label }),
      action: t("Rename"),
      field: { label: t("Name"), value: label, missing: t("Give it a name, such as Work laptop.") },
      run: (name) => api.renamePasskey(id, name.trim()).then(() => this.reload()),
    });
  }

  #identities({ identities, providers }) {
    return html`<h2>${t("Single sign-on")}</h2>
      ${identities.length > 0
        ? html`<ul class="rows-box" data-testid="identities">
            ${identities.map((identity) => this.#identity(identity))}
          </ul>`
        : nothing}
      <p class="buttons-line">
        ${providers.map(
          ({ id, name }) => html`<button type="button" class="button" @click=${() => this.#link(id)}>${icon("shield")}${t("Link {name}", { name })}</button>`,
        )}
      </p>`;
  }

  #identity({ id, name, email, createdAt }) {
    const unlink = () => this.act(() => api.unlinkIdentity(id), t("{name} is no longer linked.", { name }));
    return listRow({
      glyph: icon("shield"),
      title: name,
      text: [email, t("linked {day}", { day: day(createdAt) })].filter(Boolean).join(", "),
      buttons: html`<button type="button" class="button small" aria-label=${t("Unlink {name}", { name })} @click=${unlink}>${t("Unlink")}</button>`,
    });
  }

  #link(provider) {
    this.quietly(async () => location.assign(await api.linkIdentity(provider)));
  }

  #add() {
    confirm({
      title: t("Add a passkey"),
      sentence: t("Give it a name you will know it by, then follow your browser."),
      action: t("Continue"),
      field: { label: t("Name"), missing: t("Give it a name, such as Work laptop.") },
      run: async (label) => {
        await addPasskey(label.trim());
        await this.reload();
      },
    });
  }

  #device({ id, current, browser, address, signedInAt, lastSeenAt }) {
    const seen = current ? t("this device") : t("last seen {ago}", { ago: ago(lastSeenAt ?? signedInAt, Date.now()) });
    const out = () => this.act(() => api.signOutDevice(id), t("The device is signed out."));
    return listRow({
      title: browser || t("Unknown browser"),
      text: t("{where}. Signed in {day}.", { where: [address, seen].filter(Boolean).join(", "), day: day(signedInAt) }),
      buttons: current
        ? html`<span class="tag">${t("This device")}</span>`
        : html`<button type="button" class="button small" aria-label=${t("Sign out {browser}", { browser })} @click=${out}>${t("Sign out")}</button>`,
    });
  }

  #everywhere() {
    confirm({
      title: t("Sign out everywhere?"),
      sentence: t("All devices are signed out, this one too. Answers that are being written go on."),
      action: t("Sign out everywhere"),
      danger: true,
      run: async () => {
        await api.signOutEverywhere();
        forgetWork();
        location.replace("/login");
      },
    });
  }
}

class PasswordForm extends Form {
  static properties = { account: { attribute: false } };

  render() {
    const { hasPassword, email } = this.account;
    return html`<form @submit=${this.onSubmit} novalidate>
      <input class="sr" type="text" autocomplete="username" .value=${email ?? ""} tabindex="-1" aria-hidden="true" readonly />
      ${hasPassword
        ? this.field({ name: "current", label: t("Current password"), type: "password", autocomplete: "current-password", needed: true })
        : html`<p class="section-text">${t("You have none: you sign in without. You can add one.")}</p>`}
      ${this.field({
        name: "password",
        label: t("New password"),
        type: "password",
        autocomplete: "new-password",
        strength: true,
        needed: true,
        hint: t("At least {least} characters. All other devices are signed out.", { least: PASSWORD_MIN }),
      })}
      <div class="form-foot">${this.submitButton(hasPassword ? t("Change password") : t("Set a password"))}${this.outcome()}</div>
    </form>`;
  }

  check({ current, password }) {
    return problemsOf({
      current: this.account.hasPassword ? missing(current, t("Enter your current password.")) : null,
      password: passwordProblem(password, this.account.email ?? ""),
    });
  }

  async send({ current, password }, form) {
    await api.changePassword(current ?? null, password);
    form.reset();
    this.dispatchEvent(new CustomEvent("account-changed", { bubbles: true, detail: { hasPassword: true } }));
    this.done = t("Changed. Your other devices are signed out.");
    await this.closest("rp-settings-sign-in")?.reload();
  }
}

customElements.define("rp-settings-sign-in", SignInSettings);
customElements.define("rp-password-form", PasswordForm);
