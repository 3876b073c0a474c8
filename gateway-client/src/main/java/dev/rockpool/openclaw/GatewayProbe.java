package dev.rockpool.openclaw;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Finds out what a gateway is, by requests that start nothing and change nothing. The rule, first match
/// wins:
///
/// 1. `/healthz` answers the JSON of today's gateway (`ok` and `status`): [Dialect#CURRENT], session by
/// header.
/// 2. `/healthz` answers HTML that names OpenClaw, the app shell of an older gateway: [Dialect#LEGACY], by
/// header.
/// 3. `/v1/models` lists `openclaw` or `openclaw/<agent>`: a real gateway behind something that hides
///    `/healthz`: [Dialect#CURRENT], by header.
/// 4. `/tools/invoke` answers as only OpenClaw does (`{"ok": false, ...}`): an older gateway without its
///    app: [Dialect#LEGACY], by header.
/// 5. `/v1/chat/completions` answers JSON all the same: a gateway or proxy of another kind, to which the
///    session is told by the model string: [Dialect#LEGACY], by model.
/// 6. Nothing of this: not an OpenClaw gateway.
///
/// `/healthz` and the model list as OpenClaw 2026.9.6, the app shell as OpenClaw 2026.2.9, both verified
/// live.
final class GatewayProbe {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final GatewaySettings settings;
    private final GatewayHttp http;

    GatewayProbe(GatewaySettings settings, GatewayHttp http) {
        this.settings = settings;
        this.http = http;
    }

    /// @throws GatewayException when the gateway cannot be reached, refuses us, or is none
    GatewayInfo run() {
        Found found = recognize();
        SessionRouting routing = settings.routing() == SessionRouting.AUTO ? found.routing : settings.routing();
        boolean chat = speaksChat(routing);
        if (!chat && found == Found.PERHAPS_MODEL) {
            throw new GatewayException(GatewayErrors.notOpenClaw("What answers there does not speak like a gateway."));
        }
        return GatewayInfo.of(found.dialect, version(found), routing, chat);
    }

    private enum Found {
        CURRENT(Dialect.CURRENT, SessionRouting.HEADER),
        LEGACY(Dialect.LEGACY, SessionRouting.HEADER),
        PERHAPS_MODEL(Dialect.LEGACY, SessionRouting.MODEL);

        private final Dialect dialect;
        private final SessionRouting routing;

        Found(Dialect dialect, SessionRouting routing) {
            this.dialect = dialect;
            this.routing = routing;
        }
    }

    private Found recognize() {
        Reply health = ask(http.get("/healthz"));
        if (isHealth(health.json())) {
            return Found.CURRENT;
        }
        if (health.ok()
                && health.html()
                && health.text().toLowerCase(Locale.ROOT).contains("openclaw")) {
            return Found.LEGACY;
        }
        if (listsAgents(ask(http.get("/v1/models")).json())) {
            return Found.CURRENT;
        }
        boolean tools = ask(http.post("/tools/invoke", Map.of(), Map.of()))
                .json()
                .path("ok")
                .isBoolean();
        return tools ? Found.LEGACY : Found.PERHAPS_MODEL;
    }

    private static boolean isHealth(JsonNode json) {
        return json.path("ok").isBoolean() && json.path("status").isString();
    }

    private static boolean listsAgents(JsonNode json) {
        return json.path("data").valueStream().anyMatch(model -> {
            String id = model.path("id").asString("");
            return id.equals("openclaw") || id.startsWith(Wire.AGENT_PREFIX);
        });
    }

    /// A request without a message is refused before anything starts, in JSON where the endpoint is there:
    /// 400 ``Missing user message in `messages`.`` (OpenClaw 2026.9.6 and 2026.2.9, verified live).
    private boolean speaksChat(SessionRouting routing) {
        String model = Wire.model(routing, AgentId.MAIN, SessionKey.MAIN);
        Reply reply = ask(http.post(Wire.CHAT_PATH, Map.of("model", model, "messages", List.of()), Map.of()));
        if (!reply.isJson() || reply.json().isMissingNode()) {
            return false;
        }
        return reply.ok() || GatewayErrors.of(reply).kind() != GatewayError.Kind.ENDPOINT_OFF;
    }

    private @Nullable String version(Found found) {
        if (found == Found.PERHAPS_MODEL) {
            return null;
        }
        Reply reply = http.exchange(http.get("/__openclaw/control-ui-config.json"), LIMIT);
        JsonNode version = reply.ok() ? reply.json().path("serverVersion") : MissingNode.getInstance();
        return version.isString() ? Texts.line(version.stringValue(), 40) : null;
    }

    /// An answer that says nothing about us. One that refuses us or puts us off ends the probe.
    private Reply ask(ClassicHttpRequest request) {
        Reply reply = http.exchange(request, LIMIT);
        if (reply.ok()) {
            return reply;
        }
        GatewayError error = GatewayErrors.of(reply);
        boolean refused = switch (error.kind()) {
            case UNAUTHORIZED, LOCKED_OUT, PROXY_REFUSED, UNAVAILABLE -> true;
            default -> false;
        };
        if (refused && !isHealth(reply.json())) {
            throw new GatewayException(error);
        }
        return reply;
    }
}
