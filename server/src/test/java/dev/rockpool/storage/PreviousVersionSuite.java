package dev.rockpool.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestGateway;
import dev.rockpool.testing.TestNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import tools.jackson.databind.JsonNode;

/// The server started on a database that version 0.1.0 left behind when it was killed: whoever had a cookie
/// of it finds everything again. The fixture is what that version wrote; the cookies are what it signed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
abstract class PreviousVersionSuite {

    private static final String COOKIE_OF_ADA =
            "rockpool-account=01a2060b-cd37-73d0-84ac-dd20c70480be.O_gR6a10cqpJoKBV6EpJoL7QvEA1bree4OmSg1j5ga8";
    private static final String COOKIE_OF_BABBAGE =
            "rockpool-account=98ae6e53-c33a-4579-8018-280e137b2fdd.iJQCvRmYnzQUo0yu61LT0iUwe92qf7IGU92ClwFFJAs";

    private static final String CHECKLIST = "ac99e6da-34c7-4685-ac83-3dfcd4686baf";
    private static final String CUT_OFF = "ee3bd93a-de2c-46f0-9e19-43d9461b7ec7";
    private static final String WITH_A_WAITING_MESSAGE = "2836f7de-2207-41bb-ad8a-1d06a617d482";
    private static final String DELETED = "c403fe92-50c0-49f9-b109-fbbfb046745a";
    private static final String OF_BABBAGE = "3ebf5f9e-07b9-4b1d-a742-664b8af50f39";

    private TestNode node;
    private TestClient http;

    /// Makes the database empty and says where it is, as a setting of the server.
    abstract String emptyDatabase();

    /// A connection to it from outside the server.
    abstract DriverManagerDataSource connections();

    @BeforeAll
    void startOnTheOldDatabase() {
        String setting = emptyDatabase();
        ResourceDatabasePopulator rows = new ResourceDatabasePopulator(new ClassPathResource("database-0.1.0.sql"));
        rows.setSqlScriptEncoding("UTF-8");
        rows.execute(connections());
        node = TestNode.start(setting);
        http = TestClient.stranger(node.port());
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    @Order(1)
    void aGuestsCookieFromBeforeStillListsAllChatsWithTheirTitlesMarksAndKeys() {
        JsonNode chats = asAda("/api/history?limit=50").json().path("chats");

        assertThat(titles(chats))
                .containsExactlyInAnyOrder(
                        "Competitor pricing Q4",
                        "Flaky checkout tests",
                        "Postgres 17 upgrade plan",
                        "Rotate staging certificates",
                        "Platform sync decisions",
                        "Welcome mail for pilots",
                        "Release checklist 4.2",
                        "Log volume after the deploy",
                        "Invoice parser edge cases",
                        "تقرير النسخ الاحتياطي",
                        "Why does the integration environment lose");
        JsonNode checklist = chat(chats, CHECKLIST);
        assertThat(checklist.path("pinned").asBoolean()).isTrue();
        assertThat(checklist.path("openclawSessionKey").asString()).isEqualTo("webchat-" + CHECKLIST);
    }

    @Test
    @Order(2)
    void theWordsOfAChatAreAsTheyWere() {
        JsonNode messages = asAda("/api/messages?chatId=" + CHECKLIST).json().path("messages");

        assertThat(messages).hasSize(2);
        assertThat(messages.at("/0/parts/0/text").asString()).startsWith("Release checklist 4.2");
        assertThat(messages.at("/1/parts/0/text").asString()).isEqualTo("token-1 token-2 token-3 ");
        assertThat(messages.at("/1/metadata/usage/totalTokens").asInt()).isEqualTo(21);
    }

    @Test
    @Order(3)
    void theOtherGuestsChatIsStillTheirsAlone() {
        assertThat(asAda("/api/messages?chatId=" + OF_BABBAGE).code()).isEqualTo("forbidden:chat");
        assertThat(titles(as(COOKIE_OF_BABBAGE, "/api/history").json().path("chats")))
                .hasSize(1);
        assertThat(as(COOKIE_OF_BABBAGE, "/api/messages?chatId=" + OF_BABBAGE)
                        .json()
                        .at("/messages/1/parts/0/text")
                        .asString())
                .isEqualTo("High water");
    }

    @Test
    @Order(4)
    void aChatThatWasDeletedStaysGone() {
        assertThat(asAda("/api/messages?chatId=" + DELETED).code()).isEqualTo("gone:chat");
    }

    @Test
    @Order(5)
    void anAnswerTheOldServerWasCutOffInKeepsItsTextAndOffersARetry() {
        JsonNode answer = settled(CUT_OFF).path(1);

        assertThat(answer.at("/parts/0/text").asString())
                .startsWith("token-1 token-2 ")
                .endsWith("token-11 ");
        assertThat(answer.at("/metadata/status").asString()).isEqualTo("interrupted");
    }

    @Test
    @Order(6)
    void aMessageThatWaitedIsAnsweredAtLast() {
        JsonNode messages = settled(WITH_A_WAITING_MESSAGE);

        List<String> roles = messages.valueStream()
                .map(message -> message.path("role").asString())
                .toList();
        assertThat(roles).endsWith("user", "assistant", "user", "assistant");
        assertThat(messages.path(messages.size() - 1).at("/metadata/status").asString())
                .isEqualTo("finished");
    }

    @Test
    @Order(7)
    void theConversationGoesOnInItsOldSession() {
        String body = TestClient.message(CHECKLIST, UUID.randomUUID().toString(), "and 4.3? /sim tokens=2", "main");
        Reply sent = http.send(withCookie(COOKIE_OF_ADA, "/api/chat")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body)));

        assertThat(sent.status()).isEqualTo(202);
        assertThat(settled(CHECKLIST)).hasSize(4);
        assertThat(TestGateway.turns("main", "webchat-" + CHECKLIST)).isNotEmpty();
    }

    private JsonNode settled(String chat) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> asAda("/api/messages?chatId=" + chat).json(),
                        conversation -> conversation.path("run").isNull())
                .path("messages");
    }

    private Reply asAda(String path) {
        return as(COOKIE_OF_ADA, path);
    }

    private Reply as(String cookie, String path) {
        return http.send(withCookie(cookie, path).GET());
    }

    private HttpRequest.Builder withCookie(String cookie, String path) {
        return http.request(path).header("Cookie", cookie);
    }

    private static List<String> titles(JsonNode chats) {
        return chats.valueStream().map(chat -> chat.path("title").asString()).toList();
    }

    private static JsonNode chat(JsonNode chats, String id) {
        return chats.valueStream()
                .filter(chat -> chat.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
