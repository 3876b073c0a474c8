package dev.rockpool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.account.Tokens;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestNode;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server whose operator allows less than usual: no links and no agents for guests.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class StricterServerTest {

    private TestNode node;
    private TestClient member;
    private String chat;

    @BeforeAll
    void start(@TempDir Path data) {
        node = TestNode.start("rockpool.data=" + data, "rockpool.sharing=off", "rockpool.gateway.roles=member");
        member = TestClient.member(node.port());
        chat = UUID.randomUUID().toString();
        member.say(chat, "When is low tide? /sim text=\"At four.\"");
        member.settledMessages(chat);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void noLinkIsMadeAndTheReasonIsToldInASentence() {
        Reply refused = member.post("/api/chat/" + chat + "/share", "");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("forbidden:share");
        assertThat(refused.message()).contains("switched off on this server");
        assertThat(member.get("/api/chat/" + chat + "/share").status()).isEqualTo(403);
        assertThat(member.get("/api/account").json().at("/canShare").asBoolean(true))
                .isFalse();
    }

    @Test
    void aLinkMadeBeforeLeadsNowhereAndCanBeTakenBack() {
        String token = "A".repeat(43);
        shareAsBefore(token);

        Reply shown = TestClient.stranger(node.port()).get("/api/share/" + token);
        Reply unknown = TestClient.stranger(node.port()).get("/api/share/" + "B".repeat(43));

        assertThat(shown.status()).isEqualTo(404);
        assertThat(shown.body()).isEqualTo(unknown.body());
        assertThat(member.delete("/api/chat/" + chat + "/share").status()).isEqualTo(204);
        assertThat(member.get("/api/messages?chatId=" + chat)
                        .json()
                        .at("/chat/visibility")
                        .asString())
                .isEqualTo("private");
    }

    private void shareAsBefore(String token) {
        Database database = node.bean(Database.class);
        database.inTransaction(() -> {
            database.writer()
                    .sql(
                            "insert into share (token_hash, chat_id, created_by, created_at) values (:hash, :chat, :by, 1)")
                    .param("hash", Tokens.hash(token))
                    .param("chat", chat)
                    .param("by", member.account())
                    .update();
            database.writer()
                    .sql("update chat set visibility = 'public' where id = :chat")
                    .param("chat", chat)
                    .update();
        });
    }

    @Test
    void guestsAreShownNoAgentAndGetNoAnswerFromAGatewayThatIsForMembers() {
        TestClient guest = TestClient.guest(node.port());
        assertThat(guest.get("/api/models").json().at("/models")).isEmpty();

        String id = UUID.randomUUID().toString();
        Reply refused = guest.postForJson(
                "/api/chat", TestClient.message(id, UUID.randomUUID().toString(), "Hi", "main"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("Ask an administrator");
        assertThat(member.get("/api/models").json().at("/models")).isNotEmpty();
    }
}
