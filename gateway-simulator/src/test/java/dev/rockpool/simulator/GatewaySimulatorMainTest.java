package dev.rockpool.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewaySimulatorMainTest {
    @Test
    void readsItsOptions() {
        var options = GatewaySimulatorMain.options(
                "--port",
                "28790",
                "--dialect",
                "model-string",
                "--token",
                "secret",
                "--agents",
                "main,ops",
                "--gap",
                "5");
        assertThat(options)
                .isEqualTo(new SimulatorOptions(
                        Dialect.MODEL_STRING, 28790, "secret", List.of("main", "ops"), Duration.ofMillis(5), true));
        assertThat(options.toString()).doesNotContain("secret");
    }

    @Test
    void withoutOptionsItIsTodaysGatewayOnAnyPort() {
        assertThat(GatewaySimulatorMain.options()).isEqualTo(SimulatorOptions.of(Dialect.CURRENT));
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> GatewaySimulatorMain.options("--port", "many")).hasMessageContaining("--port");
        assertThatThrownBy(() -> GatewaySimulatorMain.options("--port", "70000"))
                .hasMessageContaining("70000");
        assertThatThrownBy(() -> GatewaySimulatorMain.options("--dialect", "newest"))
                .hasMessageContaining("newest");
        assertThatThrownBy(() -> GatewaySimulatorMain.options("--agents", "Main!"))
                .hasMessageContaining("Main!");
        assertThatThrownBy(() -> GatewaySimulatorMain.options("--colour", "blue"))
                .hasMessageContaining("--colour");
        assertThatThrownBy(() -> GatewaySimulatorMain.options("--token")).hasMessageContaining("--token");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (var first = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT))) {
            var second = SimulatorOptions.of(Dialect.CURRENT).withPort(first.port());
            assertThatThrownBy(() -> GatewaySimulator.start(second)).hasMessageContaining("127.0.0.1:" + first.port());
        }
    }

    @Test
    void aTokenIsMintedWhenNoneIsGiven() {
        try (var first = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
                var second = GatewaySimulator.start(
                        SimulatorOptions.of(Dialect.CURRENT).withToken("mine"))) {
            assertThat(first.token()).hasSizeGreaterThan(20);
            assertThat(second.token()).isEqualTo("mine");
        }
    }
}
