// Sets formulas with KaTeX, which comes over the network with the first one. It builds nodes and no markup, and may
// neither link nor load.

import "katex/katex.min.js";
import { t } from "app/tongue.js";

/** Its build is no module; it puts itself here. */
const { katex } = globalThis;

const sheet = document.createElement("link");
sheet.rel = "stylesheet";
sheet.href = import.meta.resolve("katex/katex.min.css");
// Without it a formula would be there twice, for eyes and for ears. Whatever becomes of it, the text has to be shown.
await new Promise((done) => {
  sheet.onload = sheet.onerror = done;
  document.head.append(sheet);
});

const SETTINGS = {
  output: "htmlAndMathml",
  throwOnError: true,
  strict: "ignore",
  trust: false,
  /** em; a formula stays where it is written. */
  maxSize: 20,
  maxExpand: 500,
};

/** em; taller formulas are pushed apart by hand. */
const TALLEST = 100;

/** Sets the formula of an element in place; one that cannot be read stays as it was written, with the reason. */
export function typeset(formula) {
  const { tex } = formula;
  try {
    const tree = katex.__renderToDomTree(tex, { ...SETTINGS, displayMode: formula.classList.contains("display") });
    if (!(Math.abs(tree.height) + Math.abs(tree.depth) < TALLEST)) throw new RangeError();
    keepStyles(tree);
    const made = tree.toNode();
    for (const node of made.querySelectorAll("[data-styled]")) {
      node.style.cssText = node.getAttribute("data-styled");
      node.removeAttribute("data-styled");
    }
    formula.replaceChildren(made);
  } catch (problem) {
    const source = document.createElement("code");
    source.textContent = tex;
    formula.replaceChildren(source);
    formula.title = problem instanceof katex.ParseError ? problem.message : t("This formula cannot be set.");
    formula.classList.add("unread");
  }
}

/** A style in an attribute is refused by the page's policy, one that a script sets is not. */
function keepStyles(node) {
  if (node.attributes?.style) {
    node.attributes["data-styled"] = node.attributes.style;
    delete node.attributes.style;
  }
  node.children?.forEach?.(keepStyles);
}
