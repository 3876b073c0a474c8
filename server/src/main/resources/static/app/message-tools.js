// What can be done with a message, on the line below it. What it takes to do it is loaded when somebody does.

import { css, html, nothing } from "lit";
import { FORK_TIP, fork, forkItem } from "app/actions.js";
import { announce, copyFrom, phone, store } from "app/base.js";
import { textOf } from "app/conversation.js";
import { ANSWERING, beginEdit, editsOf } from "app/edits.js";
import { holdStill } from "app/hold.js";
import { icon } from "app/icons.js";
import { toggleMenu } from "app/menu.js";
import { note } from "app/notes.js";
import { dress } from "app/page.js";
import { versionsOf } from "app/steps.js";
import { n, number, t } from "app/tongue.js";
import "app/more-icons.js";

const WORDS = {
  copy: t("Copy the answer"),
  edit: t("Edit the message"),
  editTip: t("Edit: go on from here with other words. What follows stays as another version."),
  regenerate: t("Regenerate the answer"),
  regenerateTip: t("Regenerate: have this answered again. This answer stays as another version."),
  fork: t("Fork into a new chat"),
  previous: t("Previous version"),
  next: t("Next version"),
  first: t("This is the first version"),
  last: t("This is the newest version"),
  versions: t("Versions of this message"),
  up: t("Good answer"),
  down: t("Bad answer"),
  more: t("More for this answer"),
  notLoaded: [t("That could not be done."), t("Rockpool cannot be reached.")],
};

/** Does something with a module that may not be there yet. */
async function lazily(module, work) {
  let loaded;
  try {
    loaded = await module();
  } catch {
    return note(...WORDS.notLoaded);
  }
  return work(loaded);
}

const withVersions = (work) => lazily(() => import("app/versions.js"), work);
const withVotes = (work) => lazily(() => import("app/votes.js"), work);

/** A button that says why it does nothing, when it does nothing: one that is disabled could not. */
function tool({ glyph, label, tip = label, off = null, action, testId = nothing, pressed = null, menu = false }) {
  return html`<button type="button" class="quiet icon-only" data-testid=${testId} aria-label=${label} title=${off ?? tip}
    aria-disabled=${off ? "true" : nothing} aria-pressed=${pressed === null ? nothing : String(pressed)}
    aria-haspopup=${menu ? "menu" : nothing} aria-expanded=${menu ? "false" : nothing}
    @click=${(event) => (off ? note(off) : action(event.currentTarget))}>${icon(glyph)}</button>`;
}

/** @param {{chatId: string, message: object, busy: boolean, unsent: string | null}} of */
export function questionTools({ chatId, message, busy, unsent }) {
  if (unsent) return nothing;
  editsOf(chatId);
  const edit = () => beginEdit(chatId, message);
  const off = busy ? ANSWERING : null;
  return html`${arrows(chatId, message, null, busy)}
    ${tool({ glyph: "pencil", label: WORDS.edit, tip: WORDS.editTip, testId: "message-edit-button", off, action: edit })}`;
}

/** @param {{chatId: string, message: object, busy: boolean, retry: boolean, attempt: number | null, vote: object | null}} of */
export function answerTools({ chatId, message, busy, retry, attempt, vote }) {
  const shown = attempt === null ? message : message.attempts[attempt];
  const text = textOf(shown);
  return html`${arrows(chatId, message, attempt, busy)}
    ${text ? copyButton(text) : nothing}
    ${attempt === null ? onAnswer({ chatId, message, busy, retry, text, vote }) : nothing}
    ${spent(shown.metadata.usage)}`;
}

/** What the answer cost, where the gateway tells. */
function spent(usage) {
  if (!usage?.totalTokens) return nothing;
  const { inputTokens, outputTokens, totalTokens } = usage;
  const of = t("{read} read, {written} written", { read: number(inputTokens), written: number(outputTokens) });
  return html`<span class="usage" data-testid="usage" title=${of}>${n(totalTokens, "{n} token", "{n} tokens")}<span class="sr">, ${of}</span></span>`;
}

const copyButton = (text) => html`<button type="button" class="quiet icon-only" aria-label=${WORDS.copy} title=${WORDS.copy}
  @click=${(event) => copyFrom(event.currentTarget, text)}>${icon("copy")}${icon("check")}</button>`;

const BROKEN_OFF = new Set(["failed", "stopped", "interrupted"]);

/** What is offered for the answer itself. One that broke off and can be retried is: that keeps the session. */
function onAnswer({ chatId, message, busy, retry, text, vote }) {
  const regenerate = () => withVersions((it) => it.regenerate(chatId, message));
  return html`${retry && BROKEN_OFF.has(message.metadata.status)
      ? nothing
      : tool({
          glyph: "retry", label: WORDS.regenerate, tip: WORDS.regenerateTip, testId: "regenerate-button",
          off: busy ? ANSWERING : null, action: regenerate,
        })}
    ${text ? html`${thumb(chatId, message.id, vote, true)}${thumb(chatId, message.id, vote, false)}` : nothing}
    ${forkButton(chatId, message.id)}`;
}

function forkButton(chatId, messageId) {
  const action = () => fork(chatId, messageId);
  if (!phone.matches) return tool({ glyph: "fork", label: WORDS.fork, tip: FORK_TIP, testId: "fork-button", action });
  const items = [forkItem(chatId, messageId)];
  return tool({ glyph: "dots", label: WORDS.more, menu: true, action: (button) => toggleMenu(button, WORDS.more, items) });
}

function thumb(chatId, messageId, vote, up) {
  const given = vote?.isUpvoted === up;
  const label = up ? WORDS.up : WORDS.down;
  return tool({
    glyph: up ? "thumb-up" : "thumb-down", label, tip: given && vote.word ? `${label}: ${vote.word}` : label, pressed: given,
    testId: up ? "message-upvote" : "message-downvote",
    action: () => withVotes((it) => it.vote(chatId, messageId, given ? null : up)),
  });
}

// Versions --------------------------------------------------------------------------------------------------------

function arrows(chatId, message, attempt, busy) {
  const versions = versionsOf(message, attempt);
  if (!versions) return nothing;
  const { index, count, previous, next } = versions;
  return html`<span class="versions" role="group" aria-label=${WORDS.versions}>
    ${arrow("left", WORDS.previous, previous, WORDS.first, "version-previous")}
    <span data-testid="version-count">${index}/${count}</span>
    ${arrow("right", WORDS.next, next, WORDS.last, "version-next")}
  </span>`;

  function arrow(glyph, label, step, none, testId) {
    const off = !step ? none : step.branch !== undefined && busy ? ANSWERING : null;
    return tool({ glyph, label, off, testId, action: (button) => go(chatId, message, step, button) });
  }
}

function go(chatId, message, step, button) {
  const hold = placeOf(button);
  if (step.branch !== undefined) return withVersions((it) => it.goToBranch(chatId, step.branch, hold));
  const { attempts } = store.chat(chatId);
  if (step.attempt === null) attempts.delete(message.key);
  else attempts.set(message.key, step.attempt);
  store.set(chatId, { hold, scroll: { stuck: false, key: hold.key, offset: 0 } });
  const { index, count } = versionsOf(message, step.attempt);
  announce(versionWords(index, count));
}

export const versionWords = (index, count) => t("Version {index} of {count}", { index, count });

/** Where the arrows are: there they stay, so that a second click meets them again. */
function placeOf(button) {
  const item = button.closest(".item");
  const top = button.getBoundingClientRect().top - item.closest(".scroll").getBoundingClientRect().top;
  return { key: item.key, keep: (box, held) => holdStill(box, held, top) };
}

dress(css`
  .tools .usage { padding-inline: 8px; color: var(--text-3); font: 400 12px/16px var(--font); white-space: nowrap; }
`);
