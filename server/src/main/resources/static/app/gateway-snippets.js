// Settings an OpenClaw gateway should have when a team shares it, ready to copy into openclaw.json.

import { html } from "lit";
import { copyBlock } from "app/dialog.js";
import { t } from "app/tongue.js";

const SNIPPETS = [
  {
    title: t("Let Rockpool in"),
    text: t("The chat endpoint is off until somebody switches it on."),
    setting: `gateway: {
  http: {
    endpoints: { chatCompletions: { enabled: true } },
  },
},`,
  },
  {
    title: t("Keep agents out of other chats"),
    text: t("Without this, an agent that is asked to can read the transcript of any other chat on the same gateway. Files, memory and credentials of an agent stay shared all the same: people who must not see each other's work need gateways of their own."),
    setting: `tools: {
  sessions: { visibility: "self" },
  agentToAgent: { enabled: false },
},`,
  },
  {
    title: t("Let chats remember over night"),
    text: t("Older versions of OpenClaw empty every session at four in the morning unless told otherwise."),
    setting: `session: {
  reset: { mode: "idle", idleMinutes: 525600 },
},`,
  },
  {
    title: t("Keep chats longer than a month"),
    text: t("Newer versions archive a session nobody has used for 30 days."),
    setting: `session: {
  maintenance: { pruneAfter: "365d" },
},`,
  },
];

export const snippets = () => html`<details class="snippets">
  <summary>${t("Recommended OpenClaw settings for a shared gateway")}</summary>
  ${SNIPPETS.map(
    ({ title, text, setting }) => html`<h3>${title}</h3>
      <p class="section-text">${text}</p>
      ${copyBlock(setting)}`,
  )}
</details>`;
