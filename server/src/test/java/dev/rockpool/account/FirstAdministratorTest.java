package dev.rockpool.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.testing.RawHttp;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestNode;
import dev.rockpool.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// A fresh server: who decides there, and who may come in.
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class FirstAdministratorTest {

    @TempDir
    Path data;

    private TestNode start(String... settings) {
        String[] all = new String[settings.length + 1];
        System.arraycopy(settings, 0, all, 1, settings.length);
        all[0] = "rockpool.data=" + data;
        return TestNode.start(all);
    }

    @Test
    void theFirstWhoRegistersAtThisMachineDecidesWhoElseMay() {
        try (TestNode node = start()) {
            TestClient first = TestClient.stranger(node.port());
            assertThat(first.get("/api/sign-in").json().at("/first").asBoolean())
                    .isTrue();

            assertThat(first.register("ada@example.com").json().at("/role").asString())
                    .isEqualTo("administrator");
            assertThat(TestClient.stranger(node.port())
                            .register("babbage@example.com")
                            .json()
                            .at("/role")
                            .asString())
                    .isEqualTo("member");

            Reply last = first.patch("/api/accounts/" + first.account(), "{\"role\": \"member\"}");
            assertThat(last.status()).isEqualTo(409);
            assertThat(first.patch("/api/accounts/" + first.account(), "{\"disabled\": true}")
                            .status())
                    .isEqualTo(409);
            assertThat(first.delete("/api/account", "{\"password\": \"%s\"}".formatted(TestClient.PASSWORD))
                            .status())
                    .isEqualTo(409);
        }
    }

    @Test
    void ofManyWhoRegisterFirstOneBecomesAdministrator() throws Exception {
        try (TestNode node = TestNode.start("rockpool.database-url=" + TestPostgres.newDatabase());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> all = IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<String>) () -> TestClient.stranger(node.port())
                            .register("person-" + i + "@example.com")
                            .json()
                            .at("/role")
                            .asString())
                    .toList();

            List<String> roles =
                    threads.invokeAll(all).stream().map(Future::resultNow).toList();

            assertThat(roles).containsOnlyOnce("administrator").contains("member");
        }
    }

    @Test
    void onAPublicServerTheFirstNeedsTheCodeFromTheLog(CapturedOutput output) throws Exception {
        try (TestNode node = start("rockpool.public-url=https://chat.example.com")) {
            TestClient ada = TestClient.stranger(node.port());
            assertThat(ada.get("/api/sign-in").json().at("/setupCode").asBoolean())
                    .isTrue();
            assertThat(ada.register("ada@example.com").status()).isEqualTo(403);
            assertThat(ada.register("ada@example.com", "a guess").status()).isEqualTo(403);

            String code = output.getOut()
                    .lines()
                    .filter(line -> line.contains("setup code: "))
                    .map(line -> line.substring(line.indexOf("setup code: ") + "setup code: ".length())
                            .strip())
                    .reduce((_, last) -> last)
                    .orElseThrow();
            String answer = RawHttp.send(node.port(), post("/api/account", """
                    {"email": "ada@example.com", "password": "%s", "invitation": "%s"}""".formatted(TestClient.PASSWORD, code)));

            assertThat(answer)
                    .startsWith("HTTP/1.1 201")
                    .contains("\"administrator\"")
                    .containsPattern("Set-Cookie: __Host-rockpool-session=[^\r]*; Secure")
                    .contains("Strict-Transport-Security: max-age=");
            assertThat(ada.register("babbage@example.com", code).status()).isEqualTo(403);
            assertThat(ada.get("/api/sign-in").json().at("/registration").asString())
                    .isEqualTo("invitation");
        }
    }

    private static String post(String path, String body) {
        return "POST %s HTTP/1.1\r\nHost: chat.example.com\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(path, body.length(), body);
    }

    @Test
    void onlyTheNamedAddressBecomesAdministrator() {
        try (TestNode node = start("rockpool.admin-email=ada@example.com")) {
            assertThat(TestClient.stranger(node.port())
                            .register("babbage@example.com")
                            .json()
                            .at("/role")
                            .asString())
                    .isEqualTo("member");
            assertThat(TestClient.stranger(node.port())
                            .register("Ada@example.com")
                            .json()
                            .at("/role")
                            .asString())
                    .isEqualTo("administrator");
        }
    }

    @Test
    void registrationIsClosedByInvitationAndOpenedAsAnAdministratorSays() {
        try (TestNode node = start("rockpool.registration=invitation")) {
            TestClient admin = TestClient.stranger(node.port());
            admin.register("ada@example.com");
            TestClient babbage = TestClient.stranger(node.port());

            assertThat(babbage.register("babbage@example.com").message()).contains("by invitation");
            String url = admin.post("/api/invitations", "{}").json().at("/url").asString();
            admin.put("/api/registration", "{\"mode\": \"closed\"}");
            assertThat(babbage.register("babbage@example.com", url.substring(url.lastIndexOf('/') + 1))
                            .message())
                    .contains("closed");
            admin.put("/api/registration", "{\"mode\": \"open\"}");
            assertThat(babbage.register("babbage@example.com").status()).isEqualTo(201);
            assertThat(admin.put("/api/registration", "{\"mode\": \"sometimes\"}")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void guessingIsSlowedDownWithWordOfWhenToTryAgain() {
        try (TestNode node = start()) {
            TestClient ada = TestClient.stranger(node.port());
            ada.register("ada@example.com");
            TestClient guesser = TestClient.stranger(node.port());
            for (int i = 0; i < 5; i++) {
                assertThat(guesser.signIn("ada@example.com", "guess number " + i)
                                .status())
                        .isEqualTo(401);
            }

            Reply refused = guesser.signIn("ada@example.com", "guess number 6");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("too_many:account");
            assertThat(refused.headers().get("retry-after")).hasSize(1);
            assertThat(ada.get("/api/history").status()).isEqualTo(200);
        }
    }

    @Test
    void onlyANamedProxyIsBelievedForWhomItAsks() throws Exception {
        try (TestNode node = start("rockpool.trusted-proxies=127.0.0.0/8")) {
            TestClient ada = TestClient.stranger(node.port());
            ada.register("ada@example.com");

            RawHttp.send(node.port(), forwarded("ada@example.com"));

            assertThat(ada.get("/api/account/devices").json().at("/devices").findValuesAsString("address"))
                    .contains("203.0.113.7");
        }
    }

    @Test
    void aProxyNobodyNamedIsNotBelieved() throws Exception {
        try (TestNode node = start()) {
            TestClient ada = TestClient.stranger(node.port());
            ada.register("ada@example.com");

            RawHttp.send(node.port(), forwarded("ada@example.com"));

            assertThat(ada.get("/api/account/devices").json().at("/devices").findValuesAsString("address"))
                    .containsOnly("127.0.0.1");
        }
    }

    private static String forwarded(String email) {
        String body = "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, TestClient.PASSWORD);
        return "POST /api/sign-in HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 198.51.100.1, 203.0.113.7\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(body.length(), body);
    }
}
