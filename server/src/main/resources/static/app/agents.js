// The agent of a chat: chosen before the first message, shown ever after.

import { html, nothing } from "lit";
import { agents, chooseAgent, chosenAgent } from "app/actions.js";
import { icon, initials } from "app/icons.js";
import { toggleMenu } from "app/menu.js";

export const agentName = (id) => agents().find((agent) => agent.id === id)?.name ?? id;

export const tile = (id) =>
  html`<span class="tile" aria-hidden="true">${initials(id, agents().map((agent) => agent.id))}</span>`;

/** The agent as words. */
export const agentLabel = (id, testId) =>
  html`<span class="agent" data-testid=${testId ?? nothing}>${tile(id)}<span class="name">${agentName(id)}</span></span>`;

/** The agent as a choice, as long as there is one. */
export function agentPicker() {
  const chosen = chosenAgent();
  if (chosen === null) return nothing;
  if (agents().length < 2) return agentLabel(chosen, "model-selector");
  return html`<button
    type="button"
    class="quiet agent"
    data-testid="model-selector"
    aria-haspopup="menu"
    aria-expanded="false"
    @click=${(event) => toggleMenu(event.currentTarget, "Agent", choices(chosen))}
  >
    ${tile(chosen)}<span class="sr">Agent: </span><span class="name">${agentName(chosen)}</span>${icon("down", 12)}
  </button>`;
}

const choices = (chosen) =>
  agents().map(({ id, name }) => ({
    label: name,
    tile: initials(id, agents().map((agent) => agent.id)),
    checked: id === chosen,
    action: () => chooseAgent(id),
  }));
