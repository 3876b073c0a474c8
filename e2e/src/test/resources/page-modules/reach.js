const { COMMANDS, commandIn } = await import("app/reach.js");
const { commands } = await import("app/commands.js");

test("a word behind a slash is a command when we have it", () => {
  equal(commandIn("/new"), { name: "new", words: "" });
  equal(commandIn("  /Rename  Tide tables "), { name: "rename", words: "Tide tables" });
  equal(commandIn("/find"), { name: "find", words: "" });
});

test("everything else with a slash is the agent's", () => {
  const texts = ["/status", "//new", "/etc/hosts", "/new/x", "/newer", "/ new", "a /new", "/rename a\nb", "/", ""];
  equal(texts.map(commandIn), texts.map(() => null));
});

test("every command we know by name can be done", () => {
  const known = commands({ chatId: null }).map(({ name }) => name);
  equal(known, COMMANDS);
  equal(commands({ chatId: null }).every(({ what, icon }) => Boolean(what && icon)), true);
});
