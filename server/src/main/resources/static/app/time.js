// Words for times: groups of the sidebar, the greeting, seconds.

import { ownLocale, t } from "app/tongue.js";

const DAY_MS = 86_400_000;

function dayStart(time) {
  const day = new Date(time);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}

/** The heading a chat stands under. Rounded, because days with a clock change are not 24 hours long. */
export function groupOf(updatedAt, now) {
  const days = Math.round((dayStart(now) - dayStart(Date.parse(updatedAt))) / DAY_MS);
  if (days <= 0) return t("Today");
  if (days === 1) return t("Yesterday");
  if (days <= 7) return t("Last 7 days");
  if (days <= 30) return t("Last 30 days");
  return t("Older");
}

export function greeting(now) {
  const hour = new Date(now).getHours();
  if (hour >= 5 && hour < 12) return t("Good morning");
  if (hour >= 12 && hour < 18) return t("Good afternoon");
  return t("Good evening");
}

/** "24 s", "4 min 10 s" */
export function duration(ms) {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return t("{seconds} s", { seconds });
  const rest = seconds % 60;
  const minutes = Math.floor(seconds / 60);
  return rest ? t("{minutes} min {seconds} s", { minutes, seconds: rest }) : t("{minutes} min", { minutes });
}

export const clock = (instant) =>
  new Date(instant).toLocaleTimeString(ownLocale(), { hour: "2-digit", minute: "2-digit" });

const NUMBERS = ["", "", t("Two"), t("Three"), t("Four"), t("Five"), t("Six"), t("Seven"), t("Eight"), t("Nine")];

/** From two on; before, the sentence is another. */
export const inWords = (count) => NUMBERS[count] ?? String(count);
