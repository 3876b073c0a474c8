const { lex, markupOf } = await import("app/markdown-reader.js");

const html = (text) => markupOf(lex(text, {})).trim();

test("emphasis ends beside the punctuation of Chinese and Japanese", () => {
  for (const [text, strong] of [
    ["**重要。**后面", "重要。"],
    ["他说**“你好”**。", "“你好”"],
    ["这是**强调（注）**的", "强调（注）"],
    ["日本語の**「文」**です", "「文」"],
    ["**テスト！**これ", "テスト！"],
    ["**中文(note)**后", "中文(note)"],
    ["한국어**(강조)**입니다", "(강조)"],
    ["**「引用」**后**再次。**尾", "「引用」"],
  ]) {
    equal(html(text).includes(`<strong>${strong}</strong>`), true, `${text}: ${html(text)}`);
  }
  equal(html("*注意：*请看"), "<p><em>注意：</em>请看</p>");
  equal(html("~~删除。~~后"), "<p><del>删除。</del>后</p>");
});

test("elsewhere emphasis is what CommonMark says", () => {
  equal(html("2 * 3 * 4"), "<p>2 * 3 * 4</p>");
  equal(html("a**\"b\"**c"), "<p>a**&quot;b&quot;**c</p>");
  equal(html("**bold** and *it*, snake_case_name"), "<p><strong>bold</strong> and <em>it</em>, snake_case_name</p>");
  equal(html("中文 ** 不是 ** 强调"), "<p>中文 ** 不是 ** 强调</p>");
});

test("lines of Chinese and Japanese join without a space, others with one", () => {
  equal(html("第一行\n第二行"), "<p>第一行第二行</p>");
  equal(html("one\ntwo"), "<p>one\ntwo</p>");
  equal(html("한국어\n문장"), "<p>한국어\n문장</p>");
});

test("marks within a formula are no emphasis, and emphasis around it is", () => {
  equal(html("$a*b$ and $c*d$"), '<p><code class="language-tex-inline">a*b</code> and <code class="language-tex-inline">c*d</code></p>');
  equal(html("**bold $x_1$ end**"), '<p><strong>bold <code class="language-tex-inline">x_1</code> end</strong></p>');
  equal(html("*see \\(a*b\\) here*"), '<p><em>see <code class="language-tex-inline">a*b</code> here</em></p>');
  equal(html("`$a` *x* `$`"), "<p><code>$a</code> <em>x</em> <code>$</code></p>");
});

test("a formula on its own lines is no list, heading or rule", () => {
  equal(html("Text:\n$$\na\n- b\n---\n= c\n$$\nMore"), '<p>Text:</p>\n<p><code class="language-tex-display">a\n- b\n---\n= c</code></p>\n<p>More</p>');
});

test("notes are told from patterns", () => {
  equal(html("Said[^1].\n\n[^1]: By *whom*."), "<p>Said<sup>[1]</sup>.</p>\n<p><small><sup>[1]</sup> By <em>whom</em>.</small></p>");
  equal(html("the class [^a-z] matches"), "<p>the class [^a-z] matches</p>");
});

test("a paragraph of nothing but marks is read in time", () => {
  const began = performance.now();
  for (const piece of ["*a。", "**$", "*\\(", "~~“", "**重", "$*x*$ ", "[^1"]) html(piece.repeat(1_500));
  equal(performance.now() - began < 20_000, true);
});
