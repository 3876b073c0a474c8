// The foot of the sidebar: who is here, and the way to everything that can be set.

import { html, nothing } from "lit";
import { signOut } from "app/account.js";
import { Part, store } from "app/base.js";
import { icon } from "app/icons.js";
import { toggleMenu } from "app/menu.js";
import { notifies, toggleNotifications } from "app/notify.js";
import { openShortcuts } from "app/reach.js";
import { themeItems } from "app/theming.js";
import { t } from "app/tongue.js";
import { initialsOf, nameOf, roleName, wayIn } from "app/who.js";

const MENU = t("Account, appearance and notifications");

class AccountRow extends Part {
  get topics() {
    return ["account"];
  }

  render() {
    const { account } = store;
    return html`<div class="account" data-testid="user-nav-button" data-role-name=${account?.role ?? nothing}>
      <span class="avatar" aria-hidden="true">${account ? initialsOf(account) : nothing}</span>
      <div class="who">
        ${account
          ? html`<div class="name" dir="auto" data-testid="user-email">${nameOf(account)}</div>
              <div class="where">${where(account)}</div>`
          : nothing}
      </div>
      <button
        type="button"
        class="quiet icon-only"
        aria-label=${MENU}
        aria-haspopup="menu"
        aria-expanded="false"
        data-menu="end"
        @click=${(event) => toggleMenu(event.currentTarget, MENU, items(account))}
      >
        ${icon("sliders")}
      </button>
    </div>`;
  }
}

function where({ role, name, email }) {
  if (role === "guest") return t("Known by this browser only");
  return name && email ? email : roleName(role);
}

const items = (account) => [
  { label: t("Settings"), icon: "sliders", action: () => location.assign("/settings") },
  "line",
  ...themeItems(),
  "line",
  { label: t("Keyboard shortcuts"), icon: "keys", key: "?", action: openShortcuts },
  { label: t("Notify me when an answer is ready"), icon: "bell", toggled: notifies(), action: toggleNotifications },
  "line",
  ...(!account || account.role === "guest" ? WAYS_IN : [{ label: t("Sign out"), icon: "ahead", action: signOut }]),
];

const WAYS_IN = [
  { label: t("Create account"), icon: "plus", action: () => location.assign("/register") },
  { label: t("Sign in"), icon: "user", action: () => location.assign(wayIn(location.pathname)) },
];

customElements.define("rp-account", AccountRow);
