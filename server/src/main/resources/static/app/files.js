// Files of a message: pictures that open in front of the page, and others to be downloaded.

import { css, html, nothing } from "lit";
import { icon } from "app/icons.js";
import { Plain, dress } from "app/page.js";
import { withModule } from "app/reach.js";
import { t } from "app/tongue.js";
import { bytes } from "app/words.js";
import "app/more-icons.js";

const isImage = ({ mediaType }) => mediaType.startsWith("image/");

class MessageFiles extends Plain {
  static properties = {
    /** Parts of a message, those of type "file". */
    files: { attribute: false },
    /** What is done with one that is to be taken away; null where none can be. */
    onRemove: { attribute: false },
    gone: { state: true },
  };

  constructor() {
    super();
    this.onRemove = null;
    /** Addresses of pictures that did not come. */
    this.gone = new Set();
  }

  render() {
    const images = this.files.filter(isImage);
    const alone = images.length === 1 && this.files.length === 1;
    return html`<ul class="files ${alone ? "alone" : ""}" aria-label=${t("Files of this message")}>
      ${this.files.map((file) => html`<li class="${isImage(file) ? "picture" : "chip"}" data-testid="message-file">
        ${isImage(file) && !this.gone.has(file.url) ? this.#picture(file, images) : this.#chip(file)}
        ${this.onRemove ? this.#removeButton(file) : nothing}
      </li>`)}
    </ul>`;
  }

  #picture(file, images) {
    const lost = () => (this.gone = new Set([...this.gone, file.url]));
    return html`<button type="button" class="open" title=${file.filename} @click=${() => this.#open(images, file)}>
      <img src=${file.url} alt=${file.filename} decoding="async" draggable="false" @error=${lost} />
    </button>`;
  }

  #open(images, file) {
    const seen = images.filter(({ url }) => !this.gone.has(url));
    withModule("app/lightbox.js", ({ openLightbox }) => openLightbox(seen, seen.indexOf(file)));
  }

  #chip({ url, filename, size }) {
    const lost = this.gone.has(url);
    const meta = lost ? t("Not there any more") : size === undefined ? nothing : bytes(size);
    return html`<a class="file-chip" href=${lost ? nothing : url} download=${filename} title=${filename}>
      ${icon("file")}<span class="words"><span class="name" dir="auto">${filename}</span><bdi class="meta">${meta}</bdi></span>
      ${lost || this.onRemove ? nothing : html`<span class="sr">${t("Download")}</span>${icon("download")}`}
    </a>`;
  }

  #removeButton(file) {
    return html`<button type="button" class="remove" aria-label=${t("Remove {name}", { name: file.filename })}
      @click=${() => this.onRemove(file)}>${icon("x", 12)}</button>`;
  }
}

dress(css`
  .files { display: flex; flex-wrap: wrap; align-items: flex-end; justify-content: flex-end; gap: 8px; max-width: 504px; margin-inline-start: auto; }
  .files li { position: relative; max-width: 100%; }
  .files .open { display: block; width: 120px; height: 120px; border: 1px solid var(--line); border-radius: var(--r); background: var(--bubble); overflow: clip; cursor: zoom-in; }
  .files .open img { display: block; width: 100%; height: 100%; object-fit: cover; }
  .files.alone .open { width: auto; min-width: 120px; max-width: min(var(--bubble-max), 100%); height: 200px; }
  .files.alone .open img { width: auto; max-width: 100%; margin: 0 auto; }
  .file-chip { display: flex; align-items: center; gap: 10px; width: 240px; max-width: 100%; min-height: 56px; padding: 7px 14px 7px 12px; border: 1px solid var(--line); border-radius: var(--r); background: var(--bg-raised); }
  .file-chip[href]:hover { background: var(--fill-1); }
  .file-chip .icon { color: var(--text-2); }
  .file-chip .words { flex: 1; min-width: 0; }
  .file-chip :is(.name, .meta) { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .file-chip .name { font: 500 13px/20px var(--font); }
  .pending rp-files .files { justify-content: flex-start; margin: 0; }
  .pending rp-files .open { width: 72px; height: 72px; }
  .files .remove { position: absolute; inset-block-start: 4px; inset-inline-end: 4px; display: grid; place-items: center; width: 24px; height: 24px; border: 1px solid var(--line); border-radius: var(--r-full); background: var(--bg-raised); color: var(--text-2); }
  .files .remove::after { content: ""; position: absolute; inset: calc((24px - var(--hit)) / 2); }
  .files .remove:hover { color: var(--text); }
  .files .chip .remove { inset-block: 0; margin-block: auto; border: 0; background: none; }
  .files:has(.remove) .file-chip { padding-inline-end: 36px; }
  @media (max-width: 767px) { .files .open { width: 112px; height: 112px; } }
`);

customElements.define("rp-files", MessageFiles);
