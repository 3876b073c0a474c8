package dev.rockpool.e2e.search;

import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.process.Ports;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.e2e.product.SignOnSettings;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import dev.rockpool.testing.TestOidcProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A day of a team that uses Rockpool, with known secrets, and every place in which these could be afterwards.
public final class WorkingDay {

    private final Secrets secrets = Secrets.random();
    private final Secret words = Secret.random("the words of a chat");
    private final List<Place> owners = new ArrayList<>();
    private final List<Place> others = new ArrayList<>();
    private final List<Place> servers = new ArrayList<>();
    private final List<String> cookies = new ArrayList<>();
    private String chat = "";

    /// What is not to be found.
    public List<Secret> secrets() {
        return secrets.all();
    }

    /// What was said in a chat, and is to be found.
    public Secret words() {
        return words;
    }

    /// The id of that chat.
    public String chat() {
        return chat;
    }

    public List<Place> places() {
        return Stream.of(owners, others, servers).flatMap(List::stream).toList();
    }

    /// The browser of that chat's owner.
    public List<Place> ownersPlaces() {
        return List.copyOf(owners);
    }

    /// Everybody else's browsers.
    public List<Place> othersPlaces() {
        return List.copyOf(others);
    }

    /// What proved to the server who they all were.
    public List<String> cookies() {
        return List.copyOf(cookies);
    }

    /// Takes about a minute.
    public void live() {
        String issuer = "http://localhost:" + Ports.free();
        try (GatewaySimulator first = gateway(secrets.environment());
                GatewaySimulator second = gateway(secrets.right());
                EchoingGateway echo = EchoingGateway.start();
                TestOidcProvider provider =
                        TestOidcProvider.startAsking(issuer, secrets.client().value(), "acme");
                RockpoolServer server = RockpoolServer.start(settings(first, issuer));
                Chromium chromium = Chromium.launch()) {
            provider.says("mara", Map.of("email", "mara@example.com", "email_verified", true, "name", "Mara"));
            live(chromium, server, second, echo);
        }
    }

    private void live(Chromium chromium, RockpoolServer server, GatewaySimulator second, EchoingGateway echo) {
        Deeds deeds = new Deeds(server.url(), secrets, words.value());
        Recording administrator = new Recording(chromium);
        ChatPage page = deeds.register(administrator.profile());
        deeds.connect(page, second.url().toString());
        deeds.connectBehindAProxy(page, echo.url().toString());
        deeds.misplace(page);
        chat = deeds.write(page);
        String link = deeds.share(page, chat);
        deeds.writeToEveryGateway(page);
        Recording member = new Recording(chromium);
        deeds.signInAtTheProvider(member.profile());
        Recording reader = new Recording(chromium);
        deeds.read(reader.profile(), link);
        deeds.reachALimit(page, reader.profile());
        second.close();
        deeds.writeToEveryGateway(page);
        deeds.lookBack(page, chat);
        try (ApiClient caller = deeds.caller()) {
            servers.addAll(ServerPlaces.of(server, caller));
        }
        end(administrator, owners);
        end(member, others);
        end(reader, others);
    }

    private static GatewaySimulator gateway(Secret token) {
        return GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withToken(token.value()));
    }

    private Map<String, String> settings(GatewaySimulator gateway, String issuer) {
        Map<String, String> settings = new HashMap<>(RockpoolServer.settingsFor(gateway.url(), gateway.token()));
        settings.put("ROCKPOOL_SECRET_KEY", secrets.key().value());
        settings.putAll(SignOnSettings.of("Acme", issuer, secrets.client().value()));
        settings.put("LOGGING_LEVEL_DEV_ROCKPOOL", "trace");
        settings.put("LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_SECURITY", "debug");
        return settings;
    }

    private void end(Recording recording, List<Place> places) {
        recording.close();
        places.addAll(recording.places());
        cookies.addAll(recording.cookies());
    }
}
