package dev.rockpool.storage;

import java.util.function.Supplier;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// The database as repositories use it: `writer` and `batches` inside [#inTransaction], `reader` for
/// everything that only looks.
///
/// On SQLite the writer is one connection, so transactions run one after another and must stay short;
/// readers never wait for it. On PostgreSQL all are the same pool.
public record Database(
        Vendor vendor,
        JdbcClient writer,
        NamedParameterJdbcTemplate batches,
        JdbcClient reader,
        TransactionTemplate transactions) {

    /// Runs `work` in one transaction and returns what it returns; an exception rolls everything back.
    public <T> T inTransaction(Supplier<T> work) {
        T result = transactions.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("A transaction that returns something must not return null.");
        }
        return result;
    }

    /// Runs `work` in one transaction.
    public void inTransaction(Runnable work) {
        transactions.executeWithoutResult(status -> work.run());
    }
}
