package dev.rockpool.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class CurrentWireTest {
    private final GatewaySimulator simulator = GatewaySimulator.start(
            SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops").withGap(Duration.ZERO));
    private final WireClient client = new WireClient(simulator);

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void streamsRoleTextFinishUsageAndDone() {
        var stream = client.stream("webchat-1", "/sim text=\"alpha beta\"");
        var events = stream.rest();

        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.contentType()).startsWith("text/event-stream");
        assertThat(events).hasSize(6).last().isEqualTo("[DONE]");
        assertThat(event(events.get(0)).at("/choices/0/delta/role").asString()).isEqualTo("assistant");
        assertThat(event(events.get(0)).at("/choices/0/finish_reason").isNull()).isTrue();
        assertThat(event(events.get(1)).at("/choices/0/delta/content").asString())
                .isEqualTo("alpha");
        assertThat(event(events.get(2)).at("/choices/0/delta/content").asString())
                .isEqualTo(" beta");
        assertThat(event(events.get(3)).at("/choices/0/finish_reason").asString())
                .isEqualTo("stop");
        assertThat(event(events.get(3)).at("/choices/0/delta").isEmpty()).isTrue();
        assertThat(event(events.get(4)).path("choices").isEmpty()).isTrue();
        assertThat(event(events.get(4)).at("/usage/completion_tokens").asLong()).isEqualTo(2);
        assertThat(event(events.get(4)).at("/usage/total_tokens").asLong())
                .isEqualTo(event(events.get(4)).at("/usage/prompt_tokens").asLong() + 2);
    }

    @Test
    void everyChunkOfARunCarriesItsIdAndTheModelAskedFor() {
        var events = client.stream("webchat-1", "/sim tokens=3").rest();
        var first = event(events.getFirst());

        assertThat(first.path("id").asString()).startsWith("chatcmpl_");
        assertThat(events.subList(0, events.size() - 1)).allSatisfy(each -> {
            assertThat(event(each).path("id")).isEqualTo(first.path("id"));
            assertThat(event(each).path("model").asString()).isEqualTo("openclaw/main");
            assertThat(event(each).path("object").asString()).isEqualTo("chat.completion.chunk");
        });
    }

    @Test
    void aChunkWithTextSaysWhenItWasSent() {
        var before = System.currentTimeMillis() * 1_000_000;
        var events = client.stream("webchat-1", "/sim tokens=2 gap=5ms").rest();
        var first = event(events.get(1)).path("sent_ns").asLong();
        var second = event(events.get(2)).path("sent_ns").asLong();

        assertThat(first).isGreaterThanOrEqualTo(before);
        assertThat(second - first).isGreaterThanOrEqualTo(Duration.ofMillis(4).toNanos());
        assertThat(second).isLessThanOrEqualTo((System.currentTimeMillis() + 1) * 1_000_000);
    }

    @Test
    void sendsNoUsageWhenItIsNotAskedFor() {
        var body = WireClient.body("openclaw/main", "/sim tokens=1").put("stream", true);
        assertThat(client.stream(body).rest()).hasSize(4).noneMatch(event -> event.contains("usage"));
    }

    @Test
    void theRoleChunkComesBeforeTheModelHasSaidAnything() {
        try (var stream = client.stream("webchat-1", "/sim stall-after=0")) {
            assertThat(stream.next()).contains("\"role\":\"assistant\"");
        }
    }

    @Test
    void streamsEverySignUnharmed() {
        var text = "quote \" back \\ tab \t line \n ünï 漢字 🦀👩🏽‍🔬 \u0001 end";
        var events = client.stream("webchat-1", "/sim echo\n" + text).rest();
        assertThat(WireClient.Stream.text(events)).isEqualTo(text.strip());
    }

    @Test
    void answersWhole() {
        var answer = client.say("webchat-1", "/sim text=\"alpha beta\"");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.text()).isEqualTo("alpha beta");
        assertThat(answer.json().path("object").asString()).isEqualTo("chat.completion");
        assertThat(answer.json().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(answer.json().at("/usage/total_tokens").asLong()).isPositive();
    }

    @Test
    void anAnswerWithoutTextIsReplacedByTheGatewaysSentence() {
        assertThat(client.say("webchat-1", "/sim empty").text()).isEqualTo("No response from OpenClaw.");
    }

    @Test
    void atTheTokenLimitTheReasonIsLengthAndTheTextSaysSo() {
        var events = client.stream("webchat-1", "/sim tokens=2 length").rest();

        assertThat(events).anyMatch(event -> event.contains("\"finish_reason\":\"length\""));
        assertThat(WireClient.Stream.text(events))
                .startsWith("token-1 token-2 ")
                .contains("token limit");
    }

    @Test
    void probesNeedNoToken() {
        try (var stranger = new WireClient(simulator.url(), null)) {
            assertThat(stranger.get("/healthz").body()).isEqualTo("{\"ok\":true,\"status\":\"live\"}");
            assertThat(stranger.get("/readyz").json().path("ready").asBoolean()).isTrue();
            assertThat(stranger.get("/readyz").json().path("failing").isEmpty()).isTrue();
            assertThat(stranger.post("/healthz", "{}").status()).isEqualTo(405);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/sessions/agent%3Amain%3Ax/history", "/__openclaw/control-ui-config.json"})
    void everythingElseNeedsTheToken(String path) {
        for (var token : new String[] {null, "wrong"}) {
            try (var stranger = new WireClient(simulator.url(), token)) {
                var answer = stranger.get(path);
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.body())
                        .isEqualTo("{\"error\":{\"message\":\"Unauthorized\",\"type\":\"unauthorized\"}}");
            }
        }
    }

    @Test
    void chatNeedsTheToken() {
        try (var stranger = new WireClient(simulator.url(), "wrong")) {
            assertThat(stranger.say("webchat-1", "hello").status()).isEqualTo(401);
        }
        assertThat(simulator.turns()).isEmpty();
    }

    @Test
    void listsTheAgentsAsModels() {
        assertThat(client.get("/v1/models").json().path("data").findValuesAsString("id"))
                .containsExactly("openclaw", "openclaw/default", "openclaw/main", "openclaw/ops");
        assertThat(client.get("/v1/models/openclaw%2Fops").json().path("id").asString())
                .isEqualTo("openclaw/ops");
        assertThat(client.get("/v1/models/openclaw%2Fnope").status()).isEqualTo(404);
        assertThat(client.get("/v1/models/gpt-4").errorMessage()).isEqualTo("Invalid model id.");
    }

    @Test
    void tellsItsVersion() {
        assertThat(client.get("/__openclaw/control-ui-config.json")
                        .json()
                        .path("serverVersion")
                        .asString())
                .isEqualTo("2026.9.6");
    }

    @Test
    void anUnknownPageIsTheAppShellAndAnUnknownEndpointIsNot() {
        assertThat(client.get("/metrics").contentType()).startsWith("text/html");
        assertThat(client.get("/metrics").status()).isEqualTo(200);
        assertThat(client.get("/v1/responses").status()).isEqualTo(404);
        assertThat(client.get("/v1/chat/completions").status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-proto", "Forwarded", "X-Real-IP"})
    void refusesWhatSaysItWasForwarded(String header) {
        var answer = client.get("/v1/models", header, "127.0.0.1");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorType()).isEqualTo("proxy_attribution_required");
        assertThat(client.get("/healthz", header, "127.0.0.1").status()).isEqualTo(200);
    }

    @Test
    void aClientThatOffersHttp2IsRefused() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var chat = HttpRequest.newBuilder(URI.create(simulator.url() + "/v1/chat/completions"))
                    .header("authorization", "Bearer " + simulator.token())
                    .POST(BodyPublishers.ofString(
                            WireClient.body("openclaw/main", "hello").toString()))
                    .build();
            var response = http.send(chat, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.body()).isEqualTo("Invalid HTTP method");

            var models = HttpRequest.newBuilder(URI.create(simulator.url() + "/v1/models"))
                    .build();
            assertThat(http.send(models, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void takesTwentyMegabytesAndRefusesMore() {
        var megabyte = 1024 * 1024;
        assertThat(client.say("webchat-1", "x".repeat(20 * megabyte - 1_000) + " /sim text=ok")
                        .text())
                .isEqualTo("ok");
        var refused = client.say("webchat-1", "x".repeat(21 * megabyte));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.errorMessage()).isEqualTo("Payload too large");
        assertThat(refused.raw().headers().firstValue("connection")).hasValue("close");
        assertThat(client.say("webchat-1", "/sim text=again").text()).isEqualTo("again");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | The body is not JSON.",
                "[] | : Invalid input: expected object, received array",
                "{} | Multiple agents are configured",
                "{\"model\":\"gpt-4\",\"messages\":[]} | Invalid `model`.",
                "{\"model\":\"openclaw/main\"} | Missing user message in `messages`.",
                "{\"model\":\"openclaw/main\",\"messages\":[]} | Missing user message in `messages`.",
                "{\"model\":\"openclaw/main\",\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]} | Missing user message",
                "{\"model\":\"openclaw/main\",\"messages\":[{\"role\":\"user\",\"content\":\" \"}]} | Missing user message",
                "{\"model\":\"openclaw/main\",\"temperature\":9} | `temperature` must be between 0 and 2.",
                "{\"model\":\"openclaw/main\",\"top_p\":9} | `top_p` must be between 0 and 1.",
                "{\"model\":\"openclaw/main\",\"stream\":\"yes\"} | stream: Invalid input: expected boolean, received string"
            })
    void refusesABodyItCannotUse(String body, String message) {
        var answer = client.post("/v1/chat/completions", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorType()).isEqualTo("invalid_request_error");
        assertThat(answer.errorMessage()).startsWith(message);
    }

    @Test
    void takesImagesThatAreDataAndRefusesOthers() {
        assertThat(image("data:image/png;base64,iVBORw0KGgo=", 1).status()).isEqualTo(200);
        assertThat(simulator.turns().getLast().userMessage()).isEqualTo("User sent image(s) with no text.");
        assertThat(image("data:image/png;base64,iVBORw0KGgo=", 9).status()).isEqualTo(400);
        assertThat(image("data:image/svg+xml;base64,PHN2Zz4=", 1).status()).isEqualTo(400);
        assertThat(image("https://example.com/a.png", 1).errorMessage())
                .isEqualTo("Invalid image_url content in `messages`.");
    }

    private WireClient.Answer image(String url, int times) {
        var body = WireClient.object().put("model", "openclaw/main");
        var content = body.putArray("messages").addObject().put("role", "user").putArray("content");
        for (var i = 0; i < times; i++) {
            content.addObject().put("type", "image_url").putObject("image_url").put("url", url);
        }
        return client.post("/v1/chat/completions", body);
    }

    @Test
    void aModelForThisTurnIsTakenAndAnUnknownOneIsNot() {
        var body = WireClient.body("openclaw/main", "hello");
        assertThat(client.post("/v1/chat/completions", body, "x-openclaw-model", "demo/demo-small")
                        .status())
                .isEqualTo(200);
        assertThat(simulator.turns().getLast().model()).isEqualTo("demo/demo-small");
        var unknown = client.post("/v1/chat/completions", body, "x-openclaw-model", "acme/huge");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.errorMessage()).startsWith("Unknown model: acme/huge.");
        assertThat(client.stream(body.put("stream", true), "x-openclaw-model", "acme/huge")
                        .rest())
                .anyMatch(event -> event.startsWith("{\"error\":{\"message\":\"Unknown model: acme/huge."));
    }

    @ParameterizedTest
    @CsvSource({
        "401, unauthorized, Unauthorized",
        "429, rate_limited, Too many failed authentication attempts. Please try again later.",
        "500, api_error, internal error",
        "503, gateway_unavailable, Gateway unavailable"
    })
    void answersTheHttpErrorAScriptAsksFor(int status, String type, String message) {
        var answer = client.say("webchat-1", "/sim error=" + status);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.errorType()).isEqualTo(type);
        assertThat(answer.errorMessage()).isEqualTo(message);
        assertThat(answer.raw().headers().firstValue("retry-after").isPresent()).isEqualTo(status == 429);
        assertThat(simulator.turns()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "provider, 400, invalid_request_error",
        "provider-auth, 401, authentication_error",
        "provider-rate-limit, 429, rate_limit_error",
        "internal, 500, api_error"
    })
    void aFailureOfTheModelIsAnEventInAStreamAndAStatusOtherwise(String error, int status, String type) {
        var events = client.stream("webchat-1", "/sim tokens=5 error-after=2 error=" + error)
                .rest();
        assertThat(WireClient.Stream.text(events)).isEqualTo("token-1 token-2 ");
        assertThat(event(events.get(events.size() - 2)).at("/error/type").asString())
                .isEqualTo(type);
        assertThat(events).last().isEqualTo("[DONE]");
        assertThat(events).noneMatch(event -> event.contains("\"finish_reason\":\"stop\""));

        var whole = client.say("webchat-1", "/sim error=" + error);
        assertThat(whole.status()).isEqualTo(status);
        assertThat(whole.errorType()).isEqualTo(type);
    }

    @Test
    void aGatewayWithItsChatEndpointOffHasNeitherChatNorModels() {
        try (var off = GatewaySimulator.start(
                        SimulatorOptions.of(Dialect.CURRENT).withChatEndpoint(false));
                var caller = new WireClient(off)) {
            assertThat(caller.say("webchat-1", "hello").status()).isEqualTo(404);
            assertThat(caller.get("/v1/models").status()).isEqualTo(404);
            assertThat(caller.get("/healthz").status()).isEqualTo(200);
        }
    }

    @Test
    void keepsAConnectionForTheNextRequest() {
        // The client would open a second connection only if the first were closed, and the simulator says
        // how it leaves it.
        var first = client.say("webchat-1", "/sim text=one");
        assertThat(first.raw().headers().firstValue("connection")).hasValue("keep-alive");
        assertThat(client.stream("webchat-1", "/sim text=two").text()).isEqualTo("two");
        assertThat(client.say("webchat-1", "/sim text=three").text()).isEqualTo("three");
    }

    private static JsonNode event(String data) {
        return WireClient.JSON.readTree(data);
    }
}
