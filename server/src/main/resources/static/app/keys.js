// Keys as they are drawn on this machine's keyboard. Pure.

const MAC = { Mod: "⌘", Shift: "⇧", Up: "↑", Down: "↓" };
const OTHER = { Mod: "Ctrl", Up: "↑", Down: "↓" };

/** "Mod+Shift+O" as "⇧⌘O" or "Ctrl Shift O". */
export function keysOf(combination, mac) {
  const keys = combination.split("+");
  if (!mac) return keys.map((key) => OTHER[key] ?? key).join(" ");
  // Apple writes the command key last.
  const modifiers = ["Shift", "Mod"].filter((key) => keys.includes(key));
  return [...modifiers, ...keys.filter((key) => !modifiers.includes(key))].map((key) => MAC[key] ?? key).join("");
}
