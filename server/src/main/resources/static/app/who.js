// Who somebody is here, in a word or two, what may still be sent today, and the address of the way in. Pure.

import { n, t } from "app/tongue.js";

const FEW_LEFT = 10;

export const ROLES = ["administrator", "member", "guest"];

const ROLE_NAMES = { administrator: t("Administrator"), member: t("Member"), guest: t("Guest") };

export const roleName = (role) => ROLE_NAMES[role] ?? role;

/** What to call somebody: the name, else the e-mail address. */
export const nameOf = (account) =>
  account.role === "guest" ? t("Guest") : account.name?.trim() || account.email || roleName(account.role);

/** One or two letters for the round tile. */
export function initialsOf(account) {
  const words = nameOf(account).split("@")[0].split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => [...word][0]) : [...(words[0] ?? "?")].slice(0, 1);
  return letters.join("").toUpperCase();
}

/** How many messages are left, once that is worth a word; null before. `left` is null where there is no limit. */
export function messagesLeft(left) {
  if (left === null || left === undefined || left > FEW_LEFT) return null;
  return left <= 0 ? t("No messages left today") : n(left, "{n} message left today", "{n} messages left today");
}

/** Where to go on after signing in: an address of ours, never one of another site, and not a way in again. */
export function nextAddress(search) {
  const next = new URLSearchParams(search).get("next") ?? "";
  if (!/^\/(?![/\\])/.test(next) || /[\u0000-\u001f\\]/.test(next)) return "/";
  return /^\/(login|register|reset|invite)(\/|\?|$)/.test(next) ? "/" : next;
}

/** The way in that leads back here. */
export function wayIn(pathname, search = "") {
  return pathname === "/" ? "/login" : `/login?next=${encodeURIComponent(pathname + search)}`;
}
