package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.Chromium.Device;
import dev.rockpool.e2e.browser.Keyboard;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.util.List;
import java.util.Map;
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

/// A day at Rockpool without a mouse: every step is a key, and after every key one sees where one is.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KeyboardIT {

    private static final String PASSWORD = "limpets under the pier";
    private static final Pattern HOME = Pattern.compile("^https?://[^/]+/$");
    private static final Pattern LOGIN = Pattern.compile(".*/login(\\?.*)?$");
    private static final Device NARROW = new Device("390", 390, 844, 1, false);

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private BrowserContext profile;
    private ChatPage chat;
    private Keyboard keyboard;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops"));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        ApiClient.member(server.url(), "ada@example.com", PASSWORD).close();
        chromium = Chromium.launch();
    }

    @AfterAll
    void stop() {
        chromium.close();
        server.close();
        gateway.close();
    }

    @BeforeEach
    void openPage() {
        profile = chromium.profile();
        chat = ChatPage.open(profile, server.url());
        keyboard = Keyboard.of(chat);
    }

    @AfterEach
    void closePage(TestInfo test) {
        Chromium.screenshot(
                chat.page(), "last-of-" + test.getTestMethod().orElseThrow().getName());
        keyboard.assertHandsOff();
        profile.close();
        assertThat(chat.problems()).isEmpty();
    }

    // 1. Coming and going ------------------------------------------------------------------------------------------

    @Test
    void aStrangerMakesAnAccountSignsOutAndInAgain() {
        assertThat(chat.composer()).isFocused();
        keyboard.backTo(accountMenu());
        keyboard.press("Enter");
        keyboard.downTo(menuItem("Create account"));
        keyboard.leave("Enter");

        assertThat(chat.page()).hasURL(Pattern.compile(".*/register$"));
        assertThat(chat.field("Name (optional)")).isFocused();
        keyboard.type("Stella Strand");
        keyboard.tabTo(chat.field("E-mail"));
        keyboard.type("stella@example.com");
        keyboard.tabTo(chat.field("Password"));
        keyboard.type("short");
        keyboard.press("Enter");
        assertThat(chat.field("Password")).isFocused();
        assertThat(chat.field("Password")).hasAccessibleDescription(Pattern.compile("Use at least 12 characters.*"));
        keyboard.overwrite(PASSWORD);
        keyboard.tabTo(chat.field("Show what is typed"));
        keyboard.press("Space");
        assertThat(chat.field("Password")).hasAttribute("type", "text");
        keyboard.tabTo(chat.button("Sign Up"));
        keyboard.leave("Enter");

        assertThat(chat.page()).hasURL(HOME);
        assertThat(chat.accountName()).hasText("Stella Strand");
        assertThat(chat.composer()).isFocused();
        keyboard.backTo(accountMenu());
        keyboard.press("Space", "End");
        assertThat(menuItem("Sign out")).isFocused();
        keyboard.leave("Enter");

        assertThat(chat.page()).hasURL(LOGIN);
        assertThat(chat.field("E-mail")).isFocused();
        keyboard.type("stella@example.com");
        keyboard.tabTo(chat.field("Password"));
        keyboard.type("not the right one");
        keyboard.press("Enter");
        assertThat(chat.page().getByRole(AriaRole.ALERT)).hasText("The e-mail or the password is not right.");
        assertThat(chat.field("Password")).isFocused();
        keyboard.overwrite(PASSWORD);
        keyboard.leave("Enter");
        assertThat(chat.page()).hasURL(HOME);
        assertThat(chat.accountName()).hasText("Stella Strand");
    }

    @Test
    void theFirstStopLeadsPastTheListToTheMessageBoxAndTabLeadsThroughAllOfThePage() {
        begin("Something to read /sim tokens=20 word=wave gap=1");
        List<String> stops = keyboard.stops();
        assertThat(stops).anyMatch(stop -> stop.contains("Go to the message box"));
        int skip = indexOf(stops, "Go to the message box");
        List<String> fromTheTop = IntStream.range(0, stops.size())
                .mapToObj(i -> stops.get((skip + i) % stops.size()))
                .toList();
        assertThat(List.of(
                        indexOf(fromTheTop, "new-chat-button"),
                        indexOf(fromTheTop, "search-button"),
                        indexOf(fromTheTop, "Account, appearance"),
                        indexOf(fromTheTop, "session-pill"),
                        indexOf(fromTheTop, "message-edit-button"),
                        indexOf(fromTheTop, "regenerate-button"),
                        indexOf(fromTheTop, "multimodal-input")))
                .doesNotContain(-1)
                .isSorted();

        keyboard.backTo(chat.page().locator(".skip"));
        keyboard.press("Enter");
        assertThat(chat.composer()).isFocused();
    }

    // 2. A conversation --------------------------------------------------------------------------------------------

    @Test
    void whoTypesReadsCopiesStopsEditsComparesAndVotes() {
        String id = begin("About tides /sim text=\"The tide comes in twice a day.\"");
        assertThat(chat.lastText()).hasText("The tide comes in twice a day.");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        assertThat(chat.composer()).isFocused();

        Locator copy = chat.lastAnswer()
                .getByLabel("Copy", new Locator.GetByLabelOptions().setExact(false))
                .first();
        keyboard.backTo(copy);
        keyboard.press("Enter");
        assertThat(copy).isFocused();
        assertThat(chat.page().evaluate("navigator.clipboard.readText()")).isEqualTo("The tide comes in twice a day.");

        keyboard.tabTo(chat.composer());
        keyboard.type("Go on and on /sim tokens=2000 word=tide gap=30");
        keyboard.press("Enter");
        assertThat(chat.lastText()).containsText("tide-3");
        keyboard.tabTo(chat.stopButton());
        keyboard.press("Enter");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "stopped");
        assertThat(chat.composer()).isFocused();
        keyboard.type("And once more /sim tokens=2000 word=surf gap=30");
        keyboard.tabTo(chat.page().getByTestId("send-button"));
        keyboard.press("Enter");
        assertThat(chat.lastText()).containsText("surf-3");
        assertThat(chat.composer()).isFocused();
        keyboard.press("Escape");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "stopped");
        assertThat(chat.composer()).isFocused();

        Locator pencil = chat.questions().nth(1).getByTestId("message-edit-button");
        keyboard.backTo(pencil);
        keyboard.press("Enter");
        assertThat(editor()).isFocused();
        keyboard.press("Escape");
        assertThat(pencil).isFocused();
        keyboard.press("Enter");
        keyboard.overwrite("About crabs /sim text=\"Crabs walk sideways.\"");
        keyboard.press("Enter");
        assertThat(chat.lastText()).hasText("Crabs walk sideways.");
        assertThat(chat.composer()).isFocused();

        Locator edited = chat.questions().nth(1);
        keyboard.backTo(edited.getByTestId("version-previous"));
        keyboard.press("Enter");
        assertThat(edited.getByTestId("version-count")).hasText("1/2");
        assertThat(chat.questions()).hasCount(3);
        assertThat(edited.getByTestId("version-previous")).isFocused();
        keyboard.tabTo(edited.getByTestId("version-next"));
        keyboard.press("Enter");
        assertThat(edited.getByTestId("version-count")).hasText("2/2");
        assertThat(chat.questions()).hasCount(2);
        assertThat(edited.getByTestId("version-next")).isFocused();

        Locator good = chat.lastAnswer().getByTestId("message-upvote");
        keyboard.tabTo(good);
        keyboard.press("Space");
        assertThat(chat.page().getByTestId("vote-word")).isFocused();
        keyboard.type("short and true");
        keyboard.press("Enter");
        assertThat(chat.page().getByTestId("vote-word")).hasCount(0);
        assertThat(good).isFocused();
        assertThat(good).hasAttribute("aria-pressed", "true");
        assertThat(chat.page()).hasURL(Pattern.compile(".*/chat/" + id + "$"));
    }

    @Test
    void anAnswerThatFailedIsRetriedAndWhatWaitsIsChangedAndTakenBack() {
        begin("Show me an error");
        assertThat(chat.errorBubble()).isVisible();
        keyboard.backTo(chat.retryButton());
        keyboard.press("Enter");
        assertThat(chat.lastAnswer().getByTestId("version-count")).hasText("2/2");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");

        keyboard.tabTo(chat.composer());
        keyboard.type("Long /sim tokens=2000 word=tide gap=30");
        keyboard.press("Enter");
        assertThat(chat.lastText()).containsText("tide-3");
        keyboard.type("And then?");
        keyboard.press("Enter");
        keyboard.type("And after that?");
        keyboard.press("Enter");
        assertThat(chat.queued()).hasCount(2);
        Locator edit = chat.queued().first().getByLabel("Edit the queued message");
        keyboard.backTo(edit);
        keyboard.press("Enter");
        assertThat(chat.field("Queued message")).isFocused();
        keyboard.overwrite("And then what?");
        keyboard.press("Enter");
        assertThat(chat.queued().first()).containsText("And then what?");
        assertThat(edit).isFocused();
        keyboard.tabTo(chat.queued().first().getByLabel("Remove the queued message"));
        keyboard.press("Enter");
        assertThat(chat.queued()).hasCount(1);
        keyboard.tabTo(chat.queued().first().getByLabel("Remove the queued message"));
        keyboard.press("Enter");
        assertThat(chat.queued()).hasCount(0);
        keyboard.tabTo(chat.composer());
        keyboard.press("Escape");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "stopped");
    }

    // 3. The list of chats -----------------------------------------------------------------------------------------

    @Test
    void chatsAreStartedFoundRenamedPinnedSharedDeletedAndBroughtBack() {
        String first = begin("First of all /sim tokens=3 word=foam gap=1");
        keyboard.press("Control+Shift+O");
        String second = begin("Second of all /sim tokens=3 word=sand gap=1");
        assertThat(chat.rows()).hasCount(2);
        assertThat(chat.row(first)).containsText("First of all");

        keyboard.backTo(link(first));
        keyboard.press("ArrowUp");
        assertThat(link(second)).isFocused();
        keyboard.press("ArrowDown", "Enter");
        assertThat(chat.page()).hasURL(Pattern.compile(".*/chat/" + first + "$"));
        assertThat(chat.composer()).isFocused();

        keyboard.backTo(link(first));
        keyboard.press("F2");
        assertThat(chat.field("New title")).isFocused();
        keyboard.overwrite("Foam");
        keyboard.press("Enter");
        assertThat(chat.row(first)).containsText("Foam");
        assertThat(link(first)).isFocused();

        Locator menu = chat.row(first).getByRole(AriaRole.BUTTON);
        keyboard.tabTo(menu);
        keyboard.press("Enter", "ArrowDown");
        assertThat(menuItem("Pin")).isFocused();
        keyboard.press("Escape");
        assertThat(menu).isFocused();
        keyboard.press("Enter", "ArrowDown", "Enter");
        assertThat(chat.row(first).locator(".slot.pinned")).isVisible();
        assertThat(menu).isFocused();

        Locator visibility = chat.page().getByTestId("visibility-selector");
        keyboard.tabTo(visibility);
        keyboard.press("Enter");
        assertThat(menuItem("Share by link")).isFocused();
        keyboard.press("Enter");
        assertThat(chat.field("Link")).isFocused();
        keyboard.press("Escape");
        assertThat(visibility).isFocused();
        assertThat(visibility).hasText("Link");

        keyboard.backTo(link(second));
        keyboard.press("Delete");
        assertThat(chat.row(second)).hasCount(0);
        assertThat(link(first)).isFocused();
        keyboard.press("Control+z");
        assertThat(chat.row(second)).isVisible();
        keyboard.press("Delete");
        assertThat(chat.row(first)).hasCount(0);
        keyboard.tabTo(chat.button("Undo"));
        keyboard.press("Enter");
        assertThat(chat.row(first)).isVisible();
        assertThat(chat.composer()).isFocused();
    }

    // 4. Palette, commands, keys, find, agents -----------------------------------------------------------------------

    @Test
    void everythingIsAFewLettersAwayAndLeadsBack() {
        String tides = begin("On tides /sim tokens=3 word=foam gap=1");
        keyboard.press("Control+Shift+O");
        begin("On crabs /sim tokens=3 word=sand gap=1");

        keyboard.press("Control+k");
        assertThat(chat.page().getByTestId("palette-input")).isFocused();
        keyboard.press("ArrowDown", "ArrowDown", "ArrowUp");
        assertThat(keyboard.stops()).noneMatch(stop -> stop.contains("multimodal-input"));
        keyboard.tabTo(chat.button("Close"));
        keyboard.press("Escape");
        assertThat(chat.page().getByTestId("palette")).hasCount(0);
        assertThat(chat.composer()).isFocused();
        keyboard.press("Control+k");
        keyboard.type("tides");
        keyboard.press("Enter");
        assertThat(chat.page()).hasURL(Pattern.compile(".*/chat/" + tides + "$"));
        assertThat(chat.composer()).isFocused();

        keyboard.type("/");
        Locator commands = chat.page().getByTestId("slash-menu");
        assertThat(commands).isVisible();
        keyboard.press("ArrowDown", "ArrowUp", "Escape");
        assertThat(commands).hasCount(0);
        assertThat(chat.composer()).hasValue("/");
        keyboard.type("fin");
        keyboard.press("Tab");
        assertThat(chat.composer()).hasValue("/find ");
        keyboard.type("foam");
        keyboard.press("Enter");
        assertThat(chat.field("Find in this chat")).isFocused();
        assertThat(chat.page().getByTestId("find-count")).hasText("1 of 4");
        keyboard.press("Enter");
        assertThat(chat.page().getByTestId("find-count")).hasText("2 of 4");
        keyboard.tabTo(chat.button("Previous"));
        keyboard.press("Space", "Escape");
        assertThat(chat.page().getByTestId("find-in-chat")).hasCount(0);
        assertThat(chat.composer()).isFocused();

        Locator search = chat.page().getByTestId("search-button");
        keyboard.backTo(search);
        keyboard.press("Shift+?");
        assertThat(chat.page().getByTestId("shortcuts")).isVisible();
        assertThat(keyboard.stops()).hasSizeBetween(2, 3);
        keyboard.tabTo(chat.button("Close"));
        keyboard.press("Escape");
        assertThat(chat.page().getByTestId("shortcuts")).hasCount(0);
        assertThat(search).isFocused();

        keyboard.press("Control+Shift+O");
        assertThat(chat.composer()).isFocused();
        Locator agent = chat.page().locator("rp-home").getByTestId("model-selector");
        keyboard.tabTo(agent);
        keyboard.press("Enter", "ArrowDown", "Escape");
        assertThat(agent).isFocused();
        keyboard.press("Enter", "ArrowDown", "Enter");
        assertThat(agent).containsText("ops");
        assertThat(chat.composer()).isFocused();
    }

    // 7. A chat that was shared --------------------------------------------------------------------------------------

    @Test
    void whoIsGivenALinkReadsAndCopiesWithoutAMouse() {
        String path;
        try (ApiClient owner = ApiClient.guest(server.url())) {
            String id = ApiClient.newId();
            owner.ask(id, "main", "Shared /sim text=\"```java\\npool.fill();\\n```\\nThe end.\"");
            String url = owner.post("/api/chat/" + id + "/share", Map.of())
                    .json()
                    .path("url")
                    .asString();
            path = url.substring(url.indexOf("/share/"));
        }
        chat.navigate(path);
        assertThat(chat.questions()).containsText("Shared");
        List<String> stops = keyboard.stops();
        assertThat(stops).anyMatch(stop -> stop.contains("Copy link")).anyMatch(stop -> stop.contains("Conversation"));

        keyboard.tabTo(chat.button("Copy link"));
        keyboard.press("Enter");
        assertThat((String) chat.page().evaluate("navigator.clipboard.readText()"))
                .endsWith(path);
        keyboard.tabTo(chat.page().locator("[data-copy=code]"));
        keyboard.press("Enter");
        assertThat((String) chat.page().evaluate("navigator.clipboard.readText()"))
                .startsWith("pool.fill();");
    }

    // 8. A narrow window ---------------------------------------------------------------------------------------------

    @Test
    void inANarrowWindowTheListComesAndGoesAsADrawer() {
        narrow();
        String first = begin("First of all /sim tokens=3 word=foam gap=1");
        keyboard.press("Control+Shift+O");
        begin("Second of all /sim tokens=3 word=sand gap=1");

        Locator opener = chat.button("Open the list of chats");
        keyboard.backTo(opener);
        keyboard.press("Enter");
        assertThat(chat.button("Close the list of chats")).isFocused();
        assertThat(keyboard.stops()).noneMatch(stop -> stop.contains("multimodal-input") || stop.contains("Go to"));
        keyboard.tabTo(chat.button("Close the list of chats"));
        keyboard.press("Escape");
        assertThat(opener).isFocused();

        keyboard.press("Enter");
        keyboard.tabTo(link(first));
        keyboard.press("Enter");
        assertThat(chat.page()).hasURL(Pattern.compile(".*/chat/" + first + "$"));
        assertThat(chat.composer()).isFocused();

        Locator more = chat.page().locator("main").getByLabel("More", new Locator.GetByLabelOptions().setExact(true));
        keyboard.backTo(more.first());
        keyboard.press("Enter");
        keyboard.downTo(menuItem("Share by link"));
        keyboard.press("Enter");
        assertThat(chat.field("Link")).isFocused();
        keyboard.tabTo(chat.button("Done"));
        keyboard.press("Enter");
        assertThat(chat.page().getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(more.first()).isFocused();
        keyboard.press("Enter");
        keyboard.downTo(menuItem("Rename"));
        keyboard.press("Enter");
        assertThat(chat.field("Title of this chat")).isFocused();
        keyboard.overwrite("Foam");
        keyboard.press("Enter");
        assertThat(chat.page().locator("button.title")).isFocused();
        assertThat(chat.page().locator("button.title")).hasText("Foam");
    }

    // ----------------------------------------------------------------------------------------------------------------

    /// Goes on in a window as narrow as a phone, or as a page that is enlarged to three times its size.
    private void narrow() {
        profile.close();
        profile = chromium.profile(NARROW, ColorScheme.LIGHT);
        chat = ChatPage.open(profile, server.url());
        keyboard = Keyboard.of(chat);
    }

    /// Writes the first message of a chat, waits for the answer, and returns the chat's id.
    private String begin(String text) {
        assertThat(chat.page().getByTestId("suggested-actions")).isVisible();
        assertThat(chat.composer()).isFocused();
        keyboard.type(text);
        keyboard.press("Enter");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", Pattern.compile("finished|failed"));
        assertThat(chat.composer()).isFocused();
        return chat.openChat();
    }

    private static int indexOf(List<String> stops, String words) {
        return IntStream.range(0, stops.size())
                .filter(i -> stops.get(i).contains(words))
                .findFirst()
                .orElse(-1);
    }

    private Locator link(String id) {
        return chat.row(id).locator("a");
    }

    private Locator accountMenu() {
        return chat.page().getByLabel("Account, appearance and notifications");
    }

    private Locator editor() {
        return chat.page().getByTestId("message-editor");
    }

    private Locator menuItem(String name) {
        return chat.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name));
    }
}
