const { plain } = await import("app/plain.js");

test("what stands for how a text looks is not read", () => {
  equal(plain("## A **bold** _word_ and `code`"), "A bold word and code");
  equal(plain("- [x] done\n1. first\n> said"), "done\nfirst\nsaid");
  equal(plain("see [the page](https://example.org) ![a picture](x.png)"), "see the page ");
  equal(plain("| a | b |\n|---|--:|\n| 1 | 2 |").split("\n").filter(Boolean), ["a", "b", "1", "2"]);
});

test("code between fences is read as it is", () => {
  equal(plain("Before\n```sh\n# not **bold**\na | b\n```\nAfter").replace(/\n+/g, "\n"), "Before\n# not **bold**\na | b\nAfter");
  equal(plain("```\nstill _being_ written"), "still _being_ written");
});

test("signs that mean nothing stay", () => {
  equal(plain("2 * 3 * 4, snake_case_name, a | b"), "2 * 3 * 4, snake_case_name, a | b");
  equal(plain("\\*not bold\\*"), "*not bold*");
});
