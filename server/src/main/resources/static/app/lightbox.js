// A picture of a message in front of the page, with those beside it. Arrows go on, Escape closes.

import { css, html, nothing, render } from "lit";
import { announce } from "app/base.js";
import { icon } from "app/icons.js";
import { dress, focusAgain } from "app/page.js";
import { t } from "app/tongue.js";
import "app/more-icons.js";

/**
 * @param {{url: string, filename: string}[]} pictures
 * @param {number} at the one to begin with
 */
export function openLightbox(pictures, at) {
  const opener = document.activeElement;
  const dialog = document.createElement("dialog");
  dialog.className = "lightbox";
  dialog.dataset.testid = "lightbox";
  const show = (index) => {
    at = index;
    render(content(pictures, at, show, () => dialog.close()), dialog);
    dialog.setAttribute("aria-label", pictures[at].filename);
  };
  dialog.addEventListener("keydown", (event) => stepped(event, pictures.length, at, (index) => {
    show(index);
    announce(`${pictures[index].filename}, ${place(index, pictures.length)}`);
  }));
  dialog.addEventListener("click", ({ target }) => target.matches("dialog, .stage") && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    focusAgain(opener);
  });
  show(at);
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("[data-close]").focus();
}

const place = (at, count) => t("{at} of {count}", { at: at + 1, count });

function stepped(event, count, at, show) {
  const back = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  event.preventDefault();
  const index = event.key === back ? at - 1 : at + 1;
  if (index >= 0 && index < count) show(index);
}

const content = (pictures, at, show, close) => {
  const { url, filename } = pictures[at];
  return html`<div class="lightbox-head">
      <span class="name" dir="auto" title=${filename}>${filename}</span>
      ${pictures.length > 1 ? html`<span class="meta">${place(at, pictures.length)}</span>` : nothing}
      <span class="gap"></span>
      <a class="quiet icon-only" href=${url} download=${filename} aria-label=${t("Download")} title=${t("Download")}>${icon("download")}</a>
      <button type="button" class="quiet icon-only" data-close aria-label=${t("Close")} title=${t("Close")} @click=${close}>${icon("x")}</button>
    </div>
    <div class="stage"><img src=${url} alt=${filename} /></div>
    ${pictures.length > 1 ? html`${step("left", t("Previous picture"), at - 1, pictures, show)}${step("right", t("Next picture"), at + 1, pictures, show)}` : nothing}`;
};

const step = (glyph, label, index, pictures, show) => html`<button type="button" class="button icon-only step ${glyph}" aria-label=${label}
  title=${label} ?disabled=${!pictures[index]} @click=${() => show(index)}>${icon(glyph)}</button>`;

dress(css`
  .lightbox { display: flex; flex-direction: column; width: 100vw; max-width: none; height: 100dvh; max-height: none; padding: 0; border: 0; background: var(--bg); color: var(--text); }
  .lightbox-head { display: flex; flex: none; align-items: center; gap: 12px; height: var(--head-h); padding: 0 12px 0 20px; border-bottom: 1px solid var(--line); }
  .lightbox-head .name { min-width: 0; overflow: hidden; font: 600 15px/20px var(--font); text-overflow: ellipsis; white-space: nowrap; }
  .lightbox-head .meta { flex: none; }
  .lightbox .stage { display: grid; flex: 1; place-items: center; min-height: 0; padding: 16px; }
  .lightbox .stage img { max-width: 100%; max-height: 100%; min-height: 0; object-fit: contain; border-radius: var(--r-s); }
  .lightbox .step { position: absolute; inset-block-start: 50%; width: 40px; height: 40px; border-radius: var(--r-full); box-shadow: var(--sh-2); }
  .lightbox .step.left { inset-inline-start: 16px; }
  .lightbox .step.right { inset-inline-end: 16px; }
  .lightbox .step:disabled { visibility: hidden; }
  .lightbox:dir(rtl) .step .icon { transform: scaleX(-1); }
`);
