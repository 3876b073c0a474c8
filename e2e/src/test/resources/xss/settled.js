// Whether all that is shown later than its text has been: formulas, diagrams, colours.
() => {
  const drawn = [...document.querySelectorAll("figure.code")].filter((box) => box.drawn);
  return (
    drawn.every((box) => box.dataset.shown || box.querySelector(".drawing-problem")) &&
    [...document.querySelectorAll(".formula")].every((formula) => formula.matches(".unread, :has(.katex)")) &&
    document.querySelector("[aria-busy=true]") === null
  );
}
