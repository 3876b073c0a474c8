// The agent of a chat: chosen before the first message, shown ever after.

import { html, nothing } from "lit";
import { agents, chooseAgent, chosenAgent } from "app/actions.js";
import { icon, initials } from "app/icons.js";
import { toggleMenu } from "app/menu.js";

/** An agent's id may carry its gateway's before a slash. */
export const agentName = (id) => agents().find((agent) => agent.id === id)?.name ?? id.slice(id.lastIndexOf("/") + 1);

const letters = (id) => initials(agentName(id), agents().map((agent) => agent.name));

export const tile = (id) => html`<span class="tile" aria-hidden="true">${letters(id)}</span>`;

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

const choice = ({ id, name }, chosen) => ({
  label: name,
  tile: letters(id),
  checked: id === chosen,
  action: () => chooseAgent(id),
});

/** Agents under the names of their gateways, where there is more than one. */
function choices(chosen) {
  const gateways = new Map(agents().map(({ gateway }) => [gateway?.id, gateway?.name]));
  return [...gateways].flatMap(([id, name]) => [
    ...(gateways.size > 1 ? [{ heading: name }] : []),
    ...agents().filter(({ gateway }) => gateway?.id === id).map((agent) => choice(agent, chosen)),
  ]);
}
