package dev.rockpool.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.OnPostgres;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestLive;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// Changes nobody was told of, as when another node's word was lost.
@OnPostgres
@TestPropertySource(properties = "rockpool.live.look=100ms")
@Timeout(60)
class LiveLookTest {

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    TestClient ada;
    String chat;
    TestLive tab;

    @BeforeEach
    void adaHasAChatAndATab() {
        ada = TestClient.guest(port);
        chat = UUID.randomUUID().toString();
        ada.say(chat, "/sim text=\"hi\"");
        ada.settledMessages(chat);
        await().until(() ->
                !ada.get("/api/history").json().at("/chats/0/titlePending").asBoolean());
        tab = ada.live();
        tab.next("hello");
    }

    @AfterEach
    void closeTheTab() {
        tab.close();
    }

    @Test
    void aChangedChatIsFoundAndToldOnce() {
        rename("First");
        tab.next(frame -> frame.at("/chat/title").asString("").equals("First"));
        rename("Second");

        List<JsonNode> frames =
                tab.until(frame -> frame.at("/chat/title").asString("").equals("Second"));

        assertThat(frames).hasSize(1);
    }

    @Test
    void aDeletedChatIsFoundAndToldOnce() {
        database.inTransaction(() -> {
            execute("delete from chat where id = ?", chat);
            database.writer()
                    .sql("""
                            insert into session_tombstone (session_key, chat_id, account_id, deleted_at)
                            values (?, ?, ?, ?)""")
                    .params(
                            "webchat-" + chat,
                            chat,
                            ada.account(),
                            Instant.now().toEpochMilli())
                    .update();
        });

        assertThat(tab.next(frame -> frame.has("deleted")).at("/chatId").asString())
                .isEqualTo(chat);
        String other = UUID.randomUUID().toString();
        ada.say(other, "/sim text=\"hi\"");
        ada.settledMessages(other);
        assertThat(tab.until(frame -> frame.at("/chat/state").asString("").equals("idle")))
                .noneMatch(frame -> frame.has("deleted"));
    }

    @Test
    void aWatchedChatIsToldHowItsRunsStandToo() {
        tab.watch(chat);
        long version = tab.next("run").at("/version").asLong();

        rename("Third");

        assertThat(tab.next("run").at("/version").asLong()).isEqualTo(version + 1);
    }

    private void rename(String title) {
        database.inTransaction(() -> {
            database.writer()
                    .sql("update chat set title = ?, version = version + 1, changed_at = ? where id = ?")
                    .params(title, Instant.now().toEpochMilli(), chat)
                    .update();
        });
    }

    private void execute(String sql, String id) {
        database.writer().sql(sql).param(id).update();
    }
}
