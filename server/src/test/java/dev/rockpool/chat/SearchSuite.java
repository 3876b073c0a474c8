package dev.rockpool.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.AccountRepository;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Finding chats by their titles: what is found, in which order, and whose.
@Timeout(60)
abstract class SearchSuite {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    @Autowired
    AccountRepository accounts;

    @Autowired
    ChatRepository chats;

    private TestClient ada;
    private int made;

    @BeforeEach
    void adaIsHere() {
        ada = TestClient.guest(port);
    }

    @Test
    void aChatIsFoundByAnyPartOfItsTitleNewestFirst() {
        chat(ada, "Uncertain numbers in the Q3 forecast");
        chat(ada, "Rotate staging certificates");
        chat(ada, "Helm chart clean-up");

        assertThat(found(ada, "cert"))
                .containsExactly("Rotate staging certificates", "Uncertain numbers in the Q3 forecast");
    }

    @Test
    void allWordsHaveToBeThereInAnyOrder() {
        chat(ada, "Postgres 17 upgrade plan");
        chat(ada, "Plan for spring");

        assertThat(found(ada, "plan  post")).containsExactly("Postgres 17 upgrade plan");
        assertThat(found(ada, "plan autumn")).isEmpty();
    }

    @Test
    void neitherCaseNorAccentsNorWidthMatter() {
        chat(ada, "ÜBERSICHT der Café-Kosten");
        chat(ada, "部署后的日志量");

        assertThat(found(ada, "übersicht")).hasSize(1);
        assertThat(found(ada, "ubersicht cafe")).hasSize(1);
        assertThat(found(ada, "日志")).containsExactly("部署后的日志量");
        assertThat(found(ada, "ｃａｆｅ")).hasSize(1);
    }

    @Test
    void whatMeansSomethingToADatabaseMeansNothingHere() {
        chat(ada, "100% of _all_ tests! 'quoted' \\ back");
        chat(ada, "1000 tests");

        for (String query : List.of("100%", "_all_", "tests!", "'quoted'", "\\")) {
            assertThat(found(ada, query)).as(query).containsExactly("100% of _all_ tests! 'quoted' \\ back");
        }
        assertThat(found(ada, "%")).hasSize(1);
        assertThat(found(ada, "'; drop table chat; --")).isEmpty();
    }

    @Test
    void aRenamedChatIsFoundByItsNewTitleOnly() {
        String id = chat(ada, "Old name");
        ada.patch("/api/chat/" + id, "{\"title\": \"Neuer Überblick\"}");

        assertThat(found(ada, "old")).isEmpty();
        assertThat(found(ada, "überblick")).containsExactly("Neuer Überblick");
    }

    @Test
    void aTitleFromBeforeThereWasASearchIsFoundToo() {
        String id = chat(ada, "Before the search");
        database.inTransaction(() -> database.writer()
                .sql("update chat set title_folded = null where id = :id")
                .param("id", id)
                .update());

        assertThat(found(ada, "BEFORE")).containsExactly("Before the search");
    }

    @Test
    void nobodyFindsWhatIsSomebodyElses() {
        TestClient babbage = TestClient.guest(port);
        chat(ada, "Private engine");
        chat(babbage, "Engine of my own");

        assertThat(found(babbage, "engine")).containsExactly("Engine of my own");
        assertThat(found(babbage, "private")).isEmpty();
        assertThat(found(babbage, "")).containsExactly("Engine of my own");
    }

    @Test
    void withoutWordsTheNewestAreFoundAndTheRestIsTold() {
        for (String title : List.of("One", "Two", "Three")) {
            chat(ada, title);
        }

        JsonNode found = ada.get("/api/search?limit=2").json();

        assertThat(titles(found)).containsExactly("Three", "Two");
        assertThat(found.path("hasMore").asBoolean()).isTrue();
        assertThat(ada.get("/api/search?q=o&limit=2").json().path("hasMore").asBoolean())
                .isFalse();
    }

    @Test
    void archivedChatsAreFoundAsTheListDoesNotShowThem() {
        String id = chat(ada, "Put away");
        ada.patch("/api/chat/" + id, "{\"archived\": true}");

        assertThat(found(ada, "put")).containsExactly("Put away");
    }

    @Test
    void tooMuchAndTooLittleIsRefusedNamingTheField() {
        for (String wrong : List.of("limit=0", "limit=51", "limit=x")) {
            Reply reply = ada.get("/api/search?q=a&" + wrong);
            assertThat(reply.status()).as(wrong).isEqualTo(400);
            assertThat(reply.json().path("cause").asString()).isEqualTo("limit");
        }
        Reply reply = ada.get("/api/search?q=" + "a".repeat(201));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("cause").asString()).isEqualTo("q");
        assertThat(ada.get("/api/search?q=a%00b").status()).isEqualTo(200);
    }

    private String chat(TestClient owner, String title) {
        ChatId id = new ChatId(UUID.randomUUID().toString());
        AccountId account = new AccountId(owner.account());
        Instant when = NOON.plusSeconds(made++);
        database.inTransaction(() -> {
            accounts.ensureGuest(account, when);
            chats.insert(
                    id,
                    account,
                    title,
                    Visibility.PRIVATE,
                    new ChatAgent("environment", "main"),
                    Chat.keyFor(id),
                    when);
        });
        return id.value();
    }

    private static List<String> found(TestClient browser, String query) {
        return titles(browser.get("/api/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .json());
    }

    private static List<String> titles(JsonNode found) {
        return found.path("chats")
                .valueStream()
                .map(chat -> chat.path("title").asString())
                .toList();
    }
}
