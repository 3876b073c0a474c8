// What every part of the page shares.

import { LitElement } from "lit";
import { Store } from "app/store.js";

export const store = new Store();

/** The browser's own clock and chance, for what is tested with others. */
export const clock = {
  now: () => Date.now(),
  random: Math.random,
  after(ms, what) {
    const timer = setTimeout(what, ms);
    return () => clearTimeout(timer);
  },
};

/** A part of the page without a shadow: one style sheet dresses them all. It renders again when a topic it watches changes. */
export class Part extends LitElement {
  #unsubscribe = [];

  createRenderRoot() {
    return this;
  }

  /** Topics of the store; may depend on properties. */
  get topics() {
    return [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch();
    this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget();
  }

  watch() {
    this.#forget();
    this.#unsubscribe = this.topics.map((topic) => store.subscribe(topic, () => this.topicChanged()));
  }

  topicChanged() {
    this.requestUpdate();
  }

  #forget() {
    this.#unsubscribe.forEach((unsubscribe) => unsubscribe());
    this.#unsubscribe = [];
  }
}

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Finger rather than mouse: no hover, no keyboard hints, and focus does not open the keyboard by itself. */
export const coarse = matchMedia("(pointer: coarse)");

export const phone = matchMedia("(max-width: 767px)");

/** Random UUID; `crypto.randomUUID` is missing on pages served over plain HTTP from another machine. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

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

/** Tells a screen reader, once and politely. */
export function announce(sentence) {
  const region = document.getElementById("announcements");
  if (region) region.textContent = sentence;
}

/** Copies and shows for two seconds on the button itself that it did. */
export async function copyFrom(button, text) {
  await copy(text);
  button.classList.add("copied");
  announce("Copied");
  setTimeout(() => button.classList.remove("copied"), 2000);
}
