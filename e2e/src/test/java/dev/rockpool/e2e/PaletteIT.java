package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.LiveClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Every chat and everything that can be done, a few letters away, by keyboard alone.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PaletteIT {

    /// More than the list of chats is given here.
    private static final int CHATS = 12;

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private ApiClient person;
    private String oldest;
    private String newest;
    private Chromium chromium;
    private BrowserContext profile;
    private ChatPage chat;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops"));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        person = ApiClient.guest(server.url());
        oldest = begun("Tiefsee: Überblick der Lotungen");
        server.age(oldest, Duration.ofDays(400));
        IntStream.range(0, CHATS).forEach(i -> server.age(begun("Filler " + i), Duration.ofDays(i + 2)));
        begun("Uncertain numbers");
        newest = begun("Rotate certificates");
        readAll();
        chromium = Chromium.launch();
    }

    private String begun(String title) {
        String id = ApiClient.newId();
        person.ask(id, "main", title + "\n/sim tokens=2 gap=1");
        person.patch("/api/chat/" + id, Map.of("title", title));
        return id;
    }

    /// What is unread is in the list however old it is.
    private void readAll() {
        try (LiveClient tab = LiveClient.open("reader", person, server.url())) {
            await().atMost(Duration.ofSeconds(30)).until(tab::connected);
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                List<String> unread = person.chats().stream()
                        .filter(row -> row.path("unread").asBoolean())
                        .map(row -> row.path("id").asString())
                        .toList();
                unread.forEach(tab::read);
                return unread.isEmpty();
            });
        }
    }

    @AfterAll
    void stop() {
        chromium.close();
        person.close();
        server.close();
        gateway.close();
    }

    @BeforeEach
    void openPage() {
        profile = chromium.profile();
        profile.addCookies(
                List.of(new Cookie(person.cookie().getName(), person.cookie().getValue()).setUrl(server.url())));
        chat = ChatPage.open(profile, server.url());
        chat.page().route("**/api/history?*", PaletteIT::onlyTheNewest);
        chat.page().reload();
        assertThat(chat.row(newest)).isVisible();
    }

    /// However far the list would look ahead.
    private static void onlyTheNewest(Route route) {
        if (route.request().url().contains("ending_before")) {
            route.abort();
        } else {
            String fewer = route.request().url().replaceFirst("limit=\\d+", "limit=10");
            route.resume(new Route.ResumeOptions().setUrl(fewer));
        }
    }

    @AfterEach
    void closePage(TestInfo test) {
        Chromium.lastOf(test, chat.page(), 0);
        profile.close();
        assertThat(chat.problems()).isEmpty();
    }

    @Test
    void aChatTheListHasNotLoadedIsFoundByAWordOfItsTitle() {
        assertThat(chat.row(oldest)).hasCount(0);

        press("Control+k");
        assertThat(input()).isFocused();
        type("uberb");

        assertThat(selected()).containsText("Tiefsee: Überblick der Lotungen");
        assertThat(selected().locator("mark")).hasText("Überb");
        press("Enter");
        assertThat(palette()).hasCount(0);
        assertThat(chat.page()).hasURL(Pattern.compile(".*/chat/" + oldest + "$"));
        assertThat(chat.composer()).isFocused();
        assertThat(chat.questions()).hasCount(1);
    }

    @Test
    void whatIsTypedWhileThePaletteIsOnItsWayIsForIt() {
        List<Route> held = new CopyOnWriteArrayList<>();
        chat.page().route("**/app/palette-*.js", held::add);
        press("Control+k");
        chat.page().keyboard().type("Certif");
        chat.page().waitForCondition(() -> !held.isEmpty());
        assertThat(palette()).hasCount(0);

        held.getFirst().resume();
        assertThat(input()).hasValue("Certif");
        assertThat(input()).isFocused();
        assertThat(selected()).containsText("Rotate certificates");
        assertThat(chat.composer()).hasValue("");
        press("Escape");
        assertThat(chat.composer()).isFocused();
        chat.page().keyboard().type("Low tide");
        assertThat(chat.composer()).hasValue("Low tide");
    }

    @Test
    void withNothingTypedTheNewestChatsComeFirstAndThenWhatCanBeDone() {
        press("Control+k");

        assertThat(options().first()).containsText("Rotate certificates");
        assertThat(options().first()).containsText("main, today");
        assertThat(options().nth(1)).containsText("Uncertain numbers");
        assertThat(palette().getByRole(AriaRole.GROUP)).hasCount(2);
        assertThat(palette().getByText("Theme: Dark")).isAttached();
    }

    @Test
    void anArrowUpFromTheFirstLineGoesToTheLastAndEscapeGivesTheFocusBack() {
        Locator search = chat.page().getByTestId("search-button");
        search.focus();
        press("Enter");
        assertThat(input()).isFocused();
        assertThat(options().first()).hasAttribute("aria-selected", "true");

        press("ArrowUp");
        assertThat(options().last()).hasAttribute("aria-selected", "true");
        assertThat(options().last()).isInViewport();
        press("ArrowDown");
        assertThat(input()).hasAttribute("aria-activedescendant", "palette-0");
        press("Tab");
        press("Tab");
        assertThat(chat.page().locator("rp-app :focus")).hasCount(0);

        press("Escape");
        assertThat(palette()).hasCount(0);
        assertThat(search).isFocused();
        press("Control+k");
        assertThat(palette()).isVisible();
        press("Control+k");
        assertThat(palette()).hasCount(0);
    }

    @Test
    void whatCanBeDoneIsDoneFromThere() {
        chat.switchTo(newest);
        assertThat(chat.questions()).hasCount(1);

        run("theme dark");
        assertThat(chat.page().locator("html")).hasAttribute("data-theme", "dark");
        run("pin this");
        assertThat(chat.row(newest).locator(".slot")).hasClass(Pattern.compile("pinned"));
        run("rename");
        Locator title = chat.field("Title of this chat");
        assertThat(title).isFocused();
        title.fill("Rotate all certificates");
        title.press("Enter");
        assertThat(chat.row(newest)).containsText("Rotate all certificates");
        run("copy session");
        assertThat(chat.page().evaluate("navigator.clipboard.readText()")).isEqualTo("webchat-" + newest);
        run("unpin");
        assertThat(chat.row(newest).locator(".slot.pinned")).hasCount(0);
        run("new chat");
        assertThat(chat.page().getByTestId("suggested-actions")).isVisible();
        person.patch("/api/chat/" + newest, Map.of("title", "Rotate certificates"));
    }

    @Test
    void wordsThatAreNowhereCanBecomeANewChat() {
        press("Control+k");
        type("whale songs");

        assertThat(palette()).containsText("No chat has this in its title.");
        assertThat(options()).hasCount(1);
        press("Enter");
        assertThat(chat.composer()).hasValue("whale songs");
        assertThat(chat.composer()).isFocused();
    }

    @Test
    void whenTheServerIsAwayWhatThePageKnowsIsFoundAndTheRestIsSaid() {
        chat.page().route("**/api/search**", Route::abort);
        press("Control+k");
        type("certif");

        assertThat(palette().getByRole(AriaRole.ALERT)).containsText("Rockpool cannot be reached.");
        assertThat(options().first()).containsText("Rotate certificates");
        input().fill("lotungen");
        assertThat(palette().getByRole(AriaRole.ALERT)).isVisible();
        assertThat(options().first()).containsText("New chat about");

        chat.page().unroute("**/api/search**");
        chat.button("Retry").click();
        assertThat(options().first()).containsText("Tiefsee");
        assertThat(palette().getByRole(AriaRole.ALERT)).hasCount(0);
        assertThat(input()).isFocused();
    }

    @Test
    void nobodyFindsSomebodyElsesChats() {
        try (BrowserContext stranger = chromium.profile()) {
            ChatPage other = ChatPage.open(stranger, server.url());
            other.page().keyboard().press("Control+k");
            other.page().keyboard().type("certificates");

            Locator results = other.page().locator(".palette [role=option]");
            assertThat(other.page().getByTestId("palette")).containsText("No chat has this in its title.");
            assertThat(results).hasCount(1);
            assertThat(results).containsText("New chat about");
        }
    }

    @Test
    void aQuestionMarkShowsTheKeysButNotToWhoTypesOne() {
        chat.composer().press("?");
        assertThat(chat.composer()).hasValue("?");
        assertThat(chat.page().getByTestId("shortcuts")).hasCount(0);

        chat.page().getByTestId("search-button").focus();
        press("Shift+?");
        assertThat(chat.page().getByTestId("shortcuts")).containsText("Ctrl Shift O");
        assertThat(chat.page().getByTestId("shortcuts")).containsText("/rename title");
        press("Escape");
        assertThat(chat.page().getByTestId("shortcuts")).hasCount(0);
        assertThat(chat.page().getByTestId("search-button")).isFocused();
    }

    private void run(String words) {
        press("Control+k");
        assertThat(input()).isFocused();
        type(words);
        press("Enter");
        assertThat(palette()).hasCount(0);
    }

    private void press(String key) {
        chat.page().keyboard().press(key);
    }

    private void type(String text) {
        assertThat(input()).isFocused();
        chat.page().keyboard().type(text);
    }

    private Locator palette() {
        return chat.page().getByTestId("palette");
    }

    private Locator input() {
        return chat.page().getByTestId("palette-input");
    }

    private Locator options() {
        return palette().locator("[role=option]");
    }

    private Locator selected() {
        return palette().locator("[role=option][aria-selected=true]");
    }
}
