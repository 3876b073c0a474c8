// Who is here: asked once, and left by signing out.

import * as api from "app/api.js";
import { store } from "app/base.js";
import { forgetWork, ownedBy } from "app/forget.js";
import { note } from "app/notes.js";
import { shutOut } from "app/sync.js";
import { t } from "app/tongue.js";

/** Asks who is here. What somebody else has left in this browser is forgotten before any of it is sent. */
export async function loadAccount() {
  try {
    const account = await api.account();
    if (ownedBy(account)) return location.reload();
    store.setAccount(account);
  } catch (refusal) {
    if (refusal.status === 401) shutOut(refusal);
  }
}

export async function signOut() {
  store.leaving = true;
  try {
    const { signOut: end } = await import("app/account-api.js");
    await end();
  } catch (refusal) {
    store.leaving = refusal.status === 401;
    if (!store.leaving) return note(t("You were not signed out."), refusal.message);
  }
  forgetWork();
  location.assign("/login");
}
