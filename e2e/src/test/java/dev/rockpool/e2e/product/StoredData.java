package dev.rockpool.e2e.product;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the server has stored at one moment, row by row, read from its database file: two of them are equal
/// when nothing has changed in between.
///
/// @param tables the rows of each table that people's data lives in, as text
public record StoredData(Map<String, List<String>> tables) {

    private static final List<String> LASTING = List.of("account", "chat", "message", "run", "session_tombstone");

    /// Reads everything, while the server runs.
    public static StoredData read(RockpoolServer server) {
        return read(server.database());
    }

    private static StoredData read(Path file) {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
                Statement statement = connection.createStatement()) {
            for (String table : LASTING) {
                tables.put(table, rows(statement, table));
            }
            return new StoredData(tables);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read " + file, e);
        }
    }

    private static List<String> rows(Statement statement, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("select * from " + table + " order by 1, 2")) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= columns; column++) {
                    row.append(result.getString(column)).append('|');
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }
}
