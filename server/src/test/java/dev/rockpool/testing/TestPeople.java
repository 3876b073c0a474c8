package dev.rockpool.testing;

import dev.rockpool.storage.Database;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// People who have signed in, each once at a server: no address may register many within an hour.
public final class TestPeople {

    private static final Map<Integer, TestClient> ADMINISTRATORS = new ConcurrentHashMap<>();
    private static final Map<Integer, TestClient> MEMBERS = new ConcurrentHashMap<>();

    private TestPeople() {}

    /// An administrator called Grace.
    public static TestClient grace(int port, Database database) {
        return ADMINISTRATORS.computeIfAbsent(port, _ -> called("Grace", TestClient.administrator(port, database)));
    }

    /// A member called Mary.
    public static TestClient mary(int port) {
        return MEMBERS.computeIfAbsent(port, _ -> called("Mary", TestClient.member(port)));
    }

    private static TestClient called(String name, TestClient browser) {
        browser.patch("/api/account", "{\"name\": \"%s\"}".formatted(name));
        return browser;
    }
}
