package dev.rockpool.e2e.openclaw;

import dev.rockpool.e2e.process.ChildProcess;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The real OpenClaw gateway with the agents `main` and `ops`, a home folder of its own and the scripted
/// provider as its only model. Listens on a random loopback port which it keeps when it is killed and
/// started again.
public final class RealGateway implements AutoCloseable {

    /// The agents this gateway is configured with; the first is its default.
    public static final List<String> AGENTS = List.of("main", "ops");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final OpenClawInstall install;
    private final Path home;
    private final int port = Ports.free();
    private final String token = UUID.randomUUID().toString();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private ChildProcess process;

    private RealGateway(OpenClawInstall install, ScriptedProvider provider) {
        this.install = install;
        this.home = configuredHome(provider);
        this.process = launch();
    }

    /// Starts a gateway and waits until it is ready. Only in tests marked [NeedsOpenClaw].
    public static RealGateway start(ScriptedProvider provider) {
        RealGateway gateway = new RealGateway(OpenClawInstall.get(), provider);
        gateway.awaitReady();
        return gateway;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public String token() {
        return token;
    }

    /// OpenClaw's release, such as `2026.9.6`.
    public String version() {
        return install.version();
    }

    /// Ends the gateway without warning, as a power cut would. Its sessions stay in its home folder.
    public void kill() {
        process.kill();
    }

    /// Starts the gateway again on the same port with the same state, and waits until it is ready.
    public void restart() {
        if (process.alive()) {
            throw new IllegalStateException("The gateway still runs");
        }
        process = launch();
        awaitReady();
    }

    /// The keys of all sessions the gateway lists, such as `agent:main:webchat-...`, as it tells them
    /// itself.
    public Set<String> sessionKeys() {
        Set<String> keys = new TreeSet<>();
        sessions().forEach(session -> keys.add(session.path("key").asString()));
        return keys;
    }

    /// Has a session forget all it remembers, as somebody may who looks after the gateway.
    public void resetSession(String key) {
        change("reset", key);
    }

    /// Deletes a session, as somebody may who looks after the gateway.
    public void deleteSession(String key) {
        change("delete", key);
    }

    private void change(String action, String key) {
        String id = sessions()
                .valueStream()
                .filter(session -> session.path("key").asString().equals(key))
                .map(session -> session.path("sessionId").asString())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The gateway has no session " + key));
        JsonNode answer = invoke("sessions", Map.of("action", action, "sessionKey", key, "expectedSessionId", id));
        if (!answer.path("ok").asBoolean(false)) {
            throw new IllegalStateException("The gateway did not " + action + " " + key + ": " + answer);
        }
    }

    private JsonNode sessions() {
        JsonNode answer = invoke("sessions_list", Map.of("limit", 1000));
        JsonNode sessions = answer.path("result").path("details").path("sessions");
        if (!sessions.isArray()) {
            throw new IllegalStateException("The gateway lists no sessions: " + answer);
        }
        return sessions;
    }

    private JsonNode invoke(String tool, Map<String, ?> arguments) {
        String body = JSON.writeValueAsString(
                Map.of("tool", tool, "args", arguments, "sessionKey", "agent:main:e2e-witness"));
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/tools/invoke"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException("The gateway does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /// What the gateway printed since its last start.
    public String output() {
        return process.output();
    }

    @Override
    public void close() {
        // Not asked politely: with work in hand the gateway would drain it for minutes, and its home goes
        // anyway.
        process.close();
        http.close();
        TempFolders.remove(home);
    }

    private ChildProcess launch() {
        String path = install.node().getParent() + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return ChildProcess.start(
                "openclaw",
                List.of(install.node().toString(), install.entry().toString(), "gateway", "run"),
                home,
                Map.of(
                        "HOME",
                        home.toString(),
                        "PATH",
                        path,
                        "TMPDIR",
                        home.toString(),
                        "OPENCLAW_SKIP_CHANNELS",
                        "1"));
    }

    private void awaitReady() {
        process.awaitReady(START_LIMIT, () -> answersOk("/healthz") && answersOk("/readyz"));
    }

    private boolean answersOk(String path) {
        HttpRequest request = HttpRequest.newBuilder(url().resolve(path))
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

    private Path configuredHome(ScriptedProvider provider) {
        Path created = TempFolders.create("rockpool-openclaw-");
        try {
            Path config = Files.createDirectories(created.resolve(".openclaw")).resolve("openclaw.json");
            Files.writeString(config, configuration(created, provider));
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the gateway's configuration", e);
        }
    }

    private String configuration(Path created, ScriptedProvider provider) {
        return """
            {
              gateway: {
                mode: "local", port: %d, bind: "loopback", auth: { mode: "token", token: "%s" },
                http: { endpoints: { chatCompletions: { enabled: true }, responses: { enabled: true } } },
              },
              logging: { file: "%s" },
              update: { checkOnStart: false },
              models: { mode: "merge", providers: { scripted: {
                baseUrl: "%s", apiKey: "none", api: "openai-completions",
                models: [{
                  id: "fake-1", name: "Fake", reasoning: true, input: ["text", "image"],
                  cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }, contextWindow: 128000, maxTokens: 4096,
                }],
              } } },
              agents: {
                defaults: { model: { primary: "scripted/fake-1" } },
                entries: { main: { default: true }, ops: { name: "Ops" } },
              },
            }
            """.formatted(port, token, created.resolve("gateway.log"), provider.url());
    }
}
