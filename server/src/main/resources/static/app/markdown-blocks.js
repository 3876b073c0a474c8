// Cuts growing Markdown into blocks so that only the end of it is looked at again while it grows, and completes what
// is half-written so that nothing changes its shape later. Pure: text in, blocks out; the lexer is handed in.

import { formulaAt, isOpenFormula, linesBeforeOpenFormula } from "app/maths.js";

/** @typedef {{raw: string, token: object, done: boolean}} Block */

export class Blocks {
  #lex;
  #source = "";
  #settled = [];
  #settledLength = 0;
  /** Link targets named in settled text; later text may use them. */
  #links = {};

  /** @param {(source: string, links: object) => object[]} lex tokens of a Markdown text that may use these link targets */
  constructor(lex) {
    this.#lex = lex;
  }

  /**
   * The blocks of `text`. While it is `live`, blocks that can no longer change are marked done and come back as the
   * same objects.
   * @returns {Block[]}
   */
  update(text, live) {
    const source = text.replace(/\r\n?/g, "\n");
    if (!live) return this.#final(source);
    if (!source.startsWith(this.#source.slice(0, this.#settledLength))) this.#reset();
    this.#source = source;
    const tail = this.#tail(source);
    return [...this.#settled, ...tail];
  }

  #reset() {
    this.#settled = [];
    this.#settledLength = 0;
    this.#links = {};
  }

  /** All of it anew: now every link target is known. */
  #final(source) {
    this.#reset();
    this.#source = "";
    return visible(joined(this.#lex(source, {}))).map((token) => ({ raw: token.raw, token, done: true }));
  }

  #tail(source) {
    const shown = holdBack(source.slice(this.#settledLength));
    const tokens = joined(this.#lex(shown, { ...this.#links }));
    this.#settle(tokens, shown);
    const open = visible(tokens.slice(this.#unsettledFrom));
    return open.map((token, i) => (i === open.length - 1 ? this.#mended(token) : { raw: token.raw, token, done: false }));
  }

  #unsettledFrom = 0;

  /** The last two blocks may still grow together (a list takes in the paragraph after it); what is before them may not. */
  #settle(tokens, shown) {
    this.#unsettledFrom = 0;
    const open = tokens.map((token, i) => (isVisible(token) ? i : -1)).filter((i) => i >= 0);
    if (open.length <= 2) return;
    const upTo = open[open.length - 2];
    const settled = tokens.slice(0, upTo);
    const raw = settled.map((token) => token.raw).join("");
    if (!shown.startsWith(raw)) return;
    for (const { tag, href, title } of settled.filter((token) => token.type === "def")) this.#links[tag] ??= { href, title };
    this.#settled.push(...visible(settled).map((token) => ({ raw: token.raw, token, done: true })));
    this.#settledLength += raw.length;
    this.#unsettledFrom = upTo;
  }

  #mended(token) {
    const verbatim = ["code", "html", "details", "formulaBlock"].includes(token.type) || openFence(token.raw.split("\n"));
    if (verbatim) return { raw: token.raw, token, done: false };
    const raw = mend(token.raw);
    const again = raw === token.raw ? [token] : visible(this.#lex(raw, { ...this.#links }));
    return { raw, token: again.length === 1 ? again[0] : token, done: false };
  }
}

/** What stands between `<details>` and its end is one block, or the browser would close it at the first blank line. */
function joined(tokens) {
  const blocks = [];
  let depth = 0;
  for (const token of tokens) {
    if (depth > 0) {
      const group = blocks[blocks.length - 1];
      group.tokens.push(token);
      group.raw += token.raw;
    }
    const opened = token.type === "html" ? count(token.raw, /<details\b/gi) - count(token.raw, /<\/details>/gi) : 0;
    if (depth === 0) blocks.push(opened > 0 ? { type: "details", raw: token.raw, tokens: [token] } : token);
    depth = Math.max(0, depth + opened);
  }
  return blocks;
}

const count = (text, pattern) => [...text.matchAll(pattern)].length;

const isVisible = (token) => token.type !== "space" && token.type !== "def";

const visible = (tokens) => tokens.filter(isVisible);

const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)$/;
const ONLY_MARKERS = /^[\s>]*(?:[-*+_=#|`~:><\s]+|\d{1,9}[.)]?)\s*$/;
const DELIMITER_ROW = /^\s*\|?[\s:|-]*-[\s:|-]*$/;

/** A tag that is not closed yet, or the target of a link, or a note. */
const HALF_LINE = /^\s*<\/?[a-zA-Z][^>]{0,200}$|^ {0,3}\[[^\]]+\]:|^ {0,3}\[(?:\^\d{0,3}\]?)?$/;

/** Leaves out what cannot be told yet: a line of nothing but markers, the first line of a fence, a row of a table. */
export function holdBack(text) {
  const lines = text.split("\n");
  const last = lines[lines.length - 1];
  const fence = openFence(lines.slice(0, -1));
  if (fence) {
    const mark = last.trim();
    const closing = mark !== "" && mark.length <= fence.length && [...mark].every((c) => c === fence[0]);
    return closing && mark.length < fence.length ? lines.slice(0, -1).join("\n") : text;
  }
  const unclear = FENCE.test(last) || HALF_LINE.test(last) || (last.trim() !== "" && ONLY_MARKERS.test(last)) || isOpenFormula(last.trim());
  if (unclear) lines.pop();
  const settled = linesBeforeOpenFormula(lines);
  if (settled < lines.length) return lines.slice(0, settled).join("\n");
  return withoutHalfTable(lines, unclear || last === "").join("\n");
}

/** The marks of the fence that is open after these lines, or null. */
function openFence(lines) {
  let open = null;
  for (const line of lines) {
    const fence = FENCE.exec(line);
    if (!open && fence && !(fence[1][0] === "`" && fence[2].includes("`"))) open = fence[1];
    else if (open && fence && fence[2].trim() === "" && fence[1].startsWith(open)) open = null;
  }
  return open;
}

/** A table shows from its header's underline on, and row by row. `whole` says that its last row is complete. */
function withoutHalfTable(lines, whole) {
  const end = lines[lines.length - 1] === "" ? lines.length - 1 : lines.length;
  let start = end;
  while (start > 0 && /^\s*\|/.test(lines[start - 1])) start--;
  const rows = end - start;
  if (rows === 0) return lines;
  const underlined = rows >= 2 && DELIMITER_ROW.test(lines[start + 1]) && (rows > 2 || whole);
  if (underlined) return rows > 2 && !whole ? lines.slice(0, -1) : lines;
  const mayBecomeTable = rows === 1 || (rows === 2 && /^[\s:|-]*$/.test(lines[start + 1]));
  return mayBecomeTable ? lines.slice(0, start) : lines;
}

/** Closes what the end of a growing block has left open, so that emphasis, code and links have their shape at once. */
export function mend(raw) {
  const text = raw.replace(/\s+$/, "");
  const from = segmentStart(text);
  return text.slice(0, from) + mendInline(text.slice(from));
}

/** Where the last run of inline text begins: after a blank line, or after the marker of the last item. */
function segmentStart(text) {
  const blank = text.lastIndexOf("\n\n");
  let start = blank < 0 ? 0 : blank + 2;
  const marker = /(?:^|\n)[ \t>]*(?:[-*+]|\d{1,9}[.)]|#{1,6}|\|)[ \t]+/g;
  marker.lastIndex = start;
  for (let found = marker.exec(text); found; found = marker.exec(text)) {
    start = found.index + found[0].length;
  }
  return start;
}

const WORD = /[\p{L}\p{N}]/u;

function mendInline(text) {
  const open = [];
  let i = 0;
  while (i < text.length) {
    const c = text[i];
    const formula = c === "$" || c === "\\" ? formulaAt(text.slice(i), text[i - 1]) : null;
    if (formula) {
      i += formula.raw.length;
    } else if ((c === "$" || c === "\\") && isOpenFormula(text.slice(i), text[i - 1])) {
      return closed(text.slice(0, i), open);
    } else if (c === "\\") {
      i += 2;
    } else if (c === "`") {
      const run = runLength(text, i);
      const end = closingRun(text, i + run, run);
      if (end < 0) return closed(text.replace(/`+$/, ""), open, i, "`".repeat(run));
      i = end + run;
    } else if (c === "*" || c === "_" || c === "~") {
      i = emphasis(text, i, open);
      if (i < 0) return closed(text.slice(0, -runLengthBack(text)), open);
    } else if (c === "[" || (c === "!" && text[i + 1] === "[")) {
      const link = linkAt(text, i);
      if (link.cut !== undefined) return closed(text.slice(0, i) + mendInline(link.cut), open);
      i = link.next;
    } else if (c === "<" && /^<\/?[a-zA-Z][^<>]{0,200}$/.test(text.slice(i))) {
      return closed(text.slice(0, i), open);
    } else {
      i++;
    }
  }
  return closed(text, open);
}

function closed(text, open, codeAt = -1, code = "") {
  let mended = text.replace(/\s+$/, "");
  if (code) mended = mended.length <= codeAt + code.length ? mended.slice(0, codeAt).replace(/\s+$/, "") : mended + code;
  return mended + open.toReversed().join("");
}

function runLength(text, at) {
  let end = at;
  while (text[end] === text[at]) end++;
  return end - at;
}

const runLengthBack = (text) => /(\*+|_+|~+)$/.exec(text)[0].length;

function closingRun(text, from, run) {
  for (let i = text.indexOf("`", from); i >= 0; i = text.indexOf("`", i)) {
    const length = runLength(text, i);
    if (length === run) return i;
    i += length;
  }
  return -1;
}

/** Notes what a run of `*`, `_` or `~` opens or closes; returns where to go on, or -1 when it ends the text unopened. */
function emphasis(text, at, open) {
  const run = runLength(text, at);
  const mark = text[at].repeat(Math.min(run, text[at] === "~" ? 2 : 3));
  const before = text[at - 1] ?? " ";
  const after = text[at + run];
  const inWord = text[at] === "_" && WORD.test(before) && after !== undefined && WORD.test(after);
  if (inWord || (text[at] === "~" && run === 1)) return at + run;
  if (!/\s/.test(before) && closes(open, mark)) return at + run;
  if (after === undefined) return -1;
  // A lone star between letters or digits is far more often a product than emphasis.
  const product = mark === "*" && WORD.test(before) && WORD.test(after);
  if (!/\s/.test(after) && !product) open.push(mark);
  return at + run;
}

/** Takes off the stack what a closing run closes: `***` closes `**` and `*` in either order. */
function closes(open, mark) {
  let left = mark;
  while (left && open.length > 0 && left.startsWith(open[open.length - 1])) left = left.slice(open.pop().length);
  return left.length < mark.length;
}

/** A link or image from `at`: {next} when whole or none, {cut} with what to show of a half-written one. */
function linkAt(text, at) {
  const image = text[at] === "!";
  const start = at + (image ? 2 : 1);
  const end = text.indexOf("]", start);
  if (end < 0) {
    const likely = !/\n/.test(text.slice(start)) && !WORD.test(text[at - 1] ?? " ") && start < text.length;
    if (image) return { cut: "" };
    return likely ? { cut: text.slice(start) } : { next: start };
  }
  if (text[end + 1] !== "(" || text.indexOf(")", end) >= 0) return { next: end + 1 };
  return { cut: image ? "" : text.slice(start, end) };
}
