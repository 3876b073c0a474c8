package dev.rockpool.run;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.ChatAgent;
import dev.rockpool.chat.ChatDeleted;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatService;
import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessageId;
import dev.rockpool.chat.MessageRepository;
import dev.rockpool.file.StoredFile;
import dev.rockpool.gateway.ChosenAgent;
import dev.rockpool.gateway.Gateways;
import dev.rockpool.gateway.TitleModel;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/// What an owner may do with runs: ask, ask again, watch, stop.
@Service
public class RunService {

    /// When runs are taken and, at the end, drained: what must outlive them has a lower phase, what is to
    /// leave before them a higher one.
    public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 256;

    private final Database database;
    private final ChatService chats;
    private final MessageRepository messages;
    private final RunRepository runs;
    private final RunStore store;
    private final RunEngine engine;
    private final RunLogs logs;
    private final Gateways gateways;
    private final Attachments attachments;
    private final SessionEraser eraser;

    RunService(
            Database database,
            ChatService chats,
            MessageRepository messages,
            RunRepository runs,
            RunStore store,
            RunEngine engine,
            RunLogs logs,
            Gateways gateways,
            Attachments attachments,
            SessionEraser eraser) {
        this.database = database;
        this.chats = chats;
        this.messages = messages;
        this.runs = runs;
        this.store = store;
        this.engine = engine;
        this.logs = logs;
        this.gateways = gateways;
        this.attachments = attachments;
        this.eraser = eraser;
    }

    /// Stores the message and begins its answer, or has it wait behind the chat's current one. The same
    /// message sent again changes nothing and gets the same run.
    ///
    /// @throws Problem when the chat is somebody else's or deleted, the agent is not to be had, or a
    ///     limit is reached
    public Submitted submit(AccountId caller, NewMessage message) {
        // Asked before the transaction, as it may have to wait for the gateway.
        ChosenAgent agent = gateways.choose(caller, message.agent());
        List<StoredFile> files = attachments.of(caller, message, agent);
        String title = TitleModel.fromMessage(
                message.text().isBlank() && !files.isEmpty() ? files.getFirst().name() : message.text());
        ChatAgent bound = new ChatAgent(agent.gateway().value(), agent.agent().value());
        return begin(() -> {
            RunStore.Placed placed = store.place(caller, message, files, bound, title);
            if (placed.newChat() && agent.problem() != null) {
                throw Problem.badField("selectedChatModel", agent.problem());
            }
            return placed;
        });
    }

    /// Asks again for an answer: for the last one in the same session when it was stopped, failed
    /// or interrupted, for any other on a new branch of the chat.
    ///
    /// @param answer the answer that is meant, or its question; empty for whichever answer is last
    /// @param anyhow whether a last answer that is complete is meant as well when none is named
    /// @throws Problem when there is no such answer, the chat is not the caller's, or a limit is
    ///     reached
    public Submitted again(AccountId caller, ChatId chat, Optional<MessageId> answer, boolean anyhow) {
        return begin(() -> store.placeAgain(caller, chat, answer, anyhow));
    }

    private record Begun(RunStore.Placed placed, Optional<ActiveRun> active, Optional<Turn> turn) {}

    private Submitted begin(Supplier<RunStore.Placed> place) {
        if (!engine.accepts()) {
            throw Problem.of(Problem.Kind.OFFLINE, "chat", "Rockpool is restarting. Send this again in a moment.");
        }
        Begun begun = database.inTransaction(() -> store(place.get()));
        begun.turn().ifPresent(turn -> engine.launch(begun.active().orElseThrow(), turn));
        RunStore.Placed placed = begun.placed();
        return new Submitted(
                OpenRun.of(placed.run(), placed.question()), placed.allowance().messagesLeft());
    }

    private Begun store(RunStore.Placed placed) {
        Run run = placed.run();
        if (!placed.newRun() || run.status() == RunStatus.QUEUED) {
            return new Begun(placed, Optional.empty(), Optional.empty());
        }
        Turn turn = store.turnOf(placed);
        return new Begun(placed, Optional.of(engine.register(run, placed.newChat())), Optional.of(turn));
    }

    /// How the runs of these chats stand; every one of them has an entry.
    public Map<ChatId, Standing> standings(Collection<ChatId> chats) {
        List<Run> open = chats.isEmpty() ? List.of() : runs.open(chats);
        Map<ChatId, List<OpenRun>> byChat = new HashMap<>();
        Map<Question, Message> questions = questions(open);
        for (Run run : open) {
            Message question = questions.get(new Question(run.chat(), run.userMessage()));
            // One that was taken out of the queue between the two looks waits no more.
            if (question != null) {
                byChat.computeIfAbsent(run.chat(), _ -> new ArrayList<>()).add(OpenRun.of(run, question));
            }
        }
        return chats.stream()
                .distinct()
                .collect(Collectors.toMap(chat -> chat, chat -> Standing.of(byChat.getOrDefault(chat, List.of()))));
    }

    private record Question(ChatId chat, MessageId message) {}

    private Map<Question, Message> questions(List<Run> open) {
        if (open.isEmpty()) {
            return Map.of();
        }
        return messages
                .find(
                        open.stream().map(Run::chat).distinct().toList(),
                        open.stream().map(Run::userMessage).distinct().toList())
                .stream()
                .collect(Collectors.toMap(
                        placed -> new Question(placed.chat(), placed.message().id()),
                        MessageRepository.Placed::message));
    }

    /// How the chat's runs stand.
    public Standing standing(ChatId chat) {
        return standings(List.of(chat)).getOrDefault(chat, Standing.QUIET);
    }

    /// Reads the chat's open run from its first event on, waiting for it if need be; empty when none is on or
    /// waits.
    public Optional<RunReader> follow(AccountId caller, ChatId chat) {
        chats.owned(caller, chat);
        return runs.open(chat).map(run -> logs.read(run, 0));
    }

    /// Reads a run of the chat from the event after number `after` on, whichever node answers it, also while it still
    /// waits and a few minutes after its end. Whose chat it is must have been checked.
    ///
    /// @return empty when the run is not of that chat, or its events are gone
    public Optional<RunReader> reader(ChatId chat, RunId run, long after) {
        return logs.read(chat, run, after)
                .or(() -> runs.find(run)
                        .filter(found -> found.chat().equals(chat))
                        .flatMap(found -> reader(found, after)));
    }

    private Optional<RunReader> reader(Run run, long after) {
        if (run.status().isOpen()) {
            return Optional.of(logs.read(run, after));
        }
        List<RunEvent> events = runs.eventsAfter(run.id(), 0);
        return events.isEmpty() || !(events.getLast() instanceof RunEvent.End)
                ? Optional.empty()
                : Optional.of(new RunReader(run, RunLog.of(events), after, () -> {}));
    }

    /// Stops the chat's current answer, on whichever node it is, at the gateway too; what came of it is kept.
    ///
    /// @return the run that is being stopped; empty when none is on
    public Optional<OpenRun> stop(AccountId caller, ChatId chat) {
        chats.owned(caller, chat);
        OpenRun current = standing(chat).current();
        if (current != null && !engine.stop(current.runId())) {
            database.inTransaction(() -> runs.askToStop(current.runId()));
        }
        return Optional.ofNullable(current);
    }

    @EventListener
    void stopRunsOf(ChatDeleted deleted) {
        eraser.eraseAfter(engine.stopAll(deleted.chat()));
    }
}
