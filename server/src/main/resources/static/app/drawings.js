// Shows code as the picture it describes, with the source a press away.

import { boxButton, element, overflow } from "app/markdown-boxes.js";
import { t } from "app/tongue.js";

const WORDS = {
  source: t("Source"),
  sourceTitle: t("Show the source"),
  failed: t("This cannot be drawn, so here is its source."),
};

/** Draws the code of a box, unless that is done already. */
export async function drawInto(box, again = false) {
  const source = box.querySelector("code").textContent;
  if (box.drawnFrom === source && !again) return;
  box.drawnFrom = source;
  const { picture, problem, dropped } = await drawingOf(box, source);
  if (dropped) box.drawnFrom = null;
  if (dropped || box.drawnFrom !== source) return;
  box.querySelectorAll(".drawing, .drawing-problem").forEach((old) => old.remove());
  if (problem) return showProblem(box, problem);
  const drawing = element("div", { class: "drawing" }, picture);
  box.querySelector("pre").before(drawing);
  overflow.observe(drawing);
  if (!box.querySelector("[data-do=source]")) {
    const button = boxButton({ "data-do": "source", "aria-pressed": "false", title: WORDS.sourceTitle }, ["code"], WORDS.source);
    box.querySelector(".acts").prepend(button);
  }
  showSource(box, box.dataset.shown === "source");
}

async function drawingOf(box, source) {
  if (box.drawn === "diagram") return (await import("app/diagrams.js")).diagram(source, () => box.isConnected);
  const { typeset } = await import("app/formulas.js");
  const picture = element("span", { class: "formula display", dir: "ltr", tabindex: "0" });
  picture.tex = source;
  typeset(picture);
  return picture.matches(".unread") ? { problem: picture.title } : { picture };
}

function showProblem(box, problem) {
  delete box.dataset.shown;
  box.querySelector("[data-do=source]")?.remove();
  const [first] = problem.trim().split("\n");
  const words = element("p", { class: "drawing-problem" }, `${WORDS.failed} `, element("span", {}, first.slice(0, 200)));
  box.querySelector("pre").before(words);
}

/** Shows either what is drawn or what it was drawn from. */
export function showSource(box, source) {
  box.dataset.shown = source ? "source" : "drawing";
  box.querySelector("[data-do=source]").setAttribute("aria-pressed", String(source));
}
