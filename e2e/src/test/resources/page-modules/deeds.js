const { argumentsOf, commandOf, exitOf, outputOf, shown, stateOf } = await import("app/deeds.js");

test("a tool runs, is done, failed, or nobody knows", () => {
  equal(stateOf({ state: "input-available" }, true), "running");
  equal(stateOf({ state: "input-available" }, false), "unknown");
  equal(stateOf({ state: "output-available" }, true), "done");
  equal(stateOf({ state: "output-error", errorText: "no such file" }, false), "failed");
  equal(stateOf({ state: "output-error", errorText: "This did not finish." }, false), "unknown");
});

test("the line of a card has what tells most, on one line", () => {
  equal(commandOf({ timeout: 5, command: "mvn test\n  -q" }), "mvn test -q");
  equal(commandOf({ path: "pom.xml" }), "pom.xml");
  equal(commandOf({ depth: 2, colour: "teal" }), "teal");
  equal(commandOf({ depth: 2 }), '{"depth":2}');
  equal(commandOf("ls -l"), "ls -l");
  equal([commandOf({}), commandOf(null), commandOf(undefined), commandOf({ command: " " , path: "a" })], ["", "", "", "a"]);
  equal(commandOf({ command: "x".repeat(5000) }).length, 401);
});

test("arguments are told whole, one alone without its braces", () => {
  equal(argumentsOf({ command: "a\nb" }), "a\nb");
  equal(argumentsOf({ a: 1, b: [2] }), '{\n  "a": 1,\n  "b": [\n    2\n  ]\n}');
  equal([argumentsOf({}), argumentsOf(null), argumentsOf("{cut")], ["", "", "{cut"]);
});

test("what a tool said is read in the shapes gateways send", () => {
  equal(outputOf("\n\n  two spaces\n"), "  two spaces");
  equal(outputOf({ content: [{ type: "text", text: "a" }, { type: "text", text: "b" }] }), "a\nb");
  equal(outputOf([{ type: "text", text: "a" }]), "a");
  equal(outputOf({ content: "a" }), "a");
  equal(outputOf([{ type: "image", data: "..." }]), '[\n  {\n    "type": "image",\n    "data": "..."\n  }\n]');
  equal([outputOf(7), outputOf(null), outputOf(""), outputOf([])], ["7", "", "", "[]"]);
});

test("a terminal's colours are gone, and what would turn a command round can be seen", () => {
  equal(shown("\x1b[31mred\x1b[0m \x1b]0;title\x07end\r\nnext"), "red end\nnext");
  equal(shown("rm \u202etxt.exe\u0000"), "rm \ufffdtxt.exe\ufffd");
  equal(shown("tabs\tand\nlines"), "tabs\tand\nlines");
});

test("how a command ended is found where it is told", () => {
  equal(exitOf({ errorText: "Command failed with exit code 1\nmore" }), 1);
  equal(exitOf({ errorText: "exited with status 127" }), 127);
  equal(exitOf({ output: { details: { exitCode: 2 } } }), 2);
  equal(exitOf({ errorText: "ENOENT: no such file" }), null);
});
