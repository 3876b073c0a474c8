// How tall each item of a long list is: measured where it has been on the page, guessed where it has not. Says which
// items a window shows. Pure: numbers in, numbers out.

export class Heights {
  #items = [];
  #guess;
  #measured = new Map();

  /** @param {(item: {key: string}) => number} guess pixels of an item nobody has seen yet */
  constructor(guess) {
    this.#guess = guess;
  }

  /** Takes the items there are now, from top to bottom. What was measured stays, by key. */
  list(items) {
    this.#items = items;
  }

  measured(key, pixels) {
    this.#measured.set(key, pixels);
  }

  /** Forgets all that was measured: the page has another width. */
  forget() {
    this.#measured.clear();
  }

  of(i) {
    const item = this.#items[i];
    return this.#measured.get(item.key) ?? this.#guess(item);
  }

  /** Pixels of the items from `from` to before `to`. */
  sum(from, to) {
    let pixels = 0;
    for (let i = from; i < to; i++) pixels += this.of(i);
    return pixels;
  }

  indexOf(key) {
    return this.#items.findIndex((item) => item.key === key);
  }

  /** The item at this many pixels from the top, and how far its own top is above that. */
  at(pixels) {
    let top = 0;
    for (let i = 0; i < this.#items.length; i++) {
      const height = this.of(i);
      if (top + height > pixels || i === this.#items.length - 1) return { index: i, above: pixels - top };
      top += height;
    }
    return { index: 0, above: 0 };
  }

  /** Where to begin so that at least so many pixels and items lie before `index`. */
  before(index, pixels, items) {
    let from = index;
    for (let left = pixels; from > 0 && (left > 0 || index - from < items); from--) left -= this.of(from - 1);
    return from;
  }

  /** Where to end so that at least so many pixels and items lie behind the beginning of `index`. */
  behind(index, pixels, items) {
    let to = index;
    for (let left = pixels; to < this.#items.length && (left > 0 || to - index < items); to++) left -= this.of(to);
    return to;
  }
}

/** Cuts a list into the items to draw, those from `from` to before `to` in any of the `spans`, and the gaps between. */
export function pieces(items, spans, heights) {
  const drawn = (i) => spans.some(({ from, to }) => i >= from && i < to);
  const cut = [];
  for (let i = 0; i < items.length; i++) {
    const last = cut[cut.length - 1];
    if (drawn(i)) cut.push({ key: items[i].key, item: items[i], index: i });
    else if (last?.gap !== undefined) last.gap += heights.of(i);
    // Named after what it begins with, so that the gap above and the one below are never taken for each other.
    else cut.push({ key: i === 0 ? "gap-above" : `gap-${last.key}`, gap: heights.of(i) });
  }
  return cut;
}
