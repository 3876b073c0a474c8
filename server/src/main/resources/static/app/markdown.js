// Markdown to DOM, also while it is still being written.

import { Blocks } from "app/markdown-blocks.js";
import { boxed, element, measureAgain } from "app/markdown-boxes.js";
import { cleaned } from "app/markdown-clean.js";
import { lex, markupOf } from "app/markdown-reader.js";

const fragmentOf = (markup) => boxed(cleaned(markup));

/** Shows a text that may still grow. What has not changed keeps its nodes, and with them selection and scroll place. */
class Markdown extends HTMLElement {
  #blocks = new Blocks(lex);
  #shown = [];
  #text = null;
  #live = false;

  connectedCallback() {
    this.onclick = act;
    // Set before this was known, it hides the setter.
    if (!Object.hasOwn(this, "content")) return;
    const { content } = this;
    delete this.content;
    this.content = content;
  }

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
      return block.done ? finish(shown.node) : colourAll(shown.node, false);
    }
    const html = markupOf(token.type === "details" ? token.tokens : [token]);
    if (shown?.html === html) {
      shown.block = block;
      if (block.done) finish(shown.node);
      return;
    }
    const node = shown?.node ?? this.appendChild(element("div", { class: "block", dir: "auto" }));
    node.dataset.type = token.type;
    if (token.depth) node.dataset.depth = token.depth;
    morph(node, fragmentOf(html));
    this.#shown[i] = { block, html, node };
    setFormulas(node);
    if (block.done) finish(node);
    else colourAll(node, false);
  }

  /** After the last word, inside the last line of text, so that it takes no line of its own. */
  #placeCaret() {
    let at = this.#shown[this.#shown.length - 1]?.node;
    while (at && /^(DIV|P|UL|OL|LI|BLOCKQUOTE|H[2-6]|FIGURE|PRE|DETAILS)$/.test(at.lastElementChild?.nodeName ?? "")) {
      const after = at.lastElementChild.nextSibling;
      if (after?.textContent.trim()) break;
      at = at.lastElementChild;
    }
    if (!at || at.closest(".table-frame") || at.nodeName === "HR" || at.querySelector("hr")) return;
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
    else if (old.matches(".formula")) old.tex === child.tex || old.replaceWith(child);
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
}

/** What is done only when a block will not change any more. */
function finish(node) {
  colourAll(node, true);
  node.querySelectorAll("figure.code pre, .table-box, .formula.display").forEach(measureAgain);
  for (const box of node.querySelectorAll("figure.code")) if (box.drawn) draw(box);
}

/** At once where it can be, so that nothing moves that was here before. */
let typeset = null;

function setFormulas(node) {
  for (const formula of node.querySelectorAll(".formula:not([data-set])")) {
    formula.dataset.set = "";
    if (typeset) typeset(formula);
    else import("app/formulas.js").then((module) => (typeset = module.typeset)(formula), () => {});
  }
}

async function draw(box) {
  const { drawInto } = await import("app/drawings.js");
  drawInto(box);
}

/** What the buttons of boxes do, but for copying code, which works before this. */
async function act({ target }) {
  const button = target.closest("[data-do], [data-copy=csv]");
  if (button) (await import("app/markdown-acts.js")).act(button);
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
