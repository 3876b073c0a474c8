// Light or dark, and in which language, for this browser.

import { html, nothing } from "lit";
import { Section } from "app/section.js";
import { TONGUES, speak, tongue } from "app/speaking.js";
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
      </fieldset>
      <fieldset class="choices" data-testid="language">
        <legend>${t("Language")}</legend>
        ${TONGUES.map(
          ([code, name]) => html`<label>
            <input type="radio" name="language" value=${code} .checked=${tongue() === code} @change=${() => speak(code)} />
            <span><span class="name" lang=${code === "browser" ? nothing : code}>${name}</span>${code === "browser"
              ? html`<span class="text">${t("English where Rockpool does not speak it.")}</span>`
              : nothing}</span>
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
