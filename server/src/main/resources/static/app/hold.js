// What somebody has clicked on stays where it is on the page, whatever takes the place of what is around it.

/**
 * Scrolls so that an item's line of versions, or the item, is `top` pixels below the top of the page again. Where what is
 * below it has become too short for that, the column keeps its height.
 */
export function holdStill(box, item, top) {
  const column = box.querySelector(".column");
  const held = item.querySelector(".versions") ?? item;
  const distance = () => held.getBoundingClientRect().top - box.getBoundingClientRect().top - top;
  column.style.minHeight = "";
  const away = distance();
  box.scrollTop += away;
  const missing = distance();
  if (missing < 1) return;
  column.style.minHeight = `${column.getBoundingClientRect().height + missing}px`;
  box.scrollTop += missing;
}
