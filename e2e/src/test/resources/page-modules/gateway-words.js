const { routingLine, statusOf, testOf, wantsCredential } = await import("app/gateway-words.js");

const NOW = Date.parse("2026-11-21T12:00:00Z");
const gateway = (status, more = {}) => ({ enabled: true, agentsFound: ["main", "ops"], status, ...more });

test("a healthy gateway tells how quick it is, what it offers and when that was seen", () => {
  const status = { reachable: true, version: "2026.9.6", problem: null, latencyMillis: 84, checkedAt: "2026-11-21T11:59:00Z" };
  const { look, title, text } = statusOf(gateway(status), NOW);
  equal([look, title, text], ["ok", "Healthy.", "84 ms, 2 agents, OpenClaw 2026.9.6, checked a minute ago"]);
});

test("each way it can fail has a name of its own", () => {
  const kinds = ["refused", "unknown_host", "timeout", "tls", "unreachable", "address_not_allowed", "wrong_credential",
    "credential_unreadable", "locked_out", "proxy_refused", "endpoint_off", "agent_unknown", "not_openclaw", "not_ready"];
  const shown = kinds.map((kind) => statusOf(gateway({ reachable: false, problem: { kind, sentence: "Do this." } }), NOW));
  equal(new Set(shown.map(({ title }) => title)).size, kinds.length);
  equal(kinds.filter((_, i) => shown[i].look === "off"), ["endpoint_off", "not_ready"], "those are not broken");
  equal(kinds.filter((kind) => wantsCredential({ kind })), ["wrong_credential", "credential_unreadable"]);
  equal(new Set(shown.map(({ text }) => text)).size, 1, "the server's sentence follows");
});

test("what has to be set is handed on to be copied", () => {
  const problem = { kind: "endpoint_off", sentence: "Off.", setting: "a.b = true" };
  equal(statusOf(gateway({ problem }), NOW).setting, "a.b = true");
});

test("a gateway that is switched off says so, whatever was seen of it before", () => {
  const status = { reachable: true, problem: null, latencyMillis: 1 };
  equal(statusOf(gateway(status, { enabled: false }), NOW).look, "off");
});

test("one that nobody has looked at yet is neither healthy nor broken", () => {
  equal([statusOf(gateway(null), NOW).look, statusOf(gateway({ reachable: false, problem: null }), NOW).look], ["unknown", "unknown"]);
});

test("a problem this page does not know is still told", () => {
  const { look, title, text } = testOf({ ok: false, problem: { kind: "new_one", sentence: "It is on fire." } });
  equal([look, title, text], ["broken", "Not working.", "It is on fire."]);
});

test("a test that went well names what it found", () => {
  const { title, text } = testOf({ ok: true, millis: 112, agents: ["main", "ops"] });
  equal([title, text], ["Connected in 112 ms.", "Found main and ops."]);
  equal(testOf({ ok: true, millis: 5, agents: null }).text, "");
});

test("routing is told as it was chosen, or as it was found out", () => {
  equal(routingLine({ routing: "auto", routingFound: "header" }), "Routing: header, found out");
  equal(routingLine({ routing: "AUTO", routingFound: null }), "Routing: not known yet");
  equal(routingLine({ routing: "model", routingFound: "model" }), "Routing: model");
});
