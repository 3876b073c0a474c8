// Light or dark, for this browser.

import { html } from "lit";
import { Section } from "app/section.js";
import { THEMES, chooseTheme, theme } from "app/theming.js";

class Appearance extends Section {
  heading = "Appearance";
  lead = "How Rockpool looks in this browser.";

  content() {
    return html`<fieldset class="choices">
      <legend>Theme</legend>
      ${THEMES.map(
        ([choice, label]) => html`<label>
          <input type="radio" name="theme" value=${choice} .checked=${theme() === choice} @change=${() => chooseTheme(choice)} />
          <span><span class="name">${label}</span><span class="text">${MEANING[choice]}</span></span>
        </label>`,
      )}
    </fieldset>`;
  }
}

const MEANING = {
  system: "As this device is set, also when that changes during the day.",
  light: "Dark text on a light page.",
  dark: "Light text on a dark page.",
};

customElements.define("rp-settings-appearance", Appearance);
