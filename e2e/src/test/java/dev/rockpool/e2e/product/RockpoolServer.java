package dev.rockpool.e2e.product;

import dev.rockpool.e2e.process.ChildProcess;
import dev.rockpool.e2e.process.Command;
import dev.rockpool.e2e.process.Ports;
import dev.rockpool.e2e.process.TempFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The packaged Rockpool jar, run by the JDK the tests run on, with a port, a home and a data folder of its
/// own. It keeps all three when it is killed and started again.
public final class RockpoolServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Path home;
    private final int port = Ports.free();
    private final Map<String, String> environment;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private ChildProcess process;

    private RockpoolServer(Map<String, String> settings) {
        this.home = TempFolders.create("rockpool-server-");
        this.environment = new HashMap<>(settings);
        environment.put("HOME", home.toString());
        environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
        environment.put("ROCKPOOL_DATA", home.resolve("data").toString());
        environment.put("ROCKPOOL_PORT", Integer.toString(port));
        this.process = launch();
    }

    /// Starts a server that talks to one gateway, and waits until it is ready.
    public static RockpoolServer start(URI gateway, String token) {
        return start(Map.of("OPENCLAW_GATEWAY_URL", gateway.toString(), "OPENCLAW_GATEWAY_TOKEN", token));
    }

    /// The settings of a server that talks to one gateway, to be added to.
    public static Map<String, String> settingsFor(URI gateway, String token) {
        return new HashMap<>(Map.of("OPENCLAW_GATEWAY_URL", gateway.toString(), "OPENCLAW_GATEWAY_TOKEN", token));
    }

    /// Starts a server on a machine without any gateway: it offers its demo agent.
    public static RockpoolServer startWithoutGateway() {
        return start(Map.of());
    }

    /// Starts a server with these environment variables beside its own, and waits until it is ready.
    public static RockpoolServer start(Map<String, String> settings) {
        RockpoolServer server = new RockpoolServer(settings);
        server.awaitReady();
        return server;
    }

    /// The address to open in a browser, without a slash at its end.
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /// What the server printed since its last start.
    public String output() {
        return process.output();
    }

    /// The file the server keeps its data in.
    public Path database() {
        return data().resolve("rockpool.db");
    }

    /// The folder of all it keeps.
    public Path data() {
        return home.resolve("data");
    }

    /// Makes a chat look older, as only time could: its place in the list comes from it.
    public void age(String chat, Duration by) {
        change(chat, "updated_at = updated_at - " + by.toMillis() + ", created_at = created_at - " + by.toMillis());
    }

    /// Gives a chat a state that otherwise passes too quickly to be looked at.
    public void standAs(String chat, String state) {
        change(chat, "state = '" + state + "'");
    }

    /// Gives a chat these messages instead of its own, a question first, then answers and questions in turn:
    /// a long chat that nobody had to wait for.
    public void write(String chat, List<String> texts) {
        writeParts(
                chat,
                texts.stream()
                        .map(text -> List.<Map<String, Object>>of(Map.of("type", "text", "text", text)))
                        .toList());
    }

    /// As [#write], each message with the parts it is made of.
    public void writeParts(String chat, List<List<Map<String, Object>>> messages) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database() + "?busy_timeout=10000")) {
            connection.setAutoCommit(false);
            try (PreparedStatement delete = connection.prepareStatement("delete from message where chat_id = ?")) {
                delete.setString(1, chat);
                delete.executeUpdate();
            }
            String sql = "insert into message (chat_id, id, position, role, parts, metadata, created_at) "
                    + "values (?, ?, ?, ?, ?, ?, ?)";
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                for (int i = 0; i < messages.size(); i++) {
                    insert.setString(1, chat);
                    insert.setString(2, ApiClient.newId());
                    insert.setInt(3, i + 1);
                    insert.setString(4, i % 2 == 0 ? "user" : "assistant");
                    insert.setString(5, ApiClient.json(messages.get(i)));
                    insert.setString(6, i % 2 == 0 ? null : "{\"status\":\"finished\"}");
                    insert.setLong(7, System.currentTimeMillis());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot write chat " + chat, e);
        }
    }

    private void change(String chat, String what) {
        String sql = "update chat set " + what + " where id = ?";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database() + "?busy_timeout=10000");
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, chat);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot change chat " + chat, e);
        }
    }

    /// Ends the server without warning, as `kill -9` does.
    public void kill() {
        process.kill();
    }

    /// Asks the server to end, as a system does when it shuts down.
    public void stop() {
        process.stop();
    }

    /// Asks the server to end and does not wait for it.
    public void terminate() {
        process.terminate();
    }

    /// Waits until the server is gone.
    ///
    /// @return false when it still runs after this time
    public boolean awaitEnd(Duration limit) {
        return process.awaitEnd(limit);
    }

    /// Has the process stand still, as a machine does that is suspended; [#wakeUp] ends that.
    public void suspend() {
        process.signal("STOP");
    }

    public void wakeUp() {
        process.signal("CONT");
    }

    public boolean alive() {
        return process.alive();
    }

    public long pid() {
        return process.pid();
    }

    /// What each thread of the server does right now, virtual ones included.
    public String threads() {
        Path dump = home.resolve("threads-" + System.nanoTime() + ".txt");
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Command.Result told = new Command(
                        List.of(jcmd.toString(), Long.toString(pid()), "Thread.dump_to_file", dump.toString()),
                        Duration.ofSeconds(30))
                .run(Map.of());
        try {
            return told.ok() ? Files.readString(dump) : told.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts the server again on the same port with the same data, and waits until it is ready.
    public void restart() {
        if (process.alive()) {
            throw new IllegalStateException("The server still runs");
        }
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.close();
        http.close();
        TempFolders.remove(home);
    }

    private ChildProcess launch() {
        String jar = Objects.requireNonNull(System.getProperty("rockpool.jar"), "rockpool.jar is not set");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return ChildProcess.start(
                "rockpool",
                List.of(java.toString(), "-Xmx512m", "-Djava.io.tmpdir=" + home, "-jar", jar),
                home,
                environment);
    }

    private void awaitReady() {
        process.awaitReady(START_LIMIT, this::ready);
    }

    /// Whether the server takes new work, as a proxy asks it.
    public boolean ready() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
