// How a gateway is, to be seen: a shape, a colour, and words.

import { html, nothing } from "lit";
import { icon } from "app/icons.js";
import { copyBlock } from "app/dialog.js";
import { t } from "app/tongue.js";

const GLYPHS = { ok: "ok", broken: "alert", off: "off", unknown: "queued" };

export const statusGlyph = ({ look }) => html`<span class="status-glyph ${look}">${icon(GLYPHS[look])}</span>`;

export const statusWords = ({ look, title, text }) => html`<span class="status-words ${look}"><b>${title}</b> ${text}</span>`;

/** Both on one line. */
export const statusLine = (status) => html`<p class="status-line" data-look=${status.look}>${statusGlyph(status)}${statusWords(status)}</p>`;

/** What has to be set at the gateway, where that is the trouble. */
export const statusSetting = ({ setting }) =>
  setting
    ? html`<p class="section-text">${t("Set this on the gateway, restart it, then test again.")}</p>
        ${copyBlock(setting)}`
    : nothing;
