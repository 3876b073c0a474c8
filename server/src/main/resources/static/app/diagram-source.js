// The source of a diagram without what an image has no use for: links, handlers, elements, pictures from elsewhere. The
// frame it is drawn in would refuse them; nothing is left to be refused. Pure.

/** An element in a label, but for line ends and emphasis; `<<interface>>` is none. */
const ELEMENT = /(?<!<)<(?!\/?(?:br|b|i|u|em|strong|sub|sup|small)\s*\/?>)(?=[/!?]?[a-z])/gi;

const LINKS = /^[ \t]*(?:click|callback)[ \t]+\S.*$/gm;
const LINKS_OF_CLASSES = /^[ \t]*link[ \t]+\S+[ \t]+["'].*$/gm;
const LINKS_OF_ACTORS = /^[ \t]*(?:links?|properties|details)[ \t]+[^\n:]+:.*$/gm;
const STYLES_FROM_ELSEWHERE = /^[ \t]*(?:classDef|style|linkStyle)\b.*(?:url|image|\\|&|<).*$/gim;
const PICTURE = /\b(?:img|icon)["']?\s*:\s*(?:"[^"]*"|'[^']*'|[^,}\n]*)\s*,?/gi;

/** What is to be drawn of a source. */
export function drawable(source) {
  let text = source.replace(LINKS, "").replace(STYLES_FROM_ELSEWHERE, "");
  text = kindOf(source) === "sequenceDiagram" ? text.replace(LINKS_OF_ACTORS, "") : text.replace(LINKS_OF_CLASSES, "");
  return text.replace(/@\{[^}]*\}/g, (shape) => shape.replace(PICTURE, "")).replace(ELEMENT, "#lt;");
}

/** The word a diagram begins with, behind settings and remarks. */
function kindOf(source) {
  const plain = source.replace(/^\s*---\n[\s\S]*?\n---[ \t]*\n/, "").replace(/%%\{[\s\S]*?\}%%/g, "").replace(/^\s*%%.*$/gm, "");
  return /[A-Za-z][\w-]*/.exec(plain)?.[0] ?? "";
}

/** Two ways to send this version of Mermaid round in circles, told by its authors; later ones refuse them. */
export function isEndless(source) {
  const left = [...source.matchAll(/^\s*excludes\s+(.+)$/gim)].map((found) => found[1].toLowerCase()).join(" ");
  const every = (...days) => days.every((day) => left.includes(day));
  if (every("mon", "tue", "wed", "thu", "fri") && (every("weekends") || every("sat", "sun"))) return true;
  return [...source.matchAll(/^\s*x-axis\b[^\n]*?(-?[\d.]+)\s*-->\s*(-?[\d.]+)/gim)].some(([, from, to]) => !(Number(from) < Number(to)));
}
