package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.browser.Pictures;
import dev.rockpool.e2e.network.CutWire;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.LiveClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;
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
    private Pictures pictures;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(
                SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops").withGap(Duration.ofMillis(1)));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        chromium = Chromium.launch();
        pictures = new Pictures(chromium);
        person = ApiClient.guest(server.url());
    }

    // Only now: all pictures of a test are taken before any is judged, as somebody will want to look at them.
    @AfterEach
    void nothingIsWrongOnThePictures() {
        assertThat(pictures.findings()).isEmpty();
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
            assertThat(page.page().locator("rp-markdown pre span").first()).isAttached();
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
            readAll(talker);
            picture("sidebar", talker, server, page -> {
                page.goTo(open);
                assertThat(page.questions()).hasCount(1);
                openList(page);
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

    @Test
    void busyChatsWithAQueueAndALostConnection() {
        try (ApiClient talker = ApiClient.guest(server.url());
                CutWire wire = CutWire.to(server.port())) {
            String open = busyList(talker);
            picture("busy", talker, wire, page -> {
                page.goTo(open);
                assertThat(page.lastText()).containsText("comparing");
                assertThat(page.queued()).hasCount(1);
                wire.refuse();
                assertThat(page.hint()).containsText("Reconnecting to Rockpool");
            });
            picture("busy-rows", talker, wire, page -> {
                page.goTo(open);
                assertThat(page.queued()).hasCount(1);
                openList(page);
                assertThat(page.row(open)).isVisible();
            });
        }
    }

    /// Chats in every state there is; returns the one that is answering, with one message queued.
    private String busyList(ApiClient talker) {
        String pinned = finished(talker, "Release checklist 4.2");
        talker.patch("/api/chat/" + pinned, Map.of("pinned", true));
        List<String> old = List.of(
                "Welcome mail for pilots", "Log volume after the deploy", "Invoice parser edge cases", RTL, TOO_LONG);
        for (int i = 0; i < old.size(); i++) {
            server.age(finished(talker, old.get(i)), Duration.ofHours(16L * i));
        }
        String stopped = ApiClient.newId();
        talker.say(stopped, "main", "Platform sync, decisions\n/sim tokens=500 gap=200");
        stop(talker, stopped);
        String failed = ApiClient.newId();
        talker.ask(failed, "main", "Rotate staging certificates\n/sim error=provider");
        String waiting = finished(talker, "Nightly backup report");
        talker.say(ApiClient.newId(), "main", "Postgres 17 upgrade plan\n/sim tokens=5000 gap=500");
        String open = ApiClient.newId();
        talker.say(open, "main", "Flaky checkout tests\n/sim tokens=500 gap=200");
        stop(talker, open);
        talker.ask(open, "main", "Compare that with last week's runs on staging. /sim error=provider");
        String words = "I have the last forty failures. Thirty-one of them stop in the same two tests, "
                + "so I am comparing their start times now and then the rest";
        talker.say(
                open,
                "main",
                "Then look at the failing runs yourself. /sim text=\"" + words + "\" stall-after=26 gap=1");
        talker.say(open, "main", "Also open a ticket for the forkCount setting.");
        titled(talker);
        readAll(talker);
        server.standAs(waiting, "queued");
        finished(talker, "Competitor pricing, Q4");
        titled(talker);
        return open;
    }

    @Test
    void severalQueuedMessagesAndOneBeingChanged() {
        try (ApiClient talker = ApiClient.guest(server.url())) {
            String open = ApiClient.newId();
            talker.say(
                    open,
                    "main",
                    "Sort the findings /sim text=\"Sorting them by service and owner\" stall-after=4 gap=1");
            talker.say(open, "main", "Then mail them to the owners.");
            talker.say(
                    open,
                    "main",
                    "And keep this in mind: " + "every service has an owner, and not all know. ".repeat(20));
            talker.say(
                    open,
                    "main",
                    "\u0648\u0623\u062e\u064a\u0631\u0627\u064b \u0627\u0643\u062a\u0628 \u0645\u0644\u062e\u0635\u0627\u064b \u0644\u0644\u0641\u0631\u064a\u0642");
            titled(talker);
            picture("queued", talker, server, page -> {
                page.goTo(open);
                assertThat(page.queued()).hasCount(3);
                page.composer().fill("And open a ticket");
            });
            picture("queued-editing", talker, server, page -> {
                page.goTo(open);
                page.queued().first().getByLabel("Edit the queued message").click();
                assertThat(page.page().getByLabel("Queued message", new Page.GetByLabelOptions().setExact(true)))
                        .isFocused();
            });
        }
    }

    @Test
    void messagesThatHaveNotGotThrough() {
        try (ApiClient talker = ApiClient.guest(server.url());
                CutWire wire = CutWire.to(server.port())) {
            String rest = finished(talker, "Estimate storage for next year");
            String busy = ApiClient.newId();
            talker.say(
                    busy,
                    "main",
                    "List the open pull requests /sim text=\"There are eleven of them now\" stall-after=4 gap=1");
            titled(talker);
            readAll(talker);
            picture("outbox-waiting", talker, wire, page -> {
                page.goTo(rest);
                assertThat(page.answers()).hasCount(1);
                wire.refuse();
                send(page, "And for the year after that?");
                send(page, "In terabytes, please.");
                assertThat(page.stillHere()).hasCount(2);
                assertThat(page.hint()).containsText("Reconnecting");
            });
            picture("outbox-busy", talker, wire, page -> {
                page.goTo(busy);
                assertThat(page.lastText()).containsText("There are eleven");
                wire.refuse();
                send(page, "Leave out the drafts.");
                assertThat(page.stillHere()).hasCount(1);
                assertThat(page.hint()).containsText("Reconnecting");
            });
            picture("outbox-failed", talker, wire, page -> {
                page.goTo(rest);
                assertThat(page.answers()).hasCount(1);
                page.page()
                        .route(
                                "**/api/chat",
                                route -> route.fulfill(
                                        new Route.FulfillOptions()
                                                .setStatus(400)
                                                .setContentType("application/json")
                                                .setBody(
                                                        "{\"code\":\"bad_request:api\",\"message\":\"The message is longer than 64,000 characters.\"}")));
                send(page, "A very long story");
                send(page, "In terabytes, please.");
                assertThat(page.page().getByTestId("unsent")).containsText("Not sent.");
                openList(page);
            });
            picture("outbox-new-chat", talker, wire, page -> {
                wire.refuse();
                send(page, "Plan the move to the new cluster");
                assertThat(page.stillHere().last()).isAttached();
                assertThat(page.hint()).containsText("Reconnecting");
                openList(page);
                assertThat(page.rows().first()).containsText("Plan the move to the new cluster");
            });
        }
    }

    private static String finished(ApiClient talker, String title) {
        String chat = ApiClient.newId();
        talker.ask(chat, "main", title + "\n/sim tokens=3 gap=1");
        return chat;
    }

    private static void stop(ApiClient talker, String chat) {
        await().atMost(Duration.ofSeconds(30)).until(() -> talker.stop(chat).status() == 200);
        talker.awaitIdle(chat);
    }

    private static void titled(ApiClient talker) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> talker.chats().stream()
                        .noneMatch(row -> row.path("titlePending").asBoolean()));
    }

    private void readAll(ApiClient talker) {
        try (LiveClient tab = LiveClient.open("reader", talker, server.url())) {
            await().atMost(Duration.ofSeconds(30)).until(tab::connected);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                List<String> unread = talker.chats().stream()
                        .filter(row -> row.path("unread").asBoolean())
                        .map(row -> row.path("id").asString())
                        .toList();
                unread.forEach(tab::read);
                return unread.isEmpty();
            });
        }
    }

    /// With the button, as Enter is a new line on a phone.
    private static void send(ChatPage page, String text) {
        page.composer().fill(text);
        page.page().getByTestId("send-button").click();
    }

    /// On a phone the list of chats is behind a button.
    private static void openList(ChatPage page) {
        Locator toggle = page.page().getByTestId("sidebar-toggle-button");
        if ("Open the list of chats".equals(toggle.getAttribute("aria-label"))) {
            toggle.click();
        }
    }

    private void picture(String name, ApiClient account, CutWire wire, Consumer<ChatPage> arrange) {
        pictures(name, account, "http://127.0.0.1:" + wire.port(), arrange, wire::heal);
    }

    private void picture(String name, ApiClient account, RockpoolServer from, Consumer<ChatPage> arrange) {
        pictures(name, account, from.url(), arrange, () -> {});
    }

    private void pictures(
            String name, ApiClient account, String address, Consumer<ChatPage> arrange, Runnable afterEach) {
        pictures.take(name, account, address, profile -> ChatPage.open(profile, address), arrange, afterEach);
    }

    private static final String RTL =
            "\u062a\u0642\u0631\u064a\u0631 \u0627\u0644\u0646\u0633\u062e \u0627\u0644\u0627\u062d\u062a\u064a\u0627\u0637\u064a";
    private static final String TOO_LONG =
            "Why does the integration environment lose its second node whenever the nightly job and the backup overlap";

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
