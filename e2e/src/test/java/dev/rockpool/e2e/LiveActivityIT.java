package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

/// What an agent does, seen while it does it; and an agent that has lost its memory.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LiveActivityIT {

    private static final Pattern TIME = Pattern.compile(", [0-9.]+ s");

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private ApiClient person;
    private Chromium chromium;
    private BrowserContext profile;
    private ChatPage chat;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(
                SimulatorOptions.of(Dialect.CURRENT).withAgents("main").withGap(Duration.ofMillis(1)));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        person = ApiClient.guest(server.url());
        chromium = Chromium.launch();
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
    }

    @AfterEach
    void closePage(TestInfo test) {
        Chromium.screenshot(
                chat.page(), "last-of-" + test.getTestMethod().orElseThrow().getName());
        profile.close();
        assertThat(chat.problems()).isEmpty();
    }

    // What it does ----------------------------------------------------------------------------------------------

    @Test
    void aToolIsSeenRunningThenDoneAndIsThereAfterAReload() {
        chat.startChat("Look around /sim tools=1 tool-time=5s thinking tokens=4 word=tide");

        assertThat(cards()).hasText("Running exec: ls tide-1");
        assertThat(cards().locator(".ring")).isVisible();
        assertThat(chat.stopButton()).isVisible();
        assertThat(chat.lastAnswer()).containsText("tide-4");
        assertThat(cards()).containsText("Ran exec: ls tide-1");
        assertThat(cards()).hasText(TIME);
        assertThat(thinking()).not().hasCount(0);
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");

        List<String> seen = pieces();
        chat.page().reload();
        assertThat(cards()).hasCount(1);
        assertThat(pieces()).isEqualTo(seen);
        cards().locator("> button").click();
        assertThat(cards()).containsText("low-water-1.csv");
    }

    @Test
    void whatIsHeardOfLateStandsWhereItHappened() {
        chat.startChat("Look around /sim tools=2 tools-after=3 tokens=6 word=tide");

        assertThat(chat.lastAnswer()).containsText("tide-6");
        assertThat(cards()).hasCount(2);
        List<String> pieces = pieces();
        assertThat(pieces).hasSize(4);
        assertThat(pieces.getFirst()).contains("tide-3").doesNotContain("tide-4");
        assertThat(pieces.getLast()).contains("tide-4", "tide-6").doesNotContain("tide-3");
    }

    @Test
    void aToolThatFailsSaysSoAndTheAnswerGoesOn() {
        chat.startChat("Look around /sim tools=3 tokens=4 word=tide");

        assertThat(cards()).hasCount(3);
        assertThat(cards().nth(2)).containsText("Failed exec: ls tide-3");
        cards().nth(2).locator("> button").click();
        assertThat(cards().nth(2)).containsText("cannot access");
        assertThat(chat.lastAnswer()).containsText("tide-4");
    }

    @Test
    void aToolThatRunsWhenTheAnswerIsStoppedIsSaidNotToHaveFinished() {
        chat.startChat("Look around /sim tools=1 tools-after=2 tool-time=2m tokens=4");
        assertThat(cards()).hasAttribute("data-state", "running");
        assertThat(chat.lastAnswer().locator(".ring")).hasCount(1);

        chat.stopButton().click();

        assertThat(chat.lastAnswer()).hasAttribute("data-status", "stopped");
        assertThat(cards()).hasText("Started exec: ls tide-1, did not finish");
        assertThat(chat.lastAnswer().locator(".ring")).hasCount(0);
        chat.page().reload();
        assertThat(cards()).hasText("Started exec: ls tide-1, did not finish");
    }

    @Test
    void whatAnAnswerCostStandsBelowIt() {
        chat.startChat("Just talk /sim tokens=4");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        assertThat(chat.lastAnswer().getByTestId("usage")).containsText("tokens");
    }

    // Memory ----------------------------------------------------------------------------------------------------

    @Test
    void anAgentThatHasForgottenIsToldThePastAgainOnceAndOnlyWhenAskedTo() {
        String id = forgotten();
        String session = chat.pill().getAttribute("data-session-key");
        assertThat(chat.page().getByTestId("memory-lost")).containsText("no longer remembers");

        chat.page().getByTestId("remember-button").click();
        assertThat(chat.page().getByTestId("memory-lost")).hasCount(0);
        assertThat(chat.page().locator(".toast")).containsText("Your next message carries what was said so far.");
        assertThat(chat.composer()).isFocused();
        assertThat(chat.pill()).not().hasAttribute("data-session-key", session);

        chat.send("And now? /sim text=\"Now I know.\"");
        assertThat(chat.lastText()).hasText("Now I know.");
        assertThat(shownLast())
                .containsOnlyOnce("About limpets")
                .containsOnlyOnce("And whelks?")
                .contains("And now?");
        chat.send("And again? /sim text=\"Still.\"");
        assertThat(chat.lastText()).hasText("Still.");
        assertThat(shownLast()).containsOnlyOnce("About limpets").contains("And again?");
        chat.goTo(id);
        assertThat(chat.lastText()).hasText("Still.");
        assertThat(chat.page().getByTestId("memory-lost")).hasCount(0);
    }

    @Test
    void whileAnAnswerIsWrittenThePastCannotBeHandedOver() {
        String id = forgotten();
        chat.send("Take your time /sim tokens=2000 gap=20");
        assertThat(chat.stopButton()).isVisible();

        Locator remember = chat.page().getByTestId("remember-button");
        assertThat(remember).hasAttribute("aria-disabled", "true");
        remember.dispatchEvent("click");
        assertThat(chat.page().locator(".toast")).containsText("An answer is still being written.");
        assertThat(person.post("/api/chat/" + id + "/remember", Map.of()).status())
                .isEqualTo(409);
        assertThat(chat.page().getByTestId("memory-lost")).isVisible();
        chat.stopButton().click();
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "stopped");
        assertThat(remember).not().hasAttribute("aria-disabled", "true");
    }

    @Test
    void whereThePastCouldNotBeHandedOverItIsSaidAndCanBeTriedAgain() {
        forgotten();
        chat.page().route("**/remember", Route::abort);
        chat.page().getByTestId("remember-button").click();
        assertThat(chat.page().getByTestId("memory-lost").getByRole(AriaRole.ALERT))
                .containsText("Rockpool cannot be reached.");

        chat.page().unroute("**/remember");
        chat.page().getByTestId("remember-button").click();
        assertThat(chat.page().getByTestId("memory-lost")).hasCount(0);
    }

    @Test
    void everyTabHearsThatTheMemoryIsLost() {
        String id = chat.startChat("About limpets /sim text=\"On limpets.\"");
        assertThat(chat.lastText()).hasText("On limpets.");
        ChatPage other = ChatPage.openAt(profile, server.url(), "/chat/" + id);
        assertThat(other.lastText()).hasText("On limpets.");

        gateway.resetSession(sessionOf(id));
        chat.send("And whelks? /sim text=\"On whelks.\"");

        assertThat(other.page().getByTestId("memory-lost")).isVisible();
        other.page().getByTestId("remember-button").click();
        assertThat(chat.page().getByTestId("memory-lost")).hasCount(0);
    }

    /// A chat whose agent remembers nothing of what was said before its last answer; its id.
    private String forgotten() {
        String id = chat.startChat("About limpets /sim text=\"On limpets.\"");
        assertThat(chat.lastText()).hasText("On limpets.");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        assertThat(gateway.resetSession(sessionOf(id))).isTrue();
        chat.send("And whelks? /sim text=\"On whelks.\"");
        assertThat(chat.page().getByTestId("memory-lost")).isVisible();
        return id;
    }

    private String sessionOf(String id) {
        return gateway.sessions().stream()
                .filter(key -> key.contains("webchat-" + id) && !key.endsWith("-title"))
                .findFirst()
                .orElseThrow();
    }

    /// The words people said that the agent was shown with the last message.
    private String shownLast() {
        return gateway.turns().stream()
                .filter(turn -> !turn.sessionKey().endsWith("-title"))
                .reduce((_, last) -> last)
                .map(turn -> String.join("\n", turn.shownUserTexts()))
                .orElseThrow();
    }

    private List<String> pieces() {
        return chat.lastAnswer().locator(".answer > *").allInnerTexts();
    }

    private Locator cards() {
        return chat.lastAnswer().getByTestId("tool-card");
    }

    private Locator thinking() {
        return chat.lastAnswer().getByTestId("thinking");
    }
}
