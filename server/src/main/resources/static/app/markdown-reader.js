// Reads Markdown: GitHub's, with formulas and footnotes, and with emphasis that Chinese and Japanese can use, too.
// What comes out is markup nobody has cleaned yet.

import { Marked, Tokenizer } from "marked";
import { formulaAt, formulaBlock, formulaBlockStart } from "app/maths.js";
import { TAGS } from "app/markdown-clean.js";

const CJK = "\\u2e80-\\u303f\\u3040-\\u30ff\\u3100-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff00-\\uffef";
const IS_CJK = new RegExp(`[${CJK}\\u1100-\\u11ff\\uac00-\\ud7af]`);
const CJK_LINES = new RegExp(`(?<=[${CJK}])\\n(?=[${CJK}])`, "g");
const PUNCTUATION = /[\p{P}\p{S}]/u;

const ELEMENT = /<\/?([a-zA-Z][^\s/>]*)/g;
const OPENING = /<[a-zA-Z](?:"[^"]*"|'[^']*'|[^"'>])*/g;

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** The sanitiser lets classes of code through, and no others: so a formula travels as code. */
const formulaCode = ({ tex, display }) => `<code class="language-${display ? "tex-display" : "tex-inline"}">${escaped(tex)}</code>`;

const formulas = [
  {
    name: "formula",
    level: "inline",
    start: (text) => /\$|\\[([]/.exec(text)?.index,
    tokenizer: (text, tokens) => asToken("formula", formulaAt(text, tokens.at(-1)?.raw.at(-1))),
    renderer: formulaCode,
  },
  {
    name: "formulaBlock",
    level: "block",
    start: formulaBlockStart,
    tokenizer: (text) => asToken("formulaBlock", formulaBlock(text)),
    renderer: (token) => `<p>${formulaCode(token)}</p>\n`,
  },
];

const asToken = (type, found) => found && { type, ...found };

/** Numbers only: `[^a-z]` is more often a pattern than a note. */
const NOTE = /^ {0,3}\[\^(\d{1,3})\]:[ \t]+([^\n]+(?:\n(?![ \t]*\n| {0,3}\[\^)[^\n]+)*)(?:\n+|$)/;

const footnotes = [
  {
    name: "noteMark",
    level: "inline",
    start: (text) => text.indexOf("[^"),
    tokenizer(text) {
      const found = /^\[\^(\d{1,3})\](?!:)/.exec(text);
      return found && { type: "noteMark", raw: found[0], mark: found[1] };
    },
    renderer: ({ mark }) => `<sup>[${escaped(mark)}]</sup>`,
  },
  {
    name: "note",
    level: "block",
    start: (text) => /(?<=\n) {0,3}\[\^\d/.exec(text)?.index,
    tokenizer(text) {
      const found = NOTE.exec(text);
      return found && { type: "note", raw: found[0], mark: found[1], tokens: this.lexer.inline(found[2]) };
    },
    renderer({ mark, tokens }) {
      return `<p><small><sup>[${escaped(mark)}]</sup> ${this.parser.parseInline(tokens)}</small></p>\n`;
    },
  },
];

/** What stood between the marks when it was looked at last; a paragraph with many marks is looked at once. */
const masks = new Map();

/**
 * The text in which the ends of emphasis are sought: without the insides of formulas, and with a letter in place of
 * punctuation where a mark stands between it and Chinese, Japanese or Korean. CommonMark asks for a space there, which
 * those do not write.
 */
function masked(text, mask) {
  if (!text.includes("$") && !text.includes("\\") && !IS_CJK.test(text)) return mask;
  let known = masks.get(mask);
  if (known === undefined) {
    if (masks.size > 16) masks.clear();
    known = besideCjk(withoutFormulas(text, mask));
    masks.set(mask, known);
  }
  return known;
}

function withoutFormulas(text, mask) {
  const offset = mask.length - text.length;
  const parts = [];
  let from = 0;
  for (const { index } of text.matchAll(/\$|\\[([]/g)) {
    if (index < from || (mask[offset + index] !== "$" && mask[offset + index] !== "+")) continue;
    const formula = formulaAt(text.slice(index), text[index - 1]);
    if (!formula) continue;
    parts.push(mask.slice(offset + from, offset + index), "a".repeat(formula.raw.length));
    from = index + formula.raw.length;
  }
  return from === 0 ? mask : mask.slice(0, offset) + parts.join("") + mask.slice(offset + from);
}

function besideCjk(mask) {
  const characters = mask.split("");
  for (const { 0: run, index } of mask.matchAll(/[*~]+/g)) {
    const ends = [index - 1, index + run.length];
    const beside = ends.map((at) => mask[at] ?? " ").join("");
    if (/\s/.test(beside) || !IS_CJK.test(beside)) continue;
    for (const at of ends) if (PUNCTUATION.test(mask[at])) characters[at] = "x";
  }
  return characters.join("");
}

const opensBeside = (text, before) => (IS_CJK.test(before) || IS_CJK.test(/^[*~]+(.)/.exec(text)?.[1] ?? "") ? "" : before);

/** The sanitiser takes styles out, too; but the browser reports those it finds on the way there. */
const unstyled = (text) => text.replace(OPENING, (tag) => tag.replace(/([\s"'/])style(?=\s*=)/gi, "$1data-style"));

const marked = new Marked({
  gfm: true,
  tokenizer: {
    emStrong(text, mask, before = "") {
      return Tokenizer.prototype.emStrong.call(this, text, masked(text, mask), text[0] === "*" ? opensBeside(text, before) : before);
    },
    del(text, mask, before = "") {
      return Tokenizer.prototype.del.call(this, text, masked(text, mask), opensBeside(text, before));
    },
  },
  renderer: {
    // The title of the chat is above an answer's headings, and no level may be left out on the way down.
    heading({ tokens, depth, level = Math.min(6, depth + 1) }) {
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    // A line's end is a space, which Chinese and Japanese do not put between their characters.
    text(token) {
      if (!token.tokens && token.text.includes("\n")) token.text = token.text.replace(CJK_LINES, "");
      return false;
    },
    // `List<String>` outside of code is text a person wants to read, not an element to drop; so is markup that wants
    // to run something.
    html({ text }) {
      if (/[\s"'/]on\w+\s*=/i.test(text)) return escaped(text);
      return unstyled(text).replace(ELEMENT, (mark, name) => (TAGS.has(name.toLowerCase()) ? mark : escaped(mark)));
    },
  },
});
marked.use({ extensions: [...formulas, ...footnotes] });

/** Tokens of a text, which may use link targets named before it. */
export function lex(source, links) {
  const lexer = new marked.Lexer(marked.defaults);
  Object.assign(lexer.tokens.links, links);
  return lexer.lex(source);
}

export const markupOf = (tokens) => marked.parser(tokens);
