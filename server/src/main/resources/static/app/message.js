// One message of a conversation. An answer also says how it is doing and how it ended.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { agentName, tile } from "app/agents.js";
import { Part, store } from "app/base.js";
import { filesOf, textOf } from "app/conversation.js";
import { icon, ring } from "app/icons.js";
import { retry } from "app/sending.js";
import { clock, duration } from "app/time.js";
import { said, t } from "app/tongue.js";

const SILENCE_MS = 20_000;

let reader = null;

/** Is there already on a page that begins with a chat; asked for again should it not have come. */
const readAnswers = () => (reader ??= import("app/markdown.js").catch(() => (reader = null)));

/** What agents did comes when one did something; its room is there from the start. */
let acts = null;

const readActs = () => (acts ??= import("app/activity.js").catch(() => (acts = null)));

let files = null;

/** The files of a message, or a part of it; what shows them comes with the first. */
export function shownFiles(message, onRemove = null) {
  const shown = filesOf(message);
  if (shown.length === 0) return nothing;
  files ??= import("app/files.js").catch(() => (files = null));
  return html`<rp-files .files=${shown} .onRemove=${onRemove}></rp-files>`;
}

/** What can be done with a message comes when there is one; the room for it is there from the start. */
let tools = null;

class Message extends Part {
  static properties = {
    chatId: { attribute: false },
    message: { attribute: false },
    v: { attribute: false },
    agent: { attribute: false },
    waiting: { attribute: false },
    retry: { attribute: false },
    problem: { attribute: false },
    /** Whether the chat is being answered. */
    busy: { attribute: false },
    /** How it stands with one that is not at the server yet; null once it is. */
    unsent: { attribute: false },
    /** Whether somebody is saying it otherwise. */
    editing: { attribute: false },
    /** Which attempt is shown in its place; null for itself. */
    attempt: { attribute: false },
    vote: { attribute: false },
    /** Whether its owner is being asked why they voted so. */
    wording: { attribute: false },
    /** Its place among so many, for who cannot see how long the conversation is. */
    place: { attribute: false },
    of: { attribute: false },
  };

  #tick = null;
  /** What somebody has opened of what the agent did, by name. */
  #opened = new Set();

  shouldUpdate(changed) {
    return [...changed.keys()].some((name) => name !== "message");
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.waiting) this.requestUpdate("v");
    if (!tools) this.#loadTools();
  }

  /** Without them, as where the connection has just gone, a message can still be read. */
  async #loadTools() {
    try {
      tools = await import("app/message-tools.js");
      this.requestUpdate("v");
    } catch {
      // The next message tries again.
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watchSilence(false);
  }

  render() {
    if (this.message.role === "user") return this.#question();
    readAnswers();
    return this.#answer();
  }

  #question() {
    return html`<article class="turn user" data-role="user" data-message-id=${this.message.id} aria-label=${t("You")}
      aria-posinset=${this.place} aria-setsize=${this.of}>
      ${this.editing
        ? html`<rp-message-editor .chatId=${this.chatId} .message=${this.message} .busy=${this.busy}></rp-message-editor>`
        : html`${shownFiles(this.message)}${this.#words()}
            ${this.unsent && this.unsent !== "sending"
              ? nothing
              : html`<div class="tools">${tools?.questionTools(this) ?? nothing}</div>`}`}
    </article>`;
  }

  #words() {
    const text = textOf(this.message);
    return text ? html`<div class="bubble" data-testid="message-content" dir="auto">${text}</div>` : nothing;
  }

  #answer() {
    const shown = this.message.attempts[this.attempt ?? -1] ?? this.message;
    const text = textOf(shown);
    const { status, error } = shown.metadata;
    const live = this.waiting && status !== "failed" && status !== "stopped" && status !== "interrupted";
    return html`<article
      class="turn assistant"
      data-role="assistant"
      data-message-id=${this.message.id ?? nothing}
      data-status=${status ?? "finished"}
      aria-label=${agentName(this.agent)}
      aria-posinset=${this.place}
      aria-setsize=${this.of}
    >
      ${tile(this.agent)}
      <div class="answer" data-testid="message-content">
        ${this.#said(shown.parts, live)}
        ${live && isSilent(shown.parts) ? this.#wait() : nothing}${live ? nothing : this.#ending(status, error, text)}
      </div>
      ${live || !this.message.id ? nothing : html`<div class="tools">${tools?.answerTools(this) ?? nothing}</div>`}
      ${this.wording && this.vote
        ? html`<rp-vote-word .chatId=${this.chatId} .messageId=${this.message.id} .vote=${this.vote}></rp-vote-word>`
        : nothing}
    </article>`;
  }

  /** Words, and between them what the agent thought and did. */
  #said(parts, live) {
    const last = lastOf(parts);
    const pieces = piecesOf(parts);
    if (pieces.some(({ part }) => part.type !== "text")) readActs();
    return repeat(
      withoutEarlier(pieces, this.#opened),
      ({ key }) => key,
      ({ key, part, at }) =>
        part.type === "text"
          ? html`<rp-markdown .content=${{ text: part.text, live: live && at >= last }}></rp-markdown>`
          : html`<rp-act .deed=${part} .live=${live} .last=${at === last} .toggled=${(open) => this.#toggled(key, open)}></rp-act>`,
    );
  }

  /** A card somebody has opened stays, however many come after it; a line for earlier steps is opened and closed. */
  #toggled(key, open) {
    if (open) this.#opened.add(key);
    else if (key.startsWith(EARLIER)) this.#opened.delete(key);
    this.requestUpdate("v");
  }

  #wait() {
    const { heardAt } = store.chat(this.chatId);
    const silence = heardAt ? Date.now() - heardAt : 0;
    const words =
      silence >= SILENCE_MS
          ? t("Still working, {duration} of silence so far", { duration: duration(silence) })
          : html`<span class="sr">${t("Working")}</span>`;
    return html`<p class="wait">${ring()}<span>${words}</span></p>`;
  }

  #ending(status, error, text) {
    switch (status) {
      case "failed":
        return this.#mishap(said(error?.message) ?? t("The answer failed."), text);
      case "interrupted":
        return this.#mishap(said(error?.message) ?? t("Rockpool was restarted while this was being written."), text);
      case "stopped":
        return html`<div class="stopped">
            ${icon("stopped")}<span>${t("You stopped this answer")}</span>${this.retry ? this.#retryButton("quiet small") : nothing}<hr />
          </div>
          ${this.problem ? html`<p class="retry-problem" role="alert">${this.problem}</p>` : nothing}`;
      default:
        return text ? nothing : html`<p class="meta">${t("The answer is empty.")}</p>`;
    }
  }

  #mishap(sentence) {
    const { createdAt } = this.message.metadata;
    return html`<div class="mishap" data-testid="error-bubble">
      ${icon("alert")}
      <div class="words">
        <p>${sentence}</p>
        ${this.problem && this.problem !== sentence ? html`<p role="alert">${this.problem}</p>` : nothing}
        ${createdAt ? html`<p class="meta">${clock(createdAt)}</p>` : nothing}
      </div>
      ${this.retry ? this.#retryButton("button small") : nothing}
    </div>`;
  }

  #retryButton(look) {
    return html`<button type="button" class=${look} data-testid="retry-button" @click=${() => retry(this.chatId, this.message.id)}>
      ${icon("retry", 14)}${t("Retry")}
    </button>`;
  }

  updated() {
    this.#watchSilence(this.querySelector(".wait") !== null);
  }

  #watchSilence(on) {
    if (on) this.#tick ??= setInterval(() => this.requestUpdate("v"), 1000);
    else if (this.#tick) this.#tick = void clearInterval(this.#tick);
  }
}

/**
 * What is drawn of an answer, from top to bottom, under names that stay: of texts those with words in them, and one where
 * there is nothing else.
 */
function piecesOf(parts) {
  const count = {};
  const pieces = [];
  parts.forEach((part, at) => {
    const nth = (count[part.type] = (count[part.type] ?? 0) + 1);
    if (part.type !== "text" || part.text.trim()) pieces.push({ key: part.toolCallId ?? part.type + nth, part, at });
  });
  return pieces.length > 0 ? pieces : [{ key: "text1", part: { type: "text", text: "" }, at: parts.length }];
}

/** Of more things done in a row, the last are shown below a line for those before: while they come, no room is taken. */
const MOST_IN_A_ROW = 6;
const EARLIER = "before ";

function withoutEarlier(pieces, opened) {
  const shown = [];
  for (let from = 0, to; from < pieces.length; from = to) {
    to = pieces.findIndex(({ part }, i) => i > from && part.type === "text");
    if (to < 0) to = pieces.length;
    const row = pieces.slice(from, to);
    const acts = row.filter(({ part }) => part.type !== "text");
    if (acts.length <= MOST_IN_A_ROW) shown.push(...row);
    else shown.push(...row.filter((piece) => !acts.includes(piece)), ...shortened(acts, opened));
  }
  return shown;
}

function shortened(acts, opened) {
  const key = EARLIER + acts[0].key;
  const open = opened.has(key);
  const earlier = acts.slice(0, 1 - MOST_IN_A_ROW);
  const line = { key, at: -1, part: { type: "earlier", deeds: earlier.map(({ part }) => part), open } };
  return [line, ...acts.filter((act) => open || !earlier.includes(act) || opened.has(act.key))];
}

/** Which part is the last that shows: a space or an empty line behind it does not. */
const lastOf = (parts) => parts.findLastIndex(({ type, text }) => type !== "text" || text.trim());

/** Whether an answer that goes on shows nothing that moves: no words at its end, no thought, no tool that runs. */
function isSilent(parts) {
  const { type, state } = parts[lastOf(parts)] ?? {};
  return type === undefined || (type === "dynamic-tool" && state !== "input-available");
}

customElements.define("rp-message", Message);
