package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Saying something otherwise, having it answered again, the versions there are then, and chats forked from chats.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class VersionsIT {

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private BrowserContext profile;
    private ChatPage chat;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(
                SimulatorOptions.of(Dialect.CURRENT).withAgents("main").withGap(Duration.ofMillis(1)));
        server = RockpoolServer.start(gateway.url(), gateway.token());
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
    }

    @AfterEach
    void closePage(TestInfo test) {
        Chromium.lastOf(test, chat.page(), 0);
        profile.close();
        assertThat(chat.problems()).isEmpty();
    }

    // Editing ---------------------------------------------------------------------------------------------------

    @Test
    void anEditedMessageIsAnsweredInAFreshSessionAndWhatFollowedItIsOneArrowAway() {
        String id = talk("crab", "kelp", "goby");

        edit(1, "limpet /sim text=\"On limpets.\"");

        assertThat(chat.questions()).hasCount(2);
        assertThat(chat.lastText()).hasText("On limpets.");
        assertThat(chat.pill()).hasAttribute("data-session-key", "webchat-" + id + "-2");
        assertThat(chat.pill()).containsText("...-2");
        assertThat(count(chat.questions().nth(1))).hasText("2/2");
        assertThat(chat.composer()).isFocused();
        assertThat(shownLast(id + "-2")).contains("crab", "limpet").doesNotContain("kelp", "goby");

        previous(chat.questions().nth(1)).click();
        assertThat(chat.questions()).hasCount(3);
        assertThat(chat.questions().nth(1)).containsText("kelp");
        assertThat(count(chat.questions().nth(1))).hasText("1/2");
        assertThat(chat.lastText()).hasText("On goby.");
        assertThat(chat.pill()).hasAttribute("data-session-key", "webchat-" + id);

        next(chat.questions().nth(1)).click();
        assertThat(chat.questions()).hasCount(2);
        assertThat(chat.lastText()).hasText("On limpets.");
        assertThat(chat.pill()).hasAttribute("data-session-key", "webchat-" + id + "-2");
        chat.page().reload();
        assertThat(chat.questions().nth(1)).containsText("limpet");
        assertThat(count(chat.questions().nth(1))).hasText("2/2");
    }

    @Test
    void whatIsTypedInAnEditorOutlivesAVisitElsewhereAndAReload() {
        String id = talk("crab", "kelp");
        open(0).fill("half a thought");

        String other = chat.startChat("Elsewhere /sim text=\"Here.\"");
        assertThat(chat.lastText()).hasText("Here.");
        chat.switchTo(id);
        assertThat(editor()).hasValue("half a thought");
        chat.switchTo(other);
        assertThat(chat.lastText()).hasText("Here.");
        chat.goTo(id);
        assertThat(editor()).hasValue("half a thought");

        editor().press("Escape");
        assertThat(editor()).hasCount(0);
        assertThat(chat.questions().first()).containsText("crab");
        assertThat(pencil(0)).isFocused();
        chat.page().reload();
        assertThat(chat.questions()).hasCount(2);
        assertThat(editor()).hasCount(0);
    }

    @Test
    void anEditIsMadeByKeysAloneAndShiftEnterIsANewLine() {
        talk("crab");
        pencil(0).focus();
        chat.page().keyboard().press("Enter");
        assertThat(editor()).isFocused();
        editor().press("End");
        chat.page().keyboard().press("Shift+Enter");
        chat.page().keyboard().type("two lines");
        chat.page().keyboard().press("Control+Home");
        chat.page().keyboard().type("Again: ");
        chat.page().keyboard().press("Enter");

        assertThat(chat.questions().first()).containsText("Again: About crab");
        assertThat(chat.questions().first()).containsText("two lines");
        assertThat(count(chat.questions().first())).hasText("2/2");
        assertThat(chat.lastText()).hasText("On crab.");

        previous(chat.questions().first()).focus();
        chat.page().keyboard().press("Enter");
        assertThat(count(chat.questions().first())).hasText("1/2");
        assertThat(previous(chat.questions().first())).isFocused();
        chat.page().keyboard().press("Tab");
        chat.page().keyboard().press("Space");
        assertThat(count(chat.questions().first())).hasText("2/2");
    }

    @Test
    void anEditThatDoesNotGetThroughStaysInItsEditorAndSaysWhy() {
        String id = talk("crab", "kelp");
        chat.page().route("**/api/chat", Route::abort);
        edit(0, "limpet /sim text=\"On limpets.\"");

        Locator problem = chat.page().locator("rp-message-editor [role=alert]");
        assertThat(problem).containsText("Not sent. Rockpool cannot be reached.");
        assertThat(editor()).hasValue("limpet /sim text=\"On limpets.\"");
        assertThat(editor()).isFocused();
        assertThat(chat.questions()).hasCount(2);
        assertThat(chat.lastText()).hasText("On kelp.");

        chat.page().unroute("**/api/chat");
        chat.page()
                .route(
                        "**/api/chat",
                        route -> route.fulfill(
                                new Route.FulfillOptions()
                                        .setStatus(429)
                                        .setContentType("application/json")
                                        .setBody(
                                                "{\"code\": \"too_many:chat\", \"message\": \"You have used your 2 messages.\"}")));
        editor().press("Enter");
        assertThat(problem).containsText("Not sent. You have used your 2 messages.");

        chat.page().unroute("**/api/chat");
        editor().press("Enter");
        assertThat(chat.lastText()).hasText("On limpets.");
        assertThat(chat.questions()).hasCount(1);
        assertThat(turns(id + "-2")).hasSize(1);
    }

    @Test
    void whileAnAnswerIsWrittenNothingIsEditedRegeneratedOrSwitchedAndThePageSaysWhy() {
        talk("crab");
        edit(0, "limpet /sim text=\"On limpets.\"");
        assertThat(chat.lastText()).hasText("On limpets.");
        chat.send("Long /sim tokens=2000 word=tide gap=30");
        assertThat(chat.lastText()).containsText("tide-3");

        String why = "An answer is still being written. Wait for it, or stop it first.";
        for (Locator button : List.of(
                pencil(0),
                previous(chat.questions().first()),
                chat.answers().first().getByTestId("regenerate-button"))) {
            assertThat(button).hasAttribute("aria-disabled", "true");
            assertThat(button).hasAttribute("title", why);
        }
        // It looks disabled to the test's tools too, who would wait for it.
        pencil(0).click(new Locator.ClickOptions().setForce(true));
        assertThat(chat.page().locator(".toast")).containsText(why);
        assertThat(editor()).hasCount(0);

        chat.stopButton().click();
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "stopped");
        assertThat(pencil(0)).not().hasAttribute("aria-disabled", "true");
    }

    @Test
    void anEditorThatIsOpenWaitsForTheAnswerAnotherTabAskedFor() {
        String id = talk("crab");
        open(0).fill("limpet /sim text=\"On limpets.\"");
        ChatPage other = ChatPage.openAt(profile, server.url(), "/chat/" + id);
        other.send("Long /sim tokens=2000 word=tide gap=30");
        assertThat(chat.lastText()).containsText("tide-3");

        editor().press("Enter");
        assertThat(chat.page().locator("rp-message-editor [role=alert]"))
                .containsText("An answer is still being written.");
        other.stopButton().click();
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "stopped");
        editor().press("Enter");
        assertThat(chat.lastText()).hasText("On limpets.");
        assertThat(chat.questions()).hasCount(1);
    }

    // Regenerating ------------------------------------------------------------------------------------------------

    @Test
    void aRegeneratedAnswerStandsBesideTheOneBefore() {
        String id = chat.startChat("About crab");
        assertThat(chat.lastText()).containsText("webchat-" + id);
        chat.send("And kelp /sim text=\"On kelp.\"");
        assertThat(chat.lastText()).hasText("On kelp.");

        Locator first = chat.answers().first();
        first.hover();
        first.getByTestId("regenerate-button").click();

        assertThat(chat.answers()).hasCount(1);
        assertThat(chat.lastText()).containsText("webchat-" + id + "-2");
        assertThat(count(chat.lastAnswer())).hasText("2/2");
        assertThat(shownLast(id + "-2")).contains("About crab").doesNotContain("kelp");
        previous(chat.lastAnswer()).click();
        assertThat(chat.answers()).hasCount(2);
        assertThat(chat.lastText()).hasText("On kelp.");
        assertThat(count(chat.answers().first())).hasText("1/2");
    }

    @Test
    void attemptsOfARetriedAnswerCanBeReadAgain() {
        chat.startChat("Show me an error");
        assertThat(chat.errorBubble()).isVisible();
        String broken = chat.lastText().textContent();
        chat.retryButton().click();
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        String whole = chat.lastText().textContent();
        assertThat(whole).isNotEqualTo(broken);

        assertThat(count(chat.lastAnswer())).hasText("2/2");
        previous(chat.lastAnswer()).click();
        assertThat(count(chat.lastAnswer())).hasText("1/2");
        assertThat(chat.errorBubble()).isVisible();
        assertThat(chat.retryButton()).hasCount(0);
        assertThat(chat.lastAnswer().getByTestId("regenerate-button")).hasCount(0);
        next(chat.lastAnswer()).click();
        assertThat(chat.errorBubble()).hasCount(0);
        chat.page().reload();
        assertThat(count(chat.lastAnswer())).hasText("2/2");
    }

    @Test
    void aRegenerationThatIsRefusedLeavesTheAnswerAsItIs() {
        talk("crab");
        chat.page().route("**/api/chat", Route::abort);
        chat.lastAnswer().hover();
        chat.lastAnswer().getByTestId("regenerate-button").click();

        assertThat(chat.page().locator(".toast")).containsText("The answer was not written again.");
        assertThat(chat.lastText()).hasText("On crab.");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
    }

    // Versions ----------------------------------------------------------------------------------------------------

    @Test
    void anotherTabFollowsFromBranchToBranch() {
        String id = talk("crab", "kelp");
        ChatPage other = ChatPage.openAt(profile, server.url(), "/chat/" + id);
        assertThat(other.lastText()).hasText("On kelp.");

        edit(1, "limpet /sim text=\"On limpets.\"");
        assertThat(other.questions().nth(1)).containsText("limpet");
        assertThat(other.questions()).hasCount(2);
        assertThat(other.lastText()).hasText("On limpets.");
        assertThat(other.questions().nth(1).getByTestId("version-count")).hasText("2/2");
        assertThat(other.pill()).hasAttribute("data-session-key", "webchat-" + id + "-2");

        assertThat(chat.lastText()).hasText("On limpets.");
        previous(chat.questions().nth(1)).click();
        assertThat(other.questions().nth(1)).containsText("kelp");
        assertThat(other.lastText()).hasText("On kelp.");
        assertThat(other.problems()).isEmpty();
    }

    @Test
    void goingBetweenVersionsOfDifferentLengthKeepsTheArrowsWhereTheyAre() {
        String id = chat.startChat("Show me a long answer");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        chat.send("About crab /sim text=\"On crab.\"");
        assertThat(chat.lastText()).hasText("On crab.");
        chat.send("Show me a long answer");
        assertThat(chat.answers()).hasCount(3);
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        edit(1, "limpet /sim text=\"On limpets.\"");
        assertThat(chat.lastText()).hasText("On limpets.");
        assertThat(count(chat.questions().nth(1))).hasText("2/2");
        double before = place(previous(chat.questions().nth(1)));

        for (String version : List.of("1/2", "2/2", "1/2", "2/2")) {
            Locator line = chat.questions().nth(1);
            (version.equals("1/2") ? previous(line) : next(line)).click();
            assertThat(count(line)).hasText(version);
            assertThat(chat.answers()).hasCount(version.equals("1/2") ? 3 : 2);
            chat.page()
                    .waitForFunction(
                            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))");
            assertThat(place(previous(line))).as(version).isCloseTo(before, within(2.0));
        }
        assertThat(turns(id)).hasSize(3);
    }

    @Test
    void aVersionThatCannotBeOpenedLeavesTheReaderWhereTheyWere() {
        talk("crab", "kelp");
        edit(1, "limpet /sim text=\"On limpets.\"");
        assertThat(chat.lastText()).hasText("On limpets.");
        assertThat(count(chat.questions().nth(1))).hasText("2/2");
        chat.page().route("**/branch", Route::abort);

        previous(chat.questions().nth(1)).click();

        assertThat(chat.page().locator(".toast")).containsText("The other version was not opened.");
        assertThat(chat.lastText()).hasText("On limpets.");
        assertThat(count(chat.questions().nth(1))).hasText("2/2");
        chat.page().unroute("**/branch");
        previous(chat.questions().nth(1)).click();
        assertThat(chat.lastText()).hasText("On kelp.");
    }

    // Forking -----------------------------------------------------------------------------------------------------

    @Test
    void anAnswerIsForkedIntoANewChatThatKnowsWhatWasSaidUpToIt() {
        String id = talk("crab", "kelp");
        chat.answers().first().hover();
        chat.answers().first().getByTestId("fork-button").click();

        assertThat(chat.page().locator(".toast")).containsText("Forked from \"About crab");
        assertThat(chat.page()).not().hasURL(Pattern.compile("^.*" + id + "$"));
        assertThat(chat.questions()).hasCount(1);
        assertThat(chat.lastText()).hasText("On crab.");
        String fork = chat.openChat();
        assertThat(chat.pill()).hasAttribute("data-session-key", "webchat-" + fork);
        chat.send("And now /sim text=\"Now.\"");
        assertThat(chat.lastText()).hasText("Now.");
        assertThat(shownLast(fork)).contains("crab", "And now").doesNotContain("kelp");

        chat.switchTo(id);
        assertThat(chat.questions()).hasCount(2);
        assertThat(chat.lastText()).hasText("On kelp.");
    }

    @Test
    void aWholeChatIsForkedFromItsRow() {
        String id = talk("crab", "kelp");

        chat.choose(id, "Fork into a new chat");

        assertThat(chat.page().locator(".toast")).containsText("Forked from");
        assertThat(chat.questions()).hasCount(2);
        assertThat(chat.lastText()).hasText("On kelp.");
        assertThat(chat.rows().filter(new Locator.FilterOptions().setHasText("About crab")))
                .hasCount(2);
    }

    @Test
    void aForkThatIsRefusedSaysSoAndStaysHere() {
        String id = talk("crab");
        chat.page().route("**/fork", Route::abort);
        chat.page()
                .getByLabel("More", new Page.GetByLabelOptions().setExact(true))
                .click();
        chat.page()
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Fork into a new chat"))
                .click();

        assertThat(chat.page().locator(".toast")).containsText("The chat was not forked.");
        assertThat(chat.openChat()).isEqualTo(id);
    }

    // ---------------------------------------------------------------------------------------------------------------

    /// A chat about these things, one turn each.
    private String talk(String... things) {
        String id = "";
        for (String thing : things) {
            String text = "About %s /sim text=\"On %s.\"".formatted(thing, thing);
            if (id.isEmpty()) {
                id = chat.startChat(text);
            } else {
                chat.send(text);
            }
            assertThat(chat.lastText()).hasText("On " + thing + ".");
            assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        }
        return id;
    }

    private void edit(int question, String text) {
        open(question).fill(text);
        editor().press("Enter");
    }

    private Locator open(int question) {
        chat.questions().nth(question).hover();
        pencil(question).click();
        assertThat(editor()).isFocused();
        return editor();
    }

    private Locator editor() {
        return chat.page().getByTestId("message-editor");
    }

    private Locator pencil(int question) {
        return chat.questions().nth(question).getByTestId("message-edit-button");
    }

    private static Locator count(Locator message) {
        return message.getByTestId("version-count");
    }

    private static Locator previous(Locator message) {
        return message.getByTestId("version-previous");
    }

    private static Locator next(Locator message) {
        return message.getByTestId("version-next");
    }

    private static double place(Locator button) {
        return button.boundingBox().y;
    }

    private List<SimulatedTurn> turns(String key) {
        return gateway.turns().stream()
                .filter(turn -> turn.sessionKey().endsWith(":webchat-" + key))
                .toList();
    }

    /// All the model was shown with the latest message of a session.
    private String shownLast(String key) {
        return String.join("\n", turns(key).getLast().shownUserTexts());
    }
}
