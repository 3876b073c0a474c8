// From version to version of what was said in one place. Nothing in here knows the page.

import { forkOf } from "app/paths.js";

/**
 * The messages of a branch as they were when it was left: where the first other one stands is told by the one somebody
 * comes from.
 */
export function asSeenFrom(before, messages, from, to) {
  const fork = forkOf(before, messages);
  const seen = before[fork]?.versions ?? {};
  if (seen.previous !== to && seen.next !== to) return messages;
  const [step, back] = seen.next === to ? [1, "previous"] : [-1, "next"];
  const { previous = null, next = null } = messages[fork].versions ?? {};
  const versions = { index: seen.index + step, count: seen.count, previous, next, [back]: from };
  return messages.with(fork, { ...messages[fork], versions });
}

/**
 * What can be gone through in place of a message, as numbers from 1: its attempts stand before it, as the versions they
 * would have been. `at` is the attempt on the page, or null for the message itself.
 * @returns {{index: number, count: number, previous: Step | null, next: Step | null} | null}
 * @typedef {{branch: number} | {attempt: number | null}} Step
 */
export function versionsOf({ versions, attempts }, at = null) {
  const { index = 1, count = 1, previous = null, next = null } = versions ?? {};
  if (count + attempts.length < 2) return null;
  const shown = at ?? attempts.length;
  const toBranch = (branch) => (branch === null ? null : { branch });
  const toAttempt = (attempt) => ({ attempt: attempt === attempts.length ? null : attempt });
  return {
    index: index + shown,
    count: count + attempts.length,
    previous: shown > 0 ? toAttempt(shown - 1) : toBranch(previous),
    next: shown < attempts.length ? toAttempt(shown + 1) : toBranch(next),
  };
}
