package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.ChatAgent;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatService;
import dev.rockpool.chat.ChatState;
import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessageId;
import dev.rockpool.chat.MessageRepository;
import dev.rockpool.chat.Visibility;
import dev.rockpool.gateway.AgentName;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/// What becomes of runs whose server died: they were stored, then nobody came back.
@Timeout(60)
abstract class RecoverySuite {

    @Autowired
    Database database;

    @Autowired
    RunStore store;

    @Autowired
    RunRepository runs;

    @Autowired
    MessageRepository messages;

    @Autowired
    ChatService chats;

    @Autowired
    Housekeeping housekeeping;

    @Autowired
    Leases leases;

    @Autowired
    RunEngine engine;

    AccountId ada;
    ChatId chat;

    @BeforeEach
    void newChat() {
        ada = new AccountId(UUID.randomUUID().toString());
        chat = new ChatId(UUID.randomUUID().toString());
    }

    @Test
    void aRunWhoseLeaseRanOutBecomesInterruptedAndKeepsItsText() {
        Run run = place("What is the tide?");
        database.inTransaction(() -> {
            runs.insertEvents(List.of(
                    new RunRepository.Batch(run.id(), 1, List.of(new RunEvent.Text("High "), new RunEvent.Text("wa"))),
                    new RunRepository.Batch(run.id(), 3, List.of(new RunEvent.Text("ter")))));
            leaseEnds(run, Instant.EPOCH);
        });

        housekeeping.interruptRunsOfDeadNodes();

        Message answer = conversation().getLast();
        assertThat(answer.id()).isEqualTo(run.assistantMessage());
        assertThat(answer.text()).isEqualTo("High water");
        assertThat(answer.metadata().status()).isEqualTo("interrupted");
        assertThat(runs.eventsAfter(run.id(), 3)).singleElement().isInstanceOf(RunEvent.End.class);
        assertThat(chats.owned(ada, chat).unread()).isTrue();
        assertThat(chats.owned(ada, chat).state()).isEqualTo(ChatState.INTERRUPTED);
    }

    @Test
    void aNodeThatLostItsRunCanNeitherAddEventsNorAnotherAnswer() {
        Run run = place("Who answers?");
        database.inTransaction(() -> {
            runs.insertEvents(List.of(new RunRepository.Batch(run.id(), 1, List.of(new RunEvent.Text("kept")))));
            leaseEnds(run, Instant.EPOCH);
        });
        housekeeping.interruptRunsOfDeadNodes();

        List<RunEvent> late = List.of(new RunEvent.Text("kept"), new RunEvent.Text(" too late"));
        Set<RunId> refused = database.inTransaction(
                () -> runs.insertEvents(List.of(new RunRepository.Batch(run.id(), 2, late.subList(1, 2)))));
        database.inTransaction(() -> store.finish(run, late, RunEvent.End.finished("stop"), true, false));

        assertThat(refused).containsExactly(run.id());
        assertThat(runs.eventsAfter(run.id(), 0)).hasSize(2).last().isInstanceOf(RunEvent.End.class);
        assertThat(conversation()).hasSize(2).last().extracting(Message::text).isEqualTo("kept");
    }

    @Test
    void aRunIsInterruptedOnceHoweverManyNodesFindIt() {
        Run run = place("Still there?");
        database.inTransaction(() -> leaseEnds(run, Instant.EPOCH));

        boolean first = database.inTransaction(() -> store.interrupt(run, Instant.now(), true))
                .claimed();
        boolean second = database.inTransaction(() -> store.interrupt(run, Instant.now(), true))
                .claimed();

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(conversation()).hasSize(2);
    }

    @Test
    void aLeaseThatWasRenewedAtTheLastMomentHolds() {
        Run run = place("Still there?");
        Instant looked = Instant.now();
        database.inTransaction(() -> leaseEnds(run, looked.plusSeconds(10)));

        boolean claimed =
                database.inTransaction(() -> store.interrupt(run, looked, true)).claimed();

        assertThat(claimed).isFalse();
        database.inTransaction(() -> leaseEnds(run, Instant.EPOCH));
        housekeeping.interruptRunsOfDeadNodes();
    }

    @Test
    void aRunThatIsStoredButNeverBegunDoesNotKeepItsLease() {
        Run run = place("Never begun");
        ActiveRun registered = new ActiveRun(run, false, new RunLog());

        assertThat(leases.renew(List.of(registered))).isEmpty();
        assertThat(leases.renew(List.of(asIfStoredBefore(run, Duration.ofMinutes(1)))))
                .hasSize(1);

        assertThat(runs.expired(run.createdAt().plusSeconds(11))).contains(run);
        registered.launch(Instant.now());
        assertThat(leases.renew(List.of(registered))).isEmpty();
        database.inTransaction(() -> leaseEnds(run, Instant.EPOCH));
        housekeeping.interruptRunsOfDeadNodes();
        assertThat(leases.renew(List.of(registered))).containsExactly(registered);
    }

    private List<Message> conversation() {
        return messages.all(chats.owned(ada, chat)).stream()
                .map(stored -> messages.find(chat, stored.id()).orElseThrow())
                .toList();
    }

    private static ActiveRun asIfStoredBefore(Run run, Duration age) {
        Run older = new Run(
                run.id(),
                run.chat(),
                run.branch(),
                run.userMessage(),
                run.assistantMessage(),
                run.status(),
                run.retry(),
                run.createdAt().minus(age));
        return new ActiveRun(older, false, new RunLog());
    }

    @Test
    void whatWaitsInAChatInWhichNothingIsOnIsBegun() {
        Run dead = place("first");
        place("second /sim text=\"answered\"");
        database.inTransaction(() -> {
            leaseEnds(dead, Instant.EPOCH);
            store.interrupt(dead, Instant.now(), false);
        });
        assertThat(chats.owned(ada, chat).state()).isEqualTo(ChatState.QUEUED);

        housekeeping.beginStalledQueues();

        Awaitility.await().until(() -> conversation().size() == 4);
        assertThat(conversation().getLast().text()).isEqualTo("answered");
    }

    @Test
    void aRunWhoseLeaseHoldsIsLeftAlone() {
        Run run = place("Still there?");
        database.inTransaction(() -> leaseEnds(run, Instant.now().plusSeconds(60)));

        housekeeping.interruptRunsOfDeadNodes();

        assertThat(chats.owned(ada, chat).state()).isEqualTo(ChatState.RUNNING);
        database.inTransaction(() -> leaseEnds(run, Instant.EPOCH));
        housekeeping.interruptRunsOfDeadNodes();
    }

    @Test
    void whatWaitedBehindADeadRunIsAnsweredNext() {
        Run dead = place("first");
        place("second /sim text=\"answered\"");
        database.inTransaction(() -> leaseEnds(dead, Instant.EPOCH));

        housekeeping.interruptRunsOfDeadNodes();

        Awaitility.await().until(() -> conversation().size() == 4);
        assertThat(conversation().getLast().text()).isEqualTo("answered");
        assertThat(TestGateway.turns("main", "webchat-" + chat)).hasSize(1);
    }

    @Test
    void eventsOfEndedRunsAreForgottenAfterAWhile() {
        Run run = place("short");
        database.inTransaction(() ->
                runs.insertEvents(List.of(new RunRepository.Batch(run.id(), 1, List.of(new RunEvent.Text("x"))))));
        database.inTransaction(
                () -> store.finish(run, List.of(new RunEvent.Text("x")), RunEvent.End.finished("stop"), true, false));

        database.inTransaction(() -> runs.deleteEvents(Instant.now().minusSeconds(60)));
        assertThat(runs.eventsAfter(run.id(), 0)).hasSize(1);
        database.inTransaction(() -> runs.deleteEvents(Instant.now().plusSeconds(60)));
        assertThat(runs.eventsAfter(run.id(), 0)).isEmpty();
    }

    @Test
    void eventsOfADeletedRunHarmNoOtherRunOfTheirBatch() {
        Run kept = place("kept");
        database.inTransaction(() -> runs.insertEvents(List.of(
                new RunRepository.Batch(RunId.next(), 1, List.of(new RunEvent.Text("gone"))),
                new RunRepository.Batch(kept.id(), 1, List.of(new RunEvent.Text("here"))))));

        assertThat(runs.eventsAfter(kept.id(), 0)).containsExactly(new RunEvent.Text("here"));
        database.inTransaction(() -> leaseEnds(kept, Instant.EPOCH));
        housekeeping.interruptRunsOfDeadNodes();
    }

    @Test
    void aRunWhoseEndIsJustBeingStoredIsNotTakenForLost() {
        Run run = place("What is the tide?");
        ActiveRun active = database.inTransaction(() -> engine.register(run, false));
        // As the writer does, which has stored the end and is about to tell.
        active.claimEnd();
        database.inTransaction(() -> runs.end(run.id(), RunStatus.FINISHED, Instant.now()));

        engine.renewLeases();

        assertThat(engine.find(run.id())).contains(active);
        active.log().end(RunEvent.End.finished("stop"));
        engine.ended(active, RunEvent.End.finished("stop"), Optional.empty());
    }

    /// As a server that dies right after its transaction: stored, never begun.
    private Run place(String text) {
        NewMessage message = new NewMessage(
                chat,
                new MessageId(UUID.randomUUID().toString()),
                text,
                List.of(),
                null,
                new AgentName(null, AgentId.MAIN),
                Visibility.PRIVATE);
        return database.inTransaction(
                        () -> store.place(ada, message, List.of(), new ChatAgent("environment", "main"), "A chat"))
                .run();
    }

    private void leaseEnds(Run run, Instant when) {
        database.writer()
                .sql("update run set lease_until = :when, node_id = 'dead' where id = :id")
                .param("when", when.toEpochMilli())
                .param("id", run.id().value())
                .update();
    }
}
