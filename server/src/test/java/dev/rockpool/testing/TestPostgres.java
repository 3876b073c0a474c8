package dev.rockpool.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL for the tests of this JVM, each with a database of its own.
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The address of a new, empty database, as an operator would write it.
    public static String newDatabase() {
        String name = "rockpool_" + DATABASES.incrementAndGet();
        execute("create database " + name);
        return "postgres://postgres:postgres@127.0.0.1:" + Server.RUNNING.getPort() + "/" + name;
    }

    /// Breaks all connections to the database at `address` and takes no new ones.
    public static void close(String address) {
        String name = nameIn(address);
        execute("alter database %s allow_connections false".formatted(name));
        execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'".formatted(name));
    }

    /// Takes connections again.
    public static void reopen(String address) {
        execute("alter database %s allow_connections true".formatted(nameIn(address)));
    }

    private static String nameIn(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private static void execute(String sql) {
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
