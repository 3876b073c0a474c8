// What this browser keeps of a person's work: drafts, unsent messages. Another person on the same browser must not find it.

const PREFIX = "rockpool.";
const OWNER = `${PREFIX}owner`;
/** Of the browser, not of the person. */
const STAYS = new Set(["theme", "language", "sidebar", "notify"].map((name) => PREFIX + name));

/** Forgets what was typed and not sent. */
export function forgetWork(storage = localStorage) {
  try {
    const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i));
    keys.filter((key) => key.startsWith(PREFIX) && !STAYS.has(key)).forEach((key) => storage.removeItem(key));
  } catch {
    // Where nothing can be kept, there is nothing to forget.
  }
}

/**
 * Takes note of who uses this browser now. What somebody else left behind is forgotten; a guest takes it along.
 * True when it was somebody else's.
 */
export function ownedBy({ id, role }, storage = localStorage) {
  try {
    const before = JSON.parse(storage.getItem(OWNER));
    const others = before !== null && before.id !== id && before.role !== "guest";
    if (others) forgetWork(storage);
    storage.setItem(OWNER, JSON.stringify({ id, role }));
    return others;
  } catch {
    // Nothing is kept here.
    return false;
  }
}
