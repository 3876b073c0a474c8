const { fold, hasAll, places, wordsOf } = await import("app/folding.js");

test("neither case nor accents nor width are compared", () => {
  equal(fold("ÜBERSICHT der Café-Kosten ｆｕｌｌ"), "ubersicht der cafe-kosten full");
  equal(wordsOf("  Zwei\u00a0 Wörter "), ["zwei", "worter"]);
  equal([hasAll("Release checklist", ["check", "rel"]), hasAll("Release checklist", ["check", "rest"])], [true, false]);
});

test("places are those of the text as it is written", () => {
  const cut = (text, ...words) => places(text, words).map(([from, to]) => text.slice(from, to));
  equal(cut("Uncertain certificates", "cert"), ["cert", "cert"]);
  equal(cut("Der ÜBERBLICK", "uber"), ["ÜBER"]);
  equal(cut("e\u0301te\u0301", "ete"), ["e\u0301te\u0301"]);
  equal(cut("🐚 shell 🐚", "shell"), ["shell"]);
  equal(cut("ﬁne", "fi"), ["ﬁ"]);
});

test("places that touch or overlap are one", () => {
  equal(places("abcabc", ["abc", "bc"]), [[0, 3], [3, 6]]);
  equal(places("aaa", ["aa"]), [[0, 2]]);
  equal(places("abc", ["x"]), []);
  equal(places("", ["x"]), []);
});
