package dev.rockpool.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestGateway;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// What somebody has, each thing made when it is first asked for. All words in it hold the same unlikely one.
final class Estate {

    private final TestClient owner;
    private final TestClient administrator;
    private final Supplier<TestClient> somebodyNew;
    private final Database database;
    private final String word;
    private final Map<Kind, String> made = new EnumMap<>(Kind.class);

    /// @param administrator makes what only administrators make
    /// @param somebodyNew   has an account that may go
    Estate(
            TestClient owner,
            TestClient administrator,
            Supplier<TestClient> somebodyNew,
            Database database,
            String word) {
        this.owner = owner;
        this.administrator = administrator;
        this.somebodyNew = somebodyNew;
        this.database = database;
        this.word = word;
    }

    String of(Kind kind) {
        if (!made.containsKey(kind)) {
            make(kind);
        }
        return Objects.requireNonNull(made.get(kind));
    }

    /// What is asked for next is made anew.
    void renew() {
        made.clear();
    }

    private void make(Kind kind) {
        switch (kind) {
            case CHAT, QUESTION, ANSWER -> answeredChat();
            case SHARED_CHAT -> share(Kind.SHARED_CHAT);
            case TITLE -> title();
            case FILE ->
                made.put(
                        kind,
                        good(owner.post("/api/files?name=" + word, word))
                                .at("/id")
                                .asString());
            case NEW_CHAT -> made.put(Kind.NEW_CHAT, chat());
            case QUEUE_CHAT, MESSAGE -> queue();
            case GATEWAY -> made.put(kind, gateway());
            case PASSKEY -> made.put(kind, passkey());
            case IDENTITY -> made.put(kind, identity());
            case DEVICE -> made.put(kind, device());
            case ACCOUNT -> made.put(kind, somebodyNew.get().account());
            case INVITATION -> made.put(kind, invitation().at("/id").asString());
            case AUDIT_ENTRY ->
                made.put(
                        kind,
                        get(administrator, "/api/audit?limit=1")
                                .at("/entries/0/id")
                                .asString());
            case SHARE_TOKEN -> made.put(kind, share(Kind.FRESH));
            case RESET_TOKEN -> made.put(kind, spentResetToken());
            case INVITATION_TOKEN -> made.put(kind, spentInvitation());
            case EMAIL -> made.put(kind, owner.email());
            case FRESH, FRESH_EMAIL, WORD -> throw new IllegalArgumentException(kind + " is nothing to have.");
        }
    }

    private String chat() {
        String chat = UUID.randomUUID().toString();
        good(owner.say(chat, "%s? /sim text=\"%s!\"".formatted(word, word)));
        owner.settledMessages(chat);
        return named(chat);
    }

    private String named(String chat) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !get(owner, "/api/messages?chatId=" + chat)
                        .at("/chat/titlePending")
                        .asBoolean());
        good(owner.patch("/api/chat/" + chat, "{\"title\": \"%s\"}".formatted(word)));
        return chat;
    }

    private void answeredChat() {
        String chat = chat();
        JsonNode run = good(owner.say(chat, word + " /sim error=provider"));
        owner.settledMessages(chat);
        String answer = run.at("/messageId").asString();
        good(owner.patch("/api/vote", """
                {"chatId": "%s", "messageId": "%s", "type": "down", "word": "%s"}""".formatted(chat, answer, word)));
        made.put(Kind.CHAT, chat);
        made.put(
                Kind.QUESTION,
                get(owner, "/api/messages?chatId=" + chat).at("/messages/0/id").asString());
        made.put(Kind.ANSWER, answer);
    }

    private void title() {
        of(Kind.CHAT);
        made.put(Kind.TITLE, word);
    }

    private void queue() {
        String chat = UUID.randomUUID().toString();
        String waiting = UUID.randomUUID().toString();
        good(owner.say(chat, word + " /sim tokens=5 stall-after=2 word=" + word));
        named(chat);
        good(owner.say(chat, waiting, word + " waits"));
        made.put(Kind.QUEUE_CHAT, chat);
        made.put(Kind.MESSAGE, waiting);
    }

    private String share(Kind kept) {
        String chat = chat();
        String url = good(owner.post("/api/chat/" + chat + "/share", "{}"))
                .at("/url")
                .asString();
        made.put(kept, chat);
        return last(url);
    }

    private static String last(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /// Takes back the link that [Kind#SHARE_TOKEN] is.
    void unshare() {
        of(Kind.SHARE_TOKEN);
        String chat = made.remove(Kind.FRESH);
        assertThat(owner.delete("/api/chat/" + chat + "/share").status()).isEqualTo(204);
    }

    private String gateway() {
        return good(owner.post("/api/gateways", """
                        {"name": "%s", "url": "%s", "credential": "%s"}""".formatted(
                                word,
                                TestGateway.simulator().url(),
                                TestGateway.simulator().token())))
                .at("/id")
                .asString();
    }

    private String passkey() {
        String id = UUID.randomUUID().toString();
        insert("""
                insert into passkey (id, account_id, credential_id, public_key, attestation_object, sign_count,
                                     transports, uv_initialized, backup_eligible, backup_state, label, created_at)
                values (:id, :account, :id, '', '', 0, '', 1, 0, 0, :word, 0)""", id);
        return id;
    }

    private String identity() {
        String id = UUID.randomUUID().toString();
        insert("""
                insert into identity (id, account_id, issuer, subject, email, created_at, last_used_at)
                values (:id, :account, 'https://id.example', :id, :word, 0, 0)""", id);
        return id;
    }

    private void insert(String sql, String id) {
        String account = owner.account();
        database.inTransaction(() -> {
            database.writer()
                    .sql(sql)
                    .param("id", id)
                    .param("account", account)
                    .param("word", word)
                    .update();
        });
    }

    /// Another browser of the same person.
    private String device() {
        TestClient elsewhere = owner.elsewhere();
        good(elsewhere.signIn(owner.email()));
        return get(elsewhere, "/api/account/devices")
                .at("/devices")
                .valueStream()
                .filter(device -> device.at("/current").asBoolean())
                .map(device -> device.at("/id").asString())
                .findFirst()
                .orElseThrow();
    }

    private JsonNode invitation() {
        return good(administrator.post("/api/invitations", "{}"));
    }

    private String spentInvitation() {
        JsonNode invitation = invitation();
        administrator.delete("/api/invitations/" + invitation.at("/id").asString());
        return last(invitation.at("/url").asString());
    }

    private String spentResetToken() {
        String path = "/api/accounts/" + owner.account() + "/password-link";
        String spent = last(good(administrator.post(path, "{}")).at("/url").asString());
        good(administrator.post(path, "{}"));
        return spent;
    }

    private static JsonNode get(TestClient browser, String path) {
        return good(browser.get(path));
    }

    private static JsonNode good(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
        return reply.json();
    }
}
