// How somebody signs in, and where they are signed in now.

import { html, nothing } from "lit";
import * as api from "app/account-api.js";
import { confirm } from "app/dialog.js";
import { forgetWork } from "app/forget.js";
import { Form } from "app/forms.js";
import { icon } from "app/icons.js";
import { addPasskey, canUsePasskeys } from "app/passkeys.js";
import { Section, listRow } from "app/section.js";
import { PASSWORD_MIN, missing, passwordProblem, problemsOf } from "app/validation.js";
import { ago, day } from "app/words.js";
import "app/strength.js";

const HELD_BACK =
  "You are an administrator, but not while you are signed in by password. Add a passkey here, sign out, and sign in with it.";

class SignInSettings extends Section {
  heading = "Sign-in and passkeys";
  lead = "How you get in, and the devices that are in now.";

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
      <h2>Password</h2>
      <rp-password-form .account=${this.account}></rp-password-form>
      <h2>Devices</h2>
      <ul class="rows-box" data-testid="devices">
        ${devices.map((device) => this.#device(device))}
      </ul>
      <p class="buttons-line">
        <button type="button" class="button danger" @click=${() => this.#everywhere()}>Sign out everywhere</button>
      </p>`;
  }

  #keys(passkeys) {
    return html`<h2>Passkeys</h2>
      <p class="section-text">Sign in with your fingerprint, face, screen lock or security key. No password to remember or lose.</p>
      ${passkeys.length > 0
        ? html`<ul class="rows-box" data-testid="passkeys">
            ${passkeys.map((passkey) => this.#key(passkey))}
          </ul>`
        : nothing}
      <p class="buttons-line">
        <button type="button" class="button" ?disabled=${!canUsePasskeys()} @click=${() => this.#add()}>${icon("key")}Add a passkey</button>
        ${canUsePasskeys() ? nothing : html`<span class="field-hint">This browser offers none at this address; it wants https or localhost.</span>`}
      </p>`;
  }

  #key({ id, label, createdAt, lastUsedAt }) {
    const used = lastUsedAt ? `, last used ${ago(lastUsedAt, Date.now())}` : "";
    const remove = () =>
      confirm({
        title: `Remove ${label}?`,
        sentence: "It no longer signs you in. Delete it from your device as well.",
        action: "Remove passkey",
        danger: true,
        run: () => api.removePasskey(id).then(() => this.reload()),
      });
    return listRow({
      glyph: icon("key"),
      title: label,
      text: `Added ${day(createdAt)}${used}`,
      buttons: html`<button type="button" class="button small" aria-label="Rename the passkey ${label}" @click=${() => this.#rename(id, label)}>Rename</button>
        <button type="button" class="button small" aria-label="Remove the passkey ${label}" @click=${remove}>Remove</button>`,
    });
  }

  #rename(id, label) {
    confirm({
      title: `Rename ${label}`,
      action: "Rename",
      field: { label: "Name", value: label, missing: "Give it a name, such as Work laptop." },
      run: (name) => api.renamePasskey(id, name.trim()).then(() => this.reload()),
    });
  }

  #identities({ identities, providers }) {
    return html`<h2>Single sign-on</h2>
      ${identities.length > 0
        ? html`<ul class="rows-box" data-testid="identities">
            ${identities.map((identity) => this.#identity(identity))}
          </ul>`
        : nothing}
      <p class="buttons-line">
        ${providers.map(
          ({ id, name }) => html`<button type="button" class="button" @click=${() => this.#link(id)}>${icon("shield")}Link ${name}</button>`,
        )}
      </p>`;
  }

  #identity({ id, name, email, createdAt }) {
    const unlink = () => this.act(() => api.unlinkIdentity(id), `${name} is no longer linked.`);
    return listRow({
      glyph: icon("shield"),
      title: name,
      text: [email, `linked ${day(createdAt)}`].filter(Boolean).join(", "),
      buttons: html`<button type="button" class="button small" aria-label="Unlink ${name}" @click=${unlink}>Unlink</button>`,
    });
  }

  #link(provider) {
    this.quietly(async () => location.assign(await api.linkIdentity(provider)));
  }

  #add() {
    confirm({
      title: "Add a passkey",
      sentence: "Give it a name you will know it by, then follow your browser.",
      action: "Continue",
      field: { label: "Name", missing: "Give it a name, such as Work laptop." },
      run: async (label) => {
        await addPasskey(label.trim());
        await this.reload();
      },
    });
  }

  #device({ id, current, browser, address, signedInAt, lastSeenAt }) {
    const seen = current ? "this device" : `last seen ${ago(lastSeenAt ?? signedInAt, Date.now())}`;
    const out = () => this.act(() => api.signOutDevice(id), "The device is signed out.");
    return listRow({
      title: browser || "Unknown browser",
      text: `${[address, seen].filter(Boolean).join(", ")}. Signed in ${day(signedInAt)}.`,
      buttons: current
        ? html`<span class="tag">This device</span>`
        : html`<button type="button" class="button small" aria-label="Sign out ${browser}" @click=${out}>Sign out</button>`,
    });
  }

  #everywhere() {
    confirm({
      title: "Sign out everywhere?",
      sentence: "All devices are signed out, this one too. Answers that are being written go on.",
      action: "Sign out everywhere",
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
        ? this.field({ name: "current", label: "Current password", type: "password", autocomplete: "current-password", needed: true })
        : html`<p class="section-text">You have none: you sign in without. You can add one.</p>`}
      ${this.field({
        name: "password",
        label: "New password",
        type: "password",
        autocomplete: "new-password",
        strength: true,
        needed: true,
        hint: `At least ${PASSWORD_MIN} characters. All other devices are signed out.`,
      })}
      <div class="form-foot">${this.submitButton(hasPassword ? "Change password" : "Set a password")}${this.outcome()}</div>
    </form>`;
  }

  check({ current, password }) {
    return problemsOf({
      current: this.account.hasPassword ? missing(current, "Enter your current password.") : null,
      password: passwordProblem(password, this.account.email ?? ""),
    });
  }

  async send({ current, password }, form) {
    await api.changePassword(current ?? null, password);
    form.reset();
    this.dispatchEvent(new CustomEvent("account-changed", { bubbles: true, detail: { hasPassword: true } }));
    this.done = "Changed. Your other devices are signed out.";
    await this.closest("rp-settings-sign-in")?.reload();
  }
}

customElements.define("rp-settings-sign-in", SignInSettings);
customElements.define("rp-password-form", PasswordForm);
