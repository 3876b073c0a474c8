package dev.rockpool.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.attack.Attacked;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestLive;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What one person does is nobody else's news: not another member's, not a guest's, not an administrator's.
@Attacked
@Timeout(60)
class LiveOthersTest {

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    private TestClient ada;
    private List<TestClient> others;
    private final List<TestLive> tabs = new ArrayList<>();

    @BeforeEach
    void everybodyOpensATab() {
        ada = TestClient.member(port);
        others = List.of(TestClient.guest(port), TestClient.member(port), TestClient.administrator(port, database));
        others.forEach(other -> tabs.add(other.live()));
        tabs.forEach(tab -> tab.next("hello"));
    }

    @AfterEach
    void everybodyCloses() {
        tabs.forEach(TestLive::close);
        ada.delete("/api/history");
    }

    @Test
    void whateverAdaDoesNoOtherTabIsToldOneWord() {
        try (TestLive hers = ada.live()) {
            String chat = UUID.randomUUID().toString();
            String waiting = UUID.randomUUID().toString();
            ada.say(chat, "/sim tokens=100000 gap=5 word=tidemark");
            hers.watch(chat);
            hers.next("event");
            tabs.forEach(tab -> refusedToWatch(tab, chat));

            ada.say(chat, waiting, "tidemark waits");
            ada.patch("/api/chat/%s/queue/%s".formatted(chat, waiting), "{\"text\": \"tidemark waits still\"}");
            ada.patch("/api/chat/" + chat, "{\"title\": \"tidemark\", \"pinned\": true}");
            ada.post("/api/chat/" + chat + "/share", "{}");
            ada.delete("/api/chat/" + chat + "/share");
            ada.post("/api/chat/%s/queue/%s/now".formatted(chat, waiting), "{}");
            ada.settledMessages(chat);
            hers.read(chat);
            ada.say(UUID.randomUUID().toString(), "/sim text=\"tidemark\"");
            ada.delete("/api/chat?id=" + chat);
            hers.next(frame -> frame.has("deleted"));
            ada.delete("/api/history");
            hers.next(frame -> frame.has("deleted"));
        }

        assertThat(tabs).allSatisfy(tab -> assertThat(tab.soFar()).isEmpty());
        othersAreStillTold();
    }

    private static void refusedToWatch(TestLive tab, String chat) {
        tab.watch(chat);
        assertThat(tab.soFar())
                .singleElement()
                .satisfies(frame -> assertThat(frame.at("/code").asString()).isEqualTo("forbidden:chat"));
    }

    /// Or their silence would show nothing.
    private void othersAreStillTold() {
        for (int i = 0; i < tabs.size(); i++) {
            String chat = UUID.randomUUID().toString();
            others.get(i).say(chat, "/sim text=\"mine\"");
            JsonNode first = tabs.get(i).next("chat");
            assertThat(first.at("/chat/id").asString()).isEqualTo(chat);
        }
    }

    @Test
    void aTabThatIsOpenedLaterCountsOnlyItsOwn() {
        String chat = UUID.randomUUID().toString();
        ada.say(chat, "/sim text=\"tidemark\"");
        ada.settledMessages(chat);

        assertThat(others).allSatisfy(other -> {
            try (TestLive tab = other.live()) {
                JsonNode hello = tab.next("hello");
                assertThat(hello.at("/unread").asInt()).isZero();
                assertThat(hello.at("/chats")).isEmpty();
            }
        });
    }
}
