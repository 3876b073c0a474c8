package dev.rockpool.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestLive;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What administrators decide about who may sign in.
@Timeout(60)
abstract class MembersSuite {

    private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    TestClient admin;
    TestClient ada;
    String adasId;
    String adasEmail;

    @BeforeEach
    void anAdministratorAndAMember() {
        admin = TestClient.administrator(port, database);
        ada = TestClient.member(port);
        adasId = ada.account();
        adasEmail = ada.email();
    }

    static Stream<Arguments> administratorsCalls() {
        return Stream.of(
                Arguments.of("GET", "/api/accounts", ""),
                Arguments.of("PATCH", "/api/accounts/" + NOBODY, "{\"role\": \"administrator\"}"),
                Arguments.of("DELETE", "/api/accounts/" + NOBODY, ""),
                Arguments.of("POST", "/api/accounts/" + NOBODY + "/password-link", "{}"),
                Arguments.of("GET", "/api/invitations", ""),
                Arguments.of("POST", "/api/invitations", "{}"),
                Arguments.of("DELETE", "/api/invitations/" + NOBODY, ""),
                Arguments.of("GET", "/api/registration", ""),
                Arguments.of("PUT", "/api/registration", "{\"mode\": \"open\"}"));
    }

    @ParameterizedTest
    @MethodSource("administratorsCalls")
    void nobodyElseDoesWhatAdministratorsDo(String method, String path, String body) {
        for (TestClient other : new TestClient[] {ada, TestClient.guest(port)}) {
            Reply reply = call(other, method, path, body);
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("forbidden:account");
            assertThat(reply.message()).isEqualTo("Only administrators can do this.");
        }
        assertThat(call(TestClient.stranger(port), method, path, body).status()).isEqualTo(401);
    }

    private static Reply call(TestClient browser, String method, String path, String body) {
        return browser.send(browser.request(path)
                .header("Content-Type", "application/json")
                .method(method, java.net.http.HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void peopleAreListedFoundAndPaged() {
        String part = adasEmail.substring(0, 20);

        assertThat(admin.get("/api/accounts?query=" + part)
                        .json()
                        .at("/accounts")
                        .findValuesAsString("id"))
                .containsExactly(adasId);
        assertThat(admin.get("/api/accounts?query=%25").json().at("/accounts")).isEmpty();
        Reply page = admin.get("/api/accounts?limit=1");
        assertThat(page.json().at("/hasMore").asBoolean()).isTrue();
        String first = page.json().at("/accounts/0/id").asString();
        assertThat(admin.get("/api/accounts?limit=1&after=" + first)
                        .json()
                        .at("/accounts/0/id")
                        .asString())
                .isGreaterThan(first);
    }

    @Test
    void whoIsSwitchedOffIsOutAtOnceAndMayComeBack() {
        try (TestLive tab = ada.live()) {
            tab.next("hello");

            assertThat(disable(true).json().at("/disabled").asBoolean()).isTrue();

            assertThat(tab.closeCode()).isEqualTo(4401);
        }
        assertThat(ada.get("/api/history").status()).isEqualTo(401);
        assertThat(ada.signIn(adasEmail).status()).isEqualTo(403);
        assertThat(ada.signIn(adasEmail, "not the password").status()).isEqualTo(401);

        disable(false);

        assertThat(ada.signIn(adasEmail).status()).isEqualTo(200);
    }

    private Reply disable(boolean disabled) {
        return admin.patch("/api/accounts/" + adasId, "{\"disabled\": %s}".formatted(disabled));
    }

    @Test
    void aNewAdministratorIsOneAtOnce() {
        assertThat(ada.get("/api/accounts").status()).isEqualTo(403);

        assertThat(admin.patch("/api/accounts/" + adasId, "{\"role\": \"administrator\"}")
                        .status())
                .isEqualTo(200);

        assertThat(ada.get("/api/accounts").status()).isEqualTo(200);
    }

    @Test
    void anUnknownAccountIsNotFoundAndAGuestIsNone() {
        String guest = TestClient.guest(port).account();

        for (String id : new String[] {NOBODY, guest}) {
            assertThat(admin.patch("/api/accounts/" + id, "{\"role\": \"member\"}")
                            .status())
                    .isEqualTo(404);
            assertThat(admin.post("/api/accounts/" + id + "/password-link", "{}")
                            .status())
                    .isEqualTo(404);
        }
        assertThat(admin.delete("/api/accounts/" + NOBODY).status()).isEqualTo(404);
        assertThat(admin.delete("/api/accounts/nonsense").status()).isEqualTo(400);
    }

    @Test
    void anAccountIsDeletedWithItsChats() {
        SignInSuite.newChat(ada);

        assertThat(admin.delete("/api/accounts/" + adasId).status()).isEqualTo(204);

        assertThat(ada.get("/api/history").status()).isEqualTo(401);
        assertThat(database.reader()
                        .sql("select count(*) from chat where account_id = :id")
                        .param("id", adasId)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aPasswordLinkWorksOnceAndSignsOutEverywhere() {
        String token = tokenOf(admin.post("/api/accounts/" + adasId + "/password-link", "{}"), "/reset/");
        String reset = "{\"token\": \"%s\", \"password\": \"another pool, at dusk\"}".formatted(token);

        assertThat(TestClient.stranger(port).post("/api/password-reset", reset).status())
                .isEqualTo(204);

        assertThat(ada.get("/api/account").status()).isEqualTo(401);
        assertThat(ada.signIn(adasEmail, "another pool, at dusk").status()).isEqualTo(200);
        Reply again = TestClient.stranger(port).post("/api/password-reset", reset);
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.message()).contains("Ask an administrator");
    }

    @Test
    void whatHasRunOutIsWorthNothing() {
        String link = tokenOf(admin.post("/api/accounts/" + adasId + "/password-link", "{}"), "/reset/");
        String invitation = tokenOf(admin.post("/api/invitations", "{\"days\": 3}"), "/invite/");
        long afterADay = Duration.ofHours(24).toMillis();
        database.writer()
                .sql("update password_link set expires_at = expires_at - :time where account_id = :id")
                .param("time", afterADay)
                .param("id", adasId)
                .update();
        database.writer()
                .sql("update invitation set expires_at = expires_at - :time where token_hash = :hash")
                .param("time", 3 * afterADay)
                .param("hash", Tokens.hash(invitation))
                .update();

        assertThat(TestClient.stranger(port)
                        .post("/api/password-reset", """
                                {"token": "%s", "password": "another pool, at dusk"}""".formatted(link))
                        .status())
                .isEqualTo(403);
        assertThat(TestClient.stranger(port).register(newEmail(), invitation).status())
                .isEqualTo(403);
        assertThat(ada.get("/api/account").status()).isEqualTo(200);
    }

    @Test
    void aNewPasswordLinkEndsTheOneBefore() {
        String old = tokenOf(admin.post("/api/accounts/" + adasId + "/password-link", "{}"), "/reset/");
        admin.post("/api/accounts/" + adasId + "/password-link", "{}");

        assertThat(TestClient.stranger(port)
                        .post("/api/password-reset", """
                                {"token": "%s", "password": "another pool, at dusk"}""".formatted(old))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anInvitationMakesOneAccountOfItsRole() {
        Reply invited = admin.post("/api/invitations", "{\"role\": \"administrator\", \"days\": 3}");
        String token = tokenOf(invited, "/invite/");

        Reply registered = TestClient.stranger(port).register(newEmail(), token);

        assertThat(registered.json().at("/role").asString()).isEqualTo("administrator");
        assertThat(TestClient.stranger(port).register(newEmail(), token).status())
                .isEqualTo(403);
        assertThat(admin.get("/api/invitations").body())
                .contains(invited.json().at("/id").asString())
                .doesNotContain(token);
    }

    @Test
    void anInvitationForSomebodyIsForNobodyElse() {
        String invitee = newEmail();
        String token = tokenOf(admin.post("/api/invitations", "{\"email\": \"%s\"}".formatted(invitee)), "/invite/");

        assertThat(TestClient.stranger(port).register(newEmail(), token).status())
                .isEqualTo(403);
        assertThat(TestClient.stranger(port).register(invitee, token).status()).isEqualTo(201);
    }

    @Test
    void aRevokedInvitationIsWorthNothing() {
        Reply invited = admin.post("/api/invitations", "{}");

        assertThat(admin.delete("/api/invitations/" + invited.json().at("/id").asString())
                        .status())
                .isEqualTo(204);

        assertThat(TestClient.stranger(port)
                        .register(newEmail(), tokenOf(invited, "/invite/"))
                        .status())
                .isEqualTo(403);
    }

    private static String newEmail() {
        return "new-" + UUID.randomUUID() + "@example.com";
    }

    private static String tokenOf(Reply reply, String path) {
        assertThat(reply.status()).isEqualTo(201);
        String url = reply.json().at("/url").asString();
        assertThat(url).contains(path);
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
