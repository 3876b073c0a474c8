package dev.rockpool.run;

import dev.rockpool.gateway.AgentCall;
import dev.rockpool.gateway.AgentEvent;
import dev.rockpool.gateway.AgentFailure;
import dev.rockpool.gateway.AgentStream;
import dev.rockpool.gateway.Gateway;
import dev.rockpool.gateway.GatewayLookup;
import dev.rockpool.gateway.Gateways;
import dev.rockpool.gateway.LanguageModel;
import dev.rockpool.gateway.ModelProvider;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Talks to the gateway for one run after the other, and writes what it hears into the run's log.
@Component
final class RunAnswerer {

    private final Gateways gateways;
    private final ModelProvider models;
    private final TitleMaker titles;
    private final Attachments attachments;
    private final RunSettings settings;

    RunAnswerer(
            Gateways gateways, ModelProvider models, TitleMaker titles, Attachments attachments, RunSettings settings) {
        this.settings = settings;
        this.attachments = attachments;
        this.gateways = gateways;
        this.models = models;
        this.titles = titles;
    }

    /// Answers the run, on the calling thread.
    ///
    /// @return how it ended
    RunEvent.End answer(ActiveRun run, Turn turn) {
        try {
            return run.endingWith(listen(run, turn));
        } catch (AgentFailure e) {
            return run.endingWith(RunEvent.End.failed(code(e.reason()), String.valueOf(e.getMessage())));
        }
    }

    /// Leaves the run's chat with the title it has, if it still waits for one.
    void giveUpTitle(ActiveRun run) {
        if (run.takeTitle()) {
            titles.giveUp(run.run().chat());
        }
    }

    private RunEvent.End listen(ActiveRun run, Turn turn) {
        return switch (gateways.find(turn.owner(), turn.gateway())) {
            case GatewayLookup.Refused(String code, String sentence) -> RunEvent.End.failed(code, sentence);
            case GatewayLookup.Found(Gateway gateway) -> listen(run, turn, gateway);
        };
    }

    private RunEvent.End listen(ActiveRun run, Turn turn, Gateway gateway) {
        if (!gateway.offers(turn.agent())) {
            return RunEvent.End.failed(
                    "unknown_agent:gateway",
                    "The agent ‘%s’ of this chat is not at the gateway ‘%s’. Start a new chat to talk to another agent."
                            .formatted(turn.agent().value(), gateway.name()));
        }
        LanguageModel model = models.languageModel(gateway, turn.agent(), turn.session());
        Attachments.Told told = attachments.told(turn);
        if (!told.images().isEmpty() && !gateway.takesImages()) {
            return RunEvent.End.failed("images:gateway", Attachments.noImages(gateway));
        }
        try (AgentCall call = model.prepare(turn.history(), told.text(), told.images(), turn.note())) {
            run.attach(call);
            try (AgentStream stream = call.start();
                    ActivityReader activity = ActivityReader.of(model, stream, run)) {
                return listen(run, turn, gateway, stream, activity);
            }
        }
    }

    private RunEvent.End listen(
            ActiveRun run, Turn turn, Gateway gateway, AgentStream stream, ActivityReader activity) {
        long room = settings.maxAnswer().toBytes();
        while (true) {
            AgentEvent event = stream.next();
            if (event instanceof AgentEvent.End end) {
                if (activity.end(end) && turn.goesOn()) {
                    run.forgotten();
                }
                return endOf(end);
            }
            room -= size(event);
            if (room < 0) {
                return tooLong(gateway);
            }
            activity.heard(translate(event));
            // Only now that the answer is on its way: a title must not delay it.
            if (run.takeTitle()) {
                titles.make(run, turn, gateway);
            }
        }
    }

    /// In characters, which is near enough to bytes.
    private static long size(AgentEvent event) {
        return switch (event) {
            case AgentEvent.Text(String text) -> text.length();
            case AgentEvent.Thinking(String text) -> text.length();
            case AgentEvent.ToolCall call -> call.input().toString().length();
            case AgentEvent.ToolResult result -> result.output().toString().length();
            default -> 0;
        };
    }

    private RunEvent.End tooLong(Gateway gateway) {
        return RunEvent.End.failed(
                "too_long:gateway",
                "The answer of the gateway ‘%s’ has more than %d KB and was ended. Ask for less at once."
                        .formatted(gateway.name(), settings.maxAnswer().toKilobytes()));
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
}
