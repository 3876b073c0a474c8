// How a gateway is, in words: for every way it can fail one, and what to do about it. Pure.

import { n, number, said, t } from "app/tongue.js";
import { ago, listed } from "app/words.js";

/** Whether another credential is what it takes. */
export const wantsCredential = ({ kind }) => kind === "wrong_credential" || kind === "credential_unreadable";

/** Kind of problem -> its name, and whether it is switched off rather than broken. */
const PROBLEMS = {
  refused: [t("Not reachable."), "broken"],
  unreachable: [t("Connection lost."), "broken"],
  unknown_host: [t("Host not found."), "broken"],
  address_not_allowed: [t("Address not allowed."), "broken"],
  not_ready: [t("Just starting."), "off"],
  proxy_refused: [t("A proxy is in the way."), "broken"],
  credential_unreadable: [t("Credential unreadable."), "broken"],
  wrong_credential: [t("Wrong credential."), "broken"],
  endpoint_off: [t("Endpoint switched off."), "off"],
  locked_out: [t("Locked out."), "broken"],
  agent_unknown: [t("Agent unknown."), "broken"],
  not_openclaw: [t("Not an OpenClaw gateway."), "broken"],
  tls: [t("Certificate not trusted."), "broken"],
  timeout: [t("No answer in time."), "broken"],
};

const problemOf = (problem) => {
  const [title, look] = PROBLEMS[problem.kind] ?? [t("Not working."), "broken"];
  return { look, title, text: said(problem.sentence) ?? "", setting: problem.setting ?? null, kind: problem.kind };
};

/**
 * @returns {{look: "ok" | "broken" | "off" | "unknown", title: string, text: string, setting: string | null, kind: string | null}}
 */
export function statusOf({ enabled, status, agentsFound }, now) {
  if (!enabled) return { look: "off", title: t("Switched off."), text: t("Chats on it can be read, not continued."), setting: null, kind: "disabled" };
  if (!status) return { look: "unknown", title: t("Not looked at yet."), text: "", setting: null, kind: null };
  if (status.problem) return problemOf(status.problem);
  if (!status.reachable) return { look: "unknown", title: t("Not looked at yet."), text: "", setting: null, kind: null };
  const words = [
    status.latencyMillis !== null && status.latencyMillis !== undefined ? t("{millis} ms", { millis: number(status.latencyMillis) }) : null,
    agentsFound?.length ? n(agentsFound.length, "{n} agent", "{n} agents") : null,
    status.version ? `OpenClaw ${status.version}` : null,
    status.checkedAt ? t("checked {ago}", { ago: ago(status.checkedAt, now) }) : null,
  ];
  return { look: "ok", title: t("Healthy."), text: words.filter(Boolean).join(", "), setting: null, kind: null };
}

/** What a test has shown. */
export function testOf({ ok, millis, agents, problem }) {
  if (!ok) return problemOf(problem ?? {});
  const found = agents?.length > 0 ? t("Found {agents}.", { agents: listed(agents) }) : "";
  return { look: "ok", title: t("Connected in {millis} ms.", { millis: number(millis) }), text: found, setting: null, kind: null };
}

/** What routing was asked for and what was found. */
export function routingLine({ routing, routingFound }) {
  if (String(routing).toLowerCase() !== "auto") return t("Routing: {routing}", { routing: String(routing).toLowerCase() });
  return routingFound ? t("Routing: {routing}, found out", { routing: String(routingFound).toLowerCase() }) : t("Routing: not known yet");
}
