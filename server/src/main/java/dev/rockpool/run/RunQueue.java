package dev.rockpool.run;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatService;
import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessageId;
import dev.rockpool.chat.MessageRepository;
import dev.rockpool.file.FileService;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/// What an owner may do with messages that wait for their turn, on whichever node. Each call holds the chat's
/// lock, so a message either still waits and is changed, or has been begun and is not.
@Service
public class RunQueue {

    private final Database database;
    private final ChatService owners;
    private final MessageRepository messages;
    private final RunRepository runs;
    private final RunStore store;
    private final RunEngine engine;
    private final FileService attached;
    private final Clock clock;

    RunQueue(
            Database database,
            ChatService owners,
            MessageRepository messages,
            RunRepository runs,
            RunStore store,
            RunEngine engine,
            FileService attached,
            Clock clock) {
        this.database = database;
        this.owners = owners;
        this.messages = messages;
        this.runs = runs;
        this.store = store;
        this.engine = engine;
        this.attached = attached;
        this.clock = clock;
    }

    /// Changes the words of a waiting message.
    ///
    /// @throws Problem when it no longer waits (409), is unknown (404), or the chat is not the caller's
    public OpenRun edit(AccountId caller, ChatId chat, MessageId message, String text) {
        return withWaiting(caller, chat, message, run -> {
            Message edited = store.questionOf(run).edited(text, clock.instant());
            messages.rewrite(chat, edited);
            store.rearranged(chat);
            return OpenRun.of(run, edited);
        });
    }

    /// Takes a waiting message out of the queue and the chat, and with it the files that no other
    /// message of the chat has.
    ///
    /// @return what was removed
    /// @throws Problem as [#edit]
    public OpenRun remove(AccountId caller, ChatId chat, MessageId message) {
        return withWaiting(caller, chat, message, run -> {
            Message question = store.questionOf(run);
            runs.deleteWaiting(run.id());
            messages.delete(chat, message);
            attached.detach(
                    chat,
                    question.files().stream()
                            .filter(file -> !messages.anyHas(chat, file))
                            .toList());
            store.rearranged(chat);
            return OpenRun.of(run, question);
        });
    }

    private record Advanced(OpenRun run, Optional<Run> stopped, Optional<Run> started) {}

    /// Stops the current answer, keeping what came of it, and goes on with this message.
    ///
    /// @return the message's run, which may have to wait until the answer before it has stopped
    /// @throws Problem as [#edit]
    public OpenRun sendNow(AccountId caller, ChatId chat, MessageId message) {
        Advanced advanced = withWaiting(caller, chat, message, run -> {
            runs.putFirst(run);
            Optional<Run> current = runs.running(chat);
            current.map(Run::id).ifPresent(runs::askToStop);
            Optional<Run> started = engine.accepts() ? store.startStalled(chat) : Optional.empty();
            if (started.isEmpty()) {
                store.rearranged(chat);
            }
            return new Advanced(OpenRun.of(started.orElse(run), store.questionOf(run)), current, started);
        });
        advanced.stopped().map(Run::id).ifPresent(engine::stop);
        advanced.started().ifPresent(engine::launchNext);
        return advanced.run();
    }

    private <T> T withWaiting(AccountId caller, ChatId chat, MessageId message, Function<Run, T> work) {
        return database.inTransaction(() -> {
            owners.lockOwned(caller, chat);
            return work.apply(waiting(chat, message));
        });
    }

    private Run waiting(ChatId chat, MessageId message) {
        if (messages.find(chat, message).isEmpty()) {
            throw Problem.of(
                    Problem.Kind.NOT_FOUND, "chat", "There is no such message in this chat. It may have been removed.");
        }
        return runs.ofMessage(chat, message)
                .filter(run -> run.status() == RunStatus.QUEUED)
                .orElseThrow(() -> Problem.of(
                        Problem.Kind.CONFLICT,
                        "chat",
                        "This message no longer waits: its answer has begun. Stop that, or send a new message."));
    }
}
