package dev.rockpool.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.AccountRepository;
import dev.rockpool.account.Role;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestGateway;
import dev.rockpool.testing.TestPeople;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What people are told when they have used up what their role allows, and that the count is right.
@Timeout(60)
abstract class LimitSuite {

    private static final String SHORT = "/sim text=\"hi\"";
    private static final String LONG = "/sim tokens=100000 gap=50";

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    @Autowired
    LimitRepository rows;

    @Autowired
    BuiltInLimits builtIn;

    @Autowired
    AccountRepository accounts;

    TestClient ada;
    String chat;

    @BeforeEach
    void openThePage() {
        ada = TestClient.guest(port);
        chat = UUID.randomUUID().toString();
    }

    /// The server is shared with other tests.
    @AfterEach
    void takeTheLimitsAway() {
        database.inTransaction(
                () -> database.writer().sql("delete from role_limit").update());
    }

    private void allowGuests(@Nullable Long messages, @Nullable Integer runs) {
        database.inTransaction(() -> rows.store(new RoleLimit(Role.GUEST, messages, runs, null)));
    }

    @Test
    void theMessageAfterTheLastOfTheDayIsRefusedAndReachesNobody() {
        allowGuests(2L, null);
        converse(chat, 2);

        Reply refused = ada.say(chat, "one more " + SHORT);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too_many:chat");
        assertThat(refused.message())
                .isEqualTo("You have used your 2 messages for today. You can write again at 00:00 UTC.");
        assertThat(Long.parseLong(refused.header("retry-after"))).isBetween(1L, 86_400L);
        assertThat(ada.settledMessages(chat)).hasSize(4);
        assertThat(TestGateway.turns("main", "webchat-" + chat)).hasSize(2);
    }

    @Test
    void aChatThatWouldBeginWithOneMessageTooManyIsNotBegun() {
        allowGuests(1L, null);
        converse(chat, 1);
        String another = UUID.randomUUID().toString();

        assertThat(ada.say(another, SHORT).message()).startsWith("You have used your one message for today.");

        assertThat(ada.get("/api/messages?chatId=" + another).status()).isEqualTo(404);
    }

    @Test
    void eachAnswerTellsHowManyMessagesAreLeft() {
        allowGuests(3L, null);

        assertThat(left(ada.say(chat, SHORT))).isEqualTo("2");
        ada.settledMessages(chat);
        assertThat(left(ada.converse(chat, SHORT))).isEqualTo("1");
        assertThat(ada.get("/api/account").json().at("/limits/messagesLeft").asLong())
                .isEqualTo(1);
    }

    @Test
    void withoutALimitNothingIsSaidOfOne() {
        assertThat(ada.say(chat, SHORT).headers()).doesNotContainKey("x-rockpool-messages-left");
        ada.settledMessages(chat);

        JsonNode limits = ada.get("/api/account").json().at("/limits");
        assertThat(limits.at("/messagesPerDay").isNull()).isTrue();
        assertThat(limits.at("/messagesLeft").isNull()).isTrue();
        assertThat(Instant.parse(limits.at("/resetsAt").asString())).isAfter(Instant.now());
    }

    @Test
    void aMessageSentAgainCountsOnce() {
        allowGuests(2L, null);
        String message = UUID.randomUUID().toString();

        for (int i = 0; i < 4; i++) {
            Reply reply = ada.say(chat, message, SHORT);
            assertThat(reply.status()).isEqualTo(202);
            assertThat(left(reply)).isEqualTo("1");
        }

        ada.settledMessages(chat);
        assertThat(used()).isEqualTo(1);
    }

    @Test
    void aMessageThatIsRefusedForAnotherReasonDoesNotCount() {
        allowGuests(2L, null);
        converse(chat, 1);

        assertThat(ada.post(
                                "/api/chat",
                                TestClient.message(chat, UUID.randomUUID().toString(), "hi", "ops"))
                        .status())
                .isEqualTo(400);

        assertThat(used()).isEqualTo(1);
    }

    @Test
    void messagesSentAtOnceAreCountedExactly() throws Exception {
        allowGuests(10L, null);
        converse(chat, 1);

        List<Reply> replies = atOnce(30, i -> ada.say(UUID.randomUUID().toString(), SHORT));

        assertThat(replies.stream().filter(reply -> reply.status() == 202)).hasSize(9);
        assertThat(replies.stream().filter(reply -> reply.status() == 429)).hasSize(21);
        assertThat(used()).isEqualTo(10);
    }

    @Test
    void theSameMessageSentManyTimesAtOnceCountsOnce() throws Exception {
        allowGuests(10L, null);
        String message = UUID.randomUUID().toString();

        List<Reply> replies = atOnce(8, i -> ada.say(chat, message, SHORT));

        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(202));
        assertThat(used()).isEqualTo(1);
    }

    @Test
    void oneAnswerTooManyAtOnceIsRefusedUntilAnotherEnds() {
        allowGuests(null, 2);
        String second = UUID.randomUUID().toString();
        String third = UUID.randomUUID().toString();
        ada.say(chat, LONG);
        ada.say(second, LONG);

        Reply refused = ada.say(third, SHORT);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.message())
                .isEqualTo("2 of your answers are being written, and you may have 2 at once."
                        + " Wait for an end, or stop one.");
        assertThat(refused.headers().get("retry-after")).containsExactly("10");

        assertThat(ada.say(chat, "waits " + SHORT).status()).isEqualTo(202);
        ada.post("/api/chat/" + second + "/stop", "{}");
        ada.settledMessages(second);
        assertThat(ada.say(third, SHORT).status()).isEqualTo(202);
        ada.post("/api/chat/" + chat + "/stop", "{}");
        ada.settledMessages(chat);
        ada.settledMessages(third);
    }

    @Test
    void answersBegunAtOnceAreNoMoreThanAllowed() throws Exception {
        allowGuests(null, 3);
        ada.say(chat, LONG);

        List<String> chats = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            chats.add(UUID.randomUUID().toString());
        }
        List<Reply> replies = atOnce(12, i -> ada.say(chats.get(i), LONG));

        assertThat(replies.stream().filter(reply -> reply.status() == 202)).hasSize(2);
        ada.delete("/api/history");
    }

    @Test
    void askingAgainAfterStoppingCountsAndAfterAFailureDoesNot() {
        allowGuests(5L, null);
        ada.say(chat, "/sim error=500");
        ada.settledMessages(chat);
        assertThat(left(ada.retry(chat))).isEqualTo("4");
        ada.settledMessages(chat);

        String stopped = UUID.randomUUID().toString();
        ada.say(stopped, LONG);
        ada.post("/api/chat/" + stopped + "/stop", "{}");
        ada.settledMessages(stopped);
        assertThat(left(ada.retry(stopped))).isEqualTo("2");
        ada.post("/api/chat/" + stopped + "/stop", "{}");
        ada.settledMessages(stopped);
    }

    @Test
    void whoMayNotWriteAtAllIsToldSo() {
        allowGuests(0L, null);

        Reply refused = ada.say(chat, SHORT);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message()).isEqualTo("Guests can only read here. Sign in to write.");
    }

    @Test
    void aNewDayBeginsAtMidnightUtc() {
        allowGuests(1L, null);
        AccountId account = guestRow();

        countAt(account, "2026-11-22T23:59:59Z");
        assertThatThrownBy(() -> countAt(account, "2026-11-22T23:59:59.500Z"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.retryAfterSeconds()).isEqualTo("1"));

        assertThat(countAt(account, "2026-11-23T00:00:00Z").messagesLeft()).isZero();
    }

    @Test
    void aNodeWhoseClockIsBehindCountsForTheSameDay() {
        allowGuests(2L, null);
        AccountId account = guestRow();

        countAt(account, "2026-11-23T00:00:00Z");
        countAt(account, "2026-11-22T23:59:59Z");

        assertThatThrownBy(() -> countAt(account, "2026-11-23T00:00:01Z")).isInstanceOf(Problem.class);
    }

    private AccountId guestRow() {
        AccountId account = new AccountId(UUID.randomUUID().toString());
        database.inTransaction(() -> accounts.ensureGuest(account, Instant.now()));
        return account;
    }

    private Allowance countAt(AccountId account, String time) {
        Limits limits = new Limits(rows, builtIn, Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
        return database.inTransaction(() -> limits.countMessage(account));
    }

    @Test
    void anAdministratorSetsWhatGuestsMayDo() {
        TestClient grace = TestPeople.grace(port, database);

        Reply reply = grace.put("/api/limits", """
                {"limits": [{"role": "guest", "messagesPerDay": 1, "runsAtOnce": null, "attachmentBytes": 1000}]}""");

        assertThat(reply.status()).isEqualTo(200);
        JsonNode guest = grace.get("/api/limits").json().at("/limits/0");
        assertThat(guest.at("/role").asString()).isEqualTo("guest");
        assertThat(guest.at("/messagesPerDay").asLong()).isEqualTo(1);
        assertThat(guest.at("/runsAtOnce").isNull()).isTrue();
        assertThat(guest.at("/attachmentBytes").asLong()).isEqualTo(1_000);
        assertThat(left(ada.say(chat, SHORT))).isEqualTo("0");
        ada.settledMessages(chat);
    }

    @Test
    void aChangeOfLimitsIsInTheAudit() {
        TestClient grace = TestPeople.grace(port, database);

        grace.put("/api/limits", """
                {"limits": [{"role": "member", "messagesPerDay": 7, "runsAtOnce": null, "attachmentBytes": null}]}""");

        JsonNode entry = grace.get("/api/audit?type=limits_changed&actor=" + grace.account())
                .json()
                .at("/entries/0/data");
        assertThat(entry.toString()).isEqualTo("{\"member.messagesPerDay\":\"none -> 7\"}");
    }

    @Test
    void nobodyElseSeesOrSetsLimits() {
        for (TestClient browser : List.of(ada, TestPeople.mary(port))) {
            assertThat(browser.get("/api/limits").code()).isEqualTo("forbidden:account");
            assertThat(browser.put("/api/limits", "{}").code()).isEqualTo("forbidden:account");
        }
        assertThat(TestClient.stranger(port).get("/api/limits").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"limits\": []}",
                "{\"limits\": [7]}",
                "{\"limits\": [{\"role\": \"king\"}]}",
                "{\"limits\": [{\"role\": \"guest\"}]}",
                "{\"limits\": [{\"role\": \"guest\", \"messagesPerDay\": -1, \"runsAtOnce\": 1, \"attachmentBytes\": 1}]}",
                "{\"limits\": [{\"role\": \"guest\", \"messagesPerDay\": 1.5, \"runsAtOnce\": 1, \"attachmentBytes\": 1}]}",
                "{\"limits\": [{\"role\": \"guest\", \"messagesPerDay\": 1, \"runsAtOnce\": 0, \"attachmentBytes\": 1}]}",
                "{\"limits\": [{\"role\": \"guest\", \"messagesPerDay\": 1, \"runsAtOnce\": 1, \"attachmentBytes\": 1e99}]}"
            })
    void badLimitsAreRefusedAndChangeNothing(String body) {
        TestClient grace = TestPeople.grace(port, database);

        Reply reply = grace.put("/api/limits", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/cause").asString()).startsWith("limits");
        assertThat(rows.stored()).isEmpty();
    }

    private void converse(String id, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(ada.say(id, SHORT).status()).isEqualTo(202);
            ada.settledMessages(id);
        }
    }

    private long used() {
        return database.reader()
                .sql("select messages from usage where account_id = ?")
                .param(ada.account())
                .query(Long.class)
                .single();
    }

    private static @Nullable String left(Reply reply) {
        List<String> header = reply.headers().get("x-rockpool-messages-left");
        return header == null ? null : header.getFirst();
    }

    private static List<Reply> atOnce(int count, IntFunction<Reply> call)
            throws InterruptedException, ExecutionException {
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                calls.add(people.submit(() -> call.apply(number)));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> reply : calls) {
                replies.add(reply.get());
            }
            return replies;
        }
    }
}
