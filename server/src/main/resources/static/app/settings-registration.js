// Who may make an account, and the other ways in that this server offers.

import { html } from "lit";
import * as api from "app/account-api.js";
import { icon } from "app/icons.js";
import { announce } from "app/page.js";
import { Section } from "app/section.js";

const MODES = [
  ["open", "Open", "Whoever reaches this server can make an account."],
  ["invitation", "By invitation", "Only people with a link that an administrator has made."],
  ["closed", "Closed", "Nobody. Accounts that are there stay."],
];

class Registration extends Section {
  heading = "Registration";
  lead = "Who may make an account here.";

  async load() {
    const [registration, ways] = await Promise.all([api.registration(), api.waysIn()]);
    return { mode: registration.mode, ways };
  }

  content({ mode, ways }) {
    return html`<fieldset class="choices">
        <legend class="sr">Registration</legend>
        ${MODES.map(
          ([choice, label, text]) => html`<label>
            <input type="radio" name="mode" value=${choice} .checked=${mode === choice} @change=${() => this.#choose(choice, label)} />
            <span><span class="name">${label}</span><span class="text">${text}</span></span>
          </label>`,
        )}
      </fieldset>
      <h2>Guests</h2>
      <p class="section-text">
        ${ways.guests
          ? "Guests may chat here without an account: whoever opens the page. ROCKPOOL_GUESTS=off ends that."
          : "Guests are switched off: whoever chats here has signed in."}
      </p>
      <h2>Single sign-on</h2>
      ${ways.providers?.length ? this.#providers(ways.providers) : html`<p class="section-text">None is set up. The server's environment names providers (ROCKPOOL_OIDC_...).</p>`}`;
  }

  #providers(providers) {
    return html`<ul class="rows-box">
      ${providers.map(
        ({ id, name }) => html`<li class="list-row">
          ${icon("shield")}
          <div class="words"><div class="name">${name}</div><div class="text">Set by the server's environment as ${id}</div></div>
        </li>`,
      )}
    </ul>`;
  }

  #choose(mode, label) {
    this.act(async () => {
      await api.setRegistration(mode);
      announce(`Registration: ${label}.`);
    });
  }
}

customElements.define("rp-settings-registration", Registration);
