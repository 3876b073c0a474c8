// The agents one may talk to, under their gateways and with how those are. Beside whatever opened it; a field to search
// in where there are many.

import { css, html, nothing, render } from "lit";
import { agents, chosenAgent } from "app/actions.js";
import { tile } from "app/agents.js";
import { announce, coarse, store } from "app/base.js";
import { useAgent } from "app/commands.js";
import { hasAll, wordsOf } from "app/folding.js";
import { icon } from "app/icons.js";
import { closeMenu, openAt, place } from "app/menu.js";
import { dress } from "app/page.js";
import { said, t } from "app/tongue.js";

const WORDS = {
  label: t("Agent"),
  search: t("Search agents"),
  none: t("No agent is called so."),
  forks: t("A chat stays with its agent. Another one goes on in a fork, which knows what was said here."),
  away: t("cannot be reached"),
  chosen: (name) => t("{name} answers new chats here.", { name }),
};

/** From so many on there is a field to search in. */
const MANY = 7;

/** Opens the agents beside an element, or closes them when they are this element's already. */
export function toggleAgents(anchor, chatId) {
  if (anchor.getAttribute("aria-expanded") === "true") return closeMenu();
  new AgentList(anchor, chatId).open();
}

class AgentList {
  #anchor;
  #chatId;
  #box = document.createElement("div");
  #query = "";
  #at = 0;
  /** As shown, from top to bottom. */
  #shown = [];

  constructor(anchor, chatId) {
    this.#anchor = anchor;
    this.#chatId = chatId;
  }

  get #current() {
    return this.#chatId ? (store.rows.get(this.#chatId)?.agentId ?? store.chats.get(this.#chatId)?.agent) : chosenAgent();
  }

  open() {
    this.#box.className = "menu agents";
    this.#box.setAttribute("role", "dialog");
    this.#box.setAttribute("aria-label", WORDS.label);
    this.#box.addEventListener("keydown", (event) => this.#onKey(event));
    this.#box.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !this.#box.contains(relatedTarget) && closeMenu());
    this.#draw();
    this.#choose(Math.max(0, this.#shown.findIndex(({ id }) => id === this.#current)));
    openAt(this.#anchor, this.#box);
    this.#box.querySelector("input, [role=listbox]").focus({ preventScroll: true });
    this.#showChosen();
  }

  #draw() {
    const words = wordsOf(this.#query);
    const groups = grouped(agents().filter(({ name, gateway }) => hasAll(`${name} ${gateway?.name ?? ""}`, words)));
    this.#shown = groups.flatMap((group) => group.agents);
    this.#at = Math.max(0, Math.min(this.#at, this.#shown.length - 1));
    render(this.#content(groups), this.#box);
  }

  #content(groups) {
    const isMany = agents().length >= MANY;
    const active = this.#shown.length > 0 ? `agent-${this.#at}` : nothing;
    return html`${this.#chatId ? html`<p class="agents-note">${WORDS.forks}</p>` : nothing}
      ${isMany ? this.#field(active) : nothing}
      <div id="agent-list" role="listbox" aria-label=${WORDS.label} tabindex=${isMany ? nothing : "0"}
        aria-activedescendant=${isMany ? nothing : active}>
        ${groups.map((group, i) => this.#group(group, i))}
      </div>
      ${groups.length === 0 ? html`<p class="agents-note" role="status">${WORDS.none}</p>` : nothing}`;
  }

  #field(active) {
    return html`<div class="agents-field">${icon("search")}<input
      type="text"
      role="combobox"
      aria-label=${WORDS.search}
      placeholder=${WORDS.search}
      aria-expanded="true"
      aria-autocomplete="list"
      aria-controls="agent-list"
      aria-activedescendant=${active}
      autocomplete="off"
      spellcheck="false"
      @input=${({ target }) => this.#search(target.value)}
    /></div>`;
  }

  #search(query) {
    this.#query = query;
    this.#at = 0;
    this.#draw();
    place(this.#box, this.#anchor);
  }

  #group({ name, problem, agents: members }, i) {
    const options = members.map((agent) => this.#option(agent, problem));
    if (name === null) return options;
    return html`<div role="group" aria-labelledby="agent-group-${i}">
      <div class="heading" id="agent-group-${i}" role="presentation">${name}${problem
        ? html`<span class="away">${icon("alert", 12)}${WORDS.away}</span>`
        : nothing}</div>
      ${options}
    </div>`;
  }

  #option(agent, problem) {
    const i = this.#shown.indexOf(agent);
    const chosen = agent.id === this.#current;
    return html`<div id="agent-${i}" class="option" role="option" aria-selected=${i === this.#at ? "true" : "false"}
      title=${problem ?? nothing} data-agent=${agent.id}
      @pointermove=${() => i !== this.#at && this.#choose(i)} @click=${() => this.#take(agent)}>
      ${tile(agent.id)}<span class="label" dir="auto">${agent.name}</span>${chosen
        ? html`${icon("check")}<span class="sr">${t(", chosen")}</span>`
        : nothing}
    </div>`;
  }

  #choose(i) {
    this.#at = i;
    this.#draw();
    this.#showChosen();
  }

  #showChosen() {
    this.#box.querySelector(`#agent-${this.#at}`)?.scrollIntoView({ block: "nearest" });
  }

  #take({ id, name }) {
    const changes = id !== this.#current;
    closeMenu();
    if (!changes) return;
    useAgent(this.#chatId, id);
    if (!this.#chatId) {
      announce(WORDS.chosen(name));
      if (!coarse.matches) this.#anchor.closest("rp-composer")?.focusField();
    }
  }

  #onKey(event) {
    if (event.isComposing) return;
    const inField = event.target.nodeName === "INPUT";
    const last = this.#shown.length - 1;
    const to = {
      ArrowDown: this.#at === last ? 0 : this.#at + 1,
      ArrowUp: this.#at === 0 ? last : this.#at - 1,
      ...(inField ? {} : { Home: 0, End: last }),
    }[event.key];
    if (to !== undefined) this.#choose(Math.max(0, to));
    else if (event.key === "Enter" || (event.key === " " && !inField)) this.#shown[this.#at] && this.#take(this.#shown[this.#at]);
    else if (event.key === "Escape" || event.key === "Tab") closeMenu();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Agents under the names of their gateways, where there is more than one or the only one is in trouble. */
function grouped(found) {
  const known = new Map((store.models?.gateways ?? []).map((gateway) => [gateway.id, gateway]));
  const ids = [...new Set(found.map(({ gateway }) => gateway?.id))];
  const isOne = new Set(agents().map(({ gateway }) => gateway?.id)).size < 2;
  return ids.map((id) => {
    const members = found.filter(({ gateway }) => gateway?.id === id);
    const problem = known.get(id)?.reachable === false ? (said(known.get(id).problem) ?? WORDS.away) : null;
    return { name: isOne && !problem ? null : (members[0].gateway?.name ?? ""), problem, agents: members };
  });
}

dress(css`
  .agents { width: 264px; max-height: min(440px, calc(100dvh - 16px)); }
  .agents [role=listbox]:focus-visible { outline: none; }
  .agents .option { display: flex; align-items: center; gap: 10px; min-height: var(--row-h); padding: 0 9px; border-radius: var(--r-m); cursor: pointer; }
  .agents .option[aria-selected=true] { background: var(--fill-2); }
  .agents .option .icon { color: var(--text-2); }
  .agents .heading { display: flex; justify-content: space-between; gap: 8px; }
  .agents .away { display: inline-flex; align-items: center; gap: 4px; color: var(--danger); font-weight: 400; }
  .agents .heading .icon { color: inherit; }
  .agents-note { padding: 6px 9px 8px; color: var(--text-3); font: 400 12px/16px var(--font); }
  .agents-field { display: flex; align-items: center; gap: 10px; height: max(36px, var(--row-h)); margin: 0 0 4px; padding: 0 9px; border-bottom: 1px solid var(--line); }
  .agents-field input { flex: 1; min-width: 0; height: 100%; padding: 0; border: 0; background: none; }
  .agents-field input:focus-visible { outline: none; }
  .agents-field input::placeholder { color: var(--text-3); opacity: 1; }
`);
