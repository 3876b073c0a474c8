// Before the first message: a greeting, the composer, and something to begin with.

import { html, nothing } from "lit";
import { chosenAgent, go } from "app/actions.js";
import { agentName } from "app/agents.js";
import { Part, store } from "app/base.js";
import { icon } from "app/icons.js";
import { send } from "app/sending.js";
import { isRunning } from "app/store.js";
import { greeting, inWords } from "app/time.js";
import { t } from "app/tongue.js";
import "app/composer.js";
import "app/gateway.js";

/** Prompts the demo agent knows, in the language it knows. */
const DEMO = [
  { icon: "doc", title: t("Show me a long answer"), prompt: "Show me a long answer", sub: t("Headings, lists and a table") },
  { icon: "code", title: t("Show me code"), prompt: "Show me code", sub: t("With a copy button") },
  { icon: "table", title: t("Show me a table"), prompt: "Show me a table", sub: t("Numbers on the right") },
  { icon: "alert", title: t("Show me an error"), prompt: "Show me an error", sub: t("And how to recover from it") },
  { icon: "user", title: t("What do you remember?"), prompt: "What do you remember?", sub: t("Only this chat, never another") },
  { icon: "pulse", title: t("Show me every kind of markdown"), prompt: "Show me every kind of markdown", sub: t("Lists, quotes, tasks and more") },
];

/** Openings for any agent; those that need something of yours wait in the composer for it. */
const GENERAL = (agent) => [
  {
    icon: "globe",
    title: t("What can you do here?"),
    sub: t("Skills and tools of {agent}", { agent }),
    prompt: t("What can you do here? Name your skills and tools, briefly."),
  },
  {
    icon: "code",
    title: t("Explain a stack trace"),
    sub: t("Paste it below the question"),
    fill: `${t("Explain this stack trace and what to check first:")}\n\n`,
  },
  {
    icon: "pulse",
    title: t("Plan a change"),
    sub: t("Steps, risks, and a way back"),
    fill: `${t("Plan this change in steps, with its risks and a way back:")} `,
  },
  {
    icon: "doc",
    title: t("Turn notes into decisions"),
    sub: t("Paste notes, get owners and dates"),
    fill: `${t("Turn these notes into decisions with owners and dates:")}\n\n`,
  },
];

class Home extends Part {
  get topics() {
    return ["models", "rows"];
  }

  render() {
    const demo = store.models?.gateway?.demo;
    return html`<div class="home-page">
      <div class="tide" aria-hidden="true"></div>
      <rp-gateway-notice></rp-gateway-notice>
      <div class="middle">
        <h1>${greeting(Date.now())}</h1>
        <p class="lead">${this.#lead(demo)}</p>
        <rp-composer .chatId=${null}></rp-composer>
        <div class="suggestions" data-testid="suggested-actions">${store.models ? this.#suggestions(demo) : nothing}</div>
      </div>
    </div>`;
  }

  #lead(demo) {
    const running = store.visibleRows().filter((row) => isRunning(row.state)).length;
    if (running === 1) return t("One answer is still running. Start another whenever you like.");
    if (running > 1) return t("{count} answers are still running. Start another whenever you like.", { count: inWords(running) });
    if (demo) return t("Try how a chat feels. Nothing leaves this server.");
    return t("Every chat is its own OpenClaw session and remembers only itself.");
  }

  #suggestions(demo) {
    return (demo ? DEMO : GENERAL(agentName(chosenAgent()))).map(
      (suggestion) => html`<button type="button" class="suggestion" @click=${() => this.#take(suggestion)}>
        ${icon(suggestion.icon)}<span><span class="what">${suggestion.title}</span><span class="sub">${suggestion.sub}</span></span>
      </button>`,
    );
  }

  #take({ fill, prompt, title }) {
    if (fill) this.querySelector("rp-composer").fill(fill);
    else go(send(null, prompt ?? title, chosenAgent()));
  }
}

customElements.define("rp-home", Home);
