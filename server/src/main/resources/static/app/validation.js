// What a form can tell to be wrong before it asks the server. Each answers a sentence, or null when all is well; the
// server has the last word.

import { number, t } from "app/tongue.js";

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;
const EMAIL_MAX = 254;
const NAME_MAX = 80;
const ADDRESS_MAX = 2_000;

export function emailProblem(text) {
  const email = text.trim();
  if (email === "") return t("Enter your e-mail address.");
  if (email.length > EMAIL_MAX || !/^[^\s@]+@[^\s@]+$/.test(email)) return t("This is not an e-mail address.");
  return null;
}

/** For a password that is being chosen. */
export function passwordProblem(password, email = "") {
  if (password === "") return t("Choose a password.");
  const length = [...password].length;
  if ([...password.replace(/\s+/g, " ")].length < PASSWORD_MIN) return t("Use at least {least} characters. This has {length}.", { least: PASSWORD_MIN, length });
  if (length > PASSWORD_MAX) return t("Use at most {most} characters.", { most: PASSWORD_MAX });
  if (email.trim() && password.toLowerCase() === email.trim().toLowerCase()) return t("Your e-mail address is no password.");
  return null;
}

export const missing = (text, sentence) => (text.trim() === "" ? sentence : null);

export function nameProblem(text, { needed = null, most = NAME_MAX } = {}) {
  if (needed && text.trim() === "") return needed;
  return text.trim().length > most ? t("Use at most {most} characters.", { most }) : null;
}

/** The address of a gateway: http or https, a host, and nothing secret in it. */
export function addressProblem(text) {
  const address = text.trim();
  if (address === "") return t("Enter the gateway's address, such as http://127.0.0.1:18789.");
  if (address.length > ADDRESS_MAX || !/^https?:\/\//i.test(address) || !URL.canParse(address)) {
    return t("This is not an address. It begins with http:// or https://.");
  }
  const { username, password, search, hash } = new URL(address);
  if (username || password) return t("Leave the credential out of the address; it has a field of its own.");
  if (search || hash) return t("Leave out what follows ? or #.");
  return null;
}

/** A limit: empty is none, else a whole number. */
export function limitProblem(text, most = 1_000_000) {
  if (text.trim() === "") return null;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) return t("Enter a whole number, or nothing for no limit.");
  return value > most ? t("At most {most}.", { most: number(most) }) : null;
}

export const limitOf = (text) => (text.trim() === "" ? null : Number(text));

/** The problems of several fields: those that have none are left out. */
export const problemsOf = (checked) => Object.fromEntries(Object.entries(checked).filter(([, problem]) => problem));
