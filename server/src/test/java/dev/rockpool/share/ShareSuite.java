package dev.rockpool.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Links to chats: what they show, to whom, and that they end.
@Timeout(60)
abstract class ShareSuite {

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    TestClient ada;
    TestClient stranger;
    String chat;

    @BeforeEach
    void adaHasAChat() {
        ada = TestClient.guest(port);
        stranger = TestClient.stranger(port);
        chat = UUID.randomUUID().toString();
        ada.say(chat, "When is low tide? /sim text=\"At **four**.\"");
        ada.settledMessages(chat);
    }

    @Test
    void aLinkShowsTheConversationToWhoeverHasIt() {
        JsonNode link = ada.post("/api/chat/" + chat + "/share", "").json();

        assertThat(link.at("/url").asString()).startsWith("http://127.0.0.1:" + port + "/share/");
        JsonNode shown = stranger.get(api(link)).json();
        assertThat(shown.at("/title").asString()).contains("low tide");
        assertThat(shown.at("/agent").asString()).isEqualTo("main");
        assertThat(shown.at("/sharedAt")).isEqualTo(link.at("/createdAt"));
        assertThat(shown.at("/messages")).hasSize(2);
        assertThat(shown.at("/messages/0/role").asString()).isEqualTo("user");
        assertThat(shown.at("/messages/1/parts").toString())
                .isEqualTo("[{\"type\":\"text\",\"text\":\"At **four**.\"}]");
    }

    @Test
    void aLinkShowsWordsAndNothingElse() {
        writeAnswer("""
                [{"type":"reasoning","text":"secret thought"},{"type":"text","text":"shown"},\
                {"type":"dynamic-tool","toolCallId":"1","toolName":"secret_tool","state":"output-available","input":{},\
                "output":"secret output"}]""");

        Reply shown = stranger.get(share());

        assertThat(shown.json().properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("title", "sharedAt", "agent", "messages");
        assertThat(shown.json().at("/messages/2").toString())
                .isEqualTo("{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"text\":\"shown\"}]}");
        assertThat(shown.body())
                .doesNotContain("secret", chat, ada.account(), "webchat", "metadata", "runId", "message-9");
    }

    @Test
    void anAnswerWithoutWordsIsLeftOut() {
        writeAnswer("[{\"type\":\"reasoning\",\"text\":\"hm\"}]");

        assertThat(stranger.get(share()).json().at("/messages")).hasSize(2);
    }

    @Test
    void aSharedChatIsReadAndLeftAlone() {
        Reply shown = stranger.get(share());

        assertThat(shown.headers()).doesNotContainKey("set-cookie");
        assertThat(shown.headers().get("cache-control")).containsExactly("no-store");
        assertThat(shown.headers().get("x-robots-tag")).containsExactly("noindex, nofollow");
        assertThat(shown.headers().get("referrer-policy")).containsExactly("no-referrer");
        assertThat(stranger.get("/api/messages?chatId=" + chat).status()).isEqualTo(401);
        assertThat(TestClient.guest(port).get("/api/messages?chatId=" + chat).status())
                .isEqualTo(403);
    }

    @Test
    void sharingAgainMakesANewLinkAndEndsTheOldOne() {
        String first = share();
        String second = share();

        assertThat(second).isNotEqualTo(first);
        assertThat(stranger.get(first).status()).isEqualTo(404);
        assertThat(stranger.get(second).status()).isEqualTo(200);
    }

    @Test
    void aLinkThatWasTakenBackIsAsOneThatNeverWas() {
        String link = share();
        assertThat(ada.delete("/api/chat/" + chat + "/share").status()).isEqualTo(204);

        Reply revoked = stranger.get(link);
        Reply unknown = stranger.get("/api/share/" + ShareToken.fresh().value());
        Reply malformed = stranger.get("/api/share/main");

        assertThat(revoked.status()).isEqualTo(404);
        assertThat(revoked.code()).isEqualTo("not_found:share");
        assertThat(List.of(unknown.body(), malformed.body())).containsOnly(revoked.body());
        assertThat(ada.delete("/api/chat/" + chat + "/share").status()).isEqualTo(204);
    }

    @Test
    void makingTheChatPrivateEndsItsLinkForEver() {
        String link = share();
        assertThat(visibility()).isEqualTo("public");

        assertThat(ada.patch("/api/chat/" + chat, "{\"visibility\": \"private\"}")
                        .status())
                .isEqualTo(200);
        assertThat(visibility()).isEqualTo("private");
        assertThat(stranger.get(link).status()).isEqualTo(404);
        assertThat(ada.get("/api/chat/" + chat + "/share").code()).isEqualTo("not_found:share");

        String newer = share();
        assertThat(stranger.get(link).status()).isEqualTo(404);
        assertThat(stranger.get(newer).status()).isEqualTo(200);
    }

    @Test
    void aDeletedChatsLinkLeadsNowhere() {
        String link = share();

        ada.delete("/api/chat?id=" + chat);

        assertThat(stranger.get(link).code()).isEqualTo("not_found:share");
        assertThat(rows("select count(*) from share where chat_id = ?", chat)).isZero();
    }

    @Test
    void aDeletedAccountsLinksLeadNowhere() {
        String link = share();

        database.inTransaction(() -> database.writer()
                .sql("delete from account where id = ?")
                .param(ada.account())
                .update());

        assertThat(stranger.get(link).status()).isEqualTo(404);
    }

    @Test
    void aChatIsMadePublicBySharingItOnly() {
        Reply refused = ada.patch("/api/chat/" + chat, "{\"visibility\": \"public\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("/share");

        String fresh = UUID.randomUUID().toString();
        String begun = TestClient.message(fresh, UUID.randomUUID().toString(), "hi", "main")
                .replace("\"private\"", "\"public\"");
        assertThat(ada.postForJson("/api/chat", begun).message()).contains("/share");
        assertThat(ada.get("/api/messages?chatId=" + fresh).status()).isEqualTo(404);

        share();
        String next = TestClient.message(chat, UUID.randomUUID().toString(), "/sim text=\"x\"", "main")
                .replace("\"private\"", "\"public\"");
        assertThat(ada.postForJson("/api/chat", next).status()).isEqualTo(202);
        ada.settledMessages(chat);
        assertThat(visibility()).isEqualTo("public");
    }

    @Test
    void whatWaitsForItsTurnIsNotShown() {
        String link = share();
        ada.say(chat, "/sim tokens=100000 gap=50");
        ada.say(chat, "not yet said /sim text=\"x\"");

        assertThat(stranger.get(link).body()).doesNotContain("not yet said");
        ada.delete("/api/chat?id=" + chat);
    }

    @Test
    void whoeverReadsTheDatabaseHasNoLinks() {
        String token = share().substring("/api/share/".length());

        List<Map<String, @Nullable Object>> stored = database.reader()
                .sql("select * from share where chat_id = ?")
                .param(chat)
                .query()
                .listOfRows();

        assertThat(token).hasSize(43);
        assertThat(stored).hasSize(1);
        assertThat(stored.toString()).doesNotContain(token);
    }

    @Test
    void sharingAndTakingBackAreInTheAudit() {
        share();
        ada.delete("/api/chat/" + chat + "/share");
        ada.delete("/api/chat/" + chat + "/share");

        assertThat(database.reader()
                        .sql("select type from audit where subject = ? order by id")
                        .param(chat)
                        .query(String.class)
                        .list())
                .containsExactly("shared", "share_revoked");
    }

    private String share() {
        return api(ada.post("/api/chat/" + chat + "/share", "").json());
    }

    /// Where the page behind the link reads what it shows.
    private static String api(JsonNode link) {
        return "/api" + URI.create(link.at("/url").asString()).getPath();
    }

    private String visibility() {
        return ada.get("/api/messages?chatId=" + chat)
                .json()
                .at("/chat/visibility")
                .asString();
    }

    private long rows(String sql, String value) {
        return database.reader().sql(sql).param(value).query(Long.class).single();
    }

    private void writeAnswer(String parts) {
        database.inTransaction(() -> database.writer()
                .sql("""
                        insert into message (chat_id, id, position, role, parts, metadata, created_at)
                        values (:chat, 'message-9', 9, 'assistant', :parts, null, 1000)""")
                .param("chat", chat)
                .param("parts", parts)
                .update());
    }
}
