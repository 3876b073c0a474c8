package dev.rockpool.run;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.AccountRepository;
import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatAgent;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatRepository;
import dev.rockpool.chat.ChatService;
import dev.rockpool.chat.ChatState;
import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessageId;
import dev.rockpool.chat.MessagePart;
import dev.rockpool.chat.MessageRepository;
import dev.rockpool.chat.TombstoneRepository;
import dev.rockpool.chat.Visibility;
import dev.rockpool.file.FileService;
import dev.rockpool.file.StoredFile;
import dev.rockpool.gateway.AgentName;
import dev.rockpool.limit.Allowance;
import dev.rockpool.limit.Limits;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// What the database must know of a run at its turns: asked for, started, ended. Unless a method says
/// otherwise it joins the caller's transaction.
@Component
final class RunStore {

    /// How many messages may wait in one chat.
    static final int MAX_OPEN = 20;

    private static final RunEvent.End INTERRUPTED = RunEvent.End.interrupted(
            "Rockpool was interrupted while this answer was being written. Press Retry to ask again.");

    private final Database database;
    private final AccountRepository accounts;
    private final ChatService owners;
    private final ChatRepository chats;
    private final TombstoneRepository tombstones;
    private final MessageRepository messages;
    private final RunRepository runs;
    private final Branching branching;
    private final SessionSeeds seeds;
    private final FileService attached;
    private final Limits limits;
    private final RunSettings settings;
    private final Clock clock;

    RunStore(
            Database database,
            AccountRepository accounts,
            ChatService owners,
            ChatRepository chats,
            TombstoneRepository tombstones,
            MessageRepository messages,
            RunRepository runs,
            Branching branching,
            SessionSeeds seeds,
            FileService attached,
            Limits limits,
            RunSettings settings,
            Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.owners = owners;
        this.chats = chats;
        this.tombstones = tombstones;
        this.messages = messages;
        this.runs = runs;
        this.branching = branching;
        this.seeds = seeds;
        this.attached = attached;
        this.limits = limits;
        this.settings = settings;
        this.clock = clock;
    }

    /// A run as it was stored.
    ///
    /// @param question  the message it answers
    /// @param newChat   whether that started the chat
    /// @param newRun    false when the same message had been sent before
    /// @param allowance what its owner may still do
    record Placed(Run run, Chat chat, Message question, boolean newChat, boolean newRun, Allowance allowance) {}

    /// Stores the message with the run that will answer it, and the chat if it is new.
    ///
    /// @param files what is attached to it
    /// @param agent the agent of a new chat
    /// @param title the title of a new chat
    Placed place(AccountId caller, NewMessage message, List<StoredFile> files, ChatAgent agent, String title) {
        Instant now = clock.instant();
        accounts.ensureGuest(caller, now);
        boolean newChat = chats.insert(
                message.chat(), caller, title, message.visibility(), agent, Chat.keyFor(message.chat()), now);
        // Asked after the insert: an id whose chat another transaction is deleting is free only once that
        // is done.
        if (tombstones.existsNow(message.chat())) {
            throw ChatService.gone();
        }
        Chat chat = owners.lockOwned(caller, message.chat());
        if (newChat && message.visibility() == Visibility.PUBLIC) {
            throw Visibility.needsLink("selectedVisibilityType");
        }
        if (newChat && message.replaces() != null && !message.replacesItself()) {
            throw ChatService.unknown();
        }
        Optional<Message> sent = newChat ? Optional.empty() : messages.find(chat.id(), message.id());
        if (sent.isPresent() && !message.replacesItself()) {
            Run run = sameMessage(chat.id(), sent.get(), message, parts(files));
            return new Placed(run, chat, sent.get(), false, false, limits.left(caller));
        }
        checkAgent(chat, message);
        if (message.replaces() != null && (sent.isPresent() || !message.replacesItself())) {
            chat = branching.before(chat, message.replaces());
        }
        Message question = new Message(
                sent.isPresent() ? new MessageId(RunId.uuid()) : message.id(),
                Message.Role.USER,
                Message.parts(parts(files), message.text()),
                Message.Metadata.at(now));
        messages.append(chat.id(), chat.branch(), question);
        if (!files.isEmpty()) {
            attached.attach(caller, chat.id(), files);
        }
        Chat bound = chat.agentId() == null ? bind(chat, agent) : chat;
        long open = newChat ? 0 : runs.countOpen(chat.id());
        Run run = insertRun(bound, question.id(), false, open, now);
        return new Placed(run, bound, question, newChat, true, ask(bound, run, true));
    }

    private static List<MessagePart.File> parts(List<StoredFile> files) {
        return files.stream().map(StoredFile::part).toList();
    }

    private Chat bind(Chat chat, ChatAgent agent) {
        chats.bindAgent(chat.id(), agent);
        return chats.lock(chat.id()).orElseThrow(ChatService::gone);
    }

    private Run sameMessage(ChatId chat, Message sent, NewMessage message, List<MessagePart.File> files) {
        boolean isSame = addresses(sent.files()).equals(addresses(files))
                && (sent.text().equals(message.text()) || sent.metadata().editedAt() != null);
        Optional<Run> run = runs.ofMessage(chat, sent.id());
        if (message.replaces() != null && (!isSame || run.isEmpty() || run.get().branch() == 1)) {
            throw Problem.badField(
                    "message.id", "The field 'message.id' must be new: a message of this chat has it already.");
        }
        if (sent.role() != Message.Role.USER || !isSame) {
            throw conflict("A message with this id is already in the chat, with other words. Send it with a new id.");
        }
        return run.orElseThrow(() -> conflict("This message is already in the chat. Send it with a new id."));
    }

    /// What is said of a file besides its address depends on when it was sent.
    private static List<String> addresses(List<MessagePart.File> files) {
        return files.stream().map(MessagePart.File::url).toList();
    }

    /// A name without a gateway means one at the chat's own.
    private static void checkAgent(Chat chat, NewMessage message) {
        AgentName chosen = message.agent();
        if (chosen == null || chat.agentId() == null) {
            return;
        }
        boolean isElsewhere = chosen.gateway() != null
                && chat.gatewayId() != null
                && !chosen.gateway().value().equals(chat.gatewayId());
        if (isElsewhere || !chosen.agent().value().equals(chat.agentId())) {
            throw Problem.badField(
                    "selectedChatModel",
                    "This chat belongs to the agent '%s'. Start a new chat to talk to '%s'."
                            .formatted(chat.agentId(), chosen));
        }
    }

    /// @param open how many runs of the chat are on or wait
    private Run insertRun(Chat chat, MessageId userMessage, boolean retry, long open, Instant now) {
        if (open >= MAX_OPEN) {
            throw Problem.of(
                    Problem.Kind.CONFLICT,
                    "chat",
                    MAX_OPEN + " messages of this chat are waiting for an answer. Send more when some are answered.");
        }
        RunStatus status = open == 0 ? RunStatus.RUNNING : RunStatus.QUEUED;
        Run run = new Run(
                RunId.next(), chat.id(), chat.branch(), userMessage, new MessageId(RunId.uuid()), status, retry, now);
        runs.insert(run, now.plus(settings.lease()));
        return run;
    }

    /// Notes that the run's owner has asked for it, unless that is more than the owner may. Last
    /// of all that is written: whoever sends for the same account waits from the count to the
    /// end of the transaction.
    ///
    /// @param counts whether that is one message more
    private Allowance ask(Chat chat, Run run, boolean counts) {
        Allowance allowance = counts ? limits.countMessage(chat.owner()) : limits.hold(chat.owner());
        boolean waits = run.status() == RunStatus.QUEUED;
        int others =
                chats.asked(chat.id(), waits ? stateOf(chat.id()) : run.status().chatState(), run.createdAt());
        // What waits takes the place of the answer before it in its chat, so it is not one more at once.
        if (!waits) {
            allowance.checkAnotherRun(others);
        }
        return allowance;
    }

    /// Stores a run that asks again: for the last answer, when that ended early, in the same
    /// session; for any other on a branch of its own.
    ///
    /// @param answer  the answer the caller means, or its question; empty for whichever answer is
    ///     last
    /// @param anyhow  whether a last answer that is complete is meant as well when none is named
    Placed placeAgain(AccountId caller, ChatId id, Optional<MessageId> answer, boolean anyhow) {
        Chat chat = owners.lockOwned(caller, id);
        Optional<Run> last = runs.latest(id);
        if (last.isPresent() && last.get().status().isOpen()) {
            throw conflict("An answer is still being written in this chat. Stop it first.");
        }
        Optional<Run> early = last.filter(run -> run.status() != RunStatus.FINISHED)
                .filter(run -> answer.isEmpty() || answer.get().equals(run.assistantMessage()));
        if (early.isPresent()) {
            return placeRetry(chat, early.get());
        }
        if (answer.isEmpty() && !anyhow) {
            throw conflict(
                    last.isPresent()
                            ? "The last answer is complete. Send a new message instead."
                            : "There is no answer in this chat to ask for again.");
        }
        Branching.Again again = branching.again(chat, answer);
        Run run = insertRun(again.chat(), again.question(), false, 0, clock.instant());
        return new Placed(run, again.chat(), questionOf(run), false, true, ask(again.chat(), run, true));
    }

    private Placed placeRetry(Chat chat, Run last) {
        Run run = insertRun(chat, last.userMessage(), true, runs.countOpen(chat.id()), clock.instant());
        // Whoever stopped an answer and wants another asks once more; one that broke off costs nothing more.
        Allowance allowance = ask(chat, run, last.status() == RunStatus.STOPPED);
        return new Placed(run, chat, questionOf(run), false, true, allowance);
    }

    /// The message the run answers.
    Message questionOf(Run run) {
        return messages.find(run.chat(), run.userMessage()).orElseThrow(ChatService::gone);
    }

    private static Problem conflict(String sentence) {
        return Problem.of(Problem.Kind.CONFLICT, "chat", sentence);
    }

    /// What a run asks that was just placed, in the same transaction.
    Turn turnOf(Placed placed) {
        Optional<Message> lastAnswer = placed.newChat() ? Optional.empty() : messages.lastAnswer(placed.chat());
        return turn(placed.run(), placed.chat(), placed.question(), lastAnswer);
    }

    /// What a run asks that has waited, from the chat as it is now.
    Turn turnOf(Run run) {
        return database.inTransaction(() -> {
            Chat chat = chats.lock(run.chat()).orElseThrow(ChatService::gone);
            return turn(run, chat, questionOf(run), messages.lastAnswer(chat));
        });
    }

    /// An answer that broke off before its first word makes room for the one that is asked for again.
    private Turn turn(Run run, Chat chat, Message question, Optional<Message> lastAnswer) {
        if (run.retry()) {
            lastAnswer
                    .filter(answer -> answer.parts().isEmpty())
                    .ifPresent(empty -> messages.delete(run.chat(), empty.id()));
        }
        SessionSeeds.Told told = seeds.tell(chat, question);
        return new Turn(
                chat.owner(),
                chat.gatewayId(),
                new AgentId(Objects.requireNonNull(chat.agentId(), "a chat with a run has an agent")),
                told.session(),
                told.history(),
                question.text(),
                question.files(),
                told.fresh() ? null : TurnNote.after(lastAnswer, run.retry()),
                !told.fresh() && lastAnswer.isPresent());
    }

    /// Locks the chat until the transaction ends. Who changes runs does so first, so that nobody waits in a circle.
    void lock(ChatId chat) {
        chats.lock(chat);
    }

    /// Ends a run of this node with the answer its events make, and starts the next one that waits in the chat.
    ///
    /// @param events    all events of the run
    /// @param startNext whether the next one is to be started
    /// @param forgotten whether its session remembers nothing from before it
    /// @return the next run, now `RUNNING`; empty when there is none, or the run is this node's no more
    Optional<Run> finish(Run run, List<RunEvent> events, RunEvent.End end, boolean startNext, boolean forgotten) {
        Instant now = clock.instant();
        if (!runs.end(run.id(), end.status(), now)) {
            return Optional.empty();
        }
        if (forgotten) {
            noteForgotten(run);
        }
        return settle(run, events, end, startNext, now);
    }

    /// A session whose turns all broke off has nothing it could have forgotten.
    private void noteForgotten(Run run) {
        Chat chat = chats.lock(run.chat()).orElseThrow(ChatService::gone);
        try (Stream<Message> before = messages.before(chat, run.userMessage())) {
            if (before.anyMatch(RunStore::isWhole)) {
                chats.forgotten(chat.id(), run.userMessage());
            }
        }
    }

    private static boolean isWhole(Message message) {
        return RunStatus.FINISHED.word().equals(message.metadata().status());
    }

    /// What became of a run that was to be interrupted.
    ///
    /// @param claimed whether it was this node that interrupted it
    /// @param next    the run that follows it, now `RUNNING`
    record Interrupted(boolean claimed, Optional<Run> next) {}

    /// Ends a run whose node has let its lease run out before `expiry`, with what that node has stored of it.
    Interrupted interrupt(Run run, Instant expiry, boolean startNext) {
        Instant now = clock.instant();
        chats.lock(run.chat());
        // Claimed first: whatever its node still had to say is refused from here on.
        if (!runs.claim(run.id(), expiry, now)) {
            return new Interrupted(false, Optional.empty());
        }
        List<RunEvent> events = runs.eventsNow(run.id());
        runs.insertEnd(run.id(), events.size() + 1L, INTERRUPTED);
        return new Interrupted(true, settle(run, events, INTERRUPTED, startNext, now));
    }

    private Optional<Run> settle(Run run, List<RunEvent> events, RunEvent.End end, boolean startNext, Instant now) {
        messages.append(run.chat(), run.branch(), answer(run, AnswerParts.of(events), end, now));
        Optional<Run> next = startNext ? startNext(run.chat()) : Optional.empty();
        chats.answered(
                run.chat(),
                stateOf(run.chat()),
                end.status() != RunStatus.STOPPED,
                end.status() == RunStatus.FINISHED,
                now);
        return next;
    }

    private ChatState stateOf(ChatId chat) {
        return runs.latest(chat).map(run -> run.status().chatState()).orElse(ChatState.IDLE);
    }

    /// Notes that the chat's queue has changed.
    void rearranged(ChatId chat) {
        chats.rearranged(chat, stateOf(chat));
    }

    /// How a run ended, as its readers are told; empty when it has not, or that is forgotten.
    Optional<RunEvent.End> endOf(RunId run) {
        if (runs.find(run).isEmpty()) {
            return Optional.of(RunEvent.End.stopped());
        }
        List<RunEvent> events = runs.eventsAfter(run, 0);
        return !events.isEmpty() && events.getLast() instanceof RunEvent.End end ? Optional.of(end) : Optional.empty();
    }

    private static Message answer(Run run, AnswerParts answer, RunEvent.End end, Instant now) {
        return new Message(
                run.assistantMessage(),
                Message.Role.ASSISTANT,
                answer.parts(),
                new Message.Metadata(
                        now,
                        run.id().value(),
                        end.status().word(),
                        end.finishReason(),
                        end.failure(),
                        answer.usage(),
                        null));
    }

    /// Starts the run that waits first in a chat in which none is on, if there is one.
    Optional<Run> startStalled(ChatId chat) {
        chats.lock(chat);
        if (runs.running(chat).isPresent()) {
            return Optional.empty();
        }
        Optional<Run> started = startNext(chat);
        rearranged(chat);
        return started;
    }

    /// Its message joins the conversation at its end, after the answer it waited for.
    private Optional<Run> startNext(ChatId chat) {
        Instant lease = clock.instant().plus(settings.lease());
        Optional<Run> next = runs.nextQueued(chat).filter(run -> runs.start(run.id(), lease));
        next.ifPresent(run -> messages.moveToEnd(chat, run.userMessage()));
        return next.map(Run::started);
    }
}
