// What every document of ours shares, whichever it is: a chat, a form, a page somebody was given a link to.

import { LitElement } from "lit";
import { t } from "app/tongue.js";

/** A part of a page without a shadow: one style sheet dresses them all. */
export class Plain extends LitElement {
  createRenderRoot() {
    return this;
  }

  /** Who works by keys and has pressed a button that is gone then, or disabled, is not left nowhere. */
  update(changed) {
    const held = document.activeElement;
    const holds = this.contains(held) && held.matches(":focus-visible");
    super.update(changed);
    if (holds) this.updateComplete.then(() => isLeft(held) && standIn()?.focus({ preventScroll: true }));
  }
}

const isLeft = (held) =>
  (!held.isConnected || held.disabled) && [document.body, held].includes(document.activeElement);

const standIn = () => document.querySelector("main rp-composer textarea") ?? document.querySelector("h1");

/** Dresses a part that is loaded later: its own sheet, made with `css`, joins those of the page. */
export const dress = ({ styleSheet }) => (document.adoptedStyleSheets = [...document.adoptedStyleSheets, styleSheet]);

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Finger rather than mouse: no hover, no keyboard hints, and focus does not open the keyboard by itself. */
export const coarse = matchMedia("(pointer: coarse)");

export const phone = matchMedia("(max-width: 767px)");

/** Copies a text; falls back to the old way where the clipboard is not offered (plain HTTP). */
export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "sr";
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  focused?.focus();
}

/** Gives the focus back after a dialog. Chromium does so itself, but leaves a field without its cursor. */
export function focusAgain(element) {
  if (!element?.isConnected) return standIn()?.focus({ preventScroll: true });
  element.blur();
  element.focus({ preventScroll: true });
}

/** Tells a screen reader, once and politely. */
export function announce(sentence) {
  const region = document.getElementById("announcements");
  if (region) region.textContent = sentence;
}

/** Copies and shows for two seconds on the button itself that it did. */
export async function copyFrom(button, text) {
  await copy(text);
  button.classList.add("copied");
  announce(t("Copied"));
  setTimeout(() => button.classList.remove("copied"), 2000);
}
