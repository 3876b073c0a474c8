// The people of this server: who they are, what they may do, and the way in for those who are not here yet.

import { html, nothing } from "lit";
import * as api from "app/account-api.js";
import { confirm, showLink } from "app/dialog.js";
import { icon } from "app/icons.js";
import { toggleMenu } from "app/menu.js";
import { Section } from "app/section.js";
import { t } from "app/tongue.js";
import { day, dayAndTime, initialsOf, nameOf, roleName } from "app/words.js";
import "app/invitations.js";

const TYPED_MS = 250;

class Members extends Section {
  static properties = { query: { state: true }, loadingMore: { state: true } };

  heading = t("Members");
  lead = t("Everybody with an account on this server. Their chats are theirs: administrators do not see them.");
  #typed = 0;

  constructor() {
    super();
    this.query = "";
  }

  load() {
    return api.accounts(this.query, null);
  }

  content({ accounts, hasMore }) {
    return html`<div class="search-box">
        ${icon("search")}<input type="search" aria-label=${t("Search members")} placeholder=${t("Search by name or e-mail")} @input=${(event) => this.#search(event.target.value)} />
      </div>
      ${accounts.length > 0
        ? html`<ul class="rows-box" data-testid="members">
            ${accounts.map((account) => this.#row(account))}
          </ul>`
        : html`<p class="section-text" role="status">${t("Nobody has \"{query}\" in the name or e-mail address.", { query: this.query })}</p>`}
      ${hasMore
        ? html`<button type="button" class="button" ?disabled=${this.loadingMore} @click=${() => this.#more()}>${t("Show more")}</button>`
        : nothing}
      <rp-invitations></rp-invitations>`;
  }

  #search(text) {
    clearTimeout(this.#typed);
    this.#typed = setTimeout(() => {
      this.query = text.trim();
      this.reload();
    }, TYPED_MS);
  }

  async #more() {
    this.loadingMore = true;
    const { query, data } = this;
    await this.quietly(async () => {
      const { accounts, hasMore } = await api.accounts(query, data.accounts.at(-1).id);
      // Another search may have been asked for meanwhile.
      if (this.data === data) this.data = { accounts: [...data.accounts, ...accounts], hasMore };
    });
    this.loadingMore = false;
  }

  #row(account) {
    const name = nameOf(account);
    const itself = account.id === this.account.id;
    const about = [account.name && account.email, account.disabled ? t("disabled") : null, account.createdAt && t("since {day}", { day: day(account.createdAt) })];
    return html`<li class="list-row member ${account.disabled ? "dim" : ""}" data-testid="member" data-email=${account.email ?? ""}>
      <span class="avatar" aria-hidden="true">${initialsOf(account)}</span>
      <div class="words">
        <div class="name" dir="auto">${name}${itself ? html` <span class="tag">${t("You")}</span>` : nothing}</div>
        <div class="text">${about.filter(Boolean).join(", ")}</div>
      </div>
      <div class="buttons">
        <span class="role">${roleName(account.role)}</span>
        ${account.role === "guest" && !account.email
          ? nothing
          : html`<button type="button" class="quiet icon-only" aria-label=${t("More for {name}", { name })} aria-haspopup="menu" aria-expanded="false"
              data-menu="end" @click=${(event) => toggleMenu(event.currentTarget, name, this.#items(account, name, itself))}>${icon("dots")}</button>`}
      </div>
    </li>`;
  }

  #items(account, name, itself) {
    const { id, role, disabled } = account;
    const down = role === "administrator";
    const done = down ? t("{name} is member now.", { name }) : t("{name} is administrator now.", { name });
    const change = (fields, done) => () => this.act(() => api.changeMember(id, fields), done);
    const others = [
      "line",
      disabled
        ? { label: t("Enable"), icon: "check", action: change({ disabled: false }, t("{name} can sign in again.", { name })) }
        : { label: t("Disable"), icon: "stopped", action: change({ disabled: true }, t("{name} is signed out and cannot sign in.", { name })) },
      { label: t("Delete"), icon: "trash", danger: true, action: () => this.#delete(account, name) },
    ];
    return [
      { label: down ? t("Make a member") : t("Make an administrator"), icon: "user", action: change({ role: down ? "member" : "administrator" }, done) },
      { label: t("Link for a new password"), icon: "link", action: () => this.#passwordLink(id, name) },
      ...(itself ? [] : others),
    ];
  }

  #passwordLink(id, name) {
    this.quietly(async () => {
      const { url, expiresAt } = await api.passwordLink(id);
      const sentence = `${t("Send it to {name} yourself.", { name })}${t(" It works once, until {time}, and is shown only now.", { time: dayAndTime(expiresAt) })}`;
      showLink(t("Link for a new password"), sentence, url);
    });
  }

  #delete({ id }, name) {
    confirm({
      title: t("Delete {name}?", { name }),
      sentence: t("All chats of this account and their OpenClaw sessions are deleted. This cannot be undone."),
      action: t("Delete account"),
      danger: true,
      run: async () => {
        await api.deleteMember(id);
        await this.reload();
      },
    });
  }
}

customElements.define("rp-settings-members", Members);
