package dev.rockpool.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestLive;
import dev.rockpool.testing.TestNode;
import dev.rockpool.testing.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two servers that share a database: who is signed in at one is so at the other, and nowhere
/// once signed out.
@Timeout(60)
class SignOutTwoNodesTest {

    @Test
    void whoSignsOutEverywhereIsOutAtTheOtherNodeToo() {
        String database = "rockpool.database-url=" + TestPostgres.newDatabase();
        try (TestNode a = TestNode.start(database);
                TestNode b = TestNode.start(database)) {
            TestClient atA = TestClient.stranger(a.port());
            atA.register("ada@example.com");
            TestClient atB = TestClient.stranger(b.port());
            atB.signIn("ada@example.com");
            try (TestLive tab = atB.live()) {
                tab.next("hello");

                atA.delete("/api/account/devices");

                assertThat(tab.closeCode()).isEqualTo(4401);
            }
            assertThat(atB.get("/api/history").status()).isEqualTo(401);
            assertThat(atB.at(a.port()).get("/api/history").status()).isEqualTo(401);
        }
    }

    @Test
    void aGuestWhoRegistersAtOneNodeIsAGuestNoMoreAtTheOther() {
        String database = "rockpool.database-url=" + TestPostgres.newDatabase();
        try (TestNode a = TestNode.start(database);
                TestNode b = TestNode.start(database)) {
            TestClient guest = TestClient.guest(a.port());
            SignInSuite.newChat(guest);
            String cookie = guest.cookie();
            TestClient other = TestClient.stranger(b.port());
            assertThat(other.send(other.request("/api/history").header("Cookie", cookie))
                            .status())
                    .isEqualTo(200);

            guest.register("ada@example.com");

            org.awaitility.Awaitility.await()
                    .until(() -> other.send(other.request("/api/history").header("Cookie", cookie))
                                    .status()
                            == 401);
        }
    }
}
