// How long to wait before trying again. Nothing in here knows the page.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** The wait before the nth new attempt: doubling, at random a little shorter, so that tabs do not come back in step. */
export function backOff(attempt, random = Math.random) {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return full * (0.75 + random() * 0.25);
}
