package dev.rockpool.attack;

import dev.rockpool.storage.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Somebody's rows in all tables there are: those that name an id of theirs, and those that name such a row.
final class Rows {

    /// By what rows of other tables name a row.
    private static final List<String> NAMES = List.of("id", "primary_id", "session_id");

    /// A node that answers a run says every few seconds that it still does.
    private static final String LEASE = "lease_until";

    /// It is only added to, and those who try something may be in it.
    static final String AUDIT = "audit";

    private final DataSource source;
    private final Database database;

    Rows(DataSource source, Database database) {
        this.source = source;
        this.database = database;
    }

    private record Row(String table, Map<String, String> columns) {

        boolean names(Set<String> ids) {
            return columns.values().stream().anyMatch(ids::contains);
        }

        Stream<String> ownNames() {
            return table.equals(AUDIT)
                    ? Stream.of()
                    : NAMES.stream().filter(columns::containsKey).map(columns::get);
        }
    }

    /// The rows by table, in a fixed order.
    Map<String, List<String>> of(Collection<String> ids) {
        List<Row> all = tables().stream().flatMap(this::rows).toList();
        Set<String> known = new HashSet<>(ids);
        int before;
        do {
            before = known.size();
            known.addAll(all.stream()
                    .filter(row -> row.names(known))
                    .flatMap(Row::ownNames)
                    .toList());
        } while (known.size() > before);
        return all.stream()
                .filter(row -> row.names(known))
                .collect(Collectors.groupingBy(
                        Row::table,
                        TreeMap::new,
                        Collectors.mapping(
                                row -> row.columns().toString(),
                                Collectors.collectingAndThen(
                                        Collectors.toList(),
                                        rows -> rows.stream().sorted().toList()))));
    }

    private List<String> tables() {
        try (Connection connection = source.getConnection();
                ResultSet found = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            List<String> names = new ArrayList<>();
            while (found.next()) {
                names.add(found.getString("TABLE_NAME"));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Stream<Row> rows(String table) {
        return database.reader().sql("select * from " + table).query().listOfRows().stream()
                .map(columns -> new Row(table, texts(columns)));
    }

    private static Map<String, String> texts(Map<String, @Nullable Object> columns) {
        Map<String, String> texts = new TreeMap<>();
        columns.forEach((name, value) -> {
            if (!name.equals(LEASE)) {
                texts.put(name, value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : "" + value);
            }
        });
        return texts;
    }
}
