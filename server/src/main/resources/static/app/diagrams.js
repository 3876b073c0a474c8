// Draws Mermaid diagrams in a frame of their own: an origin of its own that may load nothing, so that whatever a diagram
// says, this page is out of its reach. What comes back is shown as an image, which cannot run or load anything either.

import { element } from "app/markdown-boxes.js";
import { drawable, isEndless } from "app/diagram-source.js";
import { drawInto } from "app/drawings.js";
import { t } from "app/tongue.js";

const WORDS = {
  tooLong: t("The diagram is too long."),
  tooLarge: t("The picture would be too large."),
  endless: t("It took too long."),
  unreadable: t("The picture cannot be shown."),
  frame: t("Draws diagrams"),
  diagram: (kind) => (kind ? t("Diagram: {kind}", { kind }) : t("Diagram")),
};

/** Characters of a source, and of the picture made from it. */
const SOURCE_LIMIT = 30_000;
const PICTURE_LIMIT = 2_000_000;
/** A diagram that takes longer is given up, with the frame it is drawn in. */
const PATIENCE_MS = 15_000;
const IDLE_MS = 60_000;
/** So many pictures are kept, for when they are scrolled back to. */
const KEPT = 60;

const kept = new Map();
let queue = Promise.resolve();
let frame = null;
let idle = null;

/**
 * @param {() => boolean} wanted asked when it is its turn
 * @returns {Promise<{picture: Element} | {problem: string} | {dropped: true}>}
 */
export async function diagram(source, wanted) {
  if (source.length > SOURCE_LIMIT) return { problem: WORDS.tooLong };
  if (isEndless(source)) return { problem: WORDS.endless };
  const look = lookOfThePage();
  const key = `${look.dark} ${source}`;
  if (!kept.has(key)) {
    const drawn = queue.then(() => (wanted() ? drawnInFrame(source, look) : null));
    queue = drawn.catch(() => {});
    const answer = await drawn;
    if (!answer) return { dropped: true };
    keep(key, answer);
  }
  const answer = kept.get(key) ?? {};
  return answer.problem ? answer : pictureOf(answer);
}

function keep(key, answer) {
  kept.set(key, answer);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
}

/** The page's own colours, so that a diagram looks like a part of it. */
function lookOfThePage() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const names = ["bg", "bg-code", "bg-raised", "fill-1", "fill-2", "line", "line-control", "text", "text-2", "accent", "accent-soft", "accent-line", "danger", "caution"];
  return {
    dark: style.colorScheme === "dark",
    font: style.getPropertyValue("--font").trim(),
    colours: Object.fromEntries(names.map((name) => [name, colour(name)])),
  };
}

async function drawnInFrame(source, look) {
  clearTimeout(idle);
  frame ??= openFrame();
  const { port } = frame;
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS, null));
  const answer = new Promise((done) => (port.onmessage = ({ data }) => done(data)));
  port.postMessage({ source: drawable(source), look });
  const got = await Promise.race([answer, late]);
  if (!got) closeFrame();
  else idle = setTimeout(closeFrame, IDLE_MS);
  return got ? checked(got) : { problem: WORDS.endless };
}

/** The frame is not trusted: what it says is text and numbers of sizes we can show. */
function checked({ svg, width, height, name, problem }) {
  if (typeof svg !== "string") return { problem: String(problem ?? WORDS.unreadable) };
  if (svg.length > PICTURE_LIMIT) return { problem: WORDS.tooLarge };
  const size = (value) => Math.min(10_000, Math.max(1, Math.round(Number(value) || 300)));
  return { svg, width: size(width), height: size(height), name: String(name ?? "").slice(0, 300) };
}

function openFrame() {
  const { port1, port2 } = new MessageChannel();
  const node = element("iframe", {
    src: "/diagram-frame",
    sandbox: "allow-scripts",
    title: WORDS.frame,
    "aria-hidden": "true",
    tabindex: "-1",
    class: "diagram-frame",
  });
  // It has no origin that could be named; whoever is in there can do no more with the port than draw.
  node.onload = () => node.contentWindow?.postMessage("draw", "*", [port2]);
  document.body.append(node);
  return { node, port: port1 };
}

function closeFrame() {
  frame?.port.close();
  frame?.node.remove();
  frame = null;
}

function pictureOf({ svg, width, height, name }) {
  const image = element("img", { alt: WORDS.diagram(name), width, height });
  image.style.setProperty("--wide", `${width}px`);
  return new Promise((done) => {
    image.onload = () => done({ picture: image });
    image.onerror = () => done({ problem: WORDS.unreadable });
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  });
}

function redraw() {
  for (const drawing of document.querySelectorAll("figure.code .drawing")) {
    const box = drawing.closest("figure.code");
    if (box.drawn === "diagram") drawInto(box, true);
  }
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
