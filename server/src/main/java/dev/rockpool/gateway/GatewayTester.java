package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.GatewayInfo;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.openclaw.OpenClawClient;
import dev.rockpool.openclaw.SessionRouting;
import dev.rockpool.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tries a gateway out, with a client of its own: no chat is asked anything, and nothing of it is remembered.
@Component
class GatewayTester {

    /// How long somebody who waits for the result is kept waiting: less than a client waits for an answer, or which of
    /// the two says so were left to chance.
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /// A connection that cannot be opened is told from a server that is silent.
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// Each holds a connection for up to eight seconds to wherever somebody wants.
    private static final int AT_ONCE = 8;

    private final StoredGateways stored;
    private final Semaphore places = new Semaphore(AT_ONCE);

    GatewayTester(StoredGateways stored) {
        this.stored = stored;
    }

    /// What came of it.
    ///
    /// @param ok whether chats could use it
    /// @param millis how long it took to find out, in milliseconds
    /// @param agents its agents, `null` when it does not tell
    /// @param routing how it wants to be told the session
    record Result(
            boolean ok,
            long millis,
            @Nullable List<String> agents,
            @Nullable String version,
            @Nullable SessionRouting routing,
            @Nullable GatewayProblem problem) {}

    /// Waits for at most eight seconds.
    ///
    /// @throws Problem when too many are being tried at once
    Result test(GatewaySettings settings, GatewaySource source) {
        if (!places.tryAcquire()) {
            throw Problem.tooMany(
                    "gateway", "Other gateways are being tested. Try again in a moment.", Duration.ofSeconds(5));
        }
        long began = System.nanoTime();
        try (OpenClawClient client = new OpenClawClient(settings.withConnectTimeout(CONNECT), stored.rule(source))) {
            GatewayLook look = look(client, source);
            return result(look, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        } finally {
            places.release();
        }
    }

    private static Result result(GatewayLook look, long millis) {
        GatewayInfo info = look.info();
        List<AgentId> agents = look.agents();
        return new Result(
                look.usable(),
                millis,
                agents == null ? null : agents.stream().map(AgentId::value).toList(),
                info == null ? null : info.version(),
                info == null ? null : info.routing(),
                look.problem());
    }

    /// On a thread of its own, which the client's end lets go.
    private static GatewayLook look(OpenClawClient client, GatewaySource source) {
        CompletableFuture<GatewayLook> look = CompletableFuture.supplyAsync(
                () -> GatewayLook.at(client, source, true, null),
                task -> Thread.ofVirtual().name("gateway-test").start(task));
        try {
            return look.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return GatewayLook.failed(null, tooSlow(client.settings()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return GatewayLook.failed(null, tooSlow(client.settings()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("A look at a gateway does not fail.", e);
        }
    }

    private static GatewayProblem tooSlow(GatewaySettings settings) {
        return GatewayProblem.of(
                GatewayProblem.Kind.TIMEOUT,
                "The gateway ‘%s’ did not answer within %d seconds. Look whether it is busy, and whether its address is"
                                .formatted(settings.name(), PATIENCE.toSeconds())
                        + " right.");
    }
}
