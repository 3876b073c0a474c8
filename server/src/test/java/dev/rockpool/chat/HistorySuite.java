package dev.rockpool.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.AccountRepository;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The list of chats: order, pages, changes and deletion.
@Timeout(60)
abstract class HistorySuite {

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    @Autowired
    AccountRepository accounts;

    @Autowired
    ChatRepository chats;

    @Autowired
    TombstoneRepository tombstones;

    @Autowired
    ChatService service;

    AccountId ada;

    @BeforeEach
    void newAccount() {
        ada = new AccountId(UUID.randomUUID().toString());
    }

    @Test
    void historyIsPagedNewestFirstWithoutGapOrRepetition() {
        List<ChatId> made = addChats(25);

        List<ChatId> seen = new ArrayList<>();
        ChatService.Page page = service.history(ada, 10, null, null);
        while (true) {
            page.chats().forEach(chat -> seen.add(chat.id()));
            if (!page.hasMore()) {
                break;
            }
            page = service.history(ada, 10, null, page.chats().getLast().id());
        }

        assertThat(seen).containsExactlyElementsOf(made.reversed());
    }

    @Test
    void whatIsNewerThanAChatComesInTheSameOrder() {
        List<ChatId> made = addChats(5);

        ChatService.Page newer = service.history(ada, 2, made.get(1), null);

        assertThat(newer.chats()).extracting(Chat::id).containsExactly(made.get(3), made.get(2));
        assertThat(newer.hasMore()).isTrue();
    }

    @Test
    void aChatIsRenamedPinnedAndArchived() {
        TestClient browser = TestClient.guest(port);
        String id = startChat(browser);

        JsonNode changed = browser.patch("/api/chat/" + id, """
                        {"title": "  Tide   tables ", "pinned": true, "archived": true}""").json();

        assertThat(changed.at("/title").asString()).isEqualTo("Tide tables");
        assertThat(changed.at("/pinned").asBoolean()).isTrue();
        assertThat(changed.at("/archived").asBoolean()).isTrue();
        assertThat(browser.patch("/api/chat/" + id, "{\"pinned\": false}")
                        .json()
                        .at("/title")
                        .asString())
                .isEqualTo("Tide tables");
    }

    @Test
    void aTitleGivenByHandIsNotReplacedByOneThatComesLater() {
        ChatId id = addChats(1).getFirst();
        service.change(ada, id, new ChatService.Change("Mine", null, null, null));

        boolean changed = database.inTransaction(() -> chats.settleTitle(id, "The model's"));

        assertThat(changed).isFalse();
        assertThat(service.owned(ada, id).title()).isEqualTo("Mine");
    }

    @Test
    void deletingAllLeavesOtherPeoplesChatsAlone() {
        addChats(3);
        AccountId babbage = new AccountId(UUID.randomUUID().toString());
        ChatId kept = addChat(babbage, Instant.now(), UUID.randomUUID().toString());

        assertThat(service.deleteAll(ada)).isEqualTo(3);

        assertThat(service.history(ada, 10, null, null).chats()).isEmpty();
        assertThat(service.owned(babbage, kept).id()).isEqualTo(kept);
    }

    @Test
    void merelyLookingLeavesNoAccountBehind() {
        long before = accountRows();
        TestClient browser = TestClient.guest(port);
        assertThat(browser.get("/api/history").json().at("/chats")).isEmpty();
        assertThat(accountRows()).isEqualTo(before);

        startChat(browser);

        assertThat(accountRows()).isEqualTo(before + 1);
    }

    @Test
    void activeChatsAreThoseThatRunWaitAreUnreadOrPinned() {
        List<ChatId> made = addChats(6);
        Instant now = Instant.parse("2026-11-22T11:00:00Z");
        database.inTransaction(() -> {
            chats.answered(made.get(0), ChatState.IDLE, true, true, now);
            chats.answered(made.get(1), ChatState.STOPPED, false, true, now);
            chats.rearranged(made.get(2), ChatState.QUEUED);
            chats.rearranged(made.get(3), ChatState.RUNNING);
        });
        service.change(ada, made.get(4), new ChatService.Change(null, null, true, null));

        assertThat(chats.active(ada, 10))
                .extracting(Chat::id)
                .containsExactly(made.get(3), made.get(2), made.get(0), made.get(4));
        assertThat(chats.active(ada, 2)).extracting(Chat::id).containsExactly(made.get(3), made.get(2));
        assertThat(chats.countUnread(ada)).isEqualTo(1);
        assertThat(chats.byIds(made.subList(0, 2)))
                .extracting(Chat::id)
                .containsExactlyInAnyOrder(made.get(0), made.get(1));
        assertThat(chats.byIds(List.of())).isEmpty();
    }

    @Test
    void readingAChatIsAChangeThatIsMadeOnce() {
        ChatId id = addChats(1).getFirst();
        database.inTransaction(() -> chats.answered(id, ChatState.IDLE, true, true, Instant.now()));
        Chat unread = service.owned(ada, id);

        service.markRead(ada, id);
        Chat read = service.owned(ada, id);
        service.markRead(ada, id);

        assertThat(unread.unread()).isTrue();
        assertThat(read.unread()).isFalse();
        assertThat(read.version()).isEqualTo(unread.version() + 1);
        assertThat(service.owned(ada, id).version()).isEqualTo(read.version());
    }

    @Test
    void whoeverLooksFindsWhatChangedAndWhatWasDeleted() {
        Instant before = Instant.now().minusMillis(1);
        List<ChatId> made = addChats(2);
        TestClient browser = TestClient.guest(port);
        String deleted = startChat(browser);
        browser.delete("/api/chat?id=" + deleted);

        assertThat(chats.changedSince(before)).extracting(Chat::id).containsAll(made);
        assertThat(chats.changedSince(Instant.now().plusSeconds(60))).isEmpty();
        assertThat(tombstones.deletedSince(before))
                .extracting(TombstoneRepository.Deleted::chat)
                .contains(new ChatId(deleted));
        assertThat(tombstones.deletedSince(Instant.now().plusSeconds(60))).isEmpty();
    }

    @Test
    void messagesAreHandedOnAsTheyAreStored() {
        TestClient browser = TestClient.guest(port);
        String id = startChat(browser);
        String parts = """
                [{"type":"text","text":"\\"tide\\" → café \\uD83C\\uDF0A\\n"},\
                {"type":"dynamic-tool","toolCallId":"1","toolName":"ls","state":"output-available","output":[1,{}]}]""";
        writeMessage(id, parts, "{\"createdAt\":\"2026-01-01T00:00:00Z\",\"status\":\"finished\"}");

        JsonNode last = lastMessage(browser, id);

        assertThat(last.at("/role").asString()).isEqualTo("assistant");
        assertThat(last.at("/parts/0/text").asString()).isEqualTo("\"tide\" → café 🌊\n");
        assertThat(last.at("/parts/1/output").toString()).isEqualTo("[1,{}]");
        assertThat(last.at("/metadata/status").asString()).isEqualTo("finished");
    }

    @Test
    void aMessageFromBeforeMoreWasKnownSaysWhenItWasWritten() {
        TestClient browser = TestClient.guest(port);
        String id = startChat(browser);
        writeMessage(id, "[]", null);

        assertThat(lastMessage(browser, id).at("/metadata").toString())
                .isEqualTo("{\"createdAt\":\"1970-01-01T00:00:01Z\"}");
    }

    private void writeMessage(String chat, String parts, @Nullable String metadata) {
        database.inTransaction(() -> database.writer()
                .sql("""
                        insert into message (chat_id, id, position, role, parts, metadata, created_at)
                        values (:chat, 'message-9', 9, 'assistant', :parts, :metadata, 1000)""")
                .param("chat", chat)
                .param("parts", parts)
                .param("metadata", metadata, Types.VARCHAR)
                .update());
    }

    private static JsonNode lastMessage(TestClient browser, String chat) {
        return browser.get("/api/messages?chatId=" + chat).json().at("/messages/2");
    }

    private long accountRows() {
        return database.reader()
                .sql("select count(*) from account")
                .query(Long.class)
                .single();
    }

    private static String startChat(TestClient browser) {
        String id = UUID.randomUUID().toString();
        assertThat(browser.say(id, "/sim text=\"hello\"").status()).isEqualTo(202);
        browser.settledMessages(id);
        return id;
    }

    private List<ChatId> addChats(int count) {
        List<ChatId> made = new ArrayList<>();
        Instant start = Instant.parse("2026-11-22T10:00:00Z");
        for (int i = 0; i < count; i++) {
            // Three of each millisecond: then the order is that of their ids.
            made.add(addChat(
                    ada,
                    start.plusMillis(i / 3),
                    "%08d-0000-4000-8000-%s"
                            .formatted(i, UUID.randomUUID().toString().substring(24))));
        }
        return made;
    }

    private ChatId addChat(AccountId owner, Instant when, String uuid) {
        ChatId id = new ChatId(uuid);
        database.inTransaction(() -> {
            accounts.ensureGuest(owner, when);
            chats.insert(
                    id,
                    owner,
                    "A chat",
                    Visibility.PRIVATE,
                    new ChatAgent("environment", "main"),
                    Chat.keyFor(id),
                    when);
        });
        return id;
    }
}
