package dev.rockpool.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.crawl.Addresses;
import dev.rockpool.e2e.crawl.Answer;
import dev.rockpool.e2e.crawl.PassiveChecks;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.Reply;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every page, every asset and every address that can be read, as a stranger, a member and an
/// administrator, looked at as a passive scanner does. A browser walks the pages, because what they
/// load is decided by their scripts.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class CrawlIT {

    private static final String PASSWORD = "limpets under the pier";

    private final Map<String, ApiClient> people = new LinkedHashMap<>();
    private GatewaySimulator gateway;
    private RockpoolServer server;
    private PassiveChecks checks;
    private String chat;
    private String token;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
        Map<String, String> settings = RockpoolServer.settingsFor(gateway.url(), gateway.token());
        settings.put("ROCKPOOL_SECURITY_CONTACT", "security@example.com");
        server = RockpoolServer.start(settings);
        checks = new PassiveChecks(false, server.data().toString());
        people.put("administrator", ApiClient.member(server.url(), "ada@example.com", PASSWORD));
        people.put("member", ApiClient.member(server.url(), "mia@example.com", PASSWORD));
        people.put("stranger", ApiClient.stranger(server.url()));
        ApiClient member = person("member");
        chat = ApiClient.newId();
        member.ask(chat, "main", "Show me a table");
        String link = member.post("/api/chat/" + chat + "/share", Map.of())
                .json()
                .path("url")
                .asString();
        token = link.substring(link.indexOf("/share/") + "/share/".length());
    }

    @AfterAll
    void stop() {
        people.values().forEach(ApiClient::close);
        server.close();
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger", "member", "administrator"})
    void everyPageAndWhatItLoadsIsInOrder(String who) {
        Set<String> loaded = new ConcurrentSkipListSet<>();
        List<String> problems = new ArrayList<>();
        try (Chromium chromium = Chromium.launch();
                BrowserContext profile = chromium.profile()) {
            profile.addCookies(cookies(who));
            profile.onRequest(request -> loaded.add(request.url()));
            for (String path : pages(profile)) {
                ChatPage page = ChatPage.openAt(profile, server.url(), path);
                page.page().waitForLoadState(LoadState.NETWORKIDLE);
                problems.addAll(page.problems());
                page.page().close();
            }
        }
        assertThat(problems).isEmpty();
        assertThat(loaded).allMatch(url -> url.startsWith(server.url() + "/") || url.startsWith("data:"));
        Set<String> paths = new TreeSet<>();
        loaded.stream()
                .filter(url -> url.startsWith(server.url()))
                .forEach(url -> paths.add(url.substring(server.url().length())));
        assertThat(paths).hasSizeGreaterThan(20);
        assertInOrder(who, withAssets(who, paths));
    }

    private List<String> pages(BrowserContext profile) {
        List<String> pages = new ArrayList<>(List.of(
                "/",
                "/chat/" + chat,
                "/login",
                "/register",
                "/invite/nobody",
                "/reset/nobody",
                "/share/" + token,
                "/share/nobody",
                "/nowhere"));
        try (Page settings = profile.newPage()) {
            settings.navigate(server.url() + "/settings");
            settings.waitForLoadState(LoadState.NETWORKIDLE);
            Object sections = settings.evaluate(
                    "[...document.querySelectorAll('.settings-list a')].map(link => link.getAttribute('href'))");
            ((List<?>) sections).forEach(section -> pages.add(String.valueOf(section)));
        }
        return pages;
    }

    /// Also those assets a page names and has not loaded yet.
    private Set<String> withAssets(String who, Set<String> paths) {
        Set<String> all = new TreeSet<>(paths);
        for (String page : List.of("/", "/login", "/settings", "/share/x", "/nowhere")) {
            all.addAll(Addresses.assets(asked(who, page).reply().body()));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger", "member", "administrator"})
    void everythingThatCanBeReadIsInOrder(String who) {
        Set<String> told = Addresses.told(chat, token);
        assertThat(told).hasSizeGreaterThan(15);
        Set<String> all = Addresses.described(person(who).get("/v3/api-docs").json(), chat, token);
        assertThat(all).hasSizeGreaterThan(15);
        all.addAll(told);
        all.add("/.well-known/security.txt");
        all.add("/v3/api-docs");
        assertInOrder(who, all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger", "administrator"})
    void nothingElseIsThere(String who) {
        for (String path : Addresses.notThere()) {
            Answer answer = asked(who, path);
            assertThat(answer.reply().status()).as(path).isIn(400, 404);
            assertThat(checks.of(answer)).isEmpty();
        }
    }

    @Test
    void methodsNobodyUsesDoNothing() {
        for (String path : List.of("/", "/api/history", "/api/account", "/app/", "/nowhere")) {
            for (String method : List.of("TRACE", "OPTIONS", "PROPFIND", "PUT", "HEAD")) {
                Answer answer =
                        new Answer("member", method, path, person("member").call(method, path, ""));
                assertThat(answer.reply().status()).as(method + " " + path).isLessThan(500);
                assertThat(answer.reply().body()).doesNotContain("rockpool-session");
                assertThat(answer.reply().headers().firstValue("Server")).isEmpty();
                if (method.equals("TRACE") || method.equals("PROPFIND")) {
                    assertThat(answer.reply().status()).isIn(400, 405);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1",
                "GET /a%2fb HTTP/1.1",
                "GET /[x] HTTP/1.1",
                "GET /app/..;/api/history HTTP/1.1",
                "GET /app/%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
                "GE T / HTTP/9",
                "\u0016\u0003\u0001"
            })
    void whatIsNoRequestIsAnsweredWithoutAWordAboutTheServer(String line) throws IOException {
        String answer = raw(line);
        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer).doesNotContainPattern("(?i)tomcat|apache|java|spring|exception|\\bServer:");
    }

    @Test
    void overTlsEveryCookieIsSecureAndEveryAnswerSaysToStayThere() {
        try (RockpoolServer encrypted = RockpoolServer.start(
                        Map.of("ROCKPOOL_PUBLIC_URL", "https://chat.example.org", "ROCKPOOL_GUESTS", "on"));
                ApiClient guest = ApiClient.stranger(encrypted.url())) {
            PassiveChecks strict = new PassiveChecks(true, encrypted.data().toString());
            for (String path : List.of("/", "/login", "/api/history", "/api/sign-in", "/nowhere", "/v3/api-docs")) {
                Reply reply = guest.call("GET", path, "", "Accept", "text/html, */*");
                assertThat(strict.of(new Answer("guest", "GET", path, reply))).isEmpty();
            }
            assertThat(guest.get("/").headers().allValues("Set-Cookie")).isNotEmpty();
        }
    }

    private void assertInOrder(String who, Set<String> paths) {
        List<String> faults = paths.stream()
                .flatMap(path -> checks.of(asked(who, path)).stream())
                .toList();
        assertThat(faults).isEmpty();
    }

    private ApiClient person(String who) {
        return Objects.requireNonNull(people.get(who), who);
    }

    private Answer asked(String who, String path) {
        return new Answer(who, "GET", path, person(who).call("GET", path, "", "Accept", "text/html, */*"));
    }

    private List<Cookie> cookies(String who) {
        return person(who).cookies().stream()
                .map(cookie -> new Cookie(cookie.getName(), cookie.getValue())
                        .setUrl(server.url())
                        .setHttpOnly(true)
                        .setSameSite(SameSiteAttribute.LAX))
                .toList();
    }

    private String raw(String line) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            String request = line + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
