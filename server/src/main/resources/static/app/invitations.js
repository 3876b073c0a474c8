// Invitations: links that make an account, for who has one.

import { html, nothing } from "lit";
import * as api from "app/account-api.js";
import { showLink } from "app/dialog.js";
import { Form } from "app/forms.js";
import { Section, listRow } from "app/section.js";
import { n, t } from "app/tongue.js";
import { emailProblem, problemsOf } from "app/validation.js";
import { day, dayAndTime, roleName, until } from "app/words.js";

class Invitations extends Section {
  load() {
    return api.invitations();
  }

  render() {
    return html`<h2>${t("Invitations")}</h2>
      ${this.data?.length
        ? html`<ul class="rows-box" data-testid="invitations">
            ${this.data.map((invitation) => this.#row(invitation))}
          </ul>`
        : nothing}
      <div role="alert">${(this.trouble ?? this.problem) ? html`<p class="form-problem">${this.trouble ?? this.problem}</p>` : nothing}</div>
      <rp-invitation-form @saved=${() => this.reload()}></rp-invitation-form>`;
  }

  #row({ id, email, role, expiresAt, usedAt }) {
    const revoke = () => this.act(() => api.revokeInvitation(id), t("The invitation is withdrawn."));
    return listRow({
      title: email || t("Anybody with the link"),
      text: `${roleName(role)}, ${usedAt ? t("used {day}", { day: day(usedAt) }) : until(expiresAt, Date.now())}`,
      buttons: usedAt
        ? nothing
        : html`<button type="button" class="button small" aria-label=${email ? t("Withdraw the invitation of {email}", { email }) : t("Withdraw the invitation of anybody")} @click=${revoke}>${t("Withdraw")}</button>`,
    });
  }
}

const DAYS = [
  ["1", n(1, "{n} day", "{n} days")],
  ["7", n(7, "{n} day", "{n} days")],
  ["30", n(30, "{n} day", "{n} days")],
];

class InvitationForm extends Form {
  render() {
    return html`<form @submit=${this.onSubmit} novalidate>
      <div class="field-pair three">
        ${this.field({ name: "email", label: t("E-mail (optional)"), type: "email", placeholder: "user@acme.com", autocomplete: "off" })}
        ${this.choice({ name: "role", label: t("Role"), options: [["member", t("Member")], ["administrator", t("Administrator")]], value: "member" })}
        ${this.choice({ name: "days", label: t("Valid for"), options: DAYS, value: "7" })}
      </div>
      <div class="form-foot">${this.submitButton(t("Make an invitation"))}${this.outcome()}</div>
    </form>`;
  }

  check({ email }) {
    return problemsOf({ email: email.trim() ? emailProblem(email) : null });
  }

  async send({ email, role, days }, form) {
    const { url, expiresAt } = await api.invite({ email: email.trim() || null, role, days: Number(days) });
    form.reset();
    this.dispatchEvent(new CustomEvent("saved"));
    const whom = email.trim() ? t("Send it to {email} yourself.", { email: email.trim() }) : t("Send it to whom you want here.");
    showLink(t("Invitation"), `${whom}${t(" It works once, until {time}, and is shown only now.", { time: dayAndTime(expiresAt) })}`, url);
  }
}

customElements.define("rp-invitations", Invitations);
customElements.define("rp-invitation-form", InvitationForm);
