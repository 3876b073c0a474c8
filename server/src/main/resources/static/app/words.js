// Words and figures for limits, links and days. Pure: the time is handed in.

import { locale, n, number, t } from "app/tongue.js";

export { ROLES, initialsOf, nameOf, roleName } from "app/who.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "a minute ago", "3 h ago"; a moment for what is newer than a minute, and for clocks that differ. */
export function ago(instant, now) {
  const ms = now - Date.parse(instant);
  if (ms < MINUTE_MS) return t("a moment ago");
  if (ms < 2 * MINUTE_MS) return t("a minute ago");
  if (ms < HOUR_MS) return t("{minutes} min ago", { minutes: Math.floor(ms / MINUTE_MS) });
  if (ms < DAY_MS) return t("{hours} h ago", { hours: Math.floor(ms / HOUR_MS) });
  return n(Math.floor(ms / DAY_MS), "{n} day ago", "{n} days ago");
}

/** "in 24 hours", "in 6 days", "no longer valid" */
export function until(instant, now) {
  const ms = Date.parse(instant) - now;
  if (ms <= 0) return t("no longer valid");
  if (ms < HOUR_MS) return n(Math.ceil(ms / MINUTE_MS), "valid for {n} minute", "valid for {n} minutes");
  if (ms <= DAY_MS) return n(Math.ceil(ms / HOUR_MS), "valid for {n} hour", "valid for {n} hours");
  return n(Math.ceil(ms / DAY_MS), "valid for {n} day", "valid for {n} days");
}

export const day = (instant) =>
  new Date(instant).toLocaleDateString(locale(), { day: "numeric", month: "long", year: "numeric" });

export const dayAndTime = (instant) =>
  new Date(instant).toLocaleString(locale(), { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

/** What an account may do, in one sentence each. */
export function limitLines(limits, now) {
  if (!limits) return [];
  const { runsAtOnce, attachmentBytes } = limits;
  const lines = [messagesLine(limits, now)];
  if (runsAtOnce) lines.push(n(runsAtOnce, "{n} answer at once.", "{n} answers at once."));
  if (attachmentBytes) lines.push(t("Attachments of up to {size}.", { size: bytes(attachmentBytes) }));
  return lines;
}

function messagesLine({ messagesPerDay, messagesLeft, resetsAt }, now) {
  if (messagesPerDay === null || messagesPerDay === undefined) return t("As many messages a day as you like.");
  const left = { left: number(messagesLeft ?? messagesPerDay) };
  const sentence = n(messagesPerDay, "{left} of {n} message left today", "{left} of {n} messages left today", left);
  const time = resets(resetsAt, now);
  return time ? t("{sentence}, all again in {time}.", { sentence, time }) : t("{sentence}.", { sentence });
}

function resets(resetsAt, now) {
  const ms = Date.parse(resetsAt ?? "") - now;
  if (!(ms > 0)) return null;
  return ms < HOUR_MS ? t("{minutes} min", { minutes: Math.ceil(ms / MINUTE_MS) }) : t("{hours} h", { hours: Math.ceil(ms / HOUR_MS) });
}

const UNITS = ["KB", "MB", "GB"];

/** "512 KB", "2.5 MB" */
export function bytes(size) {
  if (size < 1024) return t("{size} bytes", { size });
  let [at, rest] = [0, size / 1024];
  while (rest >= 1024 && at < UNITS.length - 1) {
    rest /= 1024;
    at++;
  }
  return `${number(rest >= 100 ? Math.round(rest) : Math.round(rest * 10) / 10)} ${UNITS[at]}`;
}

/** "main", "main and ops", "main, ops and research" */
export const listed = (names) => new Intl.ListFormat(locale()).format(names);
