package dev.rockpool.account;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;

/// Reaches the session tables as the rest of the product reaches the database: a session is
/// looked up beside the one connection that writes on SQLite, so that a request never waits for a
/// transaction of somebody else's.
final class SessionTables extends JdbcTemplate {

    private final JdbcTemplate reader;

    SessionTables(DataSource writer, DataSource reader) {
        super(writer);
        this.reader = new JdbcTemplate(reader);
    }

    @Override
    public <T extends @Nullable Object> T query(
            String sql, @Nullable PreparedStatementSetter setter, ResultSetExtractor<T> extractor) {
        return reader.query(sql, setter, extractor);
    }
}
