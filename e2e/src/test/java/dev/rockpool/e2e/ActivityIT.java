package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/// What an agent did on the way to its answer, as it was stored: each thing on a card that can be opened.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ActivityIT {

    private static final String HARMFUL =
            "<img src=x onerror=\"document.title='run'\"><b>bold</b> [link](https://example.org)";
    private static final String LONG_OUTPUT =
            IntStream.range(0, 300).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private ApiClient person;
    private String chatId;
    private Chromium chromium;
    private BrowserContext profile;
    private ChatPage chat;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(
                SimulatorOptions.of(Dialect.CURRENT).withAgents("main").withGap(Duration.ofMillis(1)));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        person = ApiClient.guest(server.url());
        chatId = ApiClient.newId();
        person.ask(chatId, "main", "What did you do? /sim tokens=3");
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
    void openProfile() {
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

    @Test
    void eachToolIsALineThatSaysWhatItDidHowItWentAndHowLongItTook() {
        answered(
                thought("Look first."),
                ran("exec", Map.of("command", "mvn test"), "BUILD SUCCESS", 12_400),
                ran("read", Map.of("path", "pom.xml"), "<project/>", 80),
                failed("exec", Map.of("command", "mvn deploy"), "Command failed with exit code 1"),
                failed("exec", Map.of("command", "sleep 60"), "This did not finish."),
                text("Done."));

        assertThat(cards()).hasText(new String[] {
            "Ran exec: mvn test, 12.4 s",
            "Ran read: pom.xml, 0.1 s",
            "Failed exec: mvn deploy, exit 1",
            "Started exec: sleep 60, did not finish"
        });
        assertThat(thinking()).hasText("Thought");
        assertThat(chat.lastText()).hasText("Done.");
        assertThat(cards().nth(2)).hasAttribute("data-state", "failed");
        assertThat(cards().nth(3)).hasAttribute("data-state", "unknown");
        assertThat(new AxeBuilder(chat.page()).analyze().getViolations()).isEmpty();
    }

    @Test
    void aCardIsOpenedAndClosedByKeysAndTellsWhatWasAskedAndSaid() {
        answered(ran("exec", Map.of("command", "mvn test", "timeout", 60), "BUILD SUCCESS", 900), text("Done."));
        line(0).focus();
        assertThat(line(0)).hasAttribute("aria-expanded", "false");

        chat.page().keyboard().press("Enter");
        assertThat(line(0)).hasAttribute("aria-expanded", "true");
        assertThat(cards().first()).containsText("\"timeout\": 60");
        assertThat(cards().first()).containsText("BUILD SUCCESS");
        assertThat(new AxeBuilder(chat.page()).analyze().getViolations()).isEmpty();

        chat.page().keyboard().press("Space");
        assertThat(line(0)).hasAttribute("aria-expanded", "false");
        assertThat(line(0)).isFocused();
        assertThat(cards().first()).not().containsText("BUILD SUCCESS");
    }

    @Test
    void aThoughtIsFoldedUntilSomebodyWantsToReadIt() {
        answered(thought("First I look at the clock.\n\nThen I decide."), text("Done."));
        assertThat(chat.lastAnswer()).not().containsText("look at the clock");
        thinking().getByRole(AriaRole.BUTTON).click();
        assertThat(thinking()).containsText("First I look at the clock.");
    }

    @Test
    void nothingAToolSaysOrIsAskedIsMarkup() {
        answered(
                thought(HARMFUL),
                ran(HARMFUL, Map.of("command", HARMFUL), HARMFUL, 10),
                failed("exec", Map.of("command", HARMFUL, "more", HARMFUL), HARMFUL),
                text("Done."));
        openAll();

        assertThat(cards().first().locator("pre").last()).hasText(HARMFUL);
        assertThat(chat.lastAnswer().locator("rp-act :is(img, b, a)")).hasCount(0);
        assertThat((String) chat.page().evaluate("document.title")).doesNotContain("run");
    }

    @Test
    void whatATerminalUnderstandsAndWhatWouldDeceiveIsNotShownAsItCame() {
        answered(
                ran("exec", Map.of("command", "rm \u202Etxt.exe"), "\u001b[31mred\u001b[0m\r\nnext", 10),
                text("Done."));
        assertThat(cards().first()).containsText("rm \uFFFDtxt.exe");
        openAll();
        assertThat(cards().first().locator("pre").last()).hasText("red\nnext");
    }

    @Test
    void aLongOutputScrollsInItsCardAndCanBeReachedByKeys() {
        answered(ran("exec", Map.of("command", "yes ".repeat(500)), LONG_OUTPUT, 10), text("Done."));
        assertThat(line(0).boundingBox().height).isLessThan(40);
        line(0).click();

        Locator output = cards().first().locator("pre").last();
        assertThat(output).hasAttribute("tabindex", "0");
        assertThat(output).hasAttribute("aria-label", "exec: Output");
        assertThat(output.boundingBox().height).isLessThanOrEqualTo(321);
        output.focus();
        chat.page().keyboard().press("End");
        chat.page().waitForFunction("(box) => box.scrollTop > 1000", output.elementHandle());
        assertThat(new AxeBuilder(chat.page()).analyze().getViolations()).isEmpty();
    }

    @Test
    void aCardThatIsOpenedAtTheEndOfTheChatStaysUnderTheFinger() {
        List<Map<String, Object>> answer = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answer.add(text("Now step " + i + "."));
            answer.add(ran("exec", Map.of("command", "step " + i), LONG_OUTPUT, 10));
        }
        answered(answer);
        assertThat(cards().last()).isInViewport();
        double before = line(19).boundingBox().y;

        line(19).click();
        assertThat(cards().last()).containsText("line 0");
        assertThat(line(19).boundingBox().y).isCloseTo(before, within(1.0));
        line(19).click();
        assertThat(cards().last()).not().containsText("line 0");
        assertThat(line(19).boundingBox().y).isCloseTo(before, within(1.0));
    }

    @Test
    void ofManyStepsInARowTheLastAreShownAndTheOthersAreOneLineAway() {
        List<Map<String, Object>> answer = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answer.add(
                    i == 3
                            ? failed("exec", Map.of("command", "step 3"), "no")
                            : ran("exec", Map.of("command", "step " + i), "ok", 100));
        }
        answer.add(text("Done."));
        answered(answer);
        Locator earlier = chat.lastAnswer().getByTestId("earlier-steps");
        assertThat(earlier).hasText("25 earlier steps, 1 failed");
        assertThat(cards()).hasCount(5);
        assertThat(cards().first()).containsText("step 25");

        earlier.focus();
        chat.page().keyboard().press("Enter");
        assertThat(cards()).hasCount(30);
        assertThat(earlier).isFocused();
        assertThat(earlier).hasAttribute("aria-expanded", "true");
        line(3).click();
        earlier.click();
        assertThat(cards()).hasCount(6);
        assertThat(cards().first()).containsText("Failed exec: step 3");
    }

    @Test
    void anAnswerIsCopiedAndFoundByItsWordsAlone() {
        answered(
                text("One moment."),
                thought("secret thought"),
                ran("exec", Map.of("command", "mvn test"), "BUILD SUCCESS", 10),
                text("All tests are green."));
        openAll();
        chat.lastAnswer().hover();
        chat.page().getByLabel("Copy the answer").last().click();
        assertThat((String) chat.page().evaluate("navigator.clipboard.readText()"))
                .isEqualTo("One moment.\n\nAll tests are green.");

        chat.send("/find build success");
        assertThat(chat.page().getByTestId("find-count")).hasText("Not found");
        chat.page().getByLabel("Find in this chat").fill("green");
        assertThat(chat.page().getByTestId("find-count")).hasText("1 of 1");
    }

    @Test
    void ofALongChatWithManyCardsOnlyWhatIsNearIsDrawnAndNothingJumps() {
        List<List<Map<String, Object>>> messages = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            messages.add(List.of(text("Question " + i)));
            messages.add(List.of(
                    ran("exec", Map.of("command", "step " + i), LONG_OUTPUT, 10),
                    thought("Hm."),
                    text("Answer " + i + ". " + "The tide comes in. ".repeat(i % 7))));
        }
        show(messages);
        assertThat(chat.page().getByText(Pattern.compile("^Answer 499\\."))).isVisible();
        assertThat(chat.page().locator("main .item").count()).isLessThan(60);
        // Opening a chat goes to its end, be it a moment later.
        chat.page().waitForFunction("""
            async () => {
              const box = document.querySelector("main .scroll");
              box.scrollTop = box.scrollHeight / 2;
              for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame);
              const isThere = Math.abs(box.scrollTop - box.scrollHeight / 2) < 4000;
              return isThere && document.querySelectorAll("main rp-act .act").length > 4;
            }""");
        double moved = ((Number) chat.page().evaluate("""
            async () => {
              const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
              const box = document.querySelector("main .scroll");
              const middle = () => [...document.querySelectorAll("main .item")].find((item) => item.getBoundingClientRect().bottom > 400);
              let jumped = 0;
              for (let i = 0; i < 30; i++) {
                const seen = middle();
                const top = seen.getBoundingClientRect().top;
                box.scrollBy({ top: -200, behavior: "instant" });
                await frame();
                jumped = Math.max(jumped, Math.abs(seen.getBoundingClientRect().top - top - 200));
              }
              return jumped;
            }""")).doubleValue();
        assertThat(moved).isLessThan(2);
    }

    private void openAll() {
        Locator lines = chat.lastAnswer().locator("rp-act > .act > button");
        assertThat(lines.first()).isVisible();
        for (int i = 0; i < lines.count(); i++) {
            lines.nth(i).click();
        }
    }

    @SafeVarargs
    private void answered(Map<String, Object>... parts) {
        answered(List.of(parts));
    }

    private void answered(List<Map<String, Object>> parts) {
        show(List.of(List.of(text("What did you do?")), parts));
    }

    private void show(List<List<Map<String, Object>>> messages) {
        server.writeParts(chatId, messages);
        chat.goTo(chatId);
        assertThat(chat.lastAnswer()).isVisible();
    }

    private Locator cards() {
        return chat.lastAnswer().getByTestId("tool-card");
    }

    private Locator thinking() {
        return chat.lastAnswer().getByTestId("thinking");
    }

    private Locator line(int card) {
        return cards().nth(card).locator("> button");
    }

    private static Map<String, Object> text(String text) {
        return Map.of("type", "text", "text", text);
    }

    private static Map<String, Object> thought(String text) {
        return Map.of("type", "reasoning", "text", text);
    }

    private static Map<String, Object> ran(String name, Map<String, Object> input, String output, long millis) {
        Map<String, Object> part = tool(name, input, "output-available");
        part.put("output", output);
        part.put("durationMs", millis);
        return part;
    }

    private static Map<String, Object> failed(String name, Map<String, Object> input, String error) {
        Map<String, Object> part = tool(name, input, "output-error");
        part.put("errorText", error);
        return part;
    }

    private static Map<String, Object> tool(String name, Map<String, Object> input, String state) {
        return new HashMap<>(Map.of(
                "type",
                "dynamic-tool",
                "toolCallId",
                ApiClient.newId(),
                "toolName",
                name,
                "input",
                input,
                "state",
                state));
    }
}
