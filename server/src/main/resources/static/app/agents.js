// The agent of a chat: chosen before the first message, shown ever after.

import { html, nothing } from "lit";
import { agents, chosenAgent } from "app/actions.js";
import { icon } from "app/icons.js";
import { withModule } from "app/reach.js";
import { t } from "app/tongue.js";

/** An agent's id may carry its gateway's before a slash. */
export const agentName = (id) => agents().find((agent) => agent.id === id)?.name ?? id.slice(id.lastIndexOf("/") + 1);

// Tiles, so lettered that no two look alike ----------------------------------------------------------------------

/** Letters by agent id: one, or two where another agent begins with the same. */
export function lettersOf(agents) {
  const letters = new Map();
  for (const agent of agents) {
    const alike = agents.filter((other) => other !== agent && initial(other) === initial(agent));
    letters.set(agent.id, alike.length === 0 ? [...agent.name][0] : two(agent, alike, new Set(letters.values())));
  }
  return letters;
}

const initial = ({ name }) => [...name.toLowerCase()][0];

/** The first letter and one that tells it from the others: of the gateway where the names are the same, else of the name. */
function two(agent, alike, taken) {
  const [first, ...rest] = agent.name;
  const telling = rest.filter((letter, i) => letter.trim() && alike.every((other) => [...other.name][i + 1] !== letter));
  const namesake = alike.some(({ name }) => name === agent.name);
  const gateway = namesake ? [...(agent.gateway?.name ?? "").toLowerCase()].filter((letter) => letter.trim()) : [];
  const numbers = Array.from({ length: alike.length + 1 }, (_, i) => String(i + 1));
  const second = [...gateway, ...telling, ...rest, ...numbers].find((letter) => letter.trim() && !taken.has(first + letter));
  return first + second;
}

let lettered = { agents: null, letters: new Map() };

function letters(id) {
  if (lettered.agents !== agents()) lettered = { agents: agents(), letters: lettersOf(agents()) };
  return lettered.letters.get(id) ?? [...agentName(id)][0];
}

export const tile = (id) => html`<span class="tile" aria-hidden="true">${letters(id)}</span>`;

/** The agent as words. */
export const agentLabel = (id, testId) =>
  html`<span class="agent" data-testid=${testId ?? nothing}>${tile(id)}<span class="name">${agentName(id)}</span></span>`;

/** Opens the agents there are, beside an element; for a chat that has begun, with what it takes to change. */
export const openAgents = (anchor, chatId = null) =>
  withModule("app/agent-list.js", ({ toggleAgents }) => toggleAgents(anchor, chatId));

/** Whether there is another agent than this one. */
export const isChoice = (id) => agents().some((agent) => agent.id !== id);

/** The agent with the way to another; `chatId` is null for a chat that has not begun. */
export function agentPicker(chosen, chatId = null) {
  if (!chosen) return nothing;
  if (!isChoice(chosen)) return agentLabel(chosen, "model-selector");
  return html`<button
    type="button"
    class="quiet agent"
    data-testid="model-selector"
    aria-haspopup="dialog"
    aria-expanded="false"
    @click=${(event) => openAgents(event.currentTarget, chatId)}
  >
    ${tile(chosen)}<span class="sr">${t("Agent:")} </span><span class="name">${agentName(chosen)}</span>${icon("down", 12)}
  </button>`;
}
