package dev.rockpool.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Runs a [GatewaySimulator] on its own until it is stopped; prints its address and token.
public final class GatewaySimulatorMain {
    private static final String USAGE = """
            Options, all of them optional:
              --port 18790          loopback port, 0 for any (default 0)
              --dialect current     current, legacy or model-string (default current)
              --token secret        bearer token callers must show (default: a new one)
              --agents main,ops     agent ids (default main)
              --gap 22              milliseconds between two tokens (default 22)""";

    private GatewaySimulatorMain() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        SimulatorOptions options;
        try {
            options = options(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        try (var simulator = GatewaySimulator.start(options)) {
            System.out.println("Gateway simulator (" + options.dialect() + ") at " + simulator.url() + ", token "
                    + simulator.token() + ", agents " + String.join(", ", options.agents()));
            simulator.awaitClose();
        }
    }

    static SimulatorOptions options(String... arguments) {
        var options = SimulatorOptions.of(Dialect.CURRENT);
        for (var i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("There is no value after " + arguments[i] + ".");
            }
            options = with(options, arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private static SimulatorOptions with(SimulatorOptions options, String name, String value) {
        return switch (name) {
            case "--port" -> options.withPort(number(name, value));
            case "--dialect" -> options.withDialect(dialect(value));
            case "--token" -> options.withToken(value);
            case "--agents" -> options.withAgents(List.of(value.split(",")));
            case "--gap" -> options.withGap(Duration.ofMillis(number(name, value)));
            default -> throw new IllegalArgumentException("There is no option " + name + ".");
        };
    }

    private static Dialect dialect(String name) {
        try {
            return Dialect.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("There is no dialect " + name + ".", unknown);
        }
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(name + " takes a whole number, not " + value + ".", notANumber);
        }
    }
}
