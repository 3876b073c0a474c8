package dev.rockpool.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestNode;
import dev.rockpool.testing.TestPostgres;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DatabaseAwayTest {

    @Test
    void whileTheDatabaseIsAwayCallsSaySoAndAfterwardsAllIsWell() {
        String database = TestPostgres.newDatabase();
        try (TestNode node = TestNode.start("rockpool.database-url=" + database)) {
            TestClient ada = TestClient.guest(node.port());
            TestPostgres.close(database);

            Reply reading = ada.get("/api/history");
            Reply writing = ada.say(UUID.randomUUID().toString(), "Hello?");

            TestPostgres.reopen(database);
            for (Reply refused : new Reply[] {reading, writing}) {
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.json().at("/message").asString())
                        .isEqualTo("Rockpool cannot reach its database. Try again in a moment.");
            }
            await().untilAsserted(
                            () -> assertThat(ada.get("/api/history").status()).isEqualTo(200));
        }
    }
}
