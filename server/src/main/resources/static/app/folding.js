// Words as a search compares them, as the server does: whatever their case, accents and width. Pure.

const MARKS = /\p{M}+/gu;

export const fold = (text) => text.normalize("NFKD").replace(MARKS, "").toLowerCase();

export const wordsOf = (query) => fold(query).split(/[\s\p{Z}]+/u).filter(Boolean);

/** Where words occur in a text: `[from, to]` of each place, in order, none over another. */
export function places(text, words) {
  const { folded, from } = mapped(text);
  const hits = words.flatMap((word) => occurrences(folded, word)).sort(([a], [b]) => a - b);
  const apart = [];
  for (const [start, end] of hits) {
    const last = apart[apart.length - 1];
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else apart.push([start, end]);
  }
  return apart.map(([start, end]) => [from[start], from[end]]);
}

function occurrences(folded, word) {
  const found = [];
  for (let at = folded.indexOf(word); word && at >= 0; at = folded.indexOf(word, at + word.length)) found.push([at, at + word.length]);
  return found;
}

/** The folded text, and for each of its letters where that began in the text itself. */
function mapped(text) {
  const from = [];
  let folded = "";
  let at = 0;
  for (const letter of text) {
    const small = fold(letter);
    for (let i = 0; i < small.length; i++) from.push(at);
    folded += small;
    at += letter.length;
  }
  from.push(at);
  return { folded, from };
}

/** Whether a text has all the words somewhere. */
export function hasAll(text, words) {
  const folded = fold(text);
  return words.every((word) => folded.includes(word));
}
