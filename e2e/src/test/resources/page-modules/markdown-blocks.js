const { Blocks, holdBack, mend } = await import("app/markdown-blocks.js");
const { lex, markupOf } = await import("app/markdown-reader.js");

const html = (block) => markupOf(block.token.type === "details" ? block.token.tokens : [block.token]);
const shown = (text) => new Blocks(lex).update(text, true).map(html).join("");

const SAMPLES = [
  "## Tides\n\nWater **rises** and `falls`, see [the guide](https://example.com/a).\n\n- one\n- two\n  - deep\n\n1. first\n\n2. second\n",
  "Code:\n\n```java\nint x = 1; // *not* emphasis\n```\n\n~~~\nplain | text\n~~~\n\nAfter.",
  "| a | b |\n|---|---:|\n| 1 | 2 |\n| 3 | 4 |\n\nText after, with a | in it.\n\n***\n\n> quoted\nlazily\n\nEnd.",
  "A [link][x] before its target.\n\nMore *text*.\n\n[x]: https://example.com \"t\"\n\nLast [x].",
  "Where $x^2$ is **big**, \\(y\\) too:\n\n$$\na\n= b\n$$\n\nThen $5 and $6.\n\n\\[ z \\]\n\nEnd.",
  "他说**“你好。”**然后\n走了。\n\nA note[^1].\n\n[^1]: It says *so*.\n\nEnd.",
  "```sh\necho\n$$\n```\n\nText $PATH and $HOME.\n\nEnd.",
  "<details><summary>More</summary>\n\nHidden *text*.\n\n</details>\n\nList<String> and a < b.\r\n\r\nWindows line.",
];

test("a block that is done comes back as the same object, whatever follows", () => {
  for (const text of SAMPLES) {
    const blocks = new Blocks(lex);
    const done = [];
    for (let end = 1; end <= text.length; end++) {
      blocks.update(text.slice(0, end), true).forEach((block, i) => {
        if (block.done) same(done[i] ?? block, block, text.slice(0, end));
        if (block.done) done[i] = block;
      });
    }
  }
});

test("no block changes its kind or vanishes while the text grows", () => {
  const kind = (markup) => /^<(\w+)/.exec(markup)?.[1];
  for (const text of SAMPLES) {
    const blocks = new Blocks(lex);
    let before = [];
    for (let end = 1; end <= text.length; end++) {
      const now = blocks.update(text.slice(0, end), true).map(html);
      before.forEach((markup, i) => equal(kind(now[i] ?? ""), kind(markup), text.slice(0, end)));
      before = text.startsWith("A [link]") ? [] : now; // a paragraph may turn out to be the target of a link
    }
  }
});

test("the finished text is what the whole text says", () => {
  for (const text of SAMPLES) {
    const blocks = new Blocks(lex);
    for (let end = 1; end <= text.length; end += 3) blocks.update(text.slice(0, end), true);
    const whole = markupOf(lex(text.replace(/\r\n/g, "\n"), {}));
    equal(blocks.update(text, false).map(html).join(""), whole, text);
  }
});

test("half-written code is code from its first line on", () => {
  equal(shown("```ja"), "");
  equal(shown("```java\nint x"), '<pre><code class="language-java">int x\n</code></pre>\n');
  equal(shown("```java\nint x;\n``"), '<pre><code class="language-java">int x;\n</code></pre>\n');
});

test("a table shows once its header is underlined, and then row by row", () => {
  equal(holdBack("Intro\n\n| a | b |"), "Intro\n");
  equal(holdBack("| a | b |\n|---|--"), "");
  equal(holdBack("| a | b |\n|---|---|\n| 1 |"), "| a | b |\n|---|---|");
  equal(holdBack("| a | b |\n|---|---|\n| 1 | 2 |\n"), "| a | b |\n|---|---|\n| 1 | 2 |\n");
});

test("what is opened is closed until the rest arrives", () => {
  const cases = {
    "**bol": "**bol**",
    "a **bold*": "a **bold**",
    "***both": "***both***",
    "x `code": "x `code`",
    "a **b `c": "a **b `c`**",
    "- item **b": "- item **b**",
    "see [the gu": "see the gu",
    "see [the](http://x": "see the",
    "~~str": "~~str~~",
    "2*3": "2*3",
    "snake_ca": "snake_ca",
    "![alt](http": "",
    "a <b": "a",
  };
  for (const [half, whole] of Object.entries(cases)) equal(mend(half), whole, half);
});
