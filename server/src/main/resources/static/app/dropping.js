// Files held over the page: where they may be dropped shows itself over the conversation, and goes when they have left.

import { css, html, render } from "lit";
import { icon } from "app/icons.js";
import { dress } from "app/page.js";
import { t } from "app/tongue.js";

/** While something is held over a page, browsers say so several times a second. */
const GONE_MS = 800;

const zone = document.createElement("div");
zone.className = "drop-zone";
zone.dataset.testid = "drop-zone";
render(
  html`${icon("clip", 20)}<p>${t("Drop files to attach them")}</p><p class="meta">${t("Images and text files")}</p>`,
  zone,
);

let timer = null;

function hide() {
  clearTimeout(timer);
  zone.remove();
}

/** Something that has files is over the page, has left it, or was dropped there. */
export function dragged(over) {
  if (!over) return hide();
  clearTimeout(timer);
  timer = setTimeout(hide, GONE_MS);
  if (!zone.isConnected) document.querySelector("main").append(zone);
}

dress(css`
  .drop-zone { position: absolute; z-index: var(--z-menu); inset: 8px; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 4px; border: 1px dashed var(--accent); border-radius: var(--r); background: color-mix(in srgb, var(--bg) 97%, transparent); color: var(--text); pointer-events: none; animation: fade var(--dur) var(--ease); }
  .drop-zone .icon { margin-bottom: 8px; color: var(--accent); }
  .drop-zone p { font: 600 15px/20px var(--font); }
  .drop-zone .meta { font: 400 12px/16px var(--font); }
  @keyframes fade { from { opacity: 0; } }
`);
