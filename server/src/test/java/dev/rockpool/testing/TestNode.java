package dev.rockpool.testing;

import dev.rockpool.RockpoolApplication;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// A whole server of its own, for tests that need more than one or that stop one.
public final class TestNode implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private TestNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// Starts a server on a random port, with settings such as `rockpool.data=/some/folder`.
    public static TestNode start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--OPENCLAW_GATEWAY_URL=" + TestGateway.simulator().url(),
                "--OPENCLAW_GATEWAY_TOKEN=" + TestGateway.simulator().token()));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return new TestNode(
                new SpringApplicationBuilder(RockpoolApplication.class).run(arguments.toArray(String[]::new)));
    }

    public int port() {
        return Integer.parseInt(String.valueOf(context.getEnvironment().getProperty("local.server.port")));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Object bean(String name) {
        return context.getBean(name);
    }

    /// Shuts the server down as an operator does.
    @Override
    public void close() {
        context.close();
    }
}
