const { keysOf } = await import("app/keys.js");

test("keys are drawn as the keyboard in front of somebody has them", () => {
  equal(["Mod+K", "Mod+Shift+O", "Shift+Enter", "Up", "?"].map((keys) => keysOf(keys, true)), ["⌘K", "⇧⌘O", "⇧Enter", "↑", "?"]);
  equal(["Mod+K", "Mod+Shift+O", "Shift+Enter", "Up", "?"].map((keys) => keysOf(keys, false)), [
    "Ctrl K",
    "Ctrl Shift O",
    "Shift Enter",
    "↑",
    "?",
  ]);
});
