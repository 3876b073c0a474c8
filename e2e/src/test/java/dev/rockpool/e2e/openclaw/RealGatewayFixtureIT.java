package dev.rockpool.e2e.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// The real gateway and its witness do what the other tests rely on.
@NeedsOpenClaw
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class RealGatewayFixtureIT {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ScriptedProvider provider;
    private RealGateway gateway;

    @BeforeAll
    void start() {
        provider = ScriptedProvider.start();
        gateway = RealGateway.start(provider);
    }

    @AfterAll
    void stop() {
        gateway.close();
        provider.close();
        http.close();
    }

    @Test
    void theSessionsOfAKilledGatewayAreThereWhenItStartsAgain() throws Exception {
        assertThat(ask("main", "webchat-kept", "u-kept-1").body()).contains("a-kept-1");

        gateway.kill();
        gateway.restart();

        assertThat(ask("main", "webchat-kept", "u-kept-2 {recall}").body()).contains("[", "u-kept-1", "u-kept-2");
        ModelTurn last = provider.turnsAbout("u-kept-2").getLast();
        assertThat(last.session()).contains("agent:main:webchat-kept");
        assertThat(last.userTexts()).hasSize(2);
    }

    @Test
    void theProviderNoticesWhenTheGatewayGivesUpAnAnswer() {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                request("ops", "webchat-left", "u-left-1 {tokens=20} {hold=left}", true),
                HttpResponse.BodyHandlers.ofString());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> provider.turnsAbout("u-left-1").size() == 1);

        answer.cancel(true);

        ModelTurn turn = provider.turnsAbout("u-left-1").getFirst();
        await().atMost(Duration.ofSeconds(10)).until(() -> turn.state() == ModelTurn.State.ABORTED);
        assertThat(turn.session()).contains("agent:ops:webchat-left");
    }

    private HttpResponse<String> ask(String agent, String session, String message) throws Exception {
        return http.send(request(agent, session, message, false), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String agent, String session, String message, boolean stream) {
        String body = """
            {"model":"openclaw/%s","stream":%s,"messages":[{"role":"user","content":"%s"}]}""".formatted(agent, stream, message);
        return HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                .header("Authorization", "Bearer " + gateway.token())
                .header("Content-Type", "application/json")
                .header("x-openclaw-session-key", "agent:" + agent + ":" + session)
                .timeout(Duration.ofMinutes(2))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
