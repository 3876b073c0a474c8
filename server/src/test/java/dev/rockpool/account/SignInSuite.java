package dev.rockpool.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Registration, sign-in and sign-out with a password, and what becomes of a guest's chats.
@Timeout(60)
abstract class SignInSuite {

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    String email;

    @BeforeEach
    void newEmail() {
        email = "ada-" + UUID.randomUUID() + "@example.com";
        // Whoever is first becomes administrator; here it is somebody else.
        TestClient.member(port);
    }

    @Test
    void whoRegistersIsAMemberAndSignedIn() {
        TestClient ada = TestClient.stranger(port);

        Reply registered = ada.register(email);

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.json().at("/email").asString()).isEqualTo(email);
        assertThat(registered.json().at("/role").asString()).isEqualTo("member");
        assertThat(registered.json().at("/hasPassword").asBoolean()).isTrue();
        assertThat(registered.body()).doesNotContain("argon2", TestClient.PASSWORD);
        assertThat(ada.get("/api/account").json().at("/id"))
                .isEqualTo(registered.json().at("/id"));
        assertThat(ada.get("/api/history").status()).isEqualTo(200);
    }

    @Test
    void aGuestWhoRegistersKeepsTheirChats() {
        TestClient ada = TestClient.guest(port);
        String guest = ada.account();
        String chat = newChat(ada);
        String guestCookie = ada.cookie();

        assertThat(ada.register(email).json().at("/id").asString()).isEqualTo(guest);

        assertThat(ada.get("/api/history").json().at("/chats")).hasSize(1);
        assertThat(ada.settledMessages(chat)).hasSize(2);
        assertThat(ada.cookieNames()).containsExactly("rockpool-session");
        TestClient thief = TestClient.stranger(port);
        assertThat(thief.send(thief.request("/api/history").header("Cookie", guestCookie))
                        .status())
                .as("the guest's cookie is worth nothing any more")
                .isEqualTo(401);
    }

    @Test
    void aGuestWhoHasNotWrittenYetRegistersToo() {
        TestClient ada = TestClient.guest(port);

        assertThat(ada.register(email).status()).isEqualTo(201);
        assertThat(ada.get("/api/account").json().at("/role").asString()).isEqualTo("member");
    }

    @Test
    void aGuestWhoSignsInBringsTheirChatsAlong() {
        TestClient desk = TestClient.stranger(port);
        desk.register(email);
        String atTheDesk = newChat(desk);
        TestClient phone = TestClient.guest(port);
        String onThePhone = newChat(phone);

        assertThat(phone.signIn(email).status()).isEqualTo(200);

        assertThat(desk.get("/api/history").json().at("/chats").findValuesAsString("id"))
                .containsExactlyInAnyOrder(atTheDesk, onThePhone);
        assertThat(phone.settledMessages(atTheDesk)).hasSize(2);
        assertThat(phone.cookieNames()).containsExactly("rockpool-session");
    }

    @Test
    void whoSignsOutIsNobodyHere() {
        TestClient ada = TestClient.stranger(port);
        ada.register(email);
        String session = ada.cookie();

        assertThat(ada.post("/api/sign-out", "{}").status()).isEqualTo(204);

        assertThat(ada.get("/api/history").status()).isEqualTo(401);
        TestClient thief = TestClient.stranger(port);
        assertThat(thief.send(thief.request("/api/history").header("Cookie", session))
                        .status())
                .isEqualTo(401);
        assertThat(ada.signIn(email).status()).isEqualTo(200);
        assertThat(ada.get("/api/history").status()).isEqualTo(200);
    }

    @Test
    void theSessionsIdIsAnotherAfterEachSignIn() {
        TestClient ada = TestClient.stranger(port);
        ada.register(email);
        String first = ada.cookie();

        ada.signIn(email);

        assertThat(ada.cookie()).isNotEqualTo(first);
        TestClient thief = TestClient.stranger(port);
        assertThat(thief.send(thief.request("/api/account").header("Cookie", first))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aSessionsIdHas256RandomBits() {
        TestClient ada = TestClient.stranger(port);
        ada.register(email);

        assertThat(ada.cookie()).matches("rockpool-session=\"?[A-Za-z0-9_-]{43}\"?");
    }

    @Test
    void aSessionIdSomebodyElseChoseIsNotTaken() {
        TestClient ada = TestClient.stranger(port);
        ada.register(email);
        TestClient victim = TestClient.stranger(port);

        Reply reply = victim.send(victim.request("/api/sign-in")
                .header("Content-Type", "application/json")
                .header("Cookie", "rockpool-session=chosen-by-somebody-else")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("""
                        {"email": "%s", "password": "%s"}""".formatted(email, TestClient.PASSWORD))));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(victim.cookie()).doesNotContain("chosen");
    }

    @Test
    void theSessionCookieCannotBeReadByScriptsNorSentByOtherSites() {
        Reply registered = TestClient.stranger(port).register(email);

        assertThat(registered.headers().get("set-cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("rockpool-session=")
                        .contains("HttpOnly", "SameSite=Lax", "Path=/"));
        assertThat(registered.headers().get("cache-control")).containsExactly("no-store");
    }

    @Test
    void aWrongPasswordAndAnUnknownAccountAreToldInTheSameWords() {
        TestClient.stranger(port).register(email);
        TestClient stranger = TestClient.stranger(port);

        Reply wrong = stranger.signIn(email, "not the password at all");
        Reply unknown = stranger.signIn("nobody-" + email, "not the password at all");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("unauthorized:account");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(stranger.cookieNames()).isEmpty();
    }

    @Test
    void theEMailsSpellingDoesNotMatter() {
        TestClient.stranger(port).register(email);

        assertThat(TestClient.stranger(port)
                        .signIn(" " + email.toUpperCase(java.util.Locale.ROOT))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPasswordShorterThanTheyAreTodayStillSignsIn() {
        TestClient.stranger(port).register(email);
        database.writer()
                .sql("update account set password = :hash where email = :email")
                .param("hash", new Passwords().hash("ten chars!"))
                .param("email", email)
                .update();

        assertThat(TestClient.stranger(port).signIn(email, "ten chars!").status())
                .isEqualTo(200);
    }

    @Test
    void anEMailIsTakenOnce() {
        TestClient.stranger(port).register(email);

        Reply again = TestClient.stranger(port).register(email);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("conflict:account");
    }

    @ParameterizedTest
    @CsvSource({
        "email,nobody,long enough for all",
        "email,'two words@example.com',long enough for all",
        "password,new@example.com,too short",
        "password,new@example.com,elevenchars",
        "password,new@example.com,qwertyqwerty",
        "password,new@example.com,aaaaaaaaaaaaaaaa",
        "password,a-longer-name@example.com,a-longer-name",
        "password,a-long-name@example.com,A-Long-Name@example.com"
    })
    void whatCannotBeTakenIsNamed(String field, String address, String password) {
        Reply reply = TestClient.stranger(port).post("/api/account", """
                {"email": "%s", "password": "%s"}""".formatted(address, password));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/cause").asString()).isEqualTo(field);
        assertThat(reply.message()).endsWith(".");
    }

    @Test
    void aNewPasswordSignsOutTheOthers() {
        TestClient here = TestClient.stranger(port);
        here.register(email);
        TestClient there = TestClient.stranger(port);
        there.signIn(email);

        Reply changed = here.put("/api/account/password", """
                {"current": "%s", "password": "another pool, at dusk"}""".formatted(TestClient.PASSWORD));

        assertThat(changed.status()).isEqualTo(204);
        assertThat(here.get("/api/account").status()).isEqualTo(200);
        assertThat(there.get("/api/account").status()).isEqualTo(401);
        assertThat(there.signIn(email).status()).isEqualTo(401);
        assertThat(there.signIn(email, "another pool, at dusk").status()).isEqualTo(200);
    }

    @Test
    void aPasswordIsOnlyChangedByWhoKnowsIt() {
        TestClient ada = TestClient.stranger(port);
        ada.register(email);

        Reply reply = ada.put("/api/account/password", """
                {"current": "a guess that fails", "password": "another pool, at dusk"}""");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/cause").asString()).isEqualTo("current");
        assertThat(TestClient.stranger(port).signIn(email).status()).isEqualTo(200);
    }

    @Test
    void whoDeletesTheirAccountLeavesNothing() {
        TestClient ada = TestClient.stranger(port);
        String id = ada.register(email).json().at("/id").asString();
        String chat = newChat(ada);

        assertThat(ada.delete("/api/account", "{\"password\": \"a guess that fails\"}")
                        .status())
                .isEqualTo(400);
        assertThat(ada.delete("/api/account", "{\"password\": \"%s\"}".formatted(TestClient.PASSWORD))
                        .status())
                .isEqualTo(204);

        assertThat(ada.get("/api/account").status()).isEqualTo(401);
        assertThat(ada.signIn(email).status()).isEqualTo(401);
        for (String table :
                new String[] {"account where id", "chat where account_id", "spring_session where principal_name"}) {
            assertThat(count(table, id)).as(table).isZero();
        }
        assertThat(count("session_tombstone where chat_id", chat))
                .as("the session is to be deleted at the gateway")
                .isOne();
        assertThat(TestClient.stranger(port).register(email).status()).isEqualTo(201);
    }

    private int count(String what, String id) {
        return database.reader()
                .sql("select count(*) from " + what + " = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    @Test
    void aNameIsGivenAndTaken() {
        TestClient ada = TestClient.stranger(port);
        ada.register(email);

        assertThat(ada.patch("/api/account", "{\"name\": \"  Ada\\n Lovelace \"}")
                        .json()
                        .at("/name")
                        .asString())
                .isEqualTo("Ada Lovelace");
        assertThat(ada.patch("/api/account", "{\"name\": null}")
                        .json()
                        .at("/name")
                        .isNull())
                .isTrue();
    }

    @Test
    void aGuestIsToldWhoTheyAreAndThatTheyCannotDoMembersThings() {
        TestClient guest = TestClient.guest(port);

        assertThat(guest.get("/api/account").json().at("/role").asString()).isEqualTo("guest");
        Reply refused = guest.patch("/api/account", "{\"name\": \"Ada\"}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("forbidden:account");
    }

    @Test
    void neitherGuestsNorStrangersLeaveASessionBehind() {
        int before = sessionsOfNobody();
        TestClient guest = TestClient.guest(port);
        newChat(guest);
        guest.get("/api/sign-in");
        guest.signIn("nobody-" + email);

        assertThat(guest.cookieNames()).containsExactly("rockpool-account");
        assertThat(sessionsOfNobody()).isEqualTo(before);
    }

    private int sessionsOfNobody() {
        return database.reader()
                .sql("select count(*) from spring_session where principal_name is null")
                .query(Integer.class)
                .single();
    }

    @Test
    void readingWritesNothing() {
        TestClient ada = TestClient.stranger(port);
        String id = ada.register(email).json().at("/id").asString();
        long before = lastAccess(id);

        ada.get("/api/history");
        ada.get("/");

        assertThat(lastAccess(id)).isEqualTo(before);
    }

    private long lastAccess(String account) {
        return database.reader()
                .sql("select last_access_time from spring_session where principal_name = :id")
                .param("id", account)
                .query(Long.class)
                .single();
    }

    static String newChat(TestClient browser) {
        String chat = UUID.randomUUID().toString();
        browser.say(chat, "hello /sim text=\"hi\"");
        browser.settledMessages(chat);
        return chat;
    }
}
