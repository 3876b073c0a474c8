package dev.rockpool.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.testing.OnSqlite;
import dev.rockpool.testing.RawHttp;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Who may open the live channel, from where.
@OnSqlite
@Timeout(60)
class LiveHandshakeTest {

    @LocalServerPort
    int port;

    TestClient ada;

    @BeforeEach
    void adaHasAnAccount() {
        ada = TestClient.guest(port);
    }

    @Test
    void onesOwnPageIsLetIn() throws Exception {
        assertThat(knock("127.0.0.1:" + port, "Origin: http://127.0.0.1:" + port, "Cookie: " + ada.cookie()))
                .startsWith("HTTP/1.1 101");
        assertThat(knock("localhost:" + port, "Origin: http://localhost:" + port, "Cookie: " + ada.cookie()))
                .startsWith("HTTP/1.1 101");
    }

    @Test
    void compressionIsLeftOutThoughTheBrowserOffersIt() throws Exception {
        assertThat(knock(
                        "localhost:" + port,
                        "Origin: http://localhost:" + port,
                        "Cookie: " + ada.cookie(),
                        "Sec-WebSocket-Extensions: permessage-deflate"))
                .startsWith("HTTP/1.1 101")
                .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
    }

    @Test
    void aBrowserWithoutAnAccountIsUnauthorized() throws Exception {
        assertThat(knock("localhost:" + port, "Origin: http://localhost:" + port))
                .startsWith("HTTP/1.1 401")
                .contains("unauthorized:chat");
    }

    @Test
    void aForgedCookieIsWorthNothing() throws Exception {
        assertThat(knock(
                        "localhost:" + port,
                        "Origin: http://localhost:" + port,
                        "Cookie: rockpool-account=00000000-0000-4000-8000-000000000000.c2lnbmVkLWJ5LW1l"))
                .startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:1", "http://localhost.evil.example", "%"})
    void aPageOfAnotherSiteIsRefused(String origin) throws Exception {
        assertThat(knock("localhost:" + port, "Origin: " + origin, "Cookie: " + ada.cookie()))
                .startsWith("HTTP/1.1 403")
                .contains("another site");
    }

    @Test
    void whoDoesNotSayWhereItComesFromIsRefused() throws Exception {
        assertThat(knock("localhost:" + port, "Cookie: " + ada.cookie())).startsWith("HTTP/1.1 403");
    }

    @Test
    void aForeignHostNameIsNotAnswered() throws Exception {
        assertThat(knock("evil.example", "Origin: http://evil.example", "Cookie: " + ada.cookie()))
                .startsWith("HTTP/1.1 421");
    }

    @Test
    void aCallThatIsNoHandshakeIsToldWhatThisIs() {
        TestClient.Reply reply = ada.get("/api/live");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("bad_request:live");
        assertThat(reply.message()).contains("WebSocket");
    }

    @Test
    void aGuestFromBeforeGuestsWereSwitchedOffIsLeftOutside(@TempDir Path data) throws Exception {
        String cookie;
        try (TestNode open = TestNode.start("rockpool.data=" + data)) {
            cookie = TestClient.guest(open.port()).cookie();
        }
        try (TestNode closed = TestNode.start("rockpool.data=" + data, "rockpool.guests=off")) {
            String host = "localhost:" + closed.port();

            assertThat(RawHttp.knock(closed.port(), "/api/live", host, "Origin: http://" + host, "Cookie: " + cookie))
                    .startsWith("HTTP/1.1 401")
                    .contains("ROCKPOOL_GUESTS");
        }
    }

    private String knock(String host, String... headers) throws IOException {
        return RawHttp.knock(port, "/api/live", host, headers);
    }
}
