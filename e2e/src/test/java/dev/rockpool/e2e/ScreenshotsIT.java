package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.Chromium.Device;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Pictures of the page on a desktop and a phone, light and dark, for people to look at; axe finds nothing on any of
/// them.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ScreenshotsIT {

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private ApiClient person;
    private final Map<String, List<String>> findings = new HashMap<>();

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(
                SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops").withGap(Duration.ofMillis(1)));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        chromium = Chromium.launch();
        person = ApiClient.guest(server.url());
    }

    // Only now: all pictures of a test are taken before any is judged, as somebody will want to look at them.
    @AfterEach
    void nothingIsWrongOnThePictures() {
        Map<String, List<String>> found = Map.copyOf(findings);
        findings.clear();
        assertThat(found).isEmpty();
    }

    @AfterAll
    void stop() {
        person.close();
        chromium.close();
        server.close();
        gateway.close();
    }

    @Test
    void emptyHome() {
        try (ApiClient newcomer = ApiClient.guest(server.url())) {
            picture(
                    "home",
                    newcomer,
                    server,
                    page -> assertThat(page.page().getByTestId("suggested-actions"))
                            .containsText("What can you do here?"));
        }
    }

    @Test
    void demoBanner() {
        try (RockpoolServer alone = RockpoolServer.startWithoutGateway();
                ApiClient newcomer = ApiClient.guest(alone.url())) {
            picture(
                    "demo",
                    newcomer,
                    alone,
                    page -> assertThat(page.page().getByTestId("demo-banner")).isVisible());
        }
    }

    @Test
    void longConversationWithCodeAndATable() {
        String chat = ApiClient.newId();
        person.ask(chat, "main", "Show me a long answer");
        person.ask(chat, "main", "Show me a table");
        person.ask(chat, "main", "Show me code");
        picture("conversation", person, server, page -> {
            page.goTo(chat);
            assertThat(page.page()
                            .locator("rp-markdown .hljs-keyword, rp-markdown pre span")
                            .first())
                    .isAttached();
        });
        picture("conversation-table", person, server, page -> {
            page.goTo(chat);
            Locator table = page.page().locator("rp-markdown table").last();
            table.scrollIntoViewIfNeeded();
            assertThat(table).isInViewport();
        });
    }

    @Test
    void sidebarWithSixtyChats() {
        try (ApiClient talker = ApiClient.guest(server.url())) {
            List<String> titles = TITLES.lines().toList();
            for (int i = titles.size() - 1; i > 2; i--) {
                String chat = ApiClient.newId();
                talker.ask(chat, "main", titles.get(i) + "\n/sim tokens=3 gap=1");
                server.age(chat, Duration.ofHours(i < 9 ? 0 : 16L * (i - 8)));
            }
            talker.ask(ApiClient.newId(), "main", titles.get(2) + "\n/sim error=provider");
            String running = ApiClient.newId();
            talker.say(running, "main", titles.get(1) + "\n/sim tokens=5000 gap=500");
            String open = ApiClient.newId();
            talker.ask(open, "main", titles.getFirst());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> talker.chats().stream()
                            .noneMatch(row -> row.path("titlePending").asBoolean()));
            talker.patch("/api/chat/" + talker.chats().get(5).path("id").asString(), Map.of("pinned", true));
            assertThat(talker.chats()).hasSize(60);
            picture("sidebar", talker, server, page -> {
                page.goTo(open);
                assertThat(page.questions()).hasCount(1);
                Locator toggle = page.page().getByTestId("sidebar-toggle-button");
                if ("Open the list of chats".equals(toggle.getAttribute("aria-label"))) {
                    toggle.click();
                }
                assertThat(page.row(running)).isVisible();
            });
            talker.stop(running);
        }
    }

    @Test
    void gatewayDown() {
        try (GatewaySimulator dying = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
                RockpoolServer left = RockpoolServer.start(dying.url(), dying.token());
                ApiClient owner = ApiClient.guest(left.url())) {
            String chat = ApiClient.newId();
            owner.ask(chat, "main", "Is anybody there?");
            dying.close();
            owner.ask(chat, "main", "And now?");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !owner.get("/api/models")
                            .json()
                            .path("gateway")
                            .path("problem")
                            .isNull());
            picture(
                    "gateway-down",
                    owner,
                    left,
                    page -> assertThat(page.page().getByTestId("gateway-problem"))
                            .isVisible());
            picture("gateway-down-chat", owner, left, page -> {
                page.goTo(chat);
                assertThat(page.errorBubble()).isVisible();
            });
        }
    }

    private void picture(String name, ApiClient account, RockpoolServer from, Consumer<ChatPage> arrange) {
        for (Device device : List.of(Device.DESKTOP, Device.PHONE)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                String file =
                        "%s-%s-%s".formatted(name, device.name(), scheme.name().toLowerCase(Locale.ROOT));
                try (BrowserContext profile = chromium.profile(device, scheme)) {
                    profile.addCookies(List.of(cookie(account, from)));
                    ChatPage page = ChatPage.open(profile, from.url());
                    arrange.accept(page);
                    Chromium.screenshot(page.page(), file);
                    findings(page)
                            .forEach(finding -> findings.computeIfAbsent(finding, _ -> new ArrayList<>())
                                    .add(file));
                }
            }
        }
    }

    private static Cookie cookie(ApiClient account, RockpoolServer server) {
        return new Cookie(account.cookie().getName(), account.cookie().getValue()).setUrl(server.url());
    }

    private static List<String> findings(ChatPage page) {
        List<String> findings = new ArrayList<>(page.problems());
        if ((boolean)
                page.page().evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")) {
            findings.add("the page scrolls sideways");
        }
        for (Rule violation : new AxeBuilder(page.page()).analyze().getViolations()) {
            List<String> places = violation.getNodes().stream()
                    .map(node -> String.valueOf(node.getTarget()))
                    .toList();
            findings.add(violation.getId() + ": " + violation.getHelp() + " at " + places);
        }
        return findings;
    }

    private static final String TITLES = """
        Why did the nightly backup fail?
        Draft the release notes for 2.4
        Compare three log shippers
        Which certificates expire this month?
        Explain this stack trace from billing
        Plan the database upgrade
        Summarise the incident of Tuesday
        Write a runbook for failover
        Find the slowest queries of the week
        Translate the onboarding page
        Name the new staging cluster
        Review the firewall rules
        Estimate storage for next year
        Turn notes into decisions
        Check the links in the handbook
        Rotate the signing keys
        Sketch a tide table for the harbour
        Clean up old feature flags
        Group the customer feedback
        Explain backpressure to a newcomer
        List open pull requests older than a week
        What changed in the cache layer?
        Prepare questions for the interview
        Compare rate limiting strategies
        Rewrite the welcome mail
        Which dashboards does nobody open?
        Sort the photos of the field trip
        Outline a talk on event logs
        Fix the flaky upload test
        Describe our on-call rota
        How much did the load test cost?
        Convert the config to YAML
        Collect quotes for new monitors
        Check the translations for French
        Write alerts for disk pressure
        Explain the new retention policy
        Plan the office move
        Find duplicate tickets
        Propose names for the mascot
        Audit the service accounts
        Summarise the survey answers
        Draw the network as a table
        Check the invoices of October
        Compare two vector indexes
        Write a regular expression for IBANs
        Prepare the quarterly numbers
        Which jobs run at midnight?
        Shorten the privacy notice
        Explain eventual consistency
        Make a checklist for releases
        Find the owner of every repository
        Describe the old import format
        Count the tests that never fail
        Suggest a reading list on resilience
        Review the accessibility report
        Plan a workshop on tide pools
        Write a haiku about limpets
        Draft the travel policy
        Explain the DNS change
        Archive the old wiki pages
        """;
}
