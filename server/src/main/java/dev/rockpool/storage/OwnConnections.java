package dev.rockpool.storage;

import java.sql.Connection;
import java.sql.SQLException;

/// Opens connections to the PostgreSQL database outside its pool, for whoever keeps one for long.
public interface OwnConnections {

    /// A new connection, which the caller closes.
    Connection open() throws SQLException;
}
