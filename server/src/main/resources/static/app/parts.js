// Sentences with more than words in them.

import { t } from "app/tongue.js";

/** What to render for a sentence in the language in force, with a template in each of its `{braces}`. */
export const parts = (sentence, values) =>
  t(sentence)
    .split(/\{(\w+)\}/)
    .map((piece, i) => (i % 2 ? values[piece] : piece));
