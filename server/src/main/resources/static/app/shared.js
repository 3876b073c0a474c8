// A chat somebody has shared: what was said, for everybody who has the link. Nothing here can be typed into.

import { html, nothing } from "lit";
import { shared } from "app/account-api.js";
import { icon, mark } from "app/icons.js";
import { Plain, announce, copyFrom } from "app/page.js";
import { n, t } from "app/tongue.js";
import { day } from "app/words.js";
import "app/markdown.js";
import "app/more-icons.js";

class Shared extends Plain {
  static properties = { chat: { state: true }, refusal: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("click", copyCode);
    this.#load();
  }

  async #load() {
    this.refusal = null;
    try {
      this.chat = await shared(location.pathname.split("/")[2]);
      document.title = `${this.chat.title} · Rockpool`;
    } catch (refusal) {
      this.refusal = refusal;
    }
  }

  render() {
    return html`<header class="shared-head">
        <a class="brand" href="/" aria-label=${t("Rockpool, home")}>${mark()}<span>Rockpool</span></a>
        <span class="gap"></span>
        ${this.chat ? this.#head() : nothing}
      </header>
      ${this.refusal ? this.#refusal() : this.chat ? this.#conversation() : nothing}
      <div id="announcements" class="sr" role="status" aria-live="polite"></div>`;
  }

  #head() {
    return html`<span class="read-only">${icon("eye")}${t("Read-only")}</span>
      <button type="button" class="button" @click=${(event) => copyFrom(event.currentTarget, location.href)}>
        ${icon("link")}${icon("check")}${t("Copy link")}
      </button>`;
  }

  #conversation() {
    const { title, sharedAt, agent, messages } = this.chat;
    return html`<main class="shared-scroll" tabindex="0" aria-label=${t("Conversation")}>
      <div class="column">
        <h1 dir="auto">${title}</h1>
        <p class="shared-meta">${this.#meta(day(sharedAt), agent, n(messages.length, "{n} message", "{n} messages"))}</p>
        <div class="messages">${messages.map((message) => this.#message(message))}</div>
      </div>
    </main>`;
  }

  #meta(day, agent, messages) {
    if (!agent) return t("Shared {day}. {messages}.", { day, messages });
    return t("Shared {day}. Agent {agent}, {messages}.", { day, agent, messages });
  }

  #message({ role, parts, files = 0 }) {
    const text = parts.map((part) => (part.type === "text" ? part.text : "")).join("");
    if (role === "user") {
      return html`<article class="turn user" data-role="user" aria-label=${t("Question")}>
        ${text ? html`<div class="bubble" dir="auto">${text}</div>` : nothing}
        ${files > 0 ? html`<p class="shared-files">${icon("clip")}${n(files, "{n} file, not shown here", "{n} files, not shown here")}</p>` : nothing}
      </article>`;
    }
    const agent = this.chat.agent ?? "agent";
    return html`<article class="turn assistant" data-role="assistant" aria-label=${t("Answer")}>
      <span class="tile" aria-hidden="true">${[...agent][0]}</span>
      <div class="answer"><rp-markdown .content=${{ text, live: false }}></rp-markdown></div>
    </article>`;
  }

  #refusal() {
    const unknown = this.refusal.status === 404;
    return html`<main class="state-page">
      <h1>${unknown ? t("Nothing is shared here") : t("This cannot be shown now")}</h1>
      <p>${unknown ? t("The link may be incomplete, or its owner has stopped sharing.") : this.refusal.message}</p>
      ${unknown ? nothing : html`<button type="button" class="button" @click=${() => this.#load()}>${t("Try again")}</button>`}
    </main>`;
  }

  updated() {
    this.removeAttribute("aria-busy");
    if (this.refusal) announce(this.refusal.message);
  }
}

function copyCode(event) {
  const button = event.target.closest("[data-copy=code]");
  if (button) copyFrom(button, button.closest("figure").querySelector("code").textContent);
}

customElements.define("rp-shared", Shared);
