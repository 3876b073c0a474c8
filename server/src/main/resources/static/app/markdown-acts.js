// What the buttons of tables, code and drawings do. Loaded when one is pressed first.

import { csv } from "app/csv.js";
import { copyFrom } from "app/page.js";
import { showSource } from "app/drawings.js";

export function act(button) {
  if (button.dataset.copy === "csv") return copyFrom(button, csv(cells(button.closest(".table-frame"))));
  const box = button.closest("figure.code");
  if (button.dataset.do === "wrap") press(button, box.toggleAttribute("data-wrap"));
  if (button.dataset.do === "source") showSource(box, button.getAttribute("aria-pressed") !== "true");
}

const press = (button, on) => button.setAttribute("aria-pressed", String(on));

const cells = (frame) => [...frame.querySelectorAll("tr")].map((row) => [...row.children].map(textOf));

/** As it was written where it is a formula: that is there twice, for eyes and for ears. */
function textOf(cell) {
  const copy = cell.cloneNode(true);
  cell.querySelectorAll(".formula").forEach((formula, i) => copy.querySelectorAll(".formula")[i].replaceChildren(`$${formula.tex}$`));
  return copy.textContent;
}
