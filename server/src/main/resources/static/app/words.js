// Words and figures for limits, links and days. Pure: the time is handed in.

export { ROLES, initialsOf, nameOf, roleName } from "app/who.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const count = (number, one, many) => `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;

/** "a minute ago", "3 h ago"; a moment for what is newer than a minute, and for clocks that differ. */
export function ago(instant, now) {
  const ms = now - Date.parse(instant);
  if (ms < MINUTE_MS) return "a moment ago";
  if (ms < 2 * MINUTE_MS) return "a minute ago";
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min ago`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h ago`;
  return count(Math.floor(ms / DAY_MS), "day ago", "days ago");
}

/** "in 24 hours", "in 6 days", "no longer valid" */
export function until(instant, now) {
  const ms = Date.parse(instant) - now;
  if (ms <= 0) return "no longer valid";
  if (ms < HOUR_MS) return `valid for ${count(Math.ceil(ms / MINUTE_MS), "minute", "minutes")}`;
  if (ms <= DAY_MS) return `valid for ${count(Math.ceil(ms / HOUR_MS), "hour", "hours")}`;
  return `valid for ${count(Math.ceil(ms / DAY_MS), "day", "days")}`;
}

export const day = (instant) =>
  new Date(instant).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

export const dayAndTime = (instant) =>
  new Date(instant).toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

/** What an account may do, in one sentence each. */
export function limitLines(limits, now) {
  if (!limits) return [];
  const { messagesPerDay, messagesLeft: left, resetsAt, runsAtOnce, attachmentBytes } = limits;
  const lines = [];
  if (messagesPerDay === null || messagesPerDay === undefined) lines.push("As many messages a day as you like.");
  else lines.push(`${left ?? messagesPerDay} of ${count(messagesPerDay, "message", "messages")} left today${resets(resetsAt, now)}.`);
  if (runsAtOnce) lines.push(`${count(runsAtOnce, "answer", "answers")} at once.`);
  if (attachmentBytes) lines.push(`Attachments of up to ${bytes(attachmentBytes)}.`);
  return lines;
}

function resets(resetsAt, now) {
  const ms = Date.parse(resetsAt ?? "") - now;
  if (!(ms > 0)) return "";
  return ms < HOUR_MS ? `, all again in ${Math.ceil(ms / MINUTE_MS)} min` : `, all again in ${Math.ceil(ms / HOUR_MS)} h`;
}

/** "512 KB", "2.5 MB" */
export function bytes(number) {
  const units = ["bytes", "KB", "MB", "GB"];
  let at = 0;
  let size = number;
  while (size >= 1024 && at < units.length - 1) {
    size /= 1024;
    at++;
  }
  return `${at === 0 || size >= 100 ? Math.round(size) : Math.round(size * 10) / 10} ${units[at]}`;
}

/** "main", "main and ops", "main, ops and research" */
export function listed(names) {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

export const counted = count;
