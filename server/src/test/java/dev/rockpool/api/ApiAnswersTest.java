package dev.rockpool.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.OnSqlite;
import dev.rockpool.testing.RawHttp;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestPeople;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What the heads of answers say to a browser, and what they keep to themselves.
@OnSqlite
@Timeout(60)
class ApiAnswersTest {

    private static final String ATTACHED = "attachment; filename=\"api.json\"";

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    TestClient ada;

    @BeforeEach
    void openThePage() {
        ada = TestClient.guest(port);
    }

    @Test
    void jsonIsSavedRatherThanShownWhereABrowserIsLedToIt() {
        for (String path : List.of("/api/history", "/api/account", "/api/models")) {
            Reply answer = ada.get(path);
            assertThat(answer.header("content-type")).as(path).startsWith("application/json");
            assertThat(answer.header("content-disposition")).as(path).isEqualTo(ATTACHED);
            assertThat(answer.headers().get("content-disposition")).as(path).hasSize(1);
        }
    }

    @Test
    void pagesAreShownAndStreamsRead() {
        String chat = UUID.randomUUID().toString();
        Reply stream = ada.converse(chat, "hello /sim text=\"hi\"");

        assertThat(stream.header("content-type")).startsWith("text/event-stream");
        assertThat(stream.chunks()).isNotEmpty();
        for (String path : List.of("/", "/login", "/v3/api-docs", "/actuator/health/liveness")) {
            assertThat(ada.get(path).status()).as(path).isEqualTo(200);
            assertThat(ada.get(path).headers()).as(path).doesNotContainKey("content-disposition");
        }
    }

    @Test
    void theDescriptionOfTheApiCanBeReadByAProgram() {
        assertThat(ada.get("/v3/api-docs").body()).startsWith("{\"openapi\":").contains("\"/api/chat\"");
    }

    @Test
    void theDescriptionSaysHowAFileIsSentAndShown() {
        JsonNode files = ada.get("/v3/api-docs").json().at("/paths");
        JsonNode upload = files.at("/~1api~1files/post");
        JsonNode shown = files.at("/~1api~1files~1{id}/get/responses/200/content");

        assertThat(upload.at("/parameters")).hasSize(1);
        assertThat(upload.at("/parameters/0/name").asString()).isEqualTo("name");
        assertThat(upload.at("/parameters/0/required").asBoolean()).isTrue();
        assertThat(upload.at("/requestBody/required").asBoolean()).isTrue();
        assertThat(upload.at("/requestBody/content").propertyNames())
                .containsExactlyInAnyOrder(
                        "image/png", "image/jpeg", "image/gif", "image/webp", "text/*", "application/octet-stream");
        assertThat(upload.at("/requestBody/content"))
                .allSatisfy(
                        body -> assertThat(body.at("/schema/format").asString()).isEqualTo("binary"));
        assertThat(upload.at("/responses").propertyNames()).contains("201");
        assertThat(shown.propertyNames()).containsExactlyInAnyOrder("image/*", "text/plain");
    }

    @Test
    void noAnswerNamesTheServersSoftware() {
        for (String path : List.of("/", "/api/history", "/api/nothing", "/nothing", "/actuator/health", "/%zz")) {
            Reply answer = path.contains("%") ? ada.get("/api/messages?chatId=%00") : ada.get(path);
            assertThat(answer.headers()).as(path).doesNotContainKeys("server", "x-powered-by", "via");
            assertThat(answer.body())
                    .as(path)
                    .doesNotContainIgnoringCase("tomcat")
                    .doesNotContainIgnoringCase("spring");
        }
    }

    @Test
    void noOtherSiteMayReadAnAnswer() {
        for (String path : List.of("/", "/api/history", "/api/account", "/api/sign-in", "/v3/api-docs")) {
            for (String origin : List.of("https://elsewhere.example", "null")) {
                Reply answer =
                        ada.send(ada.request(path).header("Origin", origin).GET());
                assertThat(answer.headers().keySet()).as(path).noneMatch(name -> name.startsWith("access-control-"));
            }
        }
        Reply preflight = ada.send(ada.request("/api/chat")
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @Test
    void noAddressLeadsToAFileThatIsNotForTheBrowser() throws IOException {
        for (String path : List.of(
                "/app/../application.yaml",
                "/app/..%2fapplication.yaml",
                "/app/%2e%2e/%2e%2e/application.yaml",
                "/_static/../../maven/dev.rockpool/server/pom.xml",
                "/_static/..%2f..%2fmaven/org.webjars/zxcvbn/pom.xml",
                "/_static/..;/..;/MANIFEST.MF",
                "/app//etc/passwd",
                "/app/file:///etc/passwd")) {
            assertThat(RawHttp.send(port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .matches("(?s)HTTP/1\\.1 40[04] .*")
                    .doesNotContain("rockpool:\n", "<artifactId>", "Manifest-Version", "root:");
        }
    }

    @Test
    void aWordIsNeverPartOfAStatement() {
        String quote = "'; drop table chat; --";
        String chat = UUID.randomUUID().toString();
        ada.say(chat, "hello /sim text=\"hi\"");
        ada.settledMessages(chat);

        assertThat(ada.patch("/api/chat/" + chat, "{\"title\": \"%s\"}".formatted(quote))
                        .status())
                .isEqualTo(200);

        assertThat(ada.get("/api/history").json().at("/chats/0/title").asString())
                .isEqualTo(quote);
        TestClient grace = TestPeople.grace(port, database);
        assertThat(grace.get("/api/accounts?query=nobody%27%20or%20%271%27%3D%271")
                        .json()
                        .at("/accounts"))
                .isEmpty();
        assertThat(grace.get("/api/audit?type=x%27%20or%20%271%27%3D%271")
                        .json()
                        .at("/entries"))
                .isEmpty();
    }

    @Test
    void anIdThatIsGivenTwiceIsRefused() {
        String chat = UUID.randomUUID().toString();
        ada.say(chat, "hello /sim text=\"hi\"");
        ada.settledMessages(chat);

        String twice = "=" + chat + "&%s=" + UUID.randomUUID();
        assertThat(ada.get("/api/messages?chatId" + twice.formatted("chatId")).status())
                .isEqualTo(400);
        assertThat(ada.delete("/api/chat?id" + twice.formatted("id")).status()).isEqualTo(400);
        assertThat(ada.settledMessages(chat)).hasSize(2);
    }
}
