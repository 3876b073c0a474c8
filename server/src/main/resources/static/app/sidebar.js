// The list of chats: what there is, what each one is doing, and the way to another.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { addressOf, forkItem, pin, remove, rename } from "app/actions.js";
import { Part, announce, copy, isMac, phone, store } from "app/base.js";
import { icon, mark, ring } from "app/icons.js";
import { openMenu } from "app/menu.js";
import { openPalette } from "app/reach.js";
import { loadHistory, loadOlder } from "app/sync.js";
import { groupOf } from "app/time.js";
import { t } from "app/tongue.js";
import "app/account-row.js";

const LONG_PRESS_MS = 500;
const SKELETON_AFTER_MS = 400;
/** The list keeps still for a moment after the pointer has left it, in case it comes back. */
const RELEASE_MS = 400;
const GLIDE_MS = 150;
const GROUPS = [t("Pinned"), t("Today"), t("Yesterday"), t("Last 7 days"), t("Last 30 days"), t("Older")];

class Sidebar extends Part {
  static properties = { toggleId: { attribute: false }, renaming: { state: true }, waited: { state: true } };

  /** Places of the rows while the pointer or the focus is among them: id -> {group, at}. Nothing may move away from under it. */
  #held = null;
  #pointed = false;
  #focused = false;
  #release = null;
  /** Where rows stood before they are drawn anew: id -> top. */
  #stood = null;
  #bottom = new IntersectionObserver(([entry]) => entry.isIntersecting && loadOlder(), { rootMargin: "300px" });

  get topics() {
    return ["rows"];
  }

  connectedCallback() {
    super.connectedCallback();
    setTimeout(() => (this.waited = true), SKELETON_AFTER_MS);
    // Midnight moves chats to another heading.
    setInterval(() => this.requestUpdate(), 60_000);
  }

  render() {
    return html`
      <div class="head">
        <a class="brand" href="/" aria-label=${t("Rockpool, home")}>${mark()}<span>Rockpool</span></a>
        <button
          type="button"
          class="quiet icon-only"
          data-testid=${this.toggleId ?? nothing}
          aria-label=${phone.matches ? t("Close the list of chats") : t("Fold the sidebar")}
          @click=${() => this.dispatchEvent(new CustomEvent("fold", { bubbles: true }))}
        >
          ${icon(phone.matches ? "x" : "panel")}
        </button>
      </div>
      <a class="new-chat" href="/" data-testid="new-chat-button" data-new>
        ${icon("plus")}<span>${t("New chat")}</span><kbd>${isMac ? "⇧⌘O" : "Ctrl Shift O"}</kbd>
      </a>
      <button type="button" class="search-row" data-testid="search-button" aria-haspopup="dialog" @click=${openPalette}>
        ${icon("search")}<span>${t("Search chats")}</span><kbd>${isMac ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      <nav class="list" aria-label=${t("Chats")} @scroll=${this.#scrolled} @keydown=${this.#onKey}
        @pointerenter=${(event) => this.#point(event.pointerType === "mouse")} @pointerleave=${() => this.#point(false)}
        @focusin=${(event) => this.#focus(event.target.matches(":focus-visible"))} @focusout=${() => this.#focus(false)}>
        ${this.#list()}
      </nav>
      <rp-account></rp-account>
    `;
  }

  #list() {
    const { loaded, problem, hasMore } = store.history;
    const rows = this.#ordered();
    if (problem && rows.length === 0) return this.#broken(problem);
    if (!loaded && rows.length === 0) return this.waited ? skeleton() : nothing;
    if (rows.length === 0) return html`<p class="empty">${t("Chats you start appear here.")}</p>`;
    return html`${repeat(
      this.#groups(rows),
      (group) => group.name,
      (group) => html`<section aria-label=${group.name}>
        ${group.name === t("Pinned") ? nothing : html`<h2>${group.name}</h2>`}
        <ul>
          ${repeat(group.rows, (row) => row.id, (row) => this.#row(row))}
        </ul>
      </section>`,
    )}${hasMore ? html`<div class="more" aria-hidden="true"></div>` : nothing}`;
  }

  #broken(problem) {
    return html`<div class="empty">
      <p>${problem}</p>
      <button type="button" class="button small" @click=${() => loadHistory()}>${icon("retry", 14)}${t("Retry")}</button>
    </div>`;
  }

  #row(row) {
    return html`<li>
      <rp-row
        .chatId=${row.id}
        .name=${row.title}
        .state=${row.state}
        .unread=${store.isUnread(row.id)}
        .draft=${row.draft ?? false}
        .unsent=${store.unsentState(row.id)}
        .pinned=${row.pinned}
        .selected=${store.openId === row.id}
        .sessionKey=${row.openclawSessionKey}
        .agent=${row.agentId}
        .renaming=${this.renaming === row.id}
        @rename=${() => (this.renaming = row.id)}
        @renamed=${() => (this.renaming = null)}
        @pinned=${() => this.#pinned(row)}
        @removed=${(event) => this.#removed(event.currentTarget, row.id)}
      ></rp-row>
    </li>`;
  }

  #groups(rows) {
    const groups = new Map();
    for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
    return GROUPS.filter((name) => groups.has(name)).map((name) => ({ name, rows: groups.get(name) }));
  }

  /** The rows with their groups; while the list is held, where they stood. What is new then waits, unless it is open. */
  #ordered() {
    const now = Date.now();
    const rows = store.visibleRows().map((row) => ({ ...row, group: row.pinned ? t("Pinned") : groupOf(row.updatedAt, now) }));
    if (!this.#held) return rows;
    const place = (row) => this.#held.get(row.id);
    return rows
      .filter((row) => place(row) || row.id === store.openId || this.#held.size === 0)
      .map((row) => ({ ...row, group: place(row)?.group ?? row.group }))
      .sort((a, b) => (place(a)?.at ?? -1) - (place(b)?.at ?? -1));
  }

  #point(pointed) {
    this.#pointed = pointed;
    this.#holdOrRelease();
  }

  #focus(focused) {
    this.#focused = focused;
    this.#holdOrRelease();
  }

  #holdOrRelease() {
    clearTimeout(this.#release);
    if (this.#pointed || this.#focused) {
      this.#held ??= new Map(this.#ordered().map(({ id, group }, at) => [id, { group, at }]));
    } else if (this.#held) {
      this.#release = setTimeout(() => {
        this.#held = null;
        this.#stood = this.#tops();
        this.requestUpdate();
      }, RELEASE_MS);
    }
  }

  #tops() {
    return new Map([...this.querySelectorAll("rp-row")].map((row) => [row.chatId, row.getBoundingClientRect().top]));
  }

  /** Rows that have moved glide to their new place, so that the eye can follow. */
  #glide() {
    const stood = this.#stood;
    this.#stood = null;
    if (!stood || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const row of this.querySelectorAll("rp-row")) {
      const by = (stood.get(row.chatId) ?? NaN) - row.getBoundingClientRect().top;
      if (Math.abs(by) > 1) row.animate({ transform: [`translateY(${by}px)`, "none"] }, { duration: GLIDE_MS, easing: "cubic-bezier(.2,0,0,1)" });
    }
  }

  /** Who pins a chat wants to see it go, also while the rest of the list is held. */
  #pinned(row) {
    if (this.#held) this.#stood = this.#tops();
    this.#held?.set(row.id, { group: row.pinned ? groupOf(row.updatedAt, Date.now()) : t("Pinned"), at: -1 });
    pin(row.id, !row.pinned);
    // It is another element there.
    this.updateComplete.then(() => this.querySelector(`[data-chat-id="${row.id}"] .row-menu`)?.focus());
  }

  /** Focus goes to the row that takes the place. */
  #removed(row, id) {
    const rows = [...this.querySelectorAll("rp-row")];
    const at = rows.indexOf(row);
    const next = rows[at + 1] ?? rows[at - 1];
    const hadFocus = row.contains(document.activeElement) || document.activeElement === document.body;
    remove(id, { focus: !hadFocus });
    if (hadFocus) (next?.querySelector("a") ?? this.querySelector(".new-chat")).focus();
  }

  #onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target.nodeName !== "A") return;
    const links = [...this.querySelectorAll("rp-row a")];
    links[links.indexOf(event.target) + step]?.focus();
    event.preventDefault();
  }

  #scrolled(event) {
    event.currentTarget.classList.toggle("scrolled", event.currentTarget.scrollTop > 0);
  }

  updated() {
    this.#glide();
    this.#bottom.disconnect();
    const more = this.querySelector(".more");
    if (more) this.#bottom.observe(more);
  }
}

const skeleton = () =>
  html`<div class="skeleton" role="status" aria-label=${t("Loading chats")}>
    ${[1, 2, 3, 4, 5].map(() => html`<div class="bar"></div>`)}
  </div>`;

/** What a chat is doing, by its shape, its colour and its words. */
const SLOTS = {
  running: ["answering", t("answering"), ring],
  queued: ["queued", t("waiting to be answered"), () => icon("queued")],
  failed: ["failed", t("the answer failed"), () => icon("alert")],
  interrupted: ["failed", t("the answer broke off"), () => icon("alert")],
};
const UNREAD = ["unread", t("new answer"), () => html`<span class="dot"></span>`];
const STOPPED = ["stopped-mark", t("stopped"), () => icon("stopped")];
const PINNED = ["pinned", t("pinned"), () => icon("pin")];
const PLAIN = ["", "", () => nothing];

/** A message has not got through. */
const UNSENT = {
  waiting: ["queued", t("waiting for the connection"), () => icon("queued")],
  failed: ["failed", t("not sent"), () => icon("alert")],
};

/** How a chat is doing, `[look, words, glyph]`; `unsent` as the store tells it. */
export function slotOf({ state, unread, pinned }, unsent = null) {
  if (unsent) return UNSENT[unsent];
  if (SLOTS[state]) return SLOTS[state];
  if (unread) return UNREAD;
  if (state === "stopped") return STOPPED;
  return pinned ? PINNED : PLAIN;
}

/** One chat. Renders again only when something it shows has changed. */
class Row extends Part {
  static properties = {
    chatId: { attribute: false },
    name: { attribute: false },
    state: { attribute: false },
    unread: { attribute: false },
    draft: { attribute: false },
    unsent: { attribute: false },
    pinned: { attribute: false },
    selected: { attribute: false },
    sessionKey: { attribute: false },
    agent: { attribute: false },
    renaming: { attribute: false },
  };

  #press = null;
  #byKey = false;

  render() {
    const [look, words, glyph] = slotOf(this, this.unsent);
    const title = this.name || t("New chat");
    if (this.renaming) return html`<div class="row editing"><span class="slot"></span>${this.#field()}</div>`;
    return html`<div class="row ${this.selected ? "selected" : ""} ${this.unread ? "unread" : ""}" data-testid="chat-row"
      data-chat-id=${this.chatId} data-state=${this.state}
      @pointerdown=${this.#pressed} @pointerup=${this.#lifted} @pointercancel=${this.#lifted} @pointermove=${this.#moved}
      @contextmenu=${(event) => this.#press && event.preventDefault()}>
      <a
        href=${addressOf(this.chatId)}
        aria-current=${this.selected ? "page" : nothing}
        title=${title.length > 26 ? title : nothing}
        @keydown=${this.#onKey}
        @click=${(event) => this.#swallow && event.preventDefault()}
      >
        <span class="slot ${look}">${glyph()}</span>
        <span class="title" dir="auto">${title}</span>
        ${words ? html`<span class="sr">, ${words}${this.unread && look !== "unread" ? t(", new answer") : ""}</span>` : nothing}
        ${this.sessionKey
          ? html`<span class="oc" data-testid="oc-badge" title=${t("OpenClaw session {key}, agent {agent}", { key: this.sessionKey, agent: this.agent })}>OC</span>`
          : nothing}
      </a>
      <button
        type="button"
        class="row-menu"
        aria-label=${t("Menu of {title}", { title })}
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${(event) => this.#menu(event.currentTarget)}
      >
        ${icon("dots")}
      </button>
    </div>`;
  }

  #field() {
    return html`<input
      class="rename"
      .value=${this.name}
      aria-label=${t("New title")}
      maxlength="120"
      dir="auto"
      @keydown=${this.#fieldKey}
      @blur=${(event) => this.#renamed(event.target.value)}
    />`;
  }

  #fieldKey(event) {
    if (event.isComposing) return;
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.#byKey = true;
    this.#renamed(event.key === "Enter" ? event.target.value : this.name);
  }

  #renamed(title) {
    if (!this.renaming) return;
    this.dispatchEvent(new CustomEvent("renamed"));
    rename(this.chatId, title);
  }

  updated(changed) {
    if (!changed.has("renaming")) return;
    if (this.renaming) this.querySelector("input").select();
    else if (this.#byKey) this.querySelector("a").focus();
    this.#byKey = false;
  }

  #menu(anchor) {
    const rename = () => this.dispatchEvent(new CustomEvent("rename"));
    const forget = { label: t("Delete"), icon: "trash", key: isMac ? "⌫" : "Del", danger: true, action: () => this.#remove() };
    if (this.draft) return openMenu(anchor, t("Chat {name}", { name: this.name }), [forget]);
    openMenu(anchor, t("Chat {name}", { name: this.name }), [
      { label: t("Rename"), icon: "pencil", key: "F2", action: rename },
      { label: this.pinned ? t("Unpin") : t("Pin"), icon: "pin", action: () => this.dispatchEvent(new CustomEvent("pinned")) },
      forkItem(this.chatId),
      ...(this.sessionKey ? [{ label: t("Copy session id"), icon: "copy", action: () => this.#copyKey() }] : []),
      "line",
      forget,
    ]);
  }

  async #copyKey() {
    await copy(this.sessionKey);
    announce(t("Session id copied"));
  }

  #remove() {
    this.dispatchEvent(new CustomEvent("removed"));
  }

  #onKey(event) {
    if (event.key === "F2" && !this.draft) this.dispatchEvent(new CustomEvent("rename"));
    else if (event.key === "Delete" || (isMac && event.key === "Backspace")) this.#remove();
    else return;
    event.preventDefault();
  }

  // A finger that stays down opens the menu instead of the chat.

  #swallow = false;

  #pressed(event) {
    this.#swallow = false;
    if (event.pointerType === "mouse") return;
    const { clientX: x, clientY: y } = event;
    const timer = setTimeout(() => {
      this.#swallow = true;
      this.#menu(this.querySelector(".row-menu"));
    }, LONG_PRESS_MS);
    this.#press = { x, y, timer };
  }

  #moved(event) {
    if (this.#press && Math.hypot(event.clientX - this.#press.x, event.clientY - this.#press.y) > 10) this.#lifted();
  }

  #lifted() {
    clearTimeout(this.#press?.timer);
    this.#press = null;
  }
}

customElements.define("rp-sidebar", Sidebar);
customElements.define("rp-row", Row);
