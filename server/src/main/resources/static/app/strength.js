// How long a password would stand against guessing, told while it is being chosen. Advice only: what is refused, the server
// says. The dictionary comes over the network when something is typed first; the password goes nowhere.

import { html, nothing } from "lit";
import { Plain } from "app/page.js";
import { t } from "app/tongue.js";

const PAUSE = 300;
/** The time it takes grows with the length; what comes behind makes it no weaker. */
const LOOKED_AT = 72;
const WORDS = [t("Very weak"), t("Weak"), t("Fair"), t("Good"), t("Strong")];

class Strength extends Plain {
  static properties = { of: {}, rating: { state: true } };

  #input = null;
  #timer = 0;

  firstUpdated() {
    this.#input = document.getElementById(this.of);
    this.#input?.addEventListener("input", this.#typed);
    this.#input?.form.addEventListener("reset", this.#emptied);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #typed = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rate(), PAUSE);
  };

  #emptied = () => {
    clearTimeout(this.#timer);
    this.rating = null;
  };

  async #rate() {
    try {
      await import("zxcvbn");
    } catch {
      return;
    }
    const password = this.#input.value;
    this.rating = password === "" ? null : window.zxcvbn(password.slice(0, LOOKED_AT), this.#known());
  }

  /** What whoever guesses knows anyway. */
  #known() {
    const { email, name } = Object.fromEntries(new FormData(this.#input.form));
    return [email, name, "rockpool", location.hostname].filter(Boolean);
  }

  render() {
    return html`<div class="strength" data-score=${this.rating?.score ?? nothing}>
      ${this.rating ? html`<span class="strength-bars" aria-hidden="true"><i></i><i></i><i></i><i></i></span>` : nothing}
      <p class="field-hint" role="status">${this.rating ? this.#said() : nothing}</p>
    </div>`;
  }

  #said() {
    const { score, feedback } = this.rating;
    const advice = feedback.warning || feedback.suggestions[0];
    return `${WORDS[score]}. ${advice ? `${advice.replace(/\.$/, "")}.` : ""}`.trim();
  }
}

customElements.define("rp-strength", Strength);
