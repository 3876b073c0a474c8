// How to leave the demo: what to set, ready to copy.

import { html, nothing, render } from "lit";
import { copyFrom, store } from "app/base.js";
import { icon } from "app/icons.js";
import { parts } from "app/parts.js";
import { t } from "app/tongue.js";

const VARIABLES = `export OPENCLAW_GATEWAY_URL=http://127.0.0.1:18789
export OPENCLAW_GATEWAY_TOKEN=your-gateway-token`;

const SETTING = `gateway: {
  http: {
    endpoints: { chatCompletions: { enabled: true } },
  },
},`;

const block = (code) => html`<div class="code plain">
  <pre tabindex="0">${code}</pre>
  <button type="button" class="quiet small" @click=${(event) => copyFrom(event.currentTarget, code)}>
    ${icon("copy", 14)}<span>${t("Copy")}</span>
  </button>
</div>`;

const content = (close) => html`
  <div class="dialog-head">
    <h2 id="connect-title">${t("Connect your OpenClaw gateway")}</h2>
    <button type="button" class="quiet icon-only" aria-label=${t("Close")} @click=${close}>${icon("x")}</button>
  </div>
  ${store.account?.role === "administrator" ? settings() : nothing}
  <p>${t("Start Rockpool with the address and the token of your gateway:")}</p>
  ${block(VARIABLES)}
  <p>
    ${parts("Or run OpenClaw on this machine: Rockpool reads {file} when it starts, if nothing else is set.", {
      file: html`<code>~/.openclaw/openclaw.json</code>`,
    })}
  </p>
  <p>
    ${parts("Either way the gateway's chat endpoint has to be on. In {file}, set {setting}:", {
      file: html`<code>openclaw.json</code>`,
      setting: html`<code>gateway.http.endpoints.chatCompletions.enabled: true</code>`,
    })}
  </p>
  ${block(SETTING)}
  <p class="meta">${t("Then start Rockpool again. The token stays on the server; no browser ever sees it.")}</p>
`;

const settings = () => html`<p>${t("You are an administrator: add it in the settings, or set it for good as told below.")}</p>
  <a class="button primary" href="/settings/gateways">${t("Add a gateway")}</a>`;

/** @param {HTMLElement} opener gets the focus back */
export function openConnectDialog(opener) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "connect-title");
  render(content(() => dialog.close()), dialog);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}
