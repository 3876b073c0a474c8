// What to say about the gateway: that this is the demo, or what is wrong.

import { html, nothing } from "lit";
import { loadModels } from "app/actions.js";
import { Part, announce, store } from "app/base.js";
import { icon, ring } from "app/icons.js";
import { said, t } from "app/tongue.js";

class GatewayNotice extends Part {
  /** `told`: what stands beside it says already that something is wrong. */
  static properties = { told: { attribute: false }, checking: { state: true } };

  get topics() {
    return ["models"];
  }

  render() {
    const gateway = store.models?.gateway;
    if (gateway?.problem) return this.told ? nothing : this.#problem(gateway.problem);
    if (gateway?.demo) return this.#demo();
    return nothing;
  }

  #demo() {
    return html`<div class="notice demo" data-testid="demo-banner">
      ${icon("plug")}
      <p>${t("You are talking to the demo agent.")}</p>
      <button type="button" class="button primary" @click=${connect}>${t("Connect your OpenClaw gateway")}</button>
    </div>`;
  }

  #problem(problem) {
    return html`<div class="notice problem" role="alert" data-testid="gateway-problem">
      ${icon("alert")}
      <p>${said(problem)}</p>
      <button type="button" class="button" ?disabled=${this.checking} @click=${this.#check}>
        ${this.checking ? ring() : icon("retry")}${t("Check again")}
      </button>
    </div>`;
  }

  async #check() {
    this.checking = true;
    await loadModels();
    this.checking = false;
    announce(said(store.models?.gateway?.problem) ?? t("The gateway answers."));
  }
}

async function connect(event) {
  const button = event.currentTarget;
  const { openConnectDialog } = await import("app/connect.js");
  openConnectDialog(button);
}

customElements.define("rp-gateway-notice", GatewayNotice);
