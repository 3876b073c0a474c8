// A table as CSV (RFC 4180) that a spreadsheet may open without running what is in it. Pure.

/** What a spreadsheet would take for a formula; a number with a sign is none. */
const FORMULA = /^[\s\u0000-\u001f]*[=+\-@＝＋－＠]/;
const SIGNED_NUMBER = /^[+-]?\d[\d.,\u00a0 ]*%?$/;
const LINE_END = "\r\n";

/** @param {string[][]} rows */
export const csv = (rows) => rows.map((cells) => cells.map(cell).join(",") + LINE_END).join("");

function cell(text) {
  const value = text.trim();
  const harmless = FORMULA.test(text) && !SIGNED_NUMBER.test(value) ? `'${value}` : value;
  return /[",;\t\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
