// How a gateway is, in words: for every way it can fail one, and what to do about it. Pure.

import { ago, counted, listed } from "app/words.js";

/** Whether another credential is what it takes. */
export const wantsCredential = ({ kind }) => kind === "wrong_credential" || kind === "credential_unreadable";

/** Kind of problem -> its name, and whether it is switched off rather than broken. */
const PROBLEMS = {
  refused: ["Not reachable.", "broken"],
  unreachable: ["Connection lost.", "broken"],
  unknown_host: ["Host not found.", "broken"],
  address_not_allowed: ["Address not allowed.", "broken"],
  not_ready: ["Just starting.", "off"],
  proxy_refused: ["A proxy is in the way.", "broken"],
  credential_unreadable: ["Credential unreadable.", "broken"],
  wrong_credential: ["Wrong credential.", "broken"],
  endpoint_off: ["Endpoint switched off.", "off"],
  locked_out: ["Locked out.", "broken"],
  agent_unknown: ["Agent unknown.", "broken"],
  not_openclaw: ["Not an OpenClaw gateway.", "broken"],
  tls: ["Certificate not trusted.", "broken"],
  timeout: ["No answer in time.", "broken"],
};

const problemOf = (problem) => {
  const [title, look] = PROBLEMS[problem.kind] ?? ["Not working.", "broken"];
  return { look, title, text: problem.sentence ?? "", setting: problem.setting ?? null, kind: problem.kind };
};

/**
 * @returns {{look: "ok" | "broken" | "off" | "unknown", title: string, text: string, setting: string | null, kind: string | null}}
 */
export function statusOf({ enabled, status, agentsFound }, now) {
  if (!enabled) return { look: "off", title: "Switched off.", text: "Chats on it can be read, not continued.", setting: null, kind: "disabled" };
  if (!status) return { look: "unknown", title: "Not looked at yet.", text: "", setting: null, kind: null };
  if (status.problem) return problemOf(status.problem);
  if (!status.reachable) return { look: "unknown", title: "Not looked at yet.", text: "", setting: null, kind: null };
  const words = [
    status.latencyMillis !== null && status.latencyMillis !== undefined ? `${status.latencyMillis} ms` : null,
    agentsFound?.length ? counted(agentsFound.length, "agent", "agents") : null,
    status.version ? `OpenClaw ${status.version}` : null,
    status.checkedAt ? `checked ${ago(status.checkedAt, now)}` : null,
  ];
  return { look: "ok", title: "Healthy.", text: words.filter(Boolean).join(", "), setting: null, kind: null };
}

/** What a test has shown. */
export function testOf({ ok, millis, agents, problem }) {
  if (!ok) return problemOf(problem ?? {});
  const found = agents?.length > 0 ? `Found ${listed(agents)}.` : "";
  return { look: "ok", title: `Connected in ${millis} ms.`, text: found, setting: null, kind: null };
}

/** What routing was asked for and what was found. */
export function routingLine({ routing, routingFound }) {
  if (String(routing).toLowerCase() !== "auto") return `Routing: ${String(routing).toLowerCase()}`;
  return routingFound ? `Routing: ${String(routingFound).toLowerCase()}, found out` : "Routing: not known yet";
}
