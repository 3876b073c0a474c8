// What is left to read of Markdown when its signs are taken away, as well as that can be told without drawing it. Pure.

/** Code between fences is read as it is. */
const FENCED = /^[ \t]*(?:`{3,}|~{3,})[^\n]*\n([\s\S]*?)(?:\n[ \t]*(?:`{3,}|~{3,})[ \t]*$|$(?![\s\S]))/gm;

const RULES = [
  [/^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(\|[ \t]*:?-*:?[ \t]*)*$/gm, ""],
  [/^[ \t]*\|(.*)\|[ \t]*$/gm, (_, cells) => cells.trim().replace(/[ \t]*\|[ \t]*/g, "\n")],
  [/^[ \t]{0,3}(#{1,6}|>+|[-*+]|\d{1,9}[.)])[ \t]+/gm, ""],
  [/^[ \t]*\[[ xX]\][ \t]+/gm, ""],
  [/!\[[^\]\n]*\]\([^)\n]*\)/g, ""],
  [/\[([^\]\n]*)\]\([^)\n]*\)/g, "$1"],
  [/<\/?[a-z][^>\n]*>/gi, ""],
  [/(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1/g, "$2"],
  [/(^|[^\w*\\])[*_](?=\S)([^*_\n]+?)(?<=[^\s\\])[*_](?![\w*])/gm, "$1$2"],
  [/`+([^`\n]+?)`+/g, "$1"],
  [/\\([\\`*_{}[\]()#+\-.!|~>])/g, "$1"],
];

const unsigned = (text) => RULES.reduce((left, [sign, instead]) => left.replace(sign, instead), text);

export function plain(markdown) {
  let at = 0;
  let text = "";
  for (const fenced of markdown.matchAll(FENCED)) {
    text += `${unsigned(markdown.slice(at, fenced.index))}${fenced[1]}`;
    at = fenced.index + fenced[0].length;
  }
  return text + unsigned(markdown.slice(at));
}
