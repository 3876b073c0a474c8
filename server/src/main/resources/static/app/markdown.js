// Markdown to DOM: marked reads it, DOMPurify cleans it, always, and only then does it meet the page.

import { Marked } from "marked";
import "dompurify/purify.min.js";
import { Blocks } from "app/markdown-blocks.js";
import { iconElement } from "app/icons.js";
import { languageOf } from "app/languages.js";

/** Its small build knows no modules; it puts itself here. */
const purifier = globalThis.DOMPurify;

const TAGS = new Set(
  ("a abbr b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre " +
    "q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var").split(" "),
);

const CLEAN = {
  ALLOWED_TAGS: [...TAGS],
  ALLOWED_ATTR: ["href", "title", "start", "align", "colspan", "rowspan", "open", "src", "alt", "type", "checked", "class"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

// Runs while the markup still lies in an inert document: nothing is loaded before it is allowed.
purifier.addHook("afterSanitizeAttributes", (node) => {
  if (node.nodeName === "A") cleanLink(node);
  if (node.nodeName === "IMG" && !/^data:image\/(png|jpeg|gif|webp|avif);/i.test(node.getAttribute("src") ?? "")) {
    replaceForeignImage(node);
  }
  if (node.nodeName !== "CODE" || !/^language-\S+$/.test(node.className)) node.removeAttribute("class");
});

function cleanLink(link) {
  if (!/^(https?:|mailto:|tel:)/i.test(link.getAttribute("href") ?? "")) return link.removeAttribute("href");
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener noreferrer nofollow");
}

/** A picture from elsewhere would tell its server who reads what, so it becomes a link to itself. */
function replaceForeignImage(image) {
  const source = image.getAttribute("src") ?? "";
  image.removeAttribute("src");
  if (!/^https?:/i.test(source) || !URL.canParse(source)) return;
  image.setAttribute("data-link", source);
}

const marked = new Marked({
  gfm: true,
  renderer: {
    // The title of the chat is above an answer's headings, and no level may be left out on the way down.
    heading({ tokens, depth, level = Math.min(6, depth + 1) }) {
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    // `List<String>` outside of code is text a person wants to read, not an element to drop; so is markup that wants
    // to run something.
    html({ text }) {
      const tag = /^<\/?([a-zA-Z][\w-]*)/.exec(text.trim());
      const shown = (tag && !TAGS.has(tag[1].toLowerCase())) || /[\s"'/]on\w+\s*=/i.test(text);
      return shown ? escaped(text) : text;
    },
  },
});

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function lex(source, links) {
  const lexer = new marked.Lexer(marked.defaults);
  Object.assign(lexer.tokens.links, links);
  return lexer.lex(source);
}

function fragmentOf(html) {
  const clean = purifier.sanitize(html, CLEAN);
  for (const table of clean.querySelectorAll("table")) table.replaceWith(tableBox(table));
  for (const pre of clean.querySelectorAll("pre")) pre.replaceWith(codeBox(pre));
  for (const image of clean.querySelectorAll("img[data-link]")) image.replaceWith(imageLink(image));
  for (const box of clean.querySelectorAll("input")) box.replaceWith(checkMark(box));
  return clean;
}

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function imageLink(image) {
  const address = image.getAttribute("data-link");
  const name = image.getAttribute("alt") || new URL(address).hostname;
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, `Image: ${name}`);
}

const checked = (box) => box.hasAttribute("checked");

const checkMark = (box) =>
  element("span", { class: "check", role: "img", "aria-label": checked(box) ? "done" : "to do" }, checked(box) ? "✓" : "");

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
  const box = element("div", { class: "table-box", role: "group", "aria-label": "Table" }, table.cloneNode(true));
  overflow.observe(box);
  return box;
}

/** What scrolls sideways is a stop for the keyboard; what fits is not. Told only of what is laid out. */
const overflow = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

function measureAgain(box) {
  overflow.unobserve(box);
  overflow.observe(box);
}

function codeBox(pre) {
  const text = pre.textContent.replace(/\n$/, "");
  const info = (pre.querySelector("code")?.className ?? "").replace(/^language-/, "");
  const { grammar, name } = languageOf(info);
  const icons = [iconElement("copy", 14), iconElement("check", 14)];
  const copy = element("button", { type: "button", class: "quiet small", "data-copy": "code" }, ...icons, "Copy");
  const head = element("figcaption", {}, element("span", {}, name), copy);
  const body = element("pre", { dir: "ltr" }, element("code", {}, text));
  overflow.observe(body);
  const box = element("figure", { class: "code", "aria-label": `Code, ${name}` }, head, body);
  box.grammar = grammar;
  return box;
}

/** Shows a text that may still grow. What has not changed keeps its nodes, and with them selection and scroll place. */
class Markdown extends HTMLElement {
  #blocks = new Blocks(lex);
  #shown = [];
  #text = null;
  #live = false;

  /** @param {{text: string, live: boolean}} what */
  set content({ text, live }) {
    if (text === this.#text && live === this.#live) return;
    this.#text = text;
    this.#live = live;
    this.#caret?.remove();
    this.#show(this.#blocks.update(text, live));
    if (live) this.#placeCaret();
  }

  get #caret() {
    return this.querySelector(".caret");
  }

  #show(blocks) {
    let level = 1;
    for (const { token } of blocks) {
      if (token.type === "heading") level = token.level = Math.min(level + 1, token.depth + 1, 6);
    }
    blocks.forEach((block, i) => this.#showAt(i, block));
    for (const { node } of this.#shown.splice(blocks.length)) node.remove();
  }

  #showAt(i, block) {
    const shown = this.#shown[i];
    if (shown?.block === block) return;
    const { token } = block;
    if (shown && growsAsCode(shown, token)) {
      writeCode(shown.node.querySelector("figure.code"), codeOf(token));
      Object.assign(shown, { block, html: null });
      return colourAll(shown.node, block.done);
    }
    const html = marked.parser(token.type === "details" ? token.tokens : [token]);
    if (shown?.html === html) {
      shown.block = block;
      if (block.done) colourAll(shown.node, true);
      return;
    }
    const node = shown?.node ?? this.appendChild(element("div", { class: "block", dir: "auto" }));
    node.dataset.type = token.type;
    if (token.depth) node.dataset.depth = token.depth;
    morph(node, fragmentOf(html));
    this.#shown[i] = { block, html, node };
    colourAll(node, block.done);
  }

  /** After the last word, inside the last line of text, so that it takes no line of its own. */
  #placeCaret() {
    let at = this.#shown[this.#shown.length - 1]?.node;
    while (at && /^(DIV|P|UL|OL|LI|BLOCKQUOTE|H[2-6]|FIGURE|PRE|DETAILS)$/.test(at.lastElementChild?.nodeName ?? "")) {
      const after = at.lastElementChild.nextSibling;
      if (after?.textContent.trim()) break;
      at = at.lastElementChild;
    }
    if (!at || at.classList.contains("table-box") || at.nodeName === "HR" || at.querySelector("hr")) return;
    const place = at.nodeName === "PRE" ? at.querySelector("code") : at;
    while (place.lastChild?.nodeType === Node.TEXT_NODE && place.lastChild.data === "\n") place.lastChild.remove();
    place.append(element("span", { class: "caret", "aria-hidden": "true" }));
  }
}

/** Makes `node`'s children those of `fresh` while touching as little as possible. */
function morph(node, fresh) {
  const wanted = [...fresh.childNodes];
  wanted.forEach((child, i) => {
    const old = node.childNodes[i];
    if (!old) node.append(child);
    else if (!sameKind(old, child)) old.replaceWith(child);
    else if (old.nodeType === Node.TEXT_NODE) old.data === child.data || (old.data = child.data);
    else if (old.matches("figure.code")) growCode(old, child);
    else morphElement(old, child);
  });
  while (node.childNodes.length > wanted.length) node.lastChild.remove();
}

const sameKind = (a, b) =>
  a.nodeName === b.nodeName && (a.nodeType !== Node.ELEMENT_NODE || (a.className === b.className && a.grammar === b.grammar));

function morphElement(old, child) {
  for (const { name } of [...old.attributes]) if (!child.hasAttribute(name) && name !== "tabindex") old.removeAttribute(name);
  for (const { name, value } of child.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  morph(old, child);
}

function growCode(box, fresh) {
  writeCode(box, fresh.querySelector("code").textContent);
  box.querySelector("figcaption span").textContent = fresh.querySelector("figcaption span").textContent;
}

/** Code that grows keeps its colours; what is new stands there plain until it is coloured too. */
function writeCode(box, text) {
  const code = box.querySelector("code");
  const before = code.textContent;
  if (text === before) return;
  if (text.startsWith(before)) code.append(text.slice(before.length));
  else code.textContent = text;
}

const codeOf = (token) => token.text.replace(/\n$/, "");

/** Whether a block of code has only become longer. It is text and nothing else, so no markup has to be read again. */
function growsAsCode({ block: { token: before }, node }, token) {
  const same = before.type === "code" && token.type === "code" && before.lang === token.lang;
  return same && token.text.startsWith(codeOf(before)) && node.firstElementChild?.matches("figure.code");
}

function colourAll(node, done) {
  for (const box of node.querySelectorAll("figure.code")) colour(box, done);
  if (done) node.querySelectorAll("figure.code pre, .table-box").forEach(measureAgain);
}

const RECOLOUR_MS = 250;
/** While code grows, colouring it takes at most one part in so many of the time. */
const COLOURING_SHARE = 20;
const COLOUR_LIMIT = 100_000;

/** Colours a code block soon; one that still grows at most four times a second, and less often the longer it takes. */
function colour(box, done) {
  if (!box.grammar || box.colouring) return;
  box.colouring = true;
  setTimeout(async () => {
    const code = box.querySelector("code");
    const text = code.textContent;
    try {
      if (text.length <= COLOUR_LIMIT && text !== box.coloured) {
        const { highlighted } = await import("app/highlight.js");
        const { nodes, took } = await highlighted(text, box.grammar);
        if (code.textContent.startsWith(text)) recolour(code, text, nodes);
        box.took = took;
        box.coloured = text;
      }
    } catch {
      // Plain code is good code; the next page load tries again.
      box.grammar = null;
    }
    box.colouring = false;
    if (box.grammar && code.textContent !== text) colour(box, done);
  }, done ? 0 : Math.max(RECOLOUR_MS, (box.took ?? 0) * COLOURING_SHARE));
}

function recolour(code, text, nodes) {
  const caret = code.querySelector(".caret");
  const grown = code.textContent.slice(text.length);
  code.replaceChildren(nodes, grown, ...(caret ? [caret] : []));
}

customElements.define("rp-markdown", Markdown);
