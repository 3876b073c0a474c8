// The ways to what is loaded only when somebody wants it: the palette, the shortcuts, find, commands, dictation.

import { note } from "app/notes.js";
import { t } from "app/tongue.js";

const NOT_LOADED = [t("This part of Rockpool could not be loaded."), t("Check the connection and try again.")];

/** Our commands, as they are typed behind a slash. Everything else that begins with one is the agent's. */
export const COMMANDS = ["new", "rename", "agent", "fork", "stop", "find", "theme", "language", "share", "delete", "help"];

const COMMAND = new RegExp(`^/(${COMMANDS.join("|")})(?: (.*))?$`, "i");

/** The command a text is, `{name, words}`; null for everything that is meant for the agent. Pure. */
export function commandIn(text) {
  const [, name, words = ""] = COMMAND.exec(text.trim()) ?? [];
  return name ? { name: name.toLowerCase(), words: words.trim() } : null;
}

/** Does something with a module once it is there. Null, and a word to the person, when it cannot be had. */
export async function withModule(name, work) {
  let module;
  try {
    module = await import(name);
  } catch {
    note(...NOT_LOADED);
    return null;
  }
  return work(module);
}

/** Opens the palette, or closes it. What is typed while it is on its way is for it, not for the message box. */
export async function openPalette() {
  const typed = holdKeys();
  try {
    await withModule("app/palette.js", ({ togglePalette }) => togglePalette(typed()));
  } finally {
    typed();
  }
}

/** Keeps the letters typed from now on from where they would go. The function returned lets go and tells them. */
function holdKeys() {
  let typed = "";
  const keep = (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || [...key].length > 1) return;
    typed += key;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("keydown", keep, true);
  return () => {
    removeEventListener("keydown", keep, true);
    return typed;
  };
}

export const openShortcuts = () => withModule("app/shortcuts.js", ({ showShortcuts }) => showShortcuts());

export const openFind = (words = "") => withModule("app/find.js", ({ find }) => find(words));
