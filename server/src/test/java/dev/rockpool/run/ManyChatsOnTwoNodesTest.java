package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestNode;
import dev.rockpool.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/// Many people who send, stop, overtake, take out and ask again at random on two nodes at once: nothing is lost,
/// doubled or
/// out of place, and nobody waits in a circle.
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class ManyChatsOnTwoNodesTest {

    private static final int CHATS = 24;
    private static final int STEPS = 12;

    @Test
    void everyMessageIsAnsweredOnceRightAfterItself(CapturedOutput output) throws Exception {
        String database = "rockpool.database-url=" + TestPostgres.newDatabase();
        try (TestNode a = TestNode.start(database);
                TestNode b = TestNode.start(database);
                var people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int seed = 0; seed < CHATS; seed++) {
                Random random = new Random(seed);
                done.add(people.submit(() -> new Person(a, b, random).chatAway()));
            }
            for (Future<?> person : done) {
                person.get();
            }
            assertThat(brokenLogs(a.bean(Database.class))).isEmpty();
        }
        assertThat(output.getOut()).doesNotContain("deadlock", "could not be stored", "broke off", "ERROR");
    }

    /// Runs whose stored events do not follow each other without gap from the first on.
    private static List<String> brokenLogs(Database database) {
        return database.reader()
                .sql("""
                        select run_id from run_event group by run_id
                        having min(first_seq) <> 1 or sum(last_seq - first_seq + 1) <> max(last_seq)""")
                .query((row, number) -> row.getString("run_id"))
                .list();
    }

    /// Somebody with one chat and a browser on each node.
    private static final class Person {

        private final List<TestClient> browsers;
        private final Random random;
        private final String chat = UUID.randomUUID().toString();
        private final List<String> sent = new ArrayList<>();
        private final List<String> taken = new ArrayList<>();

        Person(TestNode a, TestNode b, Random random) {
            TestClient atA = TestClient.guest(a.port());
            this.browsers = List.of(atA, atA.at(b.port()));
            this.random = random;
        }

        void chatAway() {
            for (int step = 0; step < STEPS; step++) {
                switch (step == 0 ? 0 : random.nextInt(6)) {
                    case 0, 1, 2 -> send();
                    case 3 -> browser().post("/api/chat/" + chat + "/stop", "{}");
                    case 4 -> browser().post(waiting() + "/now", "{}");
                    default -> takeOut();
                }
            }
            JsonNode messages = settled();
            List<String> questions = new ArrayList<>();
            for (int i = 0; i < messages.size(); i += 2) {
                questions.add(messages.get(i).at("/id").asString());
                assertThat(messages.get(i).at("/role").asString()).isEqualTo("user");
                assertThat(messages.get(i + 1).at("/role").asString()).isEqualTo("assistant");
                assertThat(messages.get(i + 1).at("/metadata/status").asString())
                        .isIn("finished", "stopped");
            }
            sent.removeAll(taken);
            assertThat(questions).containsExactlyInAnyOrderElementsOf(sent);
        }

        private TestClient browser() {
            return browsers.get(random.nextInt(2));
        }

        private void send() {
            String id = UUID.randomUUID().toString();
            String text = "/sim tokens=%d gap=5 word=w".formatted(5 + random.nextInt(40));
            assertThat(browser().say(chat, id, text).status()).isEqualTo(202);
            assertThat(browser().say(chat, id, text).status()).isEqualTo(202);
            sent.add(id);
        }

        private String waiting() {
            return "/api/chat/" + chat + "/queue/" + sent.get(random.nextInt(sent.size()));
        }

        private void takeOut() {
            String message = sent.getLast();
            if (browser().delete("/api/chat/" + chat + "/queue/" + message).status() == 200) {
                taken.add(message);
            }
        }

        private JsonNode settled() {
            return Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(60))
                    .until(
                            () -> browser().get("/api/messages?chatId=" + chat).json(),
                            conversation -> conversation.at("/run").isNull()
                                    && conversation.at("/queued").isEmpty())
                    .at("/messages");
        }
    }
}
