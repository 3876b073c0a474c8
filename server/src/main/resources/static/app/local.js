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

/** What all tabs of this browser share: read anew each time, and told of by the browser when another tab changes it. */
export class Shelf {
  #prefix;
  /** Where storage is refused, this tab at least remembers. */
  #own = new Map();

  constructor(name) {
    this.#prefix = `${PREFIX}${name}.`;
  }

  all() {
    const all = new Map(this.#own);
    try {
      for (let i = 0; i < localStorage.length; i++) {
        const key = localStorage.key(i);
        if (key.startsWith(this.#prefix)) all.set(key.slice(this.#prefix.length), JSON.parse(localStorage.getItem(key)));
      }
    } catch {
      // What cannot be read is not there.
    }
    return [...all.values()];
  }

  put(id, value) {
    try {
      localStorage.setItem(this.#prefix + id, JSON.stringify(value));
      this.#own.delete(id);
    } catch {
      this.#own.set(id, value);
    }
  }

  drop(id) {
    this.#own.delete(id);
    try {
      localStorage.removeItem(this.#prefix + id);
    } catch {
      // It was never there.
    }
  }

  /** Tells when another tab puts or drops something; `before` and `after` are null for what was or is not there. */
  onElsewhere(listener) {
    addEventListener("storage", ({ key, oldValue, newValue }) => {
      if (key?.startsWith(this.#prefix)) listener(JSON.parse(oldValue), JSON.parse(newValue));
    });
  }
}
