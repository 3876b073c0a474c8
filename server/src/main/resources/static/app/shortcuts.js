// All keys and commands there are, drawn as this machine's keyboard has them.

import { css, html } from "lit";
import { isMac, store } from "app/base.js";
import { commands } from "app/commands.js";
import { openDialog } from "app/dialog.js";
import { keysOf } from "app/keys.js";
import { dress } from "app/page.js";
import { t } from "app/tongue.js";

const TITLE = t("Keyboard shortcuts");

const SECTIONS = [
  [
    t("Anywhere"),
    [t("Search chats and actions"), "Mod+K"],
    [t("New chat"), "Mod+Shift+O"],
    [t("Find in a long chat; once more for the browser's own"), "Mod+F"],
    [t("Undo, as long as it is offered"), "Mod+Z"],
    [t("This list"), "?"],
  ],
  [
    t("Message box"),
    [t("Send, or add to the queue"), "Enter"],
    [t("New line"), "Shift+Enter"],
    [t("Bring back what you sent before, when the box is empty"), "Up"],
    [t("Commands"), "/"],
    [t("Stop the answer"), "Esc"],
  ],
  [
    t("List of chats"),
    [t("To the row above or below"), "Up", "Down"],
    [t("Rename"), "F2"],
    [t("Delete"), isMac ? "⌫" : "Del"],
  ],
  [t("Conversation"), [t("To its beginning or end"), "Home", "End"]],
];

const COMMANDS = t("Commands in the message box");
const REST = t("Everything else that begins with a slash goes to the agent as typed.");

export function showShortcuts() {
  if (document.querySelector("dialog.shortcuts, dialog.palette")) return;
  openDialog(TITLE, () => content());
  const dialog = document.querySelector("dialog[open]");
  dialog.classList.add("shortcuts");
  dialog.dataset.testid = "shortcuts";
}

const content = () => html`<div class="shortcut-list" tabindex="0" role="region" aria-label=${TITLE}>
  ${SECTIONS.map(([name, ...rows]) => section(name, rows.map(([what, ...keys]) => row(what, keys.map((key) => keysOf(key, isMac))))))}
  ${section(
    COMMANDS,
    commands({ chatId: store.openId }).map(({ name, takes, what }) => row(what, [`/${name}${takes ? ` ${takes}` : ""}`])),
  )}
  <p class="meta">${REST}</p>
</div>`;

const section = (name, rows) => html`<section>
  <h3>${name}</h3>
  <dl>${rows}</dl>
</section>`;

const row = (what, keys) => html`<div><dt>${what}</dt><dd>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dd></div>`;

dress(css`
  .shortcuts { display: flex; flex-direction: column; padding-bottom: 0; overflow: hidden; }
  .shortcut-list { margin: 0 -20px; padding: 0 20px 20px; overflow-y: auto; scrollbar-width: thin; }
  .shortcut-list:focus-visible { outline-offset: -3px; }
  .shortcut-list h3 { margin: 12px 0 4px; color: var(--text-3); font: var(--t-meta); }
  .shortcut-list dl { margin: 0; }
  .shortcut-list dl > div { display: flex; align-items: center; justify-content: space-between; gap: 16px; min-height: 32px; padding: 4px 0; border-bottom: 1px solid var(--line); }
  .shortcut-list dd { display: flex; flex: none; gap: 4px; margin: 0; }
  .shortcut-list kbd { min-width: 24px; padding: 2px 6px; border: 1px solid var(--line); border-radius: var(--r-s); color: var(--text-2); font: 400 12px/16px var(--mono); text-align: center; }
`);
