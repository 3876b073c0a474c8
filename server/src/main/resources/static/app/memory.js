// The agent's session was reset or is gone, and with it what it knew of this chat. It is told again only when asked for.

import { css, html, nothing } from "lit";
import { agentName } from "app/agents.js";
import { json } from "app/api.js";
import { Part, announce, coarse, store } from "app/base.js";
import { ANSWERING } from "app/edits.js";
import { icon } from "app/icons.js";
import { note } from "app/notes.js";
import { dress } from "app/page.js";
import { t } from "app/tongue.js";

class Memory extends Part {
  static properties = {
    chatId: { attribute: false },
    agent: { attribute: false },
    busy: { attribute: false },
    asking: { state: true },
    problem: { state: true },
  };

  render() {
    const off = this.busy || this.asking;
    return html`<div class="forgotten" data-testid="memory-lost" role="group" aria-label=${t("Lost memory")}>
      ${icon("alert")}
      <div class="words">
        <p>${t("{agent} no longer remembers what was said before in this chat. Its session was reset or deleted at the gateway.", { agent: agentName(this.agent) })}</p>
        ${this.problem ? html`<p class="trouble" role="alert">${this.problem}</p>` : nothing}
      </div>
      <button type="button" class="button small" data-testid="remember-button" aria-disabled=${off ? "true" : nothing}
        title=${t("The next message goes to a new session and carries what was said so far, once.")}
        @click=${this.#remember}>${icon("retry", 14)}${t("Hand it the history again")}</button>
    </div>`;
  }

  async #remember() {
    if (this.asking) return;
    if (this.busy) return note(ANSWERING);
    const { chatId } = this;
    // The other way to hear of it, the live channel, may be quicker, and takes this away.
    const page = this.closest("main");
    this.asking = true;
    this.problem = null;
    try {
      const row = await json(`/api/chat/${chatId}/remember`, { method: "POST", body: {} });
      const told = t("Your next message carries what was said so far.");
      note(told);
      announce(told);
      if (coarse.matches) page.querySelector(".scroll").focus({ preventScroll: true });
      else page.querySelector("rp-composer").focusField();
      store.putRow(row ?? { ...store.rows.get(chatId), memoryLost: false });
    } catch (refusal) {
      this.problem = refusal.message;
    } finally {
      this.asking = false;
    }
  }
}

dress(css`
  rp-memory { display: block; }
  .forgotten { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; margin: 8px 0 24px; padding: 7px 7px 7px 15px; border: 1px solid var(--caution-line); border-radius: var(--r); background: var(--caution-soft); font: var(--t-ui); }
  .forgotten > .icon { color: var(--caution); }
  .forgotten .words { flex: 1 1 280px; min-width: 0; padding-block: 4px; }
  .forgotten .trouble { margin-top: 4px; color: var(--danger); }
  .forgotten .button { white-space: normal; }
  .forgotten [aria-disabled=true] { opacity: .6; cursor: default; }
  @media (max-width: 767px) { .forgotten { padding: 11px 15px 15px; } .forgotten .button { flex: 1 0 100%; } .forgotten .words { flex-basis: 200px; } }
`);

customElements.define("rp-memory", Memory);
