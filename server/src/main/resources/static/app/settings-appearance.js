// Light or dark, for this browser.

import { html } from "lit";
import { Section } from "app/section.js";
import { THEMES, chooseTheme, theme } from "app/theming.js";
import { t } from "app/tongue.js";

class Appearance extends Section {
  heading = t("Appearance");
  lead = t("How Rockpool looks in this browser.");

  content() {
    return html`<fieldset class="choices">
      <legend>${t("Theme")}</legend>
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
  system: t("As this device is set, also when that changes during the day."),
  light: t("Dark text on a light page."),
  dark: t("Light text on a dark page."),
};

customElements.define("rp-settings-appearance", Appearance);
