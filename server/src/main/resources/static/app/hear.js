// Understands what the server says, in English, so that it can be said in another language.

const HOLE = /\{(\w+)\}/g;

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** `Wait {seconds} s.` as what finds it: its holes are filled with anything. */
const pattern = (sentence) => new RegExp(`^${sentence.split(/\{\w+\}/).map(escaped).join("(.+?)")}$`, "s");

const namesIn = (sentence) => [...sentence.matchAll(HOLE)].map(([, name]) => name);

/**
 * A function that translates sentences by a dictionary of sentences with holes, which may stand in another order there.
 * Null for what is not in it.
 */
export function hear(dictionary) {
  const entries = Object.entries(dictionary ?? {}).map(([english, own]) => ({ found: pattern(english), names: namesIn(english), own }));
  return (sentence) => {
    for (const { found, names, own } of entries) {
      const match = found.exec(sentence ?? "");
      if (match) return own.replace(HOLE, (braces, name) => match[names.indexOf(name) + 1] ?? braces);
    }
    return null;
  };
}
