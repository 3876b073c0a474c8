package dev.rockpool.benchmarks.history;

import dev.rockpool.benchmarks.Scenario;
import dev.rockpool.benchmarks.history.Measurement.Calls;
import dev.rockpool.benchmarks.report.Report;
import dev.rockpool.e2e.process.Postgres;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The list of chats as the sidebar asks for it, with few and with very many chats, and the messages of a
/// long chat; on SQLite and on PostgreSQL.
public final class HistoryScenario implements Scenario {

    private static final int PAGE = 30;
    private static final String LIST = "/api/history?limit=" + PAGE;
    private static final int OTHERS = 1_000;
    private static final int CHATS_OF_OTHERS = 20;
    private static final int LONG_CHAT = 200;
    private static final int WARM_UP_CALLS = 16_000;
    private static final double BUDGET_MS = 20;

    /// The template's figures: 99th percentile in ms of one call at a time and of sixteen, CPU ms a call.
    private static final Map<Integer, Baseline> LISTS =
            Map.of(10, new Baseline(19, 225, 6), 1_000, new Baseline(27, 185, 6), 100_000, new Baseline(79, 734, 7));

    private static final Baseline LONG_PAGE = new Baseline(0, 1_112, 54);

    @Override
    public String name() {
        return "history";
    }

    @Override
    public void run(Report report) throws Exception {
        try (RockpoolServer server = RockpoolServer.startWithoutGateway();
                StoredChats stored = new StoredChats("jdbc:sqlite:" + server.database() + "?busy_timeout=10000")) {
            run(report, "SQLite", server, stored, "pragma wal_checkpoint(truncate)");
        }
        Postgres postgres = Postgres.create();
        try (RockpoolServer server = RockpoolServer.start(Map.of("DATABASE_URL", postgres.url()));
                StoredChats stored = new StoredChats(postgres.jdbcUrl())) {
            run(report, "PostgreSQL", server, stored, "vacuum analyze");
        }
    }

    private static void run(Report report, String database, RockpoolServer server, StoredChats stored, String settle)
            throws Exception {
        Measurement measurement = new Measurement(report, "history, " + database, server);
        for (int i = 0; i < OTHERS; i++) {
            stored.chats(stored.stranger(), CHATS_OF_OTHERS);
        }
        Owner few = owner(server, stored, 10);
        Owner some = owner(server, stored, 1_000);
        Owner many = owner(server, stored, 100_000);
        Owner talker = owner(server, stored, 1);
        stored.messages(talker.chats().getFirst(), SampleMessages.parts(LONG_CHAT));
        stored.settle(settle);
        String longChat = "/api/messages?chatId=" + talker.chats().getFirst();
        measurement.warmUp(LIST, some.cookie(), WARM_UP_CALLS);
        measurement.warmUp(longChat, talker.cookie(), WARM_UP_CALLS / 20);
        for (Owner owner : List.of(few, some, many)) {
            lists(measurement, owner);
        }
        measurement.of("a chat of 200 messages", longChat, talker.cookie(), Calls.LONG, LONG_PAGE, 0);
    }

    /// Somebody with chats.
    ///
    /// @param chats their ids, oldest first
    private record Owner(String cookie, List<String> chats) {}

    private static Owner owner(RockpoolServer server, StoredChats stored, int chats) throws SQLException {
        try (ApiClient client = ApiClient.guest(server.url())) {
            String value = client.cookie().getValue();
            String account = value.substring(0, value.indexOf('.'));
            stored.account(account);
            return new Owner(client.cookie().getName() + "=" + value, stored.chats(account, chats));
        }
    }

    private static void lists(Measurement measurement, Owner owner) throws Exception {
        int count = owner.chats().size();
        Baseline baseline = LISTS.getOrDefault(count, Baseline.NONE);
        double budget = count == 100_000 ? BUDGET_MS : 0;
        String name = String.format(Locale.ROOT, "%,d chats, ", count);
        measurement.of(name + "first page", LIST, owner.cookie(), Calls.SHORT, baseline, budget);
        if (count > PAGE) {
            String deep = LIST + "&ending_before=" + owner.chats().get(count / 10);
            measurement.of(name + "deep page", deep, owner.cookie(), Calls.SHORT, Baseline.NONE, budget);
        }
    }
}
