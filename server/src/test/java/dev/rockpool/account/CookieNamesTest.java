package dev.rockpool.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.RawHttp;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What cookies are called where people come encrypted, and where they do not.
@Timeout(120)
class CookieNamesTest {

    private static final String PUBLIC = "chat.example.com";
    private static final String PREFIXED_GUEST = "__Host-rockpool-account=";

    @TempDir
    static Path data;

    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.start(
                "rockpool.data=" + data,
                "rockpool.public-url=https://" + PUBLIC,
                "rockpool.guests=on",
                "rockpool.hsts=subdomains");
        Database database = node.bean(Database.class);
        database.inTransaction(() -> {
            database.writer()
                    .sql("""
                            insert into account (id, role, email, password, created_at)
                            values ('01a2060b-cd37-73d0-84ac-dd20c70480be', 'member', 'ada@example.com', :hash, 0)""")
                    .param("hash", new Passwords().hash(TestClient.PASSWORD))
                    .update();
        });
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void encryptedABrowserTakesThemFromThisHostAlone() throws IOException {
        List<String> cookies = cookies(ask(PUBLIC, "GET /", "", ""));

        assertThat(cookies)
                .singleElement()
                .asString()
                .startsWith(PREFIXED_GUEST)
                .contains("; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Domain");
        assertThat(cookies(signIn()))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-rockpool-session=")
                        .contains("; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Lax")
                        .doesNotContain("Domain"));
    }

    @Test
    void theAddressIsOnlyOpenedEncryptedFromThenOn() throws IOException {
        for (String call : List.of("GET /", "GET /api/account", "GET /nothing", "GET /app/nothing.js")) {
            assertThat(ask(PUBLIC, call, "", ""))
                    .as(call)
                    .contains("Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n");
        }
    }

    @Test
    void atThePlainAddressOfTheMachineTheyHaveNoPrefixThatBrowsersWouldRefuse() throws IOException {
        assertThat(cookies(ask("localhost", "GET /", "", "")))
                .singleElement()
                .asString()
                .startsWith("rockpool-account=");
    }

    @Test
    void aSessionIsFoundByThatCookieOnly() throws IOException {
        String session = cookies(signIn()).stream()
                .filter(cookie -> cookie.startsWith("__Host-rockpool-session="))
                .findFirst()
                .map(CookieNamesTest::pair)
                .orElseThrow();

        assertThat(ask(PUBLIC, "GET /api/account", session, "")).startsWith("HTTP/1.1 200");
        assertThat(ask(PUBLIC, "GET /api/account", session.replace("__Host-", ""), ""))
                .as("which another host of the domain could have set")
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void aGuestOfFormerTimesKeepsTheirAccountUnderTheNewName() throws IOException {
        String former = pair(cookies(ask("localhost", "GET /", "", "")).getFirst());

        String page = ask(PUBLIC, "GET /", former, "");

        String renamed = cookies(page).stream()
                .filter(cookie -> cookie.startsWith(PREFIXED_GUEST))
                .findFirst()
                .orElseThrow();
        assertThat(pair(renamed)).isEqualTo("__Host-" + former);
        assertThat(cookies(page))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith("rockpool-account=;").contains("Max-Age=0"));
        assertThat(account(ask(PUBLIC, "GET /api/account", former, "")))
                .isEqualTo(account(ask(PUBLIC, "GET /api/account", pair(renamed), "")));
        assertThat(cookies(ask(PUBLIC, "GET /", pair(renamed), ""))).isEmpty();
    }

    private static String account(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 200");
        return answer.replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
    }

    private static String signIn() throws IOException {
        return ask(PUBLIC, "POST /api/sign-in", "", """
                {"email": "ada@example.com", "password": "%s"}""".formatted(TestClient.PASSWORD));
    }

    private static String ask(String host, String call, String cookie, String body) throws IOException {
        return RawHttp.send(
                node.port(), """
                %s HTTP/1.1
                Host: %s
                Connection: close
                Cookie: %s
                Content-Type: application/json
                Content-Length: %d

                %s""".formatted(call, host, cookie.isEmpty() ? "none=none" : cookie, body.length(), body)
                        .replace("\n", "\r\n"));
    }

    private static List<String> cookies(String answer) {
        return answer.lines()
                .takeWhile(line -> !line.isBlank())
                .filter(line -> line.startsWith("Set-Cookie: "))
                .map(line -> line.substring("Set-Cookie: ".length()))
                .toList();
    }

    private static String pair(String cookie) {
        return cookie.substring(0, cookie.indexOf(';'));
    }
}
