package dev.rockpool.e2e.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// An empty database of its own on a real PostgreSQL, which all tests of this JVM share.
public final class Postgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Once<EmbeddedPostgres> SERVER = Once.of(Postgres::start);

    private final String name;

    private Postgres(String name) {
        this.name = name;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start PostgreSQL", e);
        }
    }

    public static Postgres create() {
        Postgres database = new Postgres("rockpool_" + DATABASES.incrementAndGet());
        new Postgres("postgres").query("create database " + database.name);
        return database;
    }

    /// Its address as an operator writes it.
    public String url() {
        return "postgres://postgres:postgres@127.0.0.1:" + SERVER.get().getPort() + "/" + name;
    }

    /// Its address as the JDBC driver takes it.
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + SERVER.get().getPort() + "/" + name + "?user=postgres";
    }

    /// Runs one statement.
    ///
    /// @return the first column of its rows as text, none when it has no rows
    public List<String> query(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl());
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                ResultSet result = statement.getResultSet();
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refuses: " + sql, e);
        }
    }
}
