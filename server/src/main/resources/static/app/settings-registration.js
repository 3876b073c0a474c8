// Who may make an account, and the other ways in that this server offers.

import { html } from "lit";
import * as api from "app/account-api.js";
import { icon } from "app/icons.js";
import { announce } from "app/page.js";
import { Section } from "app/section.js";
import { t } from "app/tongue.js";

const MODES = [
  ["open", t("Open"), t("Whoever reaches this server can make an account.")],
  ["invitation", t("By invitation"), t("Only people with a link that an administrator has made.")],
  ["closed", t("Closed"), t("Nobody. Accounts that are there stay.")],
];

class Registration extends Section {
  heading = t("Registration");
  lead = t("Who may make an account here.");

  async load() {
    const [registration, ways] = await Promise.all([api.registration(), api.waysIn()]);
    return { mode: registration.mode, ways };
  }

  content({ mode, ways }) {
    return html`<fieldset class="choices">
        <legend class="sr">${t("Registration")}</legend>
        ${MODES.map(
          ([choice, label, text]) => html`<label>
            <input type="radio" name="mode" value=${choice} .checked=${mode === choice} @change=${() => this.#choose(choice, label)} />
            <span><span class="name">${label}</span><span class="text">${text}</span></span>
          </label>`,
        )}
      </fieldset>
      <h2>${t("Guests")}</h2>
      <p class="section-text">
        ${ways.guests
          ? t("Guests may chat here without an account: whoever opens the page. ROCKPOOL_GUESTS=off ends that.")
          : t("Guests are switched off: whoever chats here has signed in.")}
      </p>
      <h2>${t("Single sign-on")}</h2>
      ${ways.providers?.length ? this.#providers(ways.providers) : html`<p class="section-text">${t("None is set up. The server's environment names providers (ROCKPOOL_OIDC_...).")}</p>`}`;
  }

  #providers(providers) {
    return html`<ul class="rows-box">
      ${providers.map(
        ({ id, name }) => html`<li class="list-row">
          ${icon("shield")}
          <div class="words"><div class="name">${name}</div><div class="text">${t("Set by the server's environment as {id}", { id })}</div></div>
        </li>`,
      )}
    </ul>`;
  }

  #choose(mode, label) {
    this.act(async () => {
      await api.setRegistration(mode);
      announce(t("Registration: {mode}.", { mode: label }));
    });
  }
}

customElements.define("rp-settings-registration", Registration);
