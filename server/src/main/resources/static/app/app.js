// The frame: sidebar, header, and whichever page the address asks for.

import { html, nothing } from "lit";
import { go, start } from "app/actions.js";
import { Part, coarse, isMac, phone, store } from "app/base.js";
import { mark } from "app/icons.js";
import { keep, recall } from "app/local.js";
import { closeMenu } from "app/menu.js";
import { shownToast } from "app/notes.js";
import { openFind, openPalette, openShortcuts } from "app/reach.js";
import { stop } from "app/sending.js";
import { t } from "app/tongue.js";
import { wayIn } from "app/who.js";
import "app/header.js";
import "app/home.js";
import "app/sidebar.js";
import "app/thread.js";
import "app/toast.js";

/** Conversations whose elements are kept, so that going back to one is instant. */
const THREADS_KEPT = 8;

const MOST_COUNTED = 99;

const REFUSALS = {
  "not_found": [t("This chat does not exist"), t("The link may be incomplete, or the chat was never started.")],
  "forbidden": [t("This chat belongs to somebody else"), t("Only the person who started it can read it.")],
  "gone": [t("This chat was deleted"), t("Its messages and its OpenClaw session are gone.")],
};

const inDialog = () => document.querySelector("dialog[open]");

/** What can be done from anywhere, by key; with Command on a Mac, with Ctrl elsewhere. Null for keys of somebody else. */
function shortcut({ key, target, ctrlKey, metaKey, shiftKey, altKey }) {
  const letter = key.toLowerCase();
  if (letter === "o" && shiftKey && (ctrlKey || metaKey)) return inDialog() ? null : () => go(null);
  if (key === "?" && !ctrlKey && !metaKey) return inDialog() || target.matches("input, textarea, select") ? null : openShortcuts;
  if (shiftKey || altKey || ctrlKey === metaKey || metaKey !== isMac) return null;
  if (letter === "k") return openPalette;
  // What is typed is the browser's to undo.
  if (letter === "z") return shownToast?.action?.drains && !target.value ? shownToast.action.run : null;
  // The browser finds what is drawn; all of a long chat is not. Asked for in the field itself, it is the browser that is meant.
  const finds = !inDialog() && document.querySelector("main .gap-box") && !document.activeElement.closest("rp-find");
  return letter === "f" && finds ? () => openFind() : null;
}

class App extends Part {
  static properties = { drawer: { state: true }, folded: { state: true } };

  /** @type {Map<string, HTMLElement>} */
  #threads = new Map();

  get topics() {
    return ["route", "rows", "phase"];
  }

  constructor() {
    super();
    this.drawer = false;
    this.folded = recall("sidebar") === "closed";
  }

  connectedCallback() {
    super.connectedCallback();
    phone.addEventListener("change", () => this.#resized());
    document.addEventListener("click", (event) => this.#followLink(event));
    document.addEventListener("keydown", (event) => this.#onKey(event));
    store.subscribe("route", () => this.#routed());
    start();
  }

  /** Takes the place of the outlines that came with the page. */
  willUpdate() {
    if (this.hasUpdated) return;
    this.replaceChildren();
    this.removeAttribute("aria-busy");
  }

  render() {
    if (store.shutOut) return shutOut(store.shutOut);
    const away = phone.matches ? !this.drawer : this.folded;
    const chat = store.openId ? store.chat(store.openId) : null;
    const refused = chat?.phase === "refused";
    return html`
      ${refused || this.drawer ? nothing : html`<a class="skip" href="#composer-input" @click=${this.#skip}>${t("Go to the message box")}</a>`}
      <rp-sidebar
        role="complementary"
        aria-label=${t("Sidebar")}
        class=${away ? "away" : ""}
        ?inert=${away}
        .toggleId=${away ? null : "sidebar-toggle-button"}
        @fold=${() => this.#fold()}
      ></rp-sidebar>
      ${this.drawer ? html`<div class="scrim" @click=${() => this.#fold()}></div>` : nothing}
      <main ?inert=${this.drawer}>
        <rp-header
          .chatId=${refused ? null : store.openId}
          .folded=${away}
          .toggleId=${away ? "sidebar-toggle-button" : null}
          @fold=${() => this.#fold()}
        ></rp-header>
        ${!chat ? html`<rp-home></rp-home>` : refused ? this.#refusal(chat.refusal) : this.#thread(chat.id)}
      </main>
      <rp-toast role="status"></rp-toast>
      <div id="announcements" class="sr" role="status" aria-live="polite"></div>
    `;
  }

  #thread(id) {
    const thread = this.#threads.get(id) ?? document.createElement("rp-thread");
    thread.chatId = id;
    // Outlines were there already: they stay until the chat is.
    if (!this.hasUpdated) thread.waited = true;
    this.#threads.delete(id);
    this.#threads.set(id, thread);
    for (const old of [...this.#threads.keys()].slice(0, -THREADS_KEPT)) this.#threads.delete(old);
    return html`${thread}<div class="dock"><rp-composer .chatId=${id}></rp-composer></div>`;
  }

  #refusal(refusal) {
    const [title, text] = REFUSALS[refusal.code.split(":")[0]] ?? [t("This chat cannot be shown"), refusal.message];
    return html`<div class="state-page">
      <h1 tabindex="-1">${title}</h1>
      <p>${text}</p>
      <a class="button primary" href="/">${t("New chat")}</a>
    </div>`;
  }

  #routed() {
    closeMenu();
    const wasDrawer = this.drawer;
    this.drawer = false;
    this.requestUpdate();
    this.updateComplete.then(() => {
      if (!store.takesFocus) return;
      if (!coarse.matches) this.querySelector("main rp-composer")?.updateComplete.then(() => this.#focusComposer());
      else if (wasDrawer) this.querySelector("main .scroll, main .unfold")?.focus({ preventScroll: true });
    });
  }

  #focusComposer() {
    this.querySelector("main rp-composer")?.focusField();
  }

  updated() {
    const title = store.openId ? store.titleOf(store.openId) : null;
    const unread = store.unreadCount;
    const count = unread > MOST_COUNTED ? `(${MOST_COUNTED}+) ` : unread > 0 ? `(${unread}) ` : "";
    document.title = count + (title ? `${title} · Rockpool` : "Rockpool");
  }

  #fold() {
    if (phone.matches) {
      this.drawer = !this.drawer;
    } else {
      this.folded = !this.folded;
      keep("sidebar", this.folded ? "closed" : null);
      document.documentElement.dataset.sidebar = this.folded ? "closed" : "open";
    }
    this.updateComplete.then(async () => {
      await Promise.all([...this.querySelectorAll("rp-header, rp-sidebar")].map((part) => part.updateComplete));
      this.querySelector("[data-testid=sidebar-toggle-button]")?.focus();
    });
  }

  #resized() {
    this.drawer = false;
    this.requestUpdate();
    for (const part of this.querySelectorAll("rp-header, rp-sidebar")) part.requestUpdate();
  }

  /** Our own addresses are opened in place; a click that asks for a new tab is the browser's. */
  #followLink(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target) return;
    const { origin, pathname } = new URL(link.href);
    if (origin !== location.origin || link.getAttribute("href").startsWith("#")) return;
    const chat = /^\/chat\/([0-9a-f-]{36})$/.exec(pathname);
    if (!chat && pathname !== "/") return;
    event.preventDefault();
    go(chat?.[1] ?? null);
  }

  #onKey(event) {
    if (event.defaultPrevented || event.isComposing) return;
    const asked = shortcut(event);
    if (asked) {
      event.preventDefault();
      asked();
    } else if (event.key === "Escape" && !inDialog()) {
      if (this.drawer) this.#fold();
      else if (store.openId) stop(store.openId);
    }
  }

  #skip(event) {
    event.preventDefault();
    this.#focusComposer();
  }
}

const shutOut = (sentence) => html`<main class="state-page">
  ${mark()}
  <h1>${t("Sign in to chat here")}</h1>
  <p>${sentence}</p>
  <a class="button primary" href=${wayIn(location.pathname)}>${t("Sign in")}</a>
  <button type="button" class="button" @click=${() => location.reload()}>${t("Try again")}</button>
</main>`;

customElements.define("rp-app", App);
