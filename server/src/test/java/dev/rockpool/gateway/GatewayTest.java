package dev.rockpool.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rockpool.gateway.GatewayDiscovery.Found;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.Credential;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.openclaw.SessionKey;
import dev.rockpool.openclaw.SessionRouting;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class GatewayTest {

    private static final AgentId OPS = AgentId.of("ops");

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : open.reversed()) {
            resource.close();
        }
    }

    @Test
    void withoutAGatewayTheDemoAgentAnswers() {
        Gateway gateway = gateway(new Found.Nothing(null), List.of());

        assertThat(gateway.status())
                .isEqualTo(new GatewayStatus(
                        "demo agent", true, true, gateway.status().version(), SessionRouting.HEADER, null));
        assertThat(gateway.agents()).containsExactly(new AgentChoice(AgentId.of("demo"), "demo"));
        assertThat(gateway.defaultAgent()).isEqualTo(AgentId.of("demo"));
        assertThat(gateway.offers(AgentId.of("demo"))).isTrue();
        assertThat(gateway.offers(AgentId.MAIN)).isFalse();
        assertThat(answer(gateway, AgentId.of("demo"), "Hello")).isNotBlank();
    }

    @Test
    void demoAgentSaysWhatKeptItFromTheRealOne() {
        assertThat(gateway(new Found.Nothing("The file is broken."), List.of()).status())
                .extracting(GatewayStatus::demo, GatewayStatus::reachable, GatewayStatus::problem)
                .containsExactly(true, true, "The file is broken.");
    }

    @ParameterizedTest
    @CsvSource({"CURRENT, HEADER", "LEGACY, HEADER", "MODEL_STRING, MODEL"})
    void everyDialectIsRecognizedAndAnswers(Dialect dialect, SessionRouting routing) {
        GatewaySimulator simulator = simulator(SimulatorOptions.of(dialect));

        Gateway gateway = gateway(found(simulator, false), List.of());

        assertThat(gateway.status().problem()).isNull();
        assertThat(gateway.status().reachable()).isTrue();
        assertThat(gateway.status().routing()).isEqualTo(routing);
        assertThat(gateway.agents()).containsExactly(new AgentChoice(AgentId.MAIN, "main"));
        assertThat(answer(gateway, AgentId.MAIN, "Hello")).isNotBlank();
    }

    @Test
    void agentsOfTheGatewayCanBeChosen() {
        GatewaySimulator simulator =
                simulator(SimulatorOptions.of(Dialect.CURRENT).withAgents("ops", "main"));

        Gateway gateway = gateway(found(simulator, false), List.of());

        assertThat(gateway.agents()).extracting(AgentChoice::name).containsExactlyInAnyOrder("main", "ops");
        assertThat(gateway.defaultAgent()).isEqualTo(AgentId.MAIN);
        assertThat(gateway.offers(OPS)).isTrue();
        assertThat(gateway.offers(AgentId.of("other"))).isFalse();
    }

    @Test
    void settingsNarrowTheAgents() {
        GatewaySimulator simulator =
                simulator(SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops"));

        Gateway gateway = gateway(found(simulator, false), List.of("ops", "gone"));

        assertThat(gateway.agents()).extracting(AgentChoice::id).containsExactly(OPS);
        assertThat(gateway.defaultAgent()).isEqualTo(OPS);
        assertThat(gateway.offers(AgentId.MAIN)).isFalse();
    }

    @Test
    void endpointThatIsOffIsNamedWithItsSettingAndFile() {
        GatewaySimulator simulator =
                simulator(SimulatorOptions.of(Dialect.CURRENT).withChatEndpoint(false));

        GatewayStatus status = gateway(found(simulator, true), List.of()).status();

        assertThat(status.reachable()).isFalse();
        assertThat(status.problem())
                .isEqualTo("The gateway ‘Home’ has its chat endpoint switched off. Set"
                        + " gateway.http.endpoints.chatCompletions.enabled: true in ~/.openclaw/openclaw.json and"
                        + " restart the gateway.");
    }

    @Test
    void gatewayThatIsDownIsNamedWithItsAddressAndOffersWhatIsAsked() {
        GatewaySimulator simulator = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
        Found found = found(simulator, false);
        simulator.close();

        Gateway gateway = gateway(found, List.of());

        assertThat(gateway.status().reachable()).isFalse();
        assertThat(gateway.status().problem())
                .isEqualTo("The gateway ‘Home’ cannot be reached at " + simulator.url() + ". Start it.");
        assertThat(gateway.agents()).containsExactly(new AgentChoice(AgentId.MAIN, "main"));
        assertThat(gateway.offers(OPS)).isTrue();
        assertThatExceptionOfType(AgentFailure.class)
                .isThrownBy(() -> answer(gateway, AgentId.MAIN, "Hello"))
                .withMessage(
                        "The gateway ‘Home’ cannot be reached at " + simulator.url() + ". Start it, then press Retry.");
    }

    @Test
    void downAndSwitchedOffAreToldTogether() {
        GatewaySimulator simulator = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
        Found found = found(simulator, true);
        simulator.close();

        assertThat(gateway(found, List.of()).status().problem())
                .contains("cannot be reached")
                .contains("gateway.http.endpoints.chatCompletions.enabled: true");
    }

    @Test
    void gatewayThatComesBackIsSeen() {
        GatewaySimulator first =
                GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withToken("t"));
        Found found = found(first, false);
        int port = first.port();
        first.close();
        Gateway gateway = gateway(found, List.of());
        assertThat(gateway.status().reachable()).isFalse();

        simulator(SimulatorOptions.of(Dialect.CURRENT).withPort(port).withToken("t"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> gateway.status().reachable());
        assertThat(gateway.status().problem()).isNull();
    }

    @Test
    void turnThatFindsTheGatewayGoneMakesItKnownAtOnce() {
        GatewaySimulator simulator = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
        Gateway gateway = gateway(found(simulator, false), List.of());
        assertThat(gateway.status().reachable()).isTrue();

        simulator.close();
        assertThatExceptionOfType(AgentFailure.class).isThrownBy(() -> answer(gateway, AgentId.MAIN, "Hello"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> !gateway.status().reachable());
    }

    @Test
    void brokenAnswerIsToldAsSuchAndMakesItKnown() {
        GatewaySimulator simulator = simulator(SimulatorOptions.of(Dialect.CURRENT));
        Gateway gateway = gateway(found(simulator, false), List.of());
        ModelProvider models = new ModelProvider(new TitleProperties("model"));
        LanguageModel model = models.languageModel(gateway, AgentId.MAIN, SessionKey.of("webchat-1"));

        try (AgentStream stream = model.answer("/sim tokens=9 disconnect-after=3", null)) {
            AgentEvent event = stream.next();
            while (!(event instanceof AgentEvent.End)) {
                event = stream.next();
            }
            assertThat(event)
                    .isEqualTo(new AgentEvent.Interrupted("The connection to the gateway ‘Home’ was lost in the middle"
                            + " of the answer. Press Retry."));
        }
    }

    @Test
    void callThatIsClosedStopsAtTheGateway() {
        GatewaySimulator simulator = simulator(SimulatorOptions.of(Dialect.CURRENT));
        Gateway gateway = gateway(found(simulator, false), List.of());
        ModelProvider models = new ModelProvider(new TitleProperties("model"));
        LanguageModel model = models.languageModel(gateway, AgentId.MAIN, SessionKey.of("webchat-1"));

        AgentCall call = model.prepare("/sim tokens=1000 gap=1000", null);
        AgentStream stream = call.start();
        assertThat(stream.next()).isInstanceOf(AgentEvent.Text.class);
        call.close();

        assertThat(stream.next()).isEqualTo(new AgentEvent.Cancelled());
        Awaitility.await().until(() -> simulator.abortedStreams() == 1);
    }

    @Test
    void titleIsMadeAsideAndItsSessionDeleted() {
        GatewaySimulator simulator = simulator(SimulatorOptions.of(Dialect.CURRENT));
        Gateway gateway = gateway(found(simulator, false), List.of());
        ModelProvider models = new ModelProvider(new TitleProperties("model"));
        SessionKey chat = SessionKey.of("webchat-1");

        TitleModel titles = models.titleModel(gateway, AgentId.MAIN, chat);
        String title = titles.title("How do I sort a list?");

        assertThat(titles.id()).hasToString("openclaw:webchat-1");
        assertThat(title).isNotBlank().hasSizeLessThanOrEqualTo(80).doesNotContain("\n");
        assertThat(simulator.turns())
                .singleElement()
                .satisfies(turn -> assertThat(turn.sessionKey()).isEqualTo("agent:main:webchat-1-title"));
        assertThat(simulator.sessions()).noneMatch(session -> session.contains("webchat-1"));
    }

    @Test
    void titleFromTheMessageAsksNobody() {
        GatewaySimulator simulator = simulator(SimulatorOptions.of(Dialect.CURRENT));
        Gateway gateway = gateway(found(simulator, false), List.of());
        ModelProvider models = new ModelProvider(new TitleProperties("message"));

        assertThat(models.titleModel(gateway, AgentId.MAIN, null).title("How do I sort?"))
                .isEqualTo("How do I sort?");
        assertThat(simulator.turns()).isEmpty();
    }

    @Test
    void sessionKeyIsMainUnlessGiven() {
        GatewaySimulator simulator = simulator(SimulatorOptions.of(Dialect.CURRENT));
        Gateway gateway = gateway(found(simulator, false), List.of());
        ModelProvider models = new ModelProvider(new TitleProperties("model"));

        assertThat(models.languageModel(gateway, AgentId.MAIN, null).id()).hasToString("openclaw:main");
    }

    private Gateway gateway(Found found, List<String> agents) {
        GatewayProperties properties = new GatewayProperties(
                "", SessionRouting.AUTO, Duration.ofMinutes(10), agents, "", List.of(), false, false);
        EnvironmentGateway environment = new EnvironmentGateway(found, properties, Clock.systemUTC());
        open.add(environment);
        return environment.gateway();
    }

    private GatewaySimulator simulator(SimulatorOptions options) {
        GatewaySimulator simulator = GatewaySimulator.start(options.withGap(Duration.ZERO));
        open.add(simulator);
        return simulator;
    }

    private static Found found(GatewaySimulator simulator, boolean chatEndpointOff) {
        URI url = simulator.url();
        GatewaySettings settings = GatewaySettings.of("Home", url, new Credential(simulator.token()));
        return new Found.Gateway(settings, "~/.openclaw/openclaw.json", chatEndpointOff);
    }

    private String answer(Gateway gateway, AgentId agent, String message) {
        ModelProvider models = new ModelProvider(new TitleProperties("model"));
        LanguageModel model = models.languageModel(gateway, agent, SessionKey.of("webchat-1"));
        StringBuilder text = new StringBuilder();
        try (AgentStream stream = model.answer(message, null)) {
            for (AgentEvent event = stream.next(); !(event instanceof AgentEvent.End); event = stream.next()) {
                if (event instanceof AgentEvent.Text(String piece)) {
                    text.append(piece);
                }
            }
            assertThat(stream.next()).isInstanceOf(AgentEvent.Finished.class);
        }
        return text.toString();
    }
}
