// The list of chats: what there is, what each one is doing, and the way to another.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { addressOf, loadHistory, loadOlder, pin, remove, rename } from "app/actions.js";
import { Part, announce, copy, isMac, phone, store } from "app/base.js";
import { icon, mark, ring } from "app/icons.js";
import { openMenu, toggleMenu } from "app/menu.js";
import { themeItems } from "app/theming.js";
import { groupOf } from "app/time.js";

const LONG_PRESS_MS = 500;
const SKELETON_AFTER_MS = 400;

class Sidebar extends Part {
  static properties = { toggleId: { attribute: false }, renaming: { state: true }, waited: { state: true } };

  /** Order of the rows while the pointer is over them: nothing may move away from under it. */
  #held = null;
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
        <a class="brand" href="/" aria-label="Rockpool, home">${mark()}<span>Rockpool</span></a>
        <button
          type="button"
          class="quiet icon-only"
          data-testid=${this.toggleId ?? nothing}
          aria-label=${phone.matches ? "Close the list of chats" : "Fold the sidebar"}
          @click=${() => this.dispatchEvent(new CustomEvent("fold", { bubbles: true }))}
        >
          ${icon(phone.matches ? "x" : "panel")}
        </button>
      </div>
      <a class="new-chat" href="/" data-testid="new-chat-button" data-new>
        ${icon("plus")}<span>New chat</span><kbd>${isMac ? "⇧⌘O" : "Ctrl Shift O"}</kbd>
      </a>
      <nav class="list" aria-label="Chats" @scroll=${this.#scrolled} @keydown=${this.#onKey}
        @pointerenter=${(event) => this.#hold(event)} @pointerleave=${() => this.#release()}>
        ${this.#list()}
      </nav>
      ${account()}
    `;
  }

  #list() {
    const { loaded, problem, hasMore } = store.history;
    const rows = this.#ordered();
    if (problem && rows.length === 0) return this.#broken(problem);
    if (!loaded && rows.length === 0) return this.waited ? skeleton() : nothing;
    if (rows.length === 0) return html`<p class="empty">Chats you start appear here.</p>`;
    return html`${repeat(
      this.#groups(rows),
      (group) => group.name,
      (group) => html`<section aria-label=${group.name}>
        ${group.name === "Pinned" ? nothing : html`<h2>${group.name}</h2>`}
        <ul>
          ${repeat(group.rows, (row) => row.id, (row) => this.#row(row))}
        </ul>
      </section>`,
    )}${hasMore ? html`<div class="more" aria-hidden="true"></div>` : nothing}`;
  }

  #broken(problem) {
    return html`<div class="empty">
      <p>${problem}</p>
      <button type="button" class="button small" @click=${() => loadHistory()}>${icon("retry", 14)}Retry</button>
    </div>`;
  }

  #row(row) {
    return html`<li>
      <rp-row
        .chatId=${row.id}
        .name=${row.title}
        .state=${row.state}
        .unread=${store.unread.has(row.id)}
        .pinned=${row.pinned}
        .selected=${store.openId === row.id}
        .sessionKey=${row.openclawSessionKey}
        .agent=${row.agentId}
        .renaming=${this.renaming === row.id}
        @rename=${() => (this.renaming = row.id)}
        @renamed=${() => (this.renaming = null)}
        @removed=${(event) => this.#removed(event.currentTarget, row.id)}
      ></rp-row>
    </li>`;
  }

  #groups(rows) {
    const groups = new Map();
    const now = Date.now();
    for (const row of rows) {
      const name = row.pinned ? "Pinned" : groupOf(row.updatedAt, now);
      groups.set(name, [...(groups.get(name) ?? []), row]);
    }
    const order = ["Pinned", "Today", "Yesterday", "Last 7 days", "Last 30 days", "Older"];
    return order.filter((name) => groups.has(name)).map((name) => ({ name, rows: groups.get(name) }));
  }

  #ordered() {
    const rows = store.visibleRows();
    if (!this.#held) return rows;
    const place = new Map(this.#held.map((id, i) => [id, i]));
    return rows.toSorted((a, b) => (place.get(a.id) ?? -1) - (place.get(b.id) ?? -1));
  }

  #hold(event) {
    if (event.pointerType === "mouse") this.#held = store.visibleRows().map((row) => row.id);
  }

  #release() {
    this.#held = null;
    this.requestUpdate();
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
    this.#bottom.disconnect();
    const more = this.querySelector(".more");
    if (more) this.#bottom.observe(more);
  }
}

const skeleton = () =>
  html`<div class="skeleton" role="status" aria-label="Loading chats">
    ${[1, 2, 3, 4, 5].map(() => html`<div class="bar"></div>`)}
  </div>`;

const account = () => html`<div class="account">
  <span class="avatar" aria-hidden="true">G</span>
  <div class="who">
    <div class="name">Guest</div>
    <div class="where">Known by this browser only</div>
  </div>
  <button
    type="button"
    class="quiet icon-only"
    aria-label="Appearance"
    aria-haspopup="menu"
    aria-expanded="false"
    data-menu="end"
    @click=${(event) => toggleMenu(event.currentTarget, "Appearance", themeItems())}
  >
    ${icon("sliders")}
  </button>
</div>`;

const SLOTS = {
  running: ["answering", ring],
  queued: ["queued", () => icon("queued")],
  failed: ["failed", () => icon("alert")],
  interrupted: ["failed", () => icon("alert")],
};

/** One chat. Renders again only when something it shows has changed. */
class Row extends Part {
  static properties = {
    chatId: { attribute: false },
    name: { attribute: false },
    state: { attribute: false },
    unread: { attribute: false },
    pinned: { attribute: false },
    selected: { attribute: false },
    sessionKey: { attribute: false },
    agent: { attribute: false },
    renaming: { attribute: false },
  };

  #press = null;
  #byKey = false;

  render() {
    const [state, glyph] = this.#slot();
    const title = this.name || "New chat";
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
        <span class="slot ${state}">${glyph()}</span>
        <span class="title" dir="auto">${title}</span>
        ${state ? html`<span class="sr">, ${state}</span>` : nothing}
        ${this.sessionKey
          ? html`<span class="oc" data-testid="oc-badge" title="OpenClaw session ${this.sessionKey}, agent ${this.agent}">OC</span>`
          : nothing}
      </a>
      <button
        type="button"
        class="row-menu"
        aria-label="Menu of ${title}"
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${(event) => this.#menu(event.currentTarget)}
      >
        ${icon("dots")}
      </button>
    </div>`;
  }

  #slot() {
    if (SLOTS[this.state]) return SLOTS[this.state];
    if (this.unread) return ["unread", () => html`<span class="dot"></span>`];
    if (this.pinned) return ["pinned", () => icon("pin")];
    return ["", () => nothing];
  }

  #field() {
    return html`<input
      class="rename"
      .value=${this.name}
      aria-label="New title"
      maxlength="200"
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
    openMenu(anchor, `Chat ${this.name}`, [
      { label: "Rename", icon: "pencil", key: "F2", action: rename },
      { label: this.pinned ? "Unpin" : "Pin", icon: "pin", action: () => pin(this.chatId, !this.pinned) },
      ...(this.sessionKey ? [{ label: "Copy session id", icon: "copy", action: () => this.#copyKey() }] : []),
      "line",
      { label: "Delete", icon: "trash", key: isMac ? "⌫" : "Del", danger: true, action: () => this.#remove() },
    ]);
  }

  async #copyKey() {
    await copy(this.sessionKey);
    announce("Session id copied");
  }

  #remove() {
    this.dispatchEvent(new CustomEvent("removed"));
  }

  #onKey(event) {
    if (event.key === "F2") this.dispatchEvent(new CustomEvent("rename"));
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
