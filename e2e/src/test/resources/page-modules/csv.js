const { csv } = await import("app/csv.js");

test("cells with commas, quotes and lines within stay one cell", () => {
  equal(csv([["a", "b"], ["1,5", 'say "hi"'], ["two\nlines", "semi;colon"]]), 'a,b\r\n"1,5","say ""hi"""\r\n"two\nlines","semi;colon"\r\n');
});

test("what a spreadsheet would run is text", () => {
  for (const formula of ["=1+1", "+cmd", "-cmd|' /C calc'!A0", "@SUM(A1)", "=HYPERLINK(\"https://x.example\")", "\t=1", "＝1+1", " =1"]) {
    equal(/^"?'/.test(csv([[formula]])), true, formula);
  }
  equal(csv([["=1+1"]]), '"\'=1+1"\r\n');
});

test("numbers with a sign stay numbers", () => {
  equal(csv([["-5", "+3.2", "-1,000.5", "-12 %".replace(" ", ""), "—"]]), '-5,+3.2,"-1,000.5",-12%,—\r\n');
});

test("a table without cells is empty", () => {
  equal(csv([]), "");
  equal(csv([[]]), "\r\n");
});
