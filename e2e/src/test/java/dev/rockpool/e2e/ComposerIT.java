package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
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

/// The box messages are written in: commands, what was sent before, dictation, and who is to answer.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ComposerIT {

    private static final List<String> AGENTS =
            List.of("main", "mail", "ops", "research", "writer", "planner", "reviewer", "archive");

    /// A speech service that hears what the test says, or refuses.
    private static final String SPEECH = """
            window.SpeechRecognition = window.webkitSpeechRecognition = class {
              start() {
                window.heard = (words) => this.onresult({ results: [[{ transcript: words }]] });
                window.refused = (error) => this.onerror({ error });
              }
              abort() {
                window.aborted = true;
              }
            };""";

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private BrowserContext profile;
    private ChatPage chat;

    @BeforeAll
    void start() {
        gateway =
                GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents(AGENTS.toArray(String[]::new)));
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
        profile.addInitScript(SPEECH);
        chat = ChatPage.open(profile, server.url());
    }

    @AfterEach
    void closePage(TestInfo test) {
        Chromium.lastOf(test, chat.page(), 0);
        profile.close();
        assertThat(chat.problems()).isEmpty();
    }

    @Test
    void aSuggestionIsSentOrWaitsInTheBoxForWhatBelongsToIt() {
        Locator suggestions = chat.page().getByTestId("suggested-actions");
        suggestions.getByText("Explain a stack trace").click();
        assertThat(chat.composer()).hasValue(Pattern.compile("^Explain this stack trace"));
        assertThat(chat.composer()).isFocused();
        assertThat(chat.questions()).hasCount(0);

        suggestions.getByText("What can you do here?").click();
        assertThat(chat.questions()).containsText("What can you do here?");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
    }

    // Commands

    @Test
    void aSlashOffersCommandsThatArrowsChooseTabCompletesAndEnterDoes() {
        type("/");
        assertThat(options().first()).containsText("/new");
        assertThat(chat.composer()).hasAttribute("aria-activedescendant", "slash-0");
        type("t");
        assertThat(options()).hasCount(1);
        assertThat(options()).containsText("/theme light|dark");

        press("Tab");
        assertThat(chat.composer()).hasValue("/theme ");
        assertThat(options()).hasCount(3);
        press("ArrowDown");
        press("ArrowUp");
        press("ArrowUp");
        assertThat(menu().locator("[aria-selected=true]")).containsText("Dark");
        press("Enter");
        assertThat(chat.page().locator("html")).hasAttribute("data-theme", "dark");
        assertThat(chat.composer()).hasValue("");
        assertThat(chat.composer()).isFocused();
        assertThat(menu()).hasCount(0);
    }

    @Test
    void escapeClosesTheMenuAndNothingElse() {
        chat.startChat("Long /sim tokens=2000 gap=20 word=tide");
        assertThat(chat.lastText()).containsText("tide-3 ");
        type("/st");
        assertThat(options()).hasCount(1);

        press("Escape");
        assertThat(menu()).hasCount(0);
        assertThat(chat.composer()).hasValue("/st");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "running");
        type("o");
        assertThat(options()).hasCount(1);
        press("Enter");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "stopped");
        assertThat(chat.composer()).hasValue("");
    }

    @Test
    void aCommandThatCannotBeDoneSaysWhyAndStaysThere() {
        says("/stop", "No answer is being written in this chat.");
        says("/share", "There is no chat here yet.");
        says("/theme purple", "Write light, dark or system behind it.");
        says("/agent nobody", "There is no agent called \"nobody\" here.");
        chat.composer().fill("Never mind");
        assertThat(told()).hasCount(0);

        chat.startChat("Hello /sim tokens=2 gap=1");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        says("/rename", "Write the new title behind it");
        says("/rename " + "a".repeat(121), "A title has at most 120 characters.");
        says("/stop", "No answer is being written in this chat.");
        assertThat(chat.questions()).hasCount(1);
    }

    private void says(String command, String why) {
        chat.composer().fill(command);
        press("Escape");
        press("Enter");
        assertThat(told()).containsText(why);
        assertThat(chat.composer()).hasValue(command);
    }

    @Test
    void aChatIsRenamedDeletedAndBroughtBackWithoutLeavingTheBox() {
        String id = chat.startChat("Hello /sim tokens=2 gap=1");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        chat.send("/rename Tide tables");
        assertThat(chat.row(id)).containsText("Tide tables");
        assertThat(chat.composer()).hasValue("");

        chat.send("/delete");
        assertThat(chat.row(id)).hasCount(0);
        chat.button("Undo").click();
        assertThat(chat.row(id)).isVisible();
        assertThat(chat.questions()).hasCount(1);
        chat.send("/new");
        assertThat(chat.page().getByTestId("suggested-actions")).isVisible();
        chat.send("/help");
        assertThat(chat.page().getByTestId("shortcuts")).isVisible();
    }

    @Test
    void whateverElseBeginsWithASlashGoesToTheAgentAsTyped() {
        String id = chat.startChat("Hello /sim tokens=2 gap=1");
        for (String text : List.of("/etc/hosts has a wrong line", "//new", "/status", "/newer", "/help me, please")) {
            assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
            chat.send(text);
            if (!text.startsWith("/help")) {
                assertThat(chat.questions().last()).hasText(text);
            }
        }
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");

        assertThat(gateway.turns())
                .filteredOn(turn -> turn.sessionKey().endsWith(id))
                .extracting(turn -> turn.userMessage())
                .contains("/etc/hosts has a wrong line", "//new", "/status", "/newer");
    }

    @Test
    void aCommandWhoseCodeCannotBeLoadedIsNotSentToTheAgent() {
        chat.page().route("**/app/commands-*.js", Route::abort);
        chat.composer().fill("/new");
        press("Enter");

        assertThat(chat.page().getByRole(AriaRole.STATUS).first()).containsText("could not be loaded");
        assertThat(chat.composer()).hasValue("/new");
        assertThat(chat.questions()).hasCount(0);
    }

    @Test
    void aFingerTapsACommand() {
        try (BrowserContext phone = chromium.profile(Chromium.Device.PHONE, ColorScheme.LIGHT)) {
            ChatPage held = ChatPage.open(phone, server.url());
            held.composer().tap();
            held.composer().pressSequentially("/th");
            held.page().locator(".slash [role=option]").tap();
            assertThat(held.composer()).hasValue("/theme ");
            held.page()
                    .getByText("Dark", new Page.GetByTextOptions().setExact(true))
                    .tap();
            assertThat(held.page().locator("html")).hasAttribute("data-theme", "dark");
            assertThat(held.problems()).isEmpty();
        }
    }

    // What was sent before

    @Test
    void upBringsBackWhatWasSentAndDownLeadsBackToTheEmptyBox() {
        chat.startChat("First /sim tokens=2 gap=1");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        chat.send("Second line\nand more /sim tokens=2 gap=1");
        assertThat(chat.questions()).hasCount(2);

        press("ArrowUp");
        assertThat(chat.composer()).hasValue(Pattern.compile("^Second line\nand more"));
        press("ArrowUp");
        press("ArrowUp");
        assertThat(chat.composer()).hasValue("First /sim tokens=2 gap=1");
        press("ArrowDown");
        assertThat(chat.composer()).hasValue(Pattern.compile("^Second"));
        press("ArrowDown");
        assertThat(chat.composer()).hasValue("");
    }

    @Test
    void upInATextThatIsBeingWrittenOnlyMovesTheCursor() {
        chat.startChat("First /sim tokens=2 gap=1");
        chat.composer().fill("one\ntwo");
        press("ArrowUp");
        assertThat(chat.composer()).hasValue("one\ntwo");

        chat.composer().fill("");
        press("ArrowUp");
        assertThat(chat.composer()).hasValue("First /sim tokens=2 gap=1");
        type("!");
        assertThat(chat.composer()).hasValue("First /sim tokens=2 gap=1!");
        press("ArrowDown");
        assertThat(chat.composer()).hasValue("First /sim tokens=2 gap=1!");
    }

    // Dictation

    @Test
    void whatIsSaidStandsInTheBoxAndIsSentByNobodyButThePerson() {
        chat.composer().fill("Note:");
        Locator button = chat.page().getByTestId("dictate-button");
        assertThat(button).hasAttribute("title", Pattern.compile("Some browsers send what you say to their maker"));
        button.click();
        assertThat(button).hasAttribute("aria-pressed", "true");

        chat.page().evaluate("heard('low tide')");
        chat.page().evaluate("heard('low tide at noon')");
        assertThat(chat.composer()).hasValue("Note: low tide at noon");
        button.click();
        assertThat(button).hasAttribute("aria-pressed", "false");
        chat.page().evaluate("heard('nobody listens')");
        assertThat(chat.composer()).hasValue("Note: low tide at noon");
        assertThat(chat.questions()).hasCount(0);
    }

    @Test
    void aMicrophoneThatIsRefusedIsSaidInASentence() {
        chat.page().getByTestId("dictate-button").click();
        assertThat(chat.page().getByTestId("dictate-button")).hasAttribute("aria-pressed", "true");
        chat.page().evaluate("refused('not-allowed')");

        assertThat(told()).containsText("The microphone is not allowed here.");
        assertThat(chat.page().getByTestId("dictate-button")).hasAttribute("aria-pressed", "false");
    }

    @Test
    void aBrowserThatCannotDictateShowsNoButton() {
        profile.addInitScript("delete window.SpeechRecognition; delete window.webkitSpeechRecognition;");
        chat.page().reload();
        assertThat(chat.composer()).isVisible();
        assertThat(chat.page().getByTestId("dictate-button")).hasCount(0);
    }

    // Agents

    @Test
    void anAgentIsSearchedAndChosenByKeyboardBeforeTheFirstMessage() {
        Locator selector = chat.page().locator("rp-home").getByTestId("model-selector");
        selector.focus();
        press("Enter");
        Locator field = chat.field("Search agents");
        assertThat(field).isFocused();
        assertThat(agents()).hasCount(AGENTS.size());
        type("zzz");
        assertThat(chat.page().locator(".agents")).containsText("No agent is called so.");
        field.fill("rev");
        assertThat(agents()).hasCount(1);
        press("Enter");

        assertThat(selector).containsText("reviewer");
        assertThat(chat.composer()).isFocused();
        String id = chat.startChat("Hello /sim tokens=2 gap=1");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        assertThat(gateway.turns()).anyMatch(turn -> turn.sessionKey().equals("agent:reviewer:webchat-" + id));
    }

    @Test
    void agentsWithTheSameInitialDoNotLookAlike() {
        chat.page().locator("rp-home").getByTestId("model-selector").click();
        assertThat(agents()).hasCount(AGENTS.size());
        List<String> tiles = agents().locator(".tile").allTextContents();

        assertThat(tiles).hasSize(AGENTS.size()).doesNotHaveDuplicates();
    }

    @Test
    void aChatThatHasBegunStaysWithItsAgentAndGoesOnWithAnotherInAFork() {
        String id = chat.startChat("Remember the limpet /sim tokens=2 gap=1");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        selector().click();
        assertThat(chat.page().locator(".agents")).containsText("A chat stays with its agent.");
        assertThat(chat.field("Search agents")).isFocused();
        press("Escape");
        assertThat(selector()).isFocused();

        selector().click();
        chat.page().locator(".agents [data-agent=ops]").click();
        assertThat(chat.page()).not().hasURL(Pattern.compile(".*/chat/" + id + "$"));
        assertThat(selector()).containsText("ops");
        assertThat(chat.questions()).containsText("Remember the limpet");
        chat.switchTo(id);
        assertThat(selector()).containsText("main");
        assertThat(chat.questions()).hasCount(1);
    }

    @Test
    void aForkThatFailsIsSaidAndNothingElseHappens() {
        String id = chat.startChat("Hello /sim tokens=2 gap=1");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        chat.page().route("**/api/chat/*/fork", Route::abort);
        chat.send("/fork");

        assertThat(chat.page().locator(".toast")).containsText("The chat was not forked.");
        assertThat(chat.page()).hasURL(Pattern.compile(".*/chat/" + id + "$"));
        chat.page().unroute("**/api/chat/*/fork");
        chat.send("/fork");
        assertThat(chat.page()).not().hasURL(Pattern.compile(".*/chat/" + id + "$"));
        assertThat(chat.questions()).containsText("Hello");
    }

    private Locator selector() {
        return chat.page().locator("rp-header").getByTestId("model-selector");
    }

    private Locator agents() {
        return chat.page().locator(".agents [role=option]");
    }

    private Locator menu() {
        return chat.page().getByTestId("slash-menu");
    }

    private Locator options() {
        return menu().locator("[role=option]");
    }

    private Locator told() {
        return chat.page().getByTestId("composer-told");
    }

    private void press(String key) {
        chat.page().keyboard().press(key);
    }

    private void type(String text) {
        chat.page().keyboard().type(text);
    }
}
