// Parts of an answer that can be copied, folded or pushed sideways: code, tables, formulas, what stands for a picture.

import { iconElement } from "app/icons.js";
import { languageOf } from "app/languages.js";
import { t } from "app/tongue.js";

const WORDS = {
  copy: t("Copy"),
  wrap: t("Wrap"),
  wrapTitle: t("Wrap long lines"),
  csv: t("Copy as CSV"),
  table: t("Table"),
  code: (language) => t("Code, {language}", { language }),
  image: (name) => t("Image: {name}", { name }),
  done: t("done"),
  open: t("to do"),
};

/** Puts boxes in place of what the sanitiser has let through. */
export function boxed(clean) {
  // Tables are copied, and a copy of a formula would not know what it says.
  for (const table of clean.querySelectorAll("table")) table.replaceWith(tableBox(table));
  for (const code of clean.querySelectorAll("code[class^='language-tex-']")) code.replaceWith(formula(code));
  for (const pre of clean.querySelectorAll("pre")) pre.replaceWith(codeBox(pre));
  for (const image of clean.querySelectorAll("img:not([src])")) image.replaceWith(imageLink(image));
  for (const box of clean.querySelectorAll("input")) box.replaceWith(checkMark(box));
  return clean;
}

export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A small button in the head or at the foot of a box; what it does is told by `data-` attributes. */
export const boxButton = (attributes, icons, ...words) =>
  element("button", { type: "button", class: "quiet small", ...attributes }, ...icons.map((name) => iconElement(name, 14)), ...words);

function imageLink(image) {
  const address = image.getAttribute("data-link");
  const alt = image.getAttribute("alt") ?? "";
  if (!address) return document.createTextNode(alt);
  const name = alt || new URL(address).hostname;
  return element("a", { href: address, title: address, target: "_blank", rel: "noopener noreferrer nofollow" }, WORDS.image(name));
}

const checked = (box) => box.hasAttribute("checked");

const checkMark = (box) =>
  element("span", { class: "check", role: "img", "aria-label": checked(box) ? WORDS.done : WORDS.open }, checked(box) ? "✓" : "");

/** As it was written, until it is set. */
function formula(code) {
  const display = code.className === "language-tex-display";
  const made = element("span", { class: display ? "formula display" : "formula", dir: "ltr" }, code.textContent);
  made.tex = code.textContent;
  if (display) overflow.observe(made);
  return made;
}

const NUMBER = /^[\s~≈<>±+−-]*[$€£¥]?\s?\d[\d.,'’\s]*\s?(%|‰|[kKMGT]?i?[bB]|[nµm]?s|min|h|d|x|×|€|\$|£)?$/;

function tableBox(table) {
  const rows = [...table.querySelectorAll("tbody tr")].map((row) => [...row.children]);
  const heads = [...table.querySelectorAll("thead th")];
  heads.forEach((head, column) => {
    const cells = rows.map((row) => row[column]).filter((cell) => cell?.textContent.trim());
    const numeric = cells.length > 0 && cells.every((cell) => NUMBER.test(cell.textContent.trim()));
    if (numeric && !head.hasAttribute("align")) {
      [head, ...rows.map((row) => row[column])].forEach((cell) => cell?.setAttribute("align", "right"));
    }
  });
  const box = element("div", { class: "table-box", role: "group", "aria-label": WORDS.table }, table.cloneNode(true));
  overflow.observe(box);
  const copy = boxButton({ "data-copy": "csv" }, ["copy", "check"], WORDS.csv);
  return element("div", { class: "table-frame" }, box, element("div", { class: "table-foot" }, copy));
}

/** What scrolls sideways is a stop for the keyboard; what fits is not. Told only of what is laid out. */
export const overflow = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const wide = target.scrollWidth > target.clientWidth;
    if (wide) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
    if (target.nodeName === "PRE") target.closest("figure.code")?.toggleAttribute("data-wide", wide);
  }
});

export function measureAgain(box) {
  overflow.unobserve(box);
  overflow.observe(box);
}

function codeBox(pre) {
  const text = pre.textContent.replace(/\n$/, "");
  const info = (pre.querySelector("code")?.className ?? "").replace(/^language-/, "");
  const { grammar, name, drawn } = languageOf(info);
  const wrap = boxButton({ "data-do": "wrap", "aria-pressed": "false", title: WORDS.wrapTitle }, ["wrap"], WORDS.wrap);
  const copy = boxButton({ "data-copy": "code" }, ["copy", "check"], WORDS.copy);
  const head = element("figcaption", {}, element("span", {}, name), element("span", { class: "acts" }, wrap, copy));
  const body = element("pre", { dir: "ltr" }, element("code", {}, text));
  overflow.observe(body);
  const box = element("figure", { class: "code", "aria-label": WORDS.code(name) }, head, body);
  if (grammar) box.dataset.language = grammar;
  box.grammar = grammar;
  box.drawn = drawn;
  return box;
}
