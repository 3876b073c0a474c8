// What every part of a page with chats shares.

import { Plain } from "app/page.js";
import { Store } from "app/store.js";

export { announce, coarse, copy, copyFrom, isMac, phone } from "app/page.js";

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

/** A part that renders again when a topic of the store it watches changes. */
export class Part extends Plain {
  #unsubscribe = [];

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

/** Random UUID; `crypto.randomUUID` is missing on pages served over plain HTTP from another machine. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
