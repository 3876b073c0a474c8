package dev.rockpool.run;

import dev.rockpool.chat.ChatId;
import dev.rockpool.gateway.AgentCall;
import dev.rockpool.gateway.AgentEvent;
import dev.rockpool.gateway.AgentFailure;
import dev.rockpool.gateway.AgentStream;
import dev.rockpool.gateway.Gateways;
import dev.rockpool.gateway.LanguageModel;
import dev.rockpool.gateway.ModelProvider;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Answers runs: each on a virtual thread of its own that talks to the gateway, whoever watches. It belongs
/// to the server, so no browser that leaves ever ends a run.
@Component
class RunEngine implements SmartLifecycle {

    private static final Duration STOPPING_TIME = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(RunEngine.class);

    private final RunStore store;
    private final Gateways gateways;
    private final ModelProvider models;
    private final TitleMaker titles;
    private final MeterRegistry meters;

    private final Map<RunId, ActiveRun> active = new ConcurrentHashMap<>();
    private final EventLogWriter writer;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    RunEngine(
            Database database,
            RunRepository runs,
            RunStore store,
            Gateways gateways,
            ModelProvider models,
            TitleMaker titles,
            MeterRegistry meters) {
        this.store = store;
        this.gateways = gateways;
        this.models = models;
        this.titles = titles;
        this.meters = meters;
        this.writer = new EventLogWriter(database, runs, store, active::values, this::ended);
        meters.gaugeMapSize("rockpool.runs.active", Tags.empty(), active);
    }

    /// Makes a run known in the transaction that stores it, so that readers find it from the moment it is
    /// there; a transaction that fails takes it back.
    ActiveRun register(Run run, boolean titleDue) {
        ActiveRun registered = new ActiveRun(run, titleDue);
        active.put(run.id(), registered);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status != STATUS_COMMITTED) {
                    active.remove(run.id());
                }
            }
        });
        return registered;
    }

    /// The run, if this node is at work on it or has it waiting.
    Optional<ActiveRun> find(RunId run) {
        return Optional.ofNullable(active.get(run));
    }

    /// Begins a registered run.
    void launch(ActiveRun run, Turn turn) {
        inBackground(run, () -> answer(run, turn));
    }

    /// Begins a run that waited and that this node has just started in the database.
    void launchNext(Run run) {
        ActiveRun next = active.computeIfAbsent(run.id(), _ -> new ActiveRun(run, false));
        inBackground(next, () -> answer(next, store.turnOf(run)));
    }

    private void inBackground(ActiveRun run, Runnable work) {
        Thread thread = Thread.ofVirtual().name("run-" + run.run().id()).unstarted(() -> {
            try {
                work.run();
            } catch (Problem e) {
                log.debug("run={} has nobody to answer any more: {}", run.run().id(), e.sentence());
                writer.end(run, RunEvent.End.stopped());
            } catch (RuntimeException e) {
                log.error("run={} broke off", run.run().id(), e);
                writer.end(run, RunEvent.End.failed("internal:run", "Rockpool failed at this answer. Press Retry."));
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        run.launch();
        threads.add(thread);
        thread.start();
    }

    /// Stops all runs of a chat, waiting ones too.
    ///
    /// @return completes once their ends are stored
    CompletableFuture<Void> stopAll(ChatId chat) {
        List<ActiveRun> stopped = active.values().stream()
                .filter(run -> run.run().chat().equals(chat))
                .toList();
        for (ActiveRun run : stopped) {
            run.order(RunEvent.End.stopped());
            if (!run.launched()) {
                writer.end(run, RunEvent.End.stopped());
            }
        }
        return CompletableFuture.allOf(stopped.stream().map(ActiveRun::ended).toArray(CompletableFuture[]::new));
    }

    /// Ends runs that have been on for longer than `limit`.
    void stopOlderThan(Duration limit, Instant now) {
        active.values().stream()
                .filter(run ->
                        run.launched() && run.run().createdAt().plus(limit).isBefore(now))
                .forEach(run -> run.order(RunEvent.End.failed(
                        "timeout:run", "This answer took longer than a run may. What had arrived is kept.")));
    }

    private void answer(ActiveRun run, Turn turn) {
        RunEvent.End end;
        try {
            end = listen(run, turn);
        } catch (AgentFailure e) {
            end = RunEvent.End.failed(code(e.reason()), String.valueOf(e.getMessage()));
        }
        writer.end(run, run.endingWith(end));
    }

    private RunEvent.End listen(ActiveRun run, Turn turn) {
        if (!gateways.offers(turn.agent())) {
            return RunEvent.End.failed(
                    "unknown_agent:gateway",
                    "The agent ‘%s’ of this chat is not at the gateway ‘%s’. Start a new chat to talk to another agent."
                            .formatted(turn.agent().value(), gateways.current().name()));
        }
        LanguageModel model = models.languageModel(gateways.current(), turn.agent(), turn.session());
        try (AgentCall call = model.prepare(turn.text(), turn.note())) {
            run.attach(call);
            try (AgentStream stream = call.start()) {
                return listen(run, turn, stream);
            }
        }
    }

    private RunEvent.End listen(ActiveRun run, Turn turn, AgentStream stream) {
        while (true) {
            AgentEvent event = stream.next();
            if (event instanceof AgentEvent.End end) {
                return endOf(end);
            }
            run.log().append(translate(event));
            // Only now that the answer is on its way: a title must not delay it.
            if (run.takeTitle()) {
                titles.make(run, turn);
            }
        }
    }

    private static RunEvent translate(AgentEvent event) {
        return switch (event) {
            case AgentEvent.Text(String text) -> new RunEvent.Text(text);
            case AgentEvent.Thinking(String text) -> new RunEvent.Thinking(text);
            case AgentEvent.ToolCall call -> new RunEvent.ToolCall(call.id(), call.name(), call.title(), call.input());
            case AgentEvent.ToolResult result -> new RunEvent.ToolResult(result.id(), result.output(), result.failed());
            case AgentEvent.Approval approval ->
                new RunEvent.Approval(approval.id(), approval.toolCallId(), approval.question());
            case AgentEvent.Usage usage -> new RunEvent.Usage(usage.prompt(), usage.completion(), usage.total());
            case AgentEvent.Phase(String name) -> new RunEvent.Phase(name);
            case AgentEvent.End end -> endOf(end);
        };
    }

    private static RunEvent.End endOf(AgentEvent.End end) {
        return switch (end) {
            case AgentEvent.Finished(var reason) ->
                RunEvent.End.finished(reason.name().toLowerCase(Locale.ROOT));
            case AgentEvent.Failed(var reason, String message) -> RunEvent.End.failed(code(reason), message);
            case AgentEvent.Interrupted(String message) -> RunEvent.End.failed("interrupted:gateway", message);
            case AgentEvent.Cancelled _ -> RunEvent.End.stopped();
        };
    }

    private static String code(AgentFailure.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT) + ":gateway";
    }

    private void ended(ActiveRun run, RunEvent.End end, Optional<Run> next) {
        active.remove(run.run().id());
        meters.counter("rockpool.runs.ended", "status", end.status().word()).increment();
        log.debug("run={} chat={} ended {}", run.run().id(), run.run().chat(), end.status());
        if (run.takeTitle()) {
            titles.giveUp(run.run().chat());
        }
        run.ended().complete(null);
        next.ifPresent(this::launchNext);
    }

    @Override
    public void start() {
        writer.start();
        running = true;
    }

    /// Ends what is on as interrupted, its text kept, and stores it.
    @Override
    public void stop() {
        writer.drain();
        active.values().stream()
                .filter(ActiveRun::launched)
                .forEach(run -> run.order(RunEvent.End.interrupted(
                        "Rockpool was shut down while this answer was being written. Press Retry to ask again.")));
        try {
            for (Thread thread : threads) {
                thread.join(STOPPING_TIME);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
