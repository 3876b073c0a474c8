// Invitations: links that make an account, for who has one.

import { html, nothing } from "lit";
import * as api from "app/account-api.js";
import { showLink } from "app/dialog.js";
import { Form } from "app/forms.js";
import { Section, listRow } from "app/section.js";
import { emailProblem, problemsOf } from "app/validation.js";
import { day, dayAndTime, roleName, until } from "app/words.js";

class Invitations extends Section {
  load() {
    return api.invitations();
  }

  render() {
    return html`<h2>Invitations</h2>
      ${this.data?.length
        ? html`<ul class="rows-box" data-testid="invitations">
            ${this.data.map((invitation) => this.#row(invitation))}
          </ul>`
        : nothing}
      <div role="alert">${(this.trouble ?? this.problem) ? html`<p class="form-problem">${this.trouble ?? this.problem}</p>` : nothing}</div>
      <rp-invitation-form @saved=${() => this.reload()}></rp-invitation-form>`;
  }

  #row({ id, email, role, expiresAt, usedAt }) {
    const revoke = () => this.act(() => api.revokeInvitation(id), "The invitation is withdrawn.");
    return listRow({
      title: email || "Anybody with the link",
      text: `${roleName(role)}, ${usedAt ? `used ${day(usedAt)}` : until(expiresAt, Date.now())}`,
      buttons: usedAt
        ? nothing
        : html`<button type="button" class="button small" aria-label="Withdraw the invitation of ${email || "anybody"}" @click=${revoke}>Withdraw</button>`,
    });
  }
}

const DAYS = [
  ["1", "1 day"],
  ["7", "7 days"],
  ["30", "30 days"],
];

class InvitationForm extends Form {
  render() {
    return html`<form @submit=${this.onSubmit} novalidate>
      <div class="field-pair three">
        ${this.field({ name: "email", label: "E-mail (optional)", type: "email", placeholder: "user@acme.com", autocomplete: "off" })}
        ${this.choice({ name: "role", label: "Role", options: [["member", "Member"], ["administrator", "Administrator"]], value: "member" })}
        ${this.choice({ name: "days", label: "Valid for", options: DAYS, value: "7" })}
      </div>
      <div class="form-foot">${this.submitButton("Make an invitation")}${this.outcome()}</div>
    </form>`;
  }

  check({ email }) {
    return problemsOf({ email: email.trim() ? emailProblem(email) : null });
  }

  async send({ email, role, days }, form) {
    const { url, expiresAt } = await api.invite({ email: email.trim() || null, role, days: Number(days) });
    form.reset();
    this.dispatchEvent(new CustomEvent("saved"));
    const whom = email.trim() ? `Send it to ${email.trim()} yourself.` : "Send it to whom you want here.";
    showLink("Invitation", `${whom} It works once, until ${dayAndTime(expiresAt)}, and is shown only now.`, url);
  }
}

customElements.define("rp-invitations", Invitations);
customElements.define("rp-invitation-form", InvitationForm);
