package dev.rockpool.vote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestPeople;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Votes on answers: who gives them, who reads them, and what administrators learn.
@Timeout(60)
abstract class VotesSuite {

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    TestClient ada;
    String chat;
    String question;
    String answer;

    @BeforeEach
    void adaIsAnswered() {
        ada = TestClient.guest(port);
        chat = UUID.randomUUID().toString();
        ada.say(chat, "When is low tide? /sim text=\"At four.\"");
        JsonNode messages = ada.settledMessages(chat);
        question = messages.at("/0/id").asString();
        answer = messages.at("/1/id").asString();
    }

    @Test
    void aVoteIsKeptAndReadByItsOwner() {
        Reply voted = vote("\"up\"");

        assertThat(voted.status()).isEqualTo(200);
        assertThat(voted.json()).isEqualTo(votes().get(0));
        assertThat(votes().toString())
                .isEqualTo("[{\"chatId\":\"%s\",\"messageId\":\"%s\",\"isUpvoted\":true}]".formatted(chat, answer));
    }

    @Test
    void aVoteCanBeChangedAndTakenBack() {
        vote("\"up\"");
        vote("\"down\"");
        assertThat(votes()).hasSize(1);
        assertThat(votes().at("/0/isUpvoted").asBoolean()).isFalse();

        assertThat(vote("null").status()).isEqualTo(204);
        assertThat(votes()).isEmpty();
        assertThat(vote("null").status()).isEqualTo(204);
    }

    @Test
    void aWordStaysWithItsVoteAndGoesWithAnother() {
        vote("\"down\", \"word\": \"  It was five.\\u0000\\n \"");
        assertThat(votes().at("/0/word").asString()).isEqualTo("It was five.");

        vote("\"down\"");
        assertThat(votes().at("/0/word").asString()).isEqualTo("It was five.");
        vote("\"down\", \"word\": null");
        assertThat(votes().at("/0").has("word")).isFalse();

        vote("\"down\", \"word\": \"It was five.\"");
        vote("\"up\"");
        assertThat(votes().at("/0").has("word")).isFalse();
    }

    @Test
    void onlyAnswersOfTheChatAreVotedOn() {
        assertThat(patch(chat, question, "\"up\"").code()).isEqualTo("not_found:vote");
        assertThat(patch(chat, "message-that-is-not-there", "\"up\"").message())
                .startsWith("There is no such answer in this chat.");
        assertThat(votes()).isEmpty();
    }

    @Test
    void nobodyElseReadsOrChangesThem() {
        vote("\"up\", \"word\": \"secret reasons\"");

        for (TestClient other : new TestClient[] {TestClient.guest(port), TestPeople.grace(port, database)}) {
            Reply read = other.get("/api/vote?chatId=" + chat);
            assertThat(read.code()).isEqualTo("forbidden:chat");
            assertThat(read.body()).doesNotContain("secret");
            assertThat(other.patch("/api/vote", body(chat, answer, "null")).code())
                    .isEqualTo("forbidden:chat");
        }
        assertThat(votes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    type      | {"chatId": "CHAT", "messageId": "ANSWER"}
                    type      | {"chatId": "CHAT", "messageId": "ANSWER", "type": "sideways"}
                    type      | {"chatId": "CHAT", "messageId": "ANSWER", "type": true}
                    chatId    | {"messageId": "ANSWER", "type": "up"}
                    messageId | {"chatId": "CHAT", "type": "up"}
                    messageId | {"chatId": "CHAT", "messageId": "no id", "type": "up"}
                    word      | {"chatId": "CHAT", "messageId": "ANSWER", "type": "up", "word": 5}
                    word      | {"chatId": "CHAT", "messageId": "ANSWER", "type": "up", "word": "LONG"}
                    stars     | {"chatId": "CHAT", "messageId": "ANSWER", "type": "up", "stars": 5}
                    body      | []""")
    void whatIsNoVoteIsRefusedByName(String field, String body) {
        Reply reply = ada.patch(
                "/api/vote",
                body.replace("CHAT", chat).replace("ANSWER", answer).replace("LONG", "w".repeat(501)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/cause").asString()).isEqualTo(field);
        assertThat(votes()).isEmpty();
    }

    @Test
    void aDeletedChatTakesItsVotesAlong() {
        vote("\"up\"");

        ada.delete("/api/chat?id=" + chat);

        assertThat(stored()).isZero();
        assertThat(ada.get("/api/vote?chatId=" + chat).code()).isEqualTo("gone:chat");
    }

    @Test
    void administratorsCountThemByDayAndAgentAndLearnNoMore() {
        TestClient grace = TestPeople.grace(port, database);
        Counted before = counted(grace, "main");
        vote("\"up\", \"word\": \"secret reasons\"");
        ada.say(chat, "And high tide? /sim text=\"At ten.\"");
        patch(chat, ada.settledMessages(chat).at("/3/id").asString(), "\"down\"");

        Reply counts = grace.get("/api/votes/counts");

        assertThat(counted(grace, "main")).isEqualTo(new Counted(before.up() + 1, before.down() + 1));
        assertThat(counts.json().at("/counts/0").properties().stream().map(field -> field.getKey()))
                .containsExactly("day", "gateway", "agent", "up", "down");
        assertThat(counts.body()).doesNotContain("secret", chat, answer, ada.account());
    }

    @Test
    void agentsAtGatewaysOfPeoplesOwnAreCountedWithoutANameAndTogether() {
        TestClient grace = TestPeople.grace(port, database);
        Counted before = counted(grace, null);
        moveTo(UUID.randomUUID().toString());

        vote("\"up\"");

        assertThat(counted(grace, null)).isEqualTo(new Counted(before.up() + 1, before.down()));
    }

    @Test
    void votesOfLongAgoAreNotCountedUnlessAskedFor() {
        TestClient grace = TestPeople.grace(port, database);
        vote("\"up\"");
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(40);
        database.inTransaction(() -> database.writer()
                .sql("update vote set voted_at = :at where chat_id = :chat")
                .param("at", day.toEpochDay() * 86_400_000 + 1)
                .param("chat", chat)
                .update());

        assertThat(grace.get("/api/votes/counts").body()).doesNotContain(day.toString());
        assertThat(grace.get("/api/votes/counts?days=60").body()).contains(day.toString());
        for (String days : new String[] {"0", "367", "many"}) {
            assertThat(grace.get("/api/votes/counts?days=" + days).status()).isEqualTo(400);
        }
    }

    private record Counted(long up, long down) {}

    private Counted counted(TestClient administrator, @Nullable String agent) {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        JsonNode counts = administrator.get("/api/votes/counts").json().at("/counts");
        return StreamSupport.stream(counts.spliterator(), false)
                .filter(count -> count.at("/day").asString().equals(today))
                .filter(count -> agent == null
                        ? count.at("/agent").isNull()
                        : count.at("/agent").asString("").equals(agent))
                .findFirst()
                .map(count ->
                        new Counted(count.at("/up").asLong(), count.at("/down").asLong()))
                .orElse(new Counted(0, 0));
    }

    private void moveTo(String gateway) {
        database.inTransaction(() -> database.writer()
                .sql("update chat set gateway_id = :gateway where id = :chat")
                .param("gateway", gateway)
                .param("chat", chat)
                .update());
    }

    private long stored() {
        return database.reader()
                .sql("select count(*) from vote where chat_id = :chat")
                .param("chat", chat)
                .query(Long.class)
                .single();
    }

    private JsonNode votes() {
        return ada.get("/api/vote?chatId=" + chat).json();
    }

    private Reply vote(String type) {
        return patch(chat, answer, type);
    }

    private Reply patch(String chat, String message, String type) {
        return ada.patch("/api/vote", body(chat, message, type));
    }

    private static String body(String chat, String message, String type) {
        return "{\"chatId\": \"%s\", \"messageId\": \"%s\", \"type\": %s}".formatted(chat, message, type);
    }
}
