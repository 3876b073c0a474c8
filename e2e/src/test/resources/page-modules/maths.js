const { formulaAt, formulaBlock, formulaBlockStart, isOpenFormula, linesBeforeOpenFormula } = await import("app/maths.js");

/** All formulas of a line, as its reader finds them. */
function found(text) {
  const formulas = [];
  for (let i = 0; i < text.length; i++) {
    const formula = formulaAt(text.slice(i), text[i - 1]);
    if (!formula) continue;
    formulas.push(formula.tex);
    i += formula.raw.length - 1;
  }
  return formulas;
}

test("formulas are found between every kind of mark", () => {
  equal(found("so $x$ and $a_1 + b$, \\(y^2\\), $$z$$ and \\[w\\]"), ["x", "a_1 + b", "y^2", "z", "w"]);
  equal(found("设$x$为"), ["x"]);
  equal(found("the $n$th of $2^{10}$ and $-3$"), ["n", "2^{10}", "-3"]);
  equal(found("$a \\$ b = c$ and $|x|$"), ["a \\$ b = c", "|x|"]);
  equal(formulaAt("$$x$$").display, true);
  equal(formulaAt("\\(x\\)").display, false);
  equal(formulaBlock("$$\na\\\\[4pt]\n= b\n$$\nText").tex, "a\\\\[4pt]\n= b");
  equal(formulaBlock("  \\[ x \\]  \n\nText").raw, "  \\[ x \\]  \n\n");
});

test("money, paths and variables are no formulas", () => {
  for (const text of [
    "$5 and $6",
    "$5-$6",
    "It costs US$5 or A$7.",
    "between 5$ and 6$",
    "$20,000 to $30,000",
    "from $5/month to 10$ a year",
    "$HOME/$USER",
    "${a}/$b is not $PATH or $LANG$",
    "pay $5 now and 5$ later",
    "$ x $",
    "$$ $$",
    "$a\n\nb$",
  ]) {
    equal(found(text), [], text);
  }
});

test("a formula on lines of its own has nothing else there", () => {
  equal(formulaBlock("$$x$$ and more"), null);
  equal(formulaBlock("$x$\n"), null);
  equal(formulaBlockStart("Text\n$$\nx"), 5);
  equal(formulaBlockStart("Text $$x$$"), -1);
});

test("what is likely to become a formula is not shown yet", () => {
  for (const text of ["$$", "$$x + ", "\\(x", "\\[", "$x^", "$\\frac{a}", "$"]) equal(isOpenFormula(text), true, text);
  for (const text of ["$5", "$5 and", "$ x", "$the price of", "x", "\\alpha", "$$a\n\n"]) equal(isOpenFormula(text), false, text);
  equal(isOpenFormula("$x", "S"), false);
  equal(linesBeforeOpenFormula(["Text", "$$", "x"]), 1);
  equal(linesBeforeOpenFormula(["Text", "$$", ""]), 1);
  equal(linesBeforeOpenFormula(["Text", "$$", "x", "$$"]), 4);
  equal(linesBeforeOpenFormula(["```sh", "$$", "```", "Text"]), 4);
  equal(linesBeforeOpenFormula(["$$ is the process", "", "Text"]), 3);
});

test("a text of nothing but marks is read as quickly as any other", () => {
  const began = performance.now();
  for (const piece of ["$", "$$", "\\(", "\\[", "$a ", "\\(a ", "$$a\n", "\\[\\\\"]) {
    const text = piece.repeat(5_000);
    for (let i = 0; i < text.length; i += 97) formulaAt(text.slice(i), text[i - 1]);
    linesBeforeOpenFormula(text.split("\n"));
  }
  equal(performance.now() - began < 5_000, true);
});
