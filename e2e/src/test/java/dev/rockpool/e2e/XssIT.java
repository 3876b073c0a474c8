package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.Chromium.Device;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.Reply;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.e2e.xss.Corpus;
import dev.rockpool.e2e.xss.Corpus.Vector;
import dev.rockpool.e2e.xss.Watch;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Whatever a message or a title says, it runs nothing, loads nothing from elsewhere and stays in its place: several
/// hundred texts that try, in a real browser, everywhere a text is shown.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class XssIT {

    private static final int PER_CHAT = 24;

    /// Tall enough for all messages of a chat: what is not near the window is not drawn.
    private static final Device TALL = new Device("tall", 1280, 24_000, 1, false);

    private final List<Vector> corpus = Corpus.all();
    private final List<String> chats = new ArrayList<>();
    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private ApiClient person;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents("main"));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        chromium = Chromium.launch();
        person = ApiClient.member(server.url(), "xss@example.com", "a long enough pass phrase");
        for (int from = 0; from < corpus.size(); from += PER_CHAT) {
            String chat = ApiClient.newId();
            person.ask(chat, "main", "Texts from " + from + " on /sim tokens=1 gap=1");
            server.write(
                    chat,
                    part(from)
                            .flatMap(vector -> Stream.of(vector.text(), vector.text()))
                            .toList());
            chats.add(chat);
        }
    }

    @AfterAll
    void stop() {
        chromium.close();
        person.close();
        server.close();
        gateway.close();
    }

    @Test
    void theCorpusIsLargeAndNothingIsInItTwice() {
        assertThat(corpus).hasSizeGreaterThan(350);
        assertThat(corpus).extracting(Vector::name).doesNotHaveDuplicates();
        assertThat(corpus).extracting(Vector::text).doesNotHaveDuplicates();
    }

    @Test
    void answersAndQuestionsRunNothingAndLoadNothingAndStayInTheirPlace() {
        try (BrowserContext profile = chromium.profile(TALL, ColorScheme.LIGHT)) {
            readAllChats(profile);
        }
    }

    @Test
    void norDoTheyWhereTheBrowserKeepsToNoContentPolicy() {
        try (BrowserContext profile = chromium.profileWithoutPolicy(TALL)) {
            readAllChats(profile);
        }
    }

    private void readAllChats(BrowserContext profile) {
        Watch watch = signedIn(profile);
        ChatPage chat = ChatPage.open(profile, server.url());
        for (int i = 0; i < chats.size(); i++) {
            chat.goTo(chats.get(i));
            assertThat(chat.page().locator("main [data-role]"))
                    .hasCount(2 * (int) part(i * PER_CHAT).count());
            Watch.untilAllIsDrawn(chat.page());
            assertThat(Watch.findings(chat.page().locator("main"))).isEmpty();
            assertThat(watch.seen()).isEmpty();
        }
        assertThat(chat.problems()).isEmpty();
    }

    @Test
    void aSharedChatIsAsHarmless() {
        try (BrowserContext profile = chromium.profile(TALL, ColorScheme.DARK)) {
            Watch watch = Watch.over(profile, server.url());
            Page page = profile.newPage();
            for (int i = 0; i < chats.size(); i++) {
                person.patch("/api/chat/" + chats.get(i), Map.of("title", title(corpus.get(i * PER_CHAT))));
                String url = person.post("/api/chat/" + chats.get(i) + "/share", Map.of())
                        .json()
                        .path("url")
                        .asString();
                page.navigate(server.url() + url.substring(url.indexOf("/share/")));
                assertThat(page.locator("main [data-role]"))
                        .hasCount(2 * (int) part(i * PER_CHAT).count());
                Watch.untilAllIsDrawn(page);
                assertThat(Watch.findings(page.locator("main"))).isEmpty();
                assertThat(watch.seen()).isEmpty();
            }
        }
    }

    @Test
    void titlesAreTextInTheSidebarTheHeaderAndTheTab() {
        try (BrowserContext profile = chromium.profile()) {
            Watch watch = signedIn(profile);
            String chat = ApiClient.newId();
            person.ask(chat, "main", "Before /sim tokens=1 gap=1");
            ChatPage page = ChatPage.openAt(profile, server.url(), "/chat/" + chat);
            assertThat(page.row(chat)).isVisible();
            for (Vector vector : corpus) {
                Reply reply = person.patch("/api/chat/" + chat, Map.of("title", title(vector)));
                assertThat(reply.status()).as(vector.name()).isIn(200, 400);
                if (reply.status() == 200) {
                    showsTitle(page, chat, person.chat(chat).path("title").asString());
                }
            }
            assertThat(watch.seen()).isEmpty();
            assertThat(page.problems()).isEmpty();
        }
    }

    /// Exactly its text, with no element inside, and within its row.
    private static void showsTitle(ChatPage page, String chat, String title) {
        String script = """
            ([chat, title]) => {
              const calm = (text) => text.replace(/\\s+/g, " ").trim();
              const row = document.querySelector(`[data-chat-id="${chat}"] .title`);
              const head = document.querySelector("header .title");
              const inside = row.getBoundingClientRect().right <= row.closest("[data-chat-id]").getBoundingClientRect().right;
              return [row, head].every((node) => calm(node.textContent) === calm(title) && node.childElementCount === 0) &&
                calm(document.title) === calm(`${title} · Rockpool`) && inside;
            }""";
        await(title)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .pollInSameThread()
                .until(() -> (boolean) page.page().evaluate(script, List.of(chat, title)));
    }

    @Test
    void atNoLetterOfAnAnswerThatIsBeingWrittenIsItOtherwise() {
        try (BrowserContext profile = chromium.profile()) {
            Watch watch = signedIn(profile);
            ChatPage page = ChatPage.openAt(profile, server.url(), "/chat/" + chats.getFirst());
            assertThat(page.answers().first()).isVisible();
            for (int from = 0; from < corpus.size(); from += PER_CHAT) {
                List<String> texts = part(from).map(Vector::text).toList();
                assertThat(Watch.whileTheyGrow(page.page(), texts)).isEmpty();
                assertThat(watch.seen()).isEmpty();
            }
            assertThat(page.problems()).isEmpty();
        }
    }

    @Test
    void textsThatComeFromTheGatewayLetterByLetterAreAsHarmless() {
        try (BrowserContext profile = chromium.profile()) {
            Watch watch = signedIn(profile);
            ChatPage page = ChatPage.open(profile, server.url());
            for (int i = 0; i < corpus.size(); i += 37) {
                String quoted = ApiClient.json(corpus.get(i).text());
                page.startChat("Say it /sim gap=1 text=" + quoted.replaceAll("\\\\u0+\\w\\w", " "));
                assertThat(page.lastAnswer()).hasAttribute("data-status", "finished");
                assertThat(Watch.findings(page.page().locator("main"))).isEmpty();
            }
            assertThat(watch.seen()).isEmpty();
        }
    }

    @Test
    void whatMustNotHappenWouldBeNoticed() {
        try (BrowserContext profile = chromium.profile()) {
            Watch watch = signedIn(profile);
            ChatPage chat = ChatPage.openAt(profile, server.url(), "/chat/" + chats.getFirst());
            assertThat(chat.answers().first()).isVisible();
            chat.page().evaluate("""
                () => {
                  canary();
                  new Image().src = "https://foreign.example/x.png";
                  new Image().src = "/api/history";
                  fetch("https://foreign.example/").catch(() => {});
                  const answer = document.querySelector("rp-markdown");
                  for (const name of ["iframe", "form"]) answer.append(document.createElement(name));
                  const cover = answer.appendChild(document.createElement("p"));
                  cover.style.position = "fixed";
                  answer.appendChild(document.createElement("p")).id = "announcements";
                }""");

            assertThat(Watch.findings(chat.page().locator("main")))
                    .anyMatch(finding -> finding.startsWith("not allowed: <iframe"))
                    .anyMatch(finding -> finding.startsWith("not allowed: <form"))
                    .anyMatch(finding -> finding.startsWith("leaves its place"))
                    .anyMatch(finding -> finding.startsWith("not allowed: <p id="));
            await().atMost(Duration.ofSeconds(20)).pollInSameThread().untilAsserted(() -> {
                chat.page().evaluate("0");
                assertThat(watch.seen())
                        .anyMatch(seen -> seen.startsWith("a script ran"))
                        .anyMatch(seen -> seen.startsWith("the policy refused img-src https://foreign.example"))
                        .anyMatch(seen -> seen.startsWith("the policy refused connect-src"))
                        .anyMatch(seen -> seen.startsWith("a message asked for " + server.url() + "/api/history"));
            });
        }
    }

    private Watch signedIn(BrowserContext profile) {
        profile.addCookies(person.cookies().stream()
                .map(cookie -> new Cookie(cookie.getName(), cookie.getValue()).setUrl(server.url()))
                .toList());
        return Watch.over(profile, server.url());
    }

    private Stream<Vector> part(int from) {
        return IntStream.range(from, Math.min(from + PER_CHAT, corpus.size())).mapToObj(corpus::get);
    }

    /// As much of a text as a title may have.
    private static String title(Vector vector) {
        return vector.text().substring(0, Math.min(vector.text().length(), 120));
    }
}
