package dev.rockpool.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutingTest {
    private final GatewaySimulator current = start(Dialect.CURRENT);
    private final GatewaySimulator legacy = start(Dialect.LEGACY);

    private static GatewaySimulator start(Dialect dialect) {
        return GatewaySimulator.start(
                SimulatorOptions.of(dialect).withAgents("main", "ops").withGap(Duration.ZERO));
    }

    @AfterAll
    void close() {
        current.close();
        legacy.close();
    }

    @ParameterizedTest(name = "{0} with key {1} and agent header {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "openclaw/ops,  k-x,           -,   agent:main:k-x",
                "openclaw:ops,  k-x,           -,   agent:main:k-x",
                "agent:ops,     k-x,           -,   agent:main:k-x",
                "openclaw/main, k-x,           ops, agent:main:k-x",
                "openclaw/main, agent:ops:k-x, -,   agent:ops:k-x",
                "openclaw/ops,  agent:ops:k-x, -,   agent:ops:k-x",
                "openclaw/main, agent:ops:K-X, -,   agent:ops:k-x",
                "openclaw/main, MixedCase-ABC, -,   agent:main:mixedcase-abc",
                "openclaw/main, ../../etc/p.a@b%c d, -, agent:main:../../etc/p.a@b%c d"
            })
    void todaysGatewayRunsIn(String model, @Nullable String key, @Nullable String agent, String session) {
        assertThat(ask(current, model, key, agent, null).status()).isEqualTo(200);
        var turn = current.turns().getLast();
        assertThat(turn.sessionKey()).isEqualTo(session);
        assertThat(turn.agent()).isEqualTo(session.split(":", 3)[1]);
    }

    @ParameterizedTest(name = "{0} with key {1}")
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "openclaw             | agent:ops:k | 400 | Multiple agents are configured",
                "openclaw/default     | -           | 400 | Multiple agents are configured",
                "openclaw/nope        | -           | 400 | Unknown agent 'nope'.",
                "openclaw:webchat-123 | -           | 400 | Unknown agent 'webchat-123'.",
                "gpt-4                | -           | 400 | Invalid `model`. Use `openclaw` or `openclaw/<agentId>`.",
                "openclaw/main | agent:nope:k       | 500 | internal error",
                "openclaw/main | agent:main         | 500 | internal error",
                "openclaw/main | agent:main:        | 500 | internal error",
                "openclaw/main | agent::x           | 500 | internal error",
                "openclaw/main | :x                 | 500 | internal error",
                "openclaw/main | subagent:x         | 400 | `x-openclaw-session-key` cannot use reserved",
                "openclaw/main | CRON:x             | 400 | `x-openclaw-session-key` cannot use reserved",
                "openclaw/main | agent:main:acp:x   | 400 | `x-openclaw-session-key` cannot use reserved",
                "openclaw/main | agent:main:Harness:x | 400 | `x-openclaw-session-key` cannot use reserved"
            })
    void todaysGatewayRefuses(String model, @Nullable String key, int status, String message) {
        var turns = current.turns().size();
        var answer = ask(current, model, key, null, null);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.errorMessage()).startsWith(message);
        assertThat(current.turns()).hasSize(turns);
    }

    @ParameterizedTest
    @CsvSource({
        "agent:nope:k, Agent nope is not present in the configured roster.",
        "agent::x, internal error",
        ":x, internal error"
    })
    void inAStreamTodaysGatewayTellsInAnEventWhatIsWrongWithAKey(String key, String message) {
        try (var client = new WireClient(current)) {
            var body = WireClient.body("openclaw/main", "hello").put("stream", true);
            assertThat(client.stream(body, "x-openclaw-session-key", key).rest())
                    .hasSize(3)
                    .contains("{\"error\":{\"message\":\"" + message + "\",\"type\":\"api_error\"}}", "[DONE]");
        }
    }

    @Test
    void aRefusedAgentInAKeyLeavesAStraySessionBehind() {
        ask(current, "openclaw/main", "agent:stray:k", null, null);
        assertThat(current.sessions()).contains("agent:stray:k");
    }

    @Test
    void aUserNameMakesTheKeyWhenThereIsNone() {
        ask(current, "openclaw/ops", null, null, "Ann");
        assertThat(current.turns().getLast().sessionKey()).isEqualTo("agent:ops:openai-user:ann");
        ask(current, "openclaw/ops", "agent:ops:k", null, "Ann");
        assertThat(current.turns().getLast().sessionKey()).isEqualTo("agent:ops:k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CURRENT", "LEGACY"})
    void withoutKeyAndUserEveryRequestIsASessionOfItsOwn(Dialect dialect) {
        var gateway = dialect == Dialect.CURRENT ? current : legacy;
        ask(gateway, "openclaw/ops", null, null, null);
        var first = gateway.turns().getLast().sessionKey();
        ask(gateway, "openclaw/ops", null, null, null);
        assertThat(first).startsWith("agent:ops:openai:");
        assertThat(gateway.turns().getLast().sessionKey())
                .startsWith("agent:ops:openai:")
                .isNotEqualTo(first);
    }

    @Test
    void theOnlyAgentNeedsNoName() {
        try (var single = GatewaySimulator.start(
                SimulatorOptions.of(Dialect.CURRENT).withAgents("ops").withGap(Duration.ZERO))) {
            assertThat(ask(single, "openclaw", "agent:ops:k", null, null).status())
                    .isEqualTo(200);
            assertThat(single.turns().getLast().agent()).isEqualTo("ops");
        }
    }

    @Test
    void withoutAnAgentCalledMainAnUnqualifiedKeyFails() {
        try (var single = GatewaySimulator.start(
                SimulatorOptions.of(Dialect.CURRENT).withAgents("ops").withGap(Duration.ZERO))) {
            assertThat(ask(single, "openclaw/ops", "k-x", null, null).status()).isEqualTo(500);
            assertThat(ask(single, "openclaw/ops", "agent:ops:k-x", null, null).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "{0} with key {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "openclaw/ops,         k-x,           main,        agent:main:k-x",
                "openclaw/main,        agent:ops:k-x, ops,         agent:ops:k-x",
                "openclaw,             agent:ops:k-x, ops,         agent:ops:k-x",
                "openclaw/default,     MixedCase-ABC, main,        agent:main:MixedCase-ABC",
                "gpt-4,                k-y,           main,        agent:main:k-y",
                "openclaw/main,        agent:fresh:k, fresh,       agent:fresh:k",
                "openclaw/main,        cron:x,        main,        agent:main:cron:x",
                "openclaw/main,        :x,            main,        agent:main::x"
            })
    void anOldGatewayRunsIn(String model, @Nullable String key, String agent, String session) {
        assertThat(ask(legacy, model, key, null, null).status()).isEqualTo(200);
        var turn = legacy.turns().getLast();
        assertThat(turn.sessionKey()).isEqualTo(session);
        assertThat(turn.agent()).isEqualTo(agent);
    }

    @Test
    void anOldGatewayCreatesWhateverAgentItIsAskedFor() {
        ask(legacy, "openclaw:webchat-123", null, null, null);
        assertThat(legacy.turns().getLast().agent()).isEqualTo("webchat-123");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent:main", "agent:main:", "agent::x"})
    void anOldGatewayFailsOnMalformedKeysToo(String key) {
        assertThat(ask(legacy, "openclaw/main", key, null, null).status()).isEqualTo(500);
    }

    @Test
    void anOldGatewayStoresABareKeyWhereItsListedNameDoesNotFindIt() {
        ask(legacy, "openclaw/main", "bare", null, null);
        try (var client = new WireClient(legacy)) {
            var listed = client.tool(
                    "sessions_history", "agent:main:x", WireClient.object().put("sessionKey", "agent:main:bare"));
            assertThat(legacy.sessions()).contains("agent:main:bare");
            assertThat(listed.json().at("/result/details/messages").isEmpty()).isTrue();
        }
    }

    private static WireClient.Answer ask(
            GatewaySimulator gateway,
            String model,
            @Nullable String key,
            @Nullable String agent,
            @Nullable String user) {
        try (var client = new WireClient(gateway)) {
            var body = WireClient.body(model, "/sim text=ok");
            if (user != null) {
                body.put("user", user);
            }
            var headers = new ArrayList<String>();
            if (key != null) {
                headers.addAll(List.of("x-openclaw-session-key", key));
            }
            if (agent != null) {
                headers.addAll(List.of("x-openclaw-agent-id", agent));
            }
            return client.post("/v1/chat/completions", body, headers.toArray(String[]::new));
        }
    }
}
