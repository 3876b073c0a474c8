// What just happened, with a way back for as long as the ring drains. Waits while somebody points at it or is in it.

import { html, nothing } from "lit";
import { Part } from "app/base.js";
import { expire, shownToast } from "app/notes.js";

class Toast extends Part {
  #toast = null;
  #left = 0;
  #since = 0;
  #timer = null;

  get topics() {
    return ["toast"];
  }

  render() {
    if (shownToast !== this.#toast) this.#begin(shownToast);
    const toast = this.#toast;
    if (!toast) return nothing;
    return html`<div
      class="toast"
      @pointerenter=${() => this.#pause()}
      @pointerleave=${() => this.#resume()}
      @focusin=${() => this.#pause()}
      @focusout=${() => this.#resume()}
    >
      <div class="words">
        <div class="title">${toast.title}</div>
        ${toast.text ? html`<div class="text" dir="auto">${toast.text}</div>` : nothing}
      </div>
      ${toast.action
        ? html`<button type="button" aria-keyshortcuts=${toast.action.drains ? "Control+Z Meta+Z" : nothing} @click=${toast.action.run}>${toast.action.drains ? drain() : nothing}${toast.action.label}</button>`
        : nothing}
    </div>`;
  }

  #begin(toast) {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#toast = toast;
    this.#left = toast?.ms ?? 0;
    this.classList.remove("paused");
    // A new ring, full again.
    const ring = this.querySelector(".left");
    ring?.getAnimations().forEach((animation) => (animation.currentTime = 0));
    if (toast) this.#resume();
  }

  #pause() {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#left -= performance.now() - this.#since;
    this.classList.add("paused");
  }

  #resume() {
    if (this.#timer !== null || !this.#toast) return;
    this.#since = performance.now();
    this.#timer = setTimeout(expire, this.#left);
    this.classList.remove("paused");
  }
}

const drain = () => html`<svg class="drain" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
  <circle class="track" cx="8" cy="8" r="6" /><circle class="left" cx="8" cy="8" r="6" pathLength="100" />
</svg>`;

customElements.define("rp-toast", Toast);
