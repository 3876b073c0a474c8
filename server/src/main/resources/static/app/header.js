// Above a chat: its title, its agent, its OpenClaw session, and what can be done with it.

import { html, nothing } from "lit";
import { forkItem, remove, rename } from "app/actions.js";
import { agentLabel, agentName, agentPicker, isChoice, openAgents } from "app/agents.js";
import { Part, announce, copy, phone, store } from "app/base.js";
import { icon } from "app/icons.js";
import { toggleMenu } from "app/menu.js";
import { openFind } from "app/reach.js";
import { themeItems } from "app/theming.js";
import { t } from "app/tongue.js";
import { canChange, isShared, visibilityItems } from "app/visibility.js";

const COPIED_MS = 2_000;
const KEY_SHOWN = "webchat-7f3c".length;

/** Begins as all do; the number at the end, of a session that is not the chat's first, is what tells it apart. */
const shortKey = (key) =>
  key.length > KEY_SHOWN + 3 ? `${key.slice(0, KEY_SHOWN)}...${/[0-9a-f]{12}(-\d+)$/.exec(key)?.[1] ?? ""}` : key;

class Header extends Part {
  static properties = {
    chatId: { attribute: false },
    folded: { attribute: false },
    toggleId: { attribute: false },
    renaming: { state: true },
    copied: { state: true },
  };

  get topics() {
    return ["rows", "models", "phase", "account"];
  }

  willUpdate(changed) {
    if (changed.has("chatId")) this.renaming = this.copied = false;
  }

  render() {
    const row = store.rows.get(this.chatId);
    const chat = store.chats.get(this.chatId);
    const agent = row?.agentId ?? chat?.agent;
    const known = row || chat?.phase === "ready";
    const title = known ? store.titleOf(this.chatId) || t("New chat") : "";
    return html`<header class=${this.chatId ? "chat" : "home"}>
      ${this.folded ? this.#unfold() : nothing}
      ${this.chatId ? html`<div class="titles">${this.#title(row, title)}${agent ? this.#agent(agent, row) : nothing}</div>` : nothing}
      <span class="gap"></span>
      ${row?.openclawSessionKey ? this.#pill(row.openclawSessionKey) : nothing}
      ${row && !phone.matches && canChange(row, store.account) ? this.#visibility(row) : nothing}
      ${row ? this.#more(row, agent) : this.chatId && phone.matches ? html`<span class="icon-only"></span>` : nothing}
    </header>`;
  }

  #unfold() {
    return html`<button
      type="button"
      class="quiet icon-only unfold"
      data-testid=${this.toggleId ?? nothing}
      aria-label=${phone.matches ? t("Open the list of chats") : t("Show the sidebar")}
      aria-expanded="false"
      @click=${() => this.dispatchEvent(new CustomEvent("fold", { bubbles: true }))}
    >
      ${icon(phone.matches ? "menu" : "panel")}
    </button>`;
  }

  #title(row, title) {
    if (this.renaming) {
      return html`<h1>
        <input
          class="rename"
          .value=${title}
          aria-label=${t("Title of this chat")}
          maxlength="120"
          dir="auto"
          @keydown=${this.#onKey}
          @blur=${(event) => this.#renamed(event.target.value)}
        />
      </h1>`;
    }
    if (!row) return html`<h1 class="title" dir="auto">${title}</h1>`;
    return html`<h1>
      <button type="button" class="title" dir="auto" title=${t("{title} (click to rename)", { title })} @click=${() => this.rename()}>
        ${title}
      </button>
    </h1>`;
  }

  /** Makes the title a field. */
  rename() {
    this.renaming = true;
  }

  #onKey(event) {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") this.renaming = false;
    else this.#renamed(event.target.value);
    this.updateComplete.then(() => this.querySelector("button.title")?.focus());
  }

  #renamed(title) {
    if (!this.renaming) return;
    this.renaming = false;
    rename(this.chatId, title);
  }

  #agent(agent, row) {
    if (phone.matches) return html`<span class="sub" data-testid="model-selector">${agentName(agent)}</span>`;
    return row ? agentPicker(agent, this.chatId) : agentLabel(agent, "model-selector");
  }

  #pill(key) {
    return html`<button
      type="button"
      class="pill ${this.copied ? "copied" : ""}"
      data-testid="session-pill"
      data-session-key=${key}
      title=${key}
      @click=${() => this.#copy(key)}
    >
      ${this.copied
        ? html`<span>${t("Session id copied")}</span>${icon("check")}`
        : html`<span><span class="word">${t("Session:")} </span>${shortKey(key)}</span>${icon("copy")}`}
    </button>`;
  }

  async #copy(key) {
    await copy(key);
    announce(t("Session id copied"));
    this.copied = true;
    setTimeout(() => (this.copied = false), COPIED_MS);
  }

  #visibility(row) {
    const shared = isShared(row);
    return html`<button
      type="button"
      class="quiet visibility"
      data-testid="visibility-selector"
      aria-label=${shared ? t("Shared by link") : t("Private")}
      aria-haspopup="menu"
      aria-expanded="false"
      data-menu="end"
      @click=${(event) => toggleMenu(event.currentTarget, t("Who can read this chat"), visibilityItems(row, store.account))}
    >
      ${icon(shared ? "link" : "lock")}<span class="word">${shared ? t("Link") : t("Private")}</span>${icon("down", 12)}
    </button>`;
  }

  #more(row, agent) {
    return html`<button
      type="button"
      class="quiet icon-only more"
      aria-label=${t("More")}
      aria-haspopup="menu"
      aria-expanded="false"
      data-menu="end"
      @click=${(event) => toggleMenu(event.currentTarget, t("More"), this.#items(row, agent, event.currentTarget))}
    >
      ${icon("dots")}
    </button>`;
  }

  #items(row, agent, anchor) {
    const other = { label: t("Agent: {name}", { name: agentName(agent ?? "") }), icon: "user", action: () => openAgents(anchor, this.chatId) };
    const session = { label: t("Copy session id"), icon: "copy", action: () => this.#copy(row.openclawSessionKey) };
    return [
      { label: t("Rename"), icon: "pencil", action: () => this.rename() },
      ...(phone.matches && agent && isChoice(agent) ? [other] : []),
      { label: t("Find in this chat"), icon: "search", action: () => openFind() },
      forkItem(row.id),
      ...(phone.matches && row.openclawSessionKey ? [session] : []),
      ...(phone.matches && canChange(row, store.account) ? ["line", ...visibilityItems(row, store.account)] : []),
      "line",
      ...themeItems(),
      "line",
      { label: t("Delete"), icon: "trash", danger: true, action: () => remove(row.id) },
    ];
  }

  updated(changed) {
    if (changed.has("renaming") && this.renaming) this.querySelector("input").select();
  }
}

customElements.define("rp-header", Header);
