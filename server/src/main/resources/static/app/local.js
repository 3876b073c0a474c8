// What this browser remembers by itself: drafts, theme, sidebar, unread marks. Losing it loses no conversation.

const PREFIX = "rockpool.";

/** What this page has kept itself, so that it goes on where storage is full or refused. */
const own = new Map();

/** The kept value, or `fallback` when there is none. */
export function recall(key, fallback = null) {
  if (own.has(key)) return own.get(key) ?? fallback;
  try {
    const kept = localStorage.getItem(PREFIX + key);
    return kept === null ? fallback : JSON.parse(kept);
  } catch {
    return fallback;
  }
}

/** Keeps a value; `null` forgets it. */
export function keep(key, value) {
  own.set(key, value);
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Private windows and full disks: it lasts as long as the page.
  }
}
