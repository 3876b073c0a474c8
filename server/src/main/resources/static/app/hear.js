// Understands what the server says, in English, so that it can be said in another language.

const HOLE = /\{(\w+)\}/g;

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** `Wait {seconds} s.` as what finds it: its holes are filled with anything. */
const pattern = (sentence) => new RegExp(`^${sentence.split(/\{\w+\}/).map(escaped).join("(.+?)")}$`, "s");

const namesIn = (sentence) => [...sentence.matchAll(HOLE)].map(([, name]) => name);

/** Where a sentence ends and the next begins. */
const NEXT = /(?<=[.?!]) (?=[A-Z])/;

/**
 * A function that translates what the server says, as a whole or sentence by sentence, by a dictionary of sentences with
 * holes, which may stand in another order there. Null for what is not all in it: half a translation helps nobody.
 */
export function hear(dictionary) {
  const entries = Object.entries(dictionary ?? {}).map(([english, own]) => ({ found: pattern(english), names: namesIn(english), own }));

  function one(sentence) {
    for (const { found, names, own } of entries) {
      const match = found.exec(sentence);
      // What fills a hole may be words of the server's too: "a minute".
      if (match) return own.replace(HOLE, (braces, name) => filling(match[names.indexOf(name) + 1]) ?? braces);
    }
    return null;
  }

  const filling = (words) => words && (one(words) ?? words);

  /** What looks like an end may be one of words in quotes: then the sentence goes on. */
  function all(pieces) {
    if (pieces.length === 0) return [];
    for (let count = 1; count <= pieces.length; count++) {
      const own = one(pieces.slice(0, count).join(" "));
      const others = own && all(pieces.slice(count));
      if (others) return [own, ...others];
    }
    return null;
  }

  return (said) => {
    const pieces = said?.replace(/, then press Retry\.$/, ". Press Retry.").split(NEXT);
    return pieces ? (all(pieces)?.join(" ").replace(/([。？！]) /g, "$1") ?? null) : null;
  };
}
