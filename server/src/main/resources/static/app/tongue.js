// The language in force. English sentences stand in the code and are their own keys, so that English costs nothing.

import { keep, recall } from "app/local.js";

/** What there is to choose from, each by its own name; a bundle in `tongues` for all but the first. */
export const LANGUAGES = [
  ["en", "English"],
  ["de", "Deutsch"],
  ["zh", "中文"],
];

let language = "en";
let words = {};
let heard = null;

/** What somebody chose for this browser; null for the browser's own language. */
export const chosen = () => recall("language");

/** Takes effect with the next document, which the caller has loaded. */
export const choose = (code) => keep("language", code);

/** The first language we have, of those somebody wants: `["de-AT", "en"]` is "de". */
export const spoken = (wanted) =>
  wanted.map((tag) => tag?.split("-")[0]).find((tag) => LANGUAGES.some(([code]) => code === tag)) ?? "en";

/** Has everything said in a language from now on; a bundle that cannot be had leaves English. */
export async function load(wanted) {
  [language, words, heard] = wanted === "en" ? ["en", {}, null] : await bundle(wanted);
  document.documentElement.lang = language === "zh" ? "zh-Hans" : language;
}

/** Nobody waits longer for a translation than this. */
const LOAD_LIMIT_MS = 8_000;

async function bundle(wanted) {
  try {
    const [answer, { hear }] = await Promise.all([
      fetch(import.meta.resolve(`app/tongues/${wanted}.json`), { signal: AbortSignal.timeout(LOAD_LIMIT_MS) }),
      import("app/hear.js"),
    ]);
    const sentences = await answer.json();
    return [wanted, sentences, hear(sentences.server)];
  } catch {
    return ["en", {}, null];
  }
}

/** The language in force as they speak it where this browser is: "de-AT". */
export const ownLocale = () => navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;

/** How dates and numbers are written. English has the British order of days, wherever it is read. */
export const locale = () => (language === "en" ? "en-GB" : ownLocale());

/** A sentence in the language in force, with what stands in its `{braces}`. */
export const t = (sentence, values) => filled(words[sentence] ?? sentence, values);

/** The sentence that goes with a number, which stands for its `{n}`. The bundle has its forms under `many`. */
export function n(count, one, many, values) {
  const forms = words[many] ?? { one, other: many };
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
  return filled(form, { n: number(count), ...values });
}

export const number = (value) => value.toLocaleString(locale());

/** A sentence of the server, which speaks English. */
export const said = (sentence) => heard?.(sentence) ?? sentence;

const filled = (text, values) => (values ? text.replace(/\{(\w+)\}/g, (braces, name) => values[name] ?? braces) : text);

// What is imported after this may use `t` at once: it waits here.
const wanted = spoken([chosen(), ...navigator.languages]);
if (wanted !== "en") await load(wanted);
