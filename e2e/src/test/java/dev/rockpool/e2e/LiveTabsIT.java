package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.network.CutWire;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.simulator.SimulatorOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What a person with several tabs and a poor connection meets: all tabs show the same, nothing sent is lost, and every
/// answer is whole.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LiveTabsIT {

    private static final double LONG_MILLIS = 60_000;

    private static final String NOTIFICATIONS = """
            () => {
              let hidden = false;
              Object.defineProperty(document, "hidden", { get: () => hidden });
              window.hide = (now) => { hidden = now; document.dispatchEvent(new Event("visibilitychange")); };
              window.shown = [];
              window.answer = "granted";
              window.asked = 0;
              window.Notification = class {
                static permission = "default";
                static async requestPermission() { window.asked++; return (this.permission = window.answer); }
                constructor(title, options) { this.title = title; this.tag = options.tag; window.shown.push(this); }
                close() {}
              };
            }""";

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private CutWire wire;
    private BrowserContext profile;
    private ChatPage chat;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents("main"));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        chromium = Chromium.launch();
        wire = CutWire.to(server.port());
    }

    @AfterAll
    void stop() {
        wire.close();
        chromium.close();
        server.close();
        gateway.close();
    }

    @BeforeEach
    void openPage() {
        wire.heal();
        profile = chromium.profile();
        chat = open();
    }

    @AfterEach
    void closePage(TestInfo test) {
        Chromium.lastOf(test, chat.page(), 0);
        profile.close();
        assertThat(chat.problems()).isEmpty();
    }

    /// One more tab of the same browser.
    private ChatPage open() {
        return ChatPage.open(profile, "http://127.0.0.1:" + wire.port());
    }

    // Several tabs ------------------------------------------------------------------------------------------

    @Test
    void whatOneTabSendsStreamsInTheOtherAndStopsThereToo() {
        ChatPage other = open();
        String id = chat.startChat("Hello /sim tokens=2000 word=ebb gap=30");

        assertThat(other.row(id)).hasAttribute("data-state", "running");
        other.switchTo(id);
        assertThat(other.lastText()).containsText("ebb-20 ");
        assertThat(other.questions()).hasCount(1);
        other.stopButton().click();

        assertThat(chat.lastAnswer()).hasAttribute("data-status", "stopped");
        assertThat(chat.row(id)).hasAttribute("data-state", "stopped");
        assertThat(other.lastAnswer()).hasAttribute("data-status", "stopped");
        assertThat(other.lastText()).hasText(chat.lastText().textContent().strip());

        other.send("Go on /sim tokens=10 word=flow gap=5");
        assertThat(chat.lastText()).hasText(words("flow", 10));
        assertThat(chat.questions()).hasCount(2);
        assertThat(chat.answers()).hasCount(2);
    }

    @Test
    void aChatRenamedPinnedAndDeletedInOneTabIsSoInTheOther() {
        ChatPage other = open();
        String id = chat.startChat("Rename me /sim tokens=5 word=foam gap=1");
        assertThat(chat.lastText()).hasText(words("foam", 5));
        chat.startChat("Another /sim tokens=5 word=sand gap=1");
        other.switchTo(id);
        other.page().mouse().move(900, 300);
        assertThat(other.lastText()).hasText(words("foam", 5));

        chat.choose(id, "Rename");
        chat.page().getByLabel("New title").fill("A better name");
        chat.page().getByLabel("New title").press("Enter");
        assertThat(other.row(id)).containsText("A better name");
        assertThat(other.page()).hasTitle("A better name · Rockpool");
        chat.choose(id, "Pin");
        assertThat(other.page().locator("section[aria-label=Pinned]")).containsText("A better name");

        other.composer().fill("words not sent yet");
        chat.choose(id, "Delete");
        assertThat(other.page().locator("rp-toast"))
                .containsText("This chat was deleted in another window.", containsWithin());
        assertThat(other.page()).hasURL(Pattern.compile(".*/$"));
        assertThat(other.row(id)).hasCount(0);
        assertThat(other.composer()).hasValue("words not sent yet");
    }

    @Test
    void anAnswerNobodyHasSeenIsMarkedAndCountedUntilAnyTabShowsIt() {
        ChatPage other = open();
        String id = chat.startChat("Tell me later /sim tokens=30 word=slow gap=50");
        chat.page().getByTestId("new-chat-button").click();

        assertThat(chat.row(id)).hasClass(Pattern.compile("unread"));
        assertThat(chat.row(id)).containsText("new answer");
        assertThat(chat.page()).hasTitle("(1) Rockpool");
        assertThat(other.row(id)).hasClass(Pattern.compile("unread"));
        other.switchTo(id);

        assertThat(other.lastText()).hasText(words("slow", 30));
        assertThat(chat.row(id)).not().hasClass(Pattern.compile("unread"));
        assertThat(chat.page()).hasTitle("Rockpool");
        assertThat(other.page()).hasTitle(Pattern.compile("^Tell me later.*"));
    }

    @Test
    void aChatOpenedUnreadIsLoadedOnceAndThenRead() {
        ChatPage other = open();
        String id = chat.startChat("Tell me later /sim tokens=30 word=late gap=50");
        chat.page().getByTestId("new-chat-button").click();
        assertThat(other.row(id)).hasClass(Pattern.compile("unread"));
        List<String> loads = new CopyOnWriteArrayList<>();
        other.page().onRequest(request -> {
            if (request.url().contains("/api/messages?chatId=" + id)) {
                loads.add(request.url());
            }
        });

        other.page().navigate("http://127.0.0.1:" + wire.port() + "/chat/" + id);

        assertThat(other.lastText()).hasText(words("late", 30));
        assertThat(chat.row(id)).not().hasClass(Pattern.compile("unread"));
        assertThat(other.row(id)).not().hasClass(Pattern.compile("unread"));
        assertThat(loads).hasSize(1);
    }

    @Test
    void rowsStayUnderThePointerAndMoveWhenItLeaves() {
        String first = chat.startChat("First /sim tokens=3 word=one gap=1");
        assertThat(chat.lastText()).hasText(words("one", 3));
        String second = chat.startChat("Second /sim tokens=3 word=two gap=1");
        assertThat(chat.lastText()).hasText(words("two", 3));
        ChatPage other = open();
        chat.row(second).hover();

        other.switchTo(first);
        other.send("Again /sim tokens=3 word=three gap=1");
        assertThat(other.lastText()).hasText(words("three", 3));
        assertThat(chat.row(first)).hasClass(Pattern.compile("^(?!.*unread)"));
        assertThat(other.rows().first()).hasAttribute("data-chat-id", second);
        assertThat(chat.rows().first()).hasAttribute("data-chat-id", second);

        chat.page().mouse().move(900, 300);
        assertThat(chat.rows().first()).hasAttribute("data-chat-id", first);
    }

    // The queue ---------------------------------------------------------------------------------------------

    @Test
    void messagesSentMeanwhileWaitCanBeChangedAndAreAnsweredInOrder() {
        ChatPage other = open();
        String id = chat.startChat("First /sim tokens=60 word=one gap=100");
        assertThat(chat.lastText()).containsText("one-3 ");
        chat.send("Second /sim tokens=5 word=two gap=1");
        chat.send("Third /sim tokens=5 word=three gap=1");
        chat.send("Fourth /sim tokens=5 word=four gap=1");
        other.switchTo(id);
        assertThat(other.queued()).hasCount(3);
        assertThat(chat.queued()).hasCount(3);
        assertThat(chat.questions()).hasCount(1);

        other.queued().nth(0).getByLabel("Edit the queued message").click();
        Locator field = other.page().getByLabel("Queued message", exactly());
        field.fill("Second, changed /sim tokens=6 word=too gap=1");
        field.press("Enter");
        assertThat(chat.queued().nth(0)).containsText("Second, changed");
        chat.queued().nth(1).getByLabel("Remove the queued message").click();
        assertThat(other.queued()).hasCount(2);

        assertThat(chat.lastText()).hasText(words("four", 5), within());
        for (ChatPage tab : List.of(chat, other)) {
            assertThat(tab.queued()).hasCount(0);
            assertThat(tab.questions()).hasCount(3);
            assertThat(tab.answers()).hasCount(3);
            assertThat(tab.answers().nth(0).locator("rp-markdown")).hasText(words("one", 60));
            assertThat(tab.answers().nth(1).locator("rp-markdown")).hasText(words("too", 6));
            assertThat(tab.lastText()).hasText(words("four", 5));
        }
        assertThat(turns(id)).hasSize(3);
    }

    @Test
    void aRemovedMessageCanBeBroughtBackAndSentNow() {
        String id = chat.startChat("First /sim tokens=3000 word=one gap=50");
        assertThat(chat.lastText()).containsText("one-3 ");
        chat.send("Second /sim tokens=5 word=two gap=1");
        assertThat(chat.queued()).hasAttribute("data-state", "queued");
        chat.queued().getByLabel("Remove the queued message").click();
        assertThat(chat.queued()).hasCount(0);
        chat.page().getByRole(AriaRole.BUTTON, named("Undo")).click();
        assertThat(chat.queued()).hasAttribute("data-state", "queued");

        Locator now = chat.queued().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Send now"));
        assertThat(now).hasAttribute("title", "Stops the running answer and sends this now");
        now.click();

        assertThat(chat.lastText()).hasText(words("two", 5));
        assertThat(chat.answers().first()).hasAttribute("data-status", "stopped");
        assertThat(chat.questions()).hasCount(2);
        assertThat(chat.queued()).hasCount(0);
        assertThat(turns(id)).hasSize(2);
    }

    @Test
    void aChangeThatComesTooLateIsKeptInTheMessageBox() {
        chat.startChat("First /sim tokens=40 word=one gap=50");
        assertThat(chat.lastText()).containsText("one-3 ");
        chat.send("Second /sim tokens=400 word=two gap=50");
        chat.queued().getByLabel("Edit the queued message").click();
        chat.page().getByLabel("Queued message", exactly()).fill("Second, and more");

        assertThat(chat.lastText()).containsText("two-2 ", containsWithin());
        assertThat(chat.queued()).hasCount(0);
        assertThat(chat.composer()).hasValue("Second, and more");
        assertThat(chat.page().locator("rp-toast")).containsText("no longer waiting");
        chat.composer().fill("");
        chat.stopButton().click();
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "stopped");
    }

    // What has not got through ------------------------------------------------------------------------------

    @Test
    void whatIsSentWhileTheServerIsAwayGoesOutOnceWhenItIsBack() {
        String id = chat.startChat("Before /sim tokens=5 word=calm gap=1");
        assertThat(chat.lastText()).hasText(words("calm", 5));
        server.kill();
        try {
            chat.send("While away /sim tokens=5 word=late gap=1");
            chat.send("And this /sim tokens=5 word=later gap=1");
            assertThat(chat.stillHere()).hasCount(2);
            assertThat(chat.hint()).containsText("Reconnecting to Rockpool");
        } finally {
            server.restart();
        }

        assertThat(chat.lastText()).hasText(words("later", 5), within());
        assertThat(chat.questions()).hasCount(3);
        assertThat(chat.answers()).hasCount(3);
        assertThat(chat.hint()).not().containsText("Reconnecting");
        assertThat(turns(id)).hasSize(3);
    }

    @Test
    void aServerThatRestartsSaysSoAndIsFoundAgain() {
        chat.startChat("Before /sim tokens=5 word=calm gap=1");
        assertThat(chat.lastText()).hasText(words("calm", 5));
        server.stop();
        try {
            assertThat(chat.hint()).containsText("Rockpool is restarting");
            assertThat(chat.errorBubble()).hasCount(0);
        } finally {
            server.restart();
        }

        assertThat(chat.hint()).not().containsText("restarting", containsWithin());
        chat.send("After /sim tokens=5 word=after gap=1");
        assertThat(chat.lastText()).hasText(words("after", 5));
    }

    @Test
    void anUnsentMessageOutlivesTheReloadOfItsPageAndGoesOutOnce() {
        String id = chat.startChat("Before /sim tokens=5 word=calm gap=1");
        assertThat(chat.lastText()).hasText(words("calm", 5));
        chat.page().route("**/api/chat", route -> route.abort());
        chat.send("Unsent /sim tokens=5 word=late gap=1");
        assertThat(chat.page().getByTestId("unsent")).containsText("Waiting for the connection");
        chat.page().reload();
        assertThat(chat.page().getByTestId("unsent")).containsText("Waiting for the connection");
        ChatPage other = open();

        assertThat(other.row(id)).hasAttribute("data-state", Pattern.compile("running|idle"));
        chat.page().unroute("**/api/chat");

        assertThat(chat.lastText()).hasText(words("late", 5), within());
        assertThat(chat.page().getByTestId("unsent")).hasCount(0);
        assertThat(chat.questions()).hasCount(2);
        assertThat(turns(id)).hasSize(2);
    }

    @Test
    void aNewChatThatHasNotGotThroughIsKeptInTheListWithoutASession() {
        wire.refuse();
        chat.send("A first word /sim tokens=5 word=new gap=1");
        String id = chat.openChat();
        assertThat(chat.row(id)).containsText("A first word");
        assertThat(chat.row(id).getByTestId("oc-badge")).hasCount(0);
        assertThat(chat.row(id)).containsText("waiting for the connection");
        assertThat(chat.page().getByTestId("unsent")).containsText("Waiting for the connection");

        wire.heal();

        assertThat(chat.lastText()).hasText(words("new", 5), within());
        assertThat(chat.row(id).getByTestId("oc-badge")).hasText("OC");
        assertThat(chat.pill()).hasAttribute("data-session-key", "webchat-" + id);
        assertThat(chat.rows()).hasCount(1);
    }

    @Test
    void aMessageTheServerDoesNotWantSaysWhyAndCanBeTakenBack() {
        chat.startChat("Before /sim tokens=5 word=calm gap=1");
        assertThat(chat.lastText()).hasText(words("calm", 5));
        chat.page()
                .route(
                        "**/api/chat",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(413)
                                .setContentType("application/json")
                                .setBody("{\"code\":\"too_large:api\",\"message\":\"The message is too long.\"}")));
        chat.send("A long story");
        chat.send("Its second part");
        Locator unsent = chat.page().getByTestId("unsent");
        assertThat(unsent).containsText("Not sent. The message is too long.");
        assertThat(chat.queued()).containsText("Waiting for the message above");
        assertThat(chat.row(chat.openChat())).containsText("not sent");

        unsent.getByText("Discard").click();
        assertThat(unsent).containsText("Not sent. The message is too long.");
        assertThat(chat.queued()).hasCount(0);
        assertThat(chat.questions()).hasCount(2);
        unsent.getByText("Edit").click();
        assertThat(chat.composer()).hasValue("Its second part");
        chat.page().unroute("**/api/chat");
        chat.composer().fill("A short one /sim tokens=5 word=short gap=1");
        chat.composer().press("Enter");
        assertThat(chat.lastText()).hasText(words("short", 5));
        assertThat(chat.questions()).hasCount(2);
    }

    // The connection ----------------------------------------------------------------------------------------

    @Test
    void aConnectionThatIsCutInMidAnswerCostsNoWord() {
        chat.startChat("Long one /sim tokens=300 word=tide gap=40");
        for (int i = 1; i <= 4; i++) {
            assertThat(chat.lastText()).containsText("tide-" + 20 * i + " ", containsWithin());
            wire.cut();
        }
        wire.refuse();
        assertThat(chat.hint()).containsText("Reconnecting to Rockpool");
        assertThat(chat.hint()).containsText("The answer keeps running there.");
        assertThat(chat.page().locator("#announcements")).containsText("Reconnecting");
        wire.heal();

        assertThat(chat.hint()).not().containsText("Reconnecting");
        assertThat(chat.lastText()).hasText(words("tide", 300), within());
        assertThat(chat.questions()).hasCount(1);
        assertThat(chat.answers()).hasCount(1);
    }

    @Test
    void aConnectionThatIsDeadWithoutKnowingIsFoundOutWhenTheTabWakes() {
        chat.startChat("Long one /sim tokens=200 word=tide gap=40");
        assertThat(chat.lastText()).containsText("tide-10 ");
        wire.freeze();
        chat.page().evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        assertThat(chat.hint()).containsText("Reconnecting", containsWithin());
        wire.heal();

        assertThat(chat.lastText()).hasText(words("tide", 200), within());
    }

    @Test
    void aBrowserThatIsOfflineSaysSoAndCatchesUp() {
        chat.startChat("Long one /sim tokens=200 word=tide gap=40");
        assertThat(chat.lastText()).containsText("tide-10 ");
        profile.setOffline(true);
        assertThat(chat.hint()).containsText("You are offline.");
        chat.send("Next /sim tokens=5 word=next gap=1");
        assertThat(chat.queued()).containsText("Waiting for the connection");
        profile.setOffline(false);

        assertThat(chat.hint()).not().containsText("offline");
        assertThat(chat.lastText()).hasText(words("next", 5), within());
        assertThat(chat.answers().first().locator("rp-markdown")).hasText(words("tide", 200));
    }

    @Test
    void aShortLossIsNobodysBusiness() {
        chat.startChat("Before /sim tokens=5 word=calm gap=1");
        chat.page().evaluate("""
                () => {
                  window.hints = new Set();
                  new MutationObserver(() => window.hints.add(document.querySelector("#composer-hint").textContent.trim()))
                    .observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true });
                }""");
        wire.cut();
        assertThat(chat.lastText()).hasText(words("calm", 5));
        chat.send("After /sim tokens=30 word=after gap=30");
        assertThat(chat.lastText()).hasText(words("after", 30));
        assertThat(chat.page().evaluate("[...window.hints].join()")).asString().doesNotContain("Reconnecting");
    }

    @Test
    void whereNoWebSocketGetsThroughThePageStillWorks() {
        chat.page().routeWebSocket("**/api/live", socket -> socket.close());
        chat.page().reload();
        assertThat(chat.hint()).containsText("Live updates are off here.", containsWithin());

        chat.send("Without a channel /sim tokens=20 word=calm gap=1");
        assertThat(chat.lastText()).hasText(words("calm", 20), within());
        assertThat(chat.row(chat.openChat())).hasAttribute("data-state", "idle");
    }

    // Notifications -----------------------------------------------------------------------------------------

    @Test
    void aHiddenTabTellsOnTheDesktopOnceSomebodyWantsIt() {
        ChatPage hidden = pageThatCanHide();
        String quiet = hidden.startChat("Not yet wanted /sim tokens=3 word=a gap=1");
        assertThat(hidden.lastText()).hasText(words("a", 3));
        notifyMe(hidden);
        assertThat(hidden.page().locator("rp-toast")).containsText("Notifications are on");
        assertThat(hidden.page().evaluate("window.asked")).isEqualTo(1);

        String id = hidden.startChat("Tell me on the desktop /sim tokens=30 word=secret gap=30");
        hidden.page().evaluate("window.hide(true)");
        hidden.page().waitForFunction("() => window.shown.length > 0");
        assertThat(hidden.page().evaluate("window.shown.map(({ title, tag }) => title + ' ' + tag).join()"))
                .asString()
                .contains("desktop")
                .endsWith("rockpool-" + id)
                .doesNotContain("secret-1");
        hidden.switchTo(quiet);
        hidden.page().evaluate("window.shown[0].onclick()");
        assertThat(hidden.page()).hasURL(Pattern.compile(".*/chat/" + id));
        assertThat(hidden.page()).hasTitle(Pattern.compile("^\\(1\\) "));
        hidden.page().evaluate("window.hide(false)");
        assertThat(hidden.page()).hasTitle(Pattern.compile("^Tell me"));
        assertThat(hidden.row(id)).not().hasClass(Pattern.compile("unread"));
    }

    @Test
    void aBrowserThatRefusesNotificationsIsSaidToDoSo() {
        ChatPage hidden = pageThatCanHide();
        hidden.page().evaluate("window.answer = 'denied'");
        notifyMe(hidden);
        assertThat(hidden.page().locator("rp-toast")).containsText("Your browser does not allow it.");
    }

    private ChatPage pageThatCanHide() {
        profile.addInitScript("(" + NOTIFICATIONS + ")()");
        return open();
    }

    private static void notifyMe(ChatPage page) {
        page.page().getByLabel("Appearance and notifications").click();
        page.page()
                .getByRole(AriaRole.MENUITEMCHECKBOX, named("Notify me when an answer is ready"))
                .click();
    }

    private List<SimulatedTurn> turns(String chat) {
        return gateway.turns().stream()
                .filter(turn -> turn.sessionKey().equals("agent:main:webchat-" + chat))
                .toList();
    }

    /// The text of an answer of so many tokens, as a page shows it.
    private static String words(String word, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> word + "-" + i).collect(Collectors.joining(" "));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static LocatorAssertions.HasTextOptions within() {
        return new LocatorAssertions.HasTextOptions().setTimeout(LONG_MILLIS);
    }

    private static LocatorAssertions.ContainsTextOptions containsWithin() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG_MILLIS);
    }
}
