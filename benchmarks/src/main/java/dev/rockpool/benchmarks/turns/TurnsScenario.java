package dev.rockpool.benchmarks.turns;

import dev.rockpool.benchmarks.Scenario;
import dev.rockpool.benchmarks.report.Report;
import dev.rockpool.benchmarks.report.Statistic;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.Reply;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.simulator.SimulatorOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is sent to the gateway for the first, the tenth and the hundredth turn of a chat, with messages of
/// the same length: the session remembers, so the chat's length must not show.
public final class TurnsScenario implements Scenario {

    private static final int CHATS = 3;
    private static final int TURNS = 100;
    private static final int ALLOWANCE_BYTES = 64;

    @Override
    public String name() {
        return "turns";
    }

    @Override
    public void run(Report report) {
        List<List<SimulatedTurn>> chats = new ArrayList<>();
        try (GatewaySimulator gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT))) {
            // A title would be a turn of another session, and nothing that grows.
            Map<String, String> settings = RockpoolServer.settingsFor(gateway.url(), gateway.token());
            settings.put("ROCKPOOL_TITLES", "message");
            try (RockpoolServer server = RockpoolServer.start(settings);
                    ApiClient client = ApiClient.guest(server.url())) {
                for (int chat = 0; chat < CHATS; chat++) {
                    chats.add(converse(client, gateway));
                }
            }
        }
        double first = bytes(chats, 1)[0];
        report.add(name(), "request body of turn 1", "bytes", bytes(chats, 1));
        report.add(name(), "request body of turn 10", "bytes", bytes(chats, 10));
        report.add(
                name(),
                "request body of turn 100",
                "bytes",
                figure -> figure.budget(Statistic.MAX, first + ALLOWANCE_BYTES),
                bytes(chats, TURNS));
    }

    /// One chat of a hundred turns.
    ///
    /// @return what the gateway was sent, in order
    private static List<SimulatedTurn> converse(ApiClient client, GatewaySimulator gateway) {
        String chat = ApiClient.newId();
        for (int turn = 1; turn <= TURNS; turn++) {
            String text = "Question %03d: how high is the tide? /sim tokens=20 gap=0".formatted(turn);
            String body = ApiClient.json(ApiClient.message(chat, ApiClient.newId(), "main", text));
            Reply answer = client.call("POST", "/api/chat", body, "Accept", "text/event-stream");
            if (answer.status() != 200 || !answer.body().contains("\"type\":\"finish\"")) {
                throw new IllegalStateException("Turn " + turn + " was not answered: " + answer);
            }
        }
        return gateway.turns().stream()
                .filter(turn -> turn.sessionKey().contains(chat))
                .toList();
    }

    private static double[] bytes(List<List<SimulatedTurn>> chats, int turn) {
        return chats.stream()
                .mapToDouble(turns -> turns.get(turn - 1).requestBytes())
                .toArray();
    }
}
