package dev.rockpool.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/// Gives a test server its database and its gateway.
final class TestServer {

    private TestServer() {}

    static final class OnSqlite implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            configure(context, "rockpool.data=" + emptyFolder());
        }
    }

    static final class OnPostgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            configure(context, "rockpool.database-url=" + TestPostgres.newDatabase());
        }
    }

    private static void configure(ConfigurableApplicationContext context, String database) {
        TestPropertyValues.of(
                        database,
                        "OPENCLAW_GATEWAY_URL=" + TestGateway.simulator().url(),
                        "OPENCLAW_GATEWAY_TOKEN=" + TestGateway.simulator().token())
                .applyTo(context);
    }

    private static Path emptyFolder() {
        try {
            return Files.createTempDirectory("rockpool-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
