// Before the first message: a greeting, the composer, and something to begin with.

import { html, nothing } from "lit";
import { chosenAgent, go } from "app/actions.js";
import { agentName } from "app/agents.js";
import { Part, store } from "app/base.js";
import { icon } from "app/icons.js";
import { send } from "app/sending.js";
import { isRunning } from "app/store.js";
import { greeting, inWords } from "app/time.js";
import "app/composer.js";
import "app/gateway.js";

/** Prompts the demo agent knows. */
const DEMO = [
  { icon: "doc", title: "Show me a long answer", sub: "Headings, lists and a table" },
  { icon: "code", title: "Show me code", sub: "With a copy button" },
  { icon: "table", title: "Show me a table", sub: "Numbers on the right" },
  { icon: "alert", title: "Show me an error", sub: "And how to recover from it" },
  { icon: "user", title: "What do you remember?", sub: "Only this chat, never another" },
  { icon: "pulse", title: "Show me every kind of markdown", sub: "Lists, quotes, tasks and more" },
];

/** Openings for any agent; those that need something of yours wait in the composer for it. */
const GENERAL = (agent) => [
  {
    icon: "globe",
    title: "What can you do here?",
    sub: `Skills and tools of ${agent}`,
    prompt: "What can you do here? Name your skills and tools, briefly.",
  },
  {
    icon: "code",
    title: "Explain a stack trace",
    sub: "Paste it below the question",
    fill: "Explain this stack trace and what to check first:\n\n",
  },
  {
    icon: "pulse",
    title: "Plan a change",
    sub: "Steps, risks, and a way back",
    fill: "Plan this change in steps, with its risks and a way back: ",
  },
  {
    icon: "doc",
    title: "Turn notes into decisions",
    sub: "Paste notes, get owners and dates",
    fill: "Turn these notes into decisions with owners and dates:\n\n",
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
    if (running === 1) return "One answer is still running. Start another whenever you like.";
    if (running > 1) return `${inWords(running)} answers are still running. Start another whenever you like.`;
    if (demo) return "Try how a chat feels. Nothing leaves this server.";
    return "Every chat is its own OpenClaw session and remembers only itself.";
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
