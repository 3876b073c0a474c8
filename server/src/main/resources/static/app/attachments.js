// The files that will go with a message, as tiles above the box it is written in.

import { css, html, nothing, svg } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { again, remove } from "app/attaching.js";
import { icon } from "app/icons.js";
import { Plain, dress } from "app/page.js";
import { t } from "app/tongue.js";
import { bytes } from "app/words.js";
import "app/more-icons.js";

class Attachments extends Plain {
  static properties = { chatId: { attribute: false }, files: { attribute: false } };

  render() {
    return html`<ul class="attachments" aria-label=${t("Files of this message")}>
      ${repeat(this.files, ({ key }) => key, (file) => this.#tile(file))}
    </ul>`;
  }

  #tile(file) {
    const picture = file.kind === "image" && file.state !== "failed";
    return html`<li class="attachment ${picture ? "picture" : "named"} ${file.state}" data-testid="input-attachment-preview"
      data-state=${file.state} title=${file.problem ? `${file.name}: ${file.problem}` : file.name} @keydown=${(event) => this.#onKey(event, file)}>
      ${picture ? this.#picture(file) : this.#named(file)}${file.state === "loading" ? loader(file) : nothing}
      <button type="button" class="remove" aria-label=${t("Remove {name}", { name: file.name })} @click=${() => this.#remove(file)}>
        ${icon("x", 12)}
      </button>
    </li>`;
  }

  #picture({ thumb, name }) {
    return thumb ? html`<img src=${thumb} alt=${name} />` : html`<span class="sr">${name}</span>`;
  }

  #named({ key, name, state, problem, passing, size }) {
    const failed = state === "failed";
    return html`${icon(failed ? "alert" : "file")}
      <span class="words"><span class="name" dir="auto">${name}</span>
        <bdi class="meta">${failed ? problem : size === null ? nothing : bytes(size)}</bdi></span>
      ${failed && passing
        ? html`<button type="button" class="quiet icon-only tiny" data-testid="attachment-retry" aria-label=${t("Upload {name} again", { name })}
            title=${t("Upload again")} @click=${() => again(this.chatId, key)}>${icon("retry", 14)}</button>`
        : nothing}`;
  }

  #onKey(event, file) {
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    this.#remove(file);
  }

  /** The focus goes on to the next file, or back to the text. */
  #remove(file) {
    const at = this.files.indexOf(file);
    const composer = this.closest("rp-composer");
    remove(this.chatId, file.key);
    composer.updateComplete.then(async () => {
      await this.updateComplete;
      const left = this.isConnected ? [...this.querySelectorAll(".remove")] : [];
      (left[Math.min(at, left.length - 1)] ?? composer.querySelector("textarea")).focus({ preventScroll: true });
    });
  }
}

const loader = ({ name, progress }) => html`<span class="loader" data-testid="input-attachment-loader" role="progressbar"
  aria-label=${t("Uploading {name}", { name })} aria-valuenow=${Math.round(progress * 100)} aria-valuemin="0" aria-valuemax="100">
  <svg class="share" width="20" height="20" viewBox="0 0 16 16" aria-hidden="true">
    ${svg`<circle class="track" cx="8" cy="8" r="6" /><circle cx="8" cy="8" r="6" pathLength="100"
      stroke-dasharray="${Math.max(4, progress * 100)} 100" />`}
  </svg>
</span>`;

dress(css`
  rp-attachments { display: block; }
  .attachments { display: flex; flex-wrap: wrap; gap: 8px; max-height: 140px; margin: -3px 0 8px; padding: 4px 8px; overflow-y: auto; scrollbar-width: thin; cursor: default; }
  .attachment { position: relative; display: flex; flex: none; align-items: center; height: 56px; border: 1px solid var(--line); border-radius: var(--r); background: var(--bg-code); }
  .attachment.picture { width: 56px; overflow: clip; }
  .attachment img { width: 100%; height: 100%; object-fit: cover; }
  .attachment.loading img { opacity: .4; }
  .attachment.named { flex: 1 1 152px; gap: 10px; min-width: 0; max-width: 224px; padding-inline: 12px 34px; }
  .attachment.named > .icon { color: var(--text-2); }
  .attachment.failed { flex: 1 1 100%; height: auto; min-height: 56px; max-width: none; padding-block: 8px; border-color: var(--danger-line); background: var(--danger-soft); }
  .attachment.failed > .icon { color: var(--danger); }
  .attachment .words { display: block; flex: 1; min-width: 0; }
  .attachment :is(.name, .meta) { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .attachment .name { font: 500 13px/20px var(--font); }
  .attachment.failed .meta { color: var(--text); white-space: normal; overflow-wrap: anywhere; }
  .attachment .loader { display: grid; flex: none; place-items: center; color: var(--accent); }
  .attachment.picture .loader { position: absolute; inset: 0; }
  .attachment .share { fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; transform: rotate(-90deg); }
  .attachment .share circle { transition: stroke-dasharray var(--dur) linear; }
  .attachment .share .track { opacity: .28; }
  .attachment .remove { position: absolute; inset-block: 0; inset-inline-end: 4px; margin-block: auto; display: grid; place-items: center; width: 24px; height: 24px; border-radius: var(--r-m); color: var(--text-2); }
  .attachment.picture .remove { inset-block: 3px auto; inset-inline-end: 3px; border: 1px solid var(--line); border-radius: var(--r-full); background: var(--bg-raised); width: 20px; height: 20px; }
  .attachment.picture .remove::after { content: ""; position: absolute; inset: -3px; }
  .attachment .remove:hover { background: var(--fill-1); color: var(--text); }
  .attachment .remove:focus-visible { outline-offset: -1px; }
  @media (pointer: coarse), (max-width: 767px) {
    .attachments { max-height: 156px; }
    .attachment { height: 64px; }
    .attachment.picture { width: 64px; }
    .attachment.named { padding-inline-end: 44px; }
    .attachment.picture .remove { width: 24px; height: 24px; }
    .attachment.picture .remove::after { inset: -4px -4px -16px -16px; }
    .attachment.named .remove { width: 44px; height: 44px; inset-inline-end: 0; }
  }
`);

customElements.define("rp-attachments", Attachments);
