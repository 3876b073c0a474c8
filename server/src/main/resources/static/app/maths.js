// Where formulas are in a text, as people and models write them: $..$ and \(..\) within a line, $$..$$ and \[..\] on
// their own. Money is no formula. Pure: text in, places out.

/** Longer ones are shown as they were written. */
export const FORMULA_LIMIT = 5_000;

const DISPLAYED = [/^\$\$(?!\$)((?:[^$\\]|\\[\s\S])+?)\$\$(?!\$)/, /^\\\[((?:[^\\]|\\(?![[\]])[\s\S])+?)\\\]/];
const IN_LINE = /^\\\(((?:[^\\]|\\(?![()])[\s\S])+?)\\\)/;
const DOLLARS = /^\$(?![\s$])((?:[^$\\]|\\[\s\S])*?(?:[^\s$\\]|\\\S))\$(?![$\d])/;

/** @typedef {{raw: string, tex: string, display: boolean}} Formula */

/**
 * The formula that a text begins with, or null.
 * @param {string} before the character before it
 * @returns {Formula | null}
 */
export function formulaAt(text, before = "") {
  if (text[0] !== "$" && text[0] !== "\\") return null;
  const head = text.slice(0, FORMULA_LIMIT + 4);
  for (const pattern of DISPLAYED) {
    const found = pattern.exec(head);
    if (found && isWhole(found[1])) return { raw: found[0], tex: found[1].trim(), display: true };
  }
  const found = IN_LINE.exec(head) ?? dollars(head, before);
  return found && isWhole(found[1]) ? { raw: found[0], tex: found[1].trim(), display: false } : null;
}

function dollars(text, before) {
  const found = /[\w$]/.test(before) ? null : DOLLARS.exec(text);
  return found && !isProse(found[1], text[found[0].length]) ? found : null;
}

/** The formula on lines of its own that a text begins with, or null. */
export function formulaBlock(text) {
  const indent = /^ {0,3}/.exec(text)[0].length;
  const formula = formulaAt(text.slice(indent));
  if (!formula?.display) return null;
  const end = /^[ \t]*(?:\n+|$)/.exec(text.slice(indent + formula.raw.length));
  return end && { ...formula, raw: text.slice(0, indent + formula.raw.length + end[0].length) };
}

/** Where a formula on lines of its own may begin after other lines; -1 where none does. */
export function formulaBlockStart(text) {
  const found = /\n {0,3}(?:\$\$|\\\[)/.exec(text);
  return found ? found.index + 1 : -1;
}

const isWhole = (tex) => tex.trim() !== "" && !/\n[ \t]*\n/.test(tex);

/** Prices, paths and names of variables that happen to stand between two dollars. */
function isProse(tex, after = "") {
  if (/^\{\w+\}(?![\\^_])/.test(tex)) return true;
  if (/^[a-zA-Z]$|[\\^_={}]/.test(tex)) return false;
  return /\w/.test(after) || /^[A-Z]{2,}\b|\n/.test(tex) || /[a-zA-Z]{2,}\s+\S*[a-zA-Z]{2,}|^\d[\d.,]*\S*\s+[a-zA-Z]{2,}/.test(tex);
}

/** Whether a text that still grows begins with what is likely to become a formula, and so is not to be shown yet. */
export function isOpenFormula(text, before = "") {
  if (/^(?:\\$|\\[([]|\$\$)/.test(text)) return text.length < FORMULA_LIMIT && !/\n[ \t]*\n/.test(text);
  if (/[\w$]/.test(before) || !/^\$(?:[a-zA-Z\\({|-][^\n$]{0,80})?$/.test(text)) return false;
  return !/[a-zA-Z]{2,}\s+[a-zA-Z]{2,}/.test(text.replace(/\\[a-zA-Z]+/g, ""));
}

/** How many of these lines come before one that begins a formula on lines of its own which is still open. */
export function linesBeforeOpenFormula(lines) {
  let from = lines.length;
  let closing = null;
  let code = false;
  lines.forEach((line, i) => {
    const rest = line.trim();
    if (!closing && /^(?:```|~~~)/.test(rest)) code = !code;
    if (code) return;
    if (closing) {
      const ended = rest === "" && i < lines.length - 1;
      if (ended || rest.includes(closing)) closing = null;
      return;
    }
    const opening = /^ {0,3}(?:\$\$|\\\[)/.test(line) ? rest.slice(0, 2) : null;
    const end = opening === "$$" ? "$$" : "\\]";
    if (opening && !rest.includes(end, 2)) [from, closing] = [i, end];
  });
  const open = closing && lines.slice(from).join("\n").length < FORMULA_LIMIT;
  return open ? from : lines.length;
}
