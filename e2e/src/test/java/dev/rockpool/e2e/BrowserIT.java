package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.ForeignMarks;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.process.Ports;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

/// Rockpool as a person meets it: the page in Chromium, chats that stream, stop, fail, come back and never
/// mix.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BrowserIT {

    private static final double LONG_MILLIS = 60_000;
    private static final List<String> WORDS =
            List.of("kelp", "crab", "limpet", "mussel", "urchin", "prawn", "goby", "whelk", "anemone", "starfish");

    private SimulatorOptions options;
    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private BrowserContext profile;
    private ChatPage chat;

    @BeforeAll
    void start() {
        options = SimulatorOptions.of(Dialect.CURRENT)
                .withAgents("main", "ops")
                .withPort(Ports.free())
                .withToken("browser-test");
        gateway = GatewaySimulator.start(options);
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

    @Test
    void aNewChatIsAnsweredAndShowsItsSessionInBadgeAndPill() {
        assertThat(chat.page().getByTestId("suggested-actions")).isVisible();
        chat.send("Good morning /sim tokens=40 word=wave gap=10");
        assertThat(chat.page()).hasURL(Pattern.compile(".*/chat/[0-9a-f-]{36}"));
        String id = chat.openChat();

        assertThat(chat.lastText()).hasText(words("wave", 40));
        assertThat(chat.questions()).hasCount(1);
        assertThat(chat.pill()).hasAttribute("data-session-key", "webchat-" + id);
        assertThat(chat.pill()).containsText("Session: webchat-" + id.substring(0, 4));
        assertThat(chat.row(id).getByTestId("oc-badge")).hasText("OC");
        assertThat(chat.row(id).getByTestId("oc-badge")).hasAttribute("title", Pattern.compile("webchat-" + id));
        assertThat(chat.row(id)).containsText("Good morning");

        chat.pill().click();
        assertThat(chat.pill()).containsText("Session id copied");
        assertThat(chat.page().evaluate("navigator.clipboard.readText()")).isEqualTo("webchat-" + id);
    }

    @Test
    void whatAPageShowsFirstIsAskedForOnceAndBeforeItsModules() {
        List<String> asked = new CopyOnWriteArrayList<>();
        List<String> warnings = new CopyOnWriteArrayList<>();
        chat.page()
                .onRequest(request ->
                        asked.add(request.url().substring(server.url().length())));
        chat.page().onConsoleMessage(message -> warnings.add(message.text()));
        String id = chat.startChat("First /sim tokens=5 word=calm gap=1");
        assertThat(chat.lastText()).hasText(words("calm", 5));
        // Nothing the page before still asks for is counted.
        chat.page().navigate("about:blank");
        asked.clear();

        chat.page().navigate(server.url() + "/chat/" + id);
        assertThat(chat.lastText()).hasText(words("calm", 5));

        int modules = (int)
                asked.stream().takeWhile(path -> !path.contains("/app/thread-")).count();
        assertThat(asked.subList(0, modules)).contains("/api/messages?chatId=" + id, "/api/models");
        assertThat(asked).containsOnlyOnce("/api/messages?chatId=" + id, "/api/models");
        assertThat(warnings).noneMatch(warning -> warning.contains("preload"));
    }

    @Test
    void theAgentChosenBeforeTheFirstMessageAnswers() {
        chat.page().locator("rp-home").getByTestId("model-selector").click();
        chat.page()
                .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("ops"))
                .click();
        String id = chat.startChat("Who are you?");

        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        assertThat(turns("agent:ops:webchat-" + id)).hasSize(1);
        assertThat(turns("agent:main:webchat-" + id)).isEmpty();
    }

    @Test
    void aChatGoesOnAnsweringWhileAnotherIsOpenAndIsUpToDateOnReturn() {
        String first = chat.startChat("First /sim tokens=200 word=ebb gap=30");
        assertThat(chat.lastText()).containsText("ebb-10 ");

        String second = chat.startChat("Second /sim tokens=10 word=flow gap=10");
        assertThat(chat.lastText()).hasText(words("flow", 10));
        assertThat(chat.pill()).hasAttribute("data-session-key", "webchat-" + second);
        assertThat(chat.row(first)).hasAttribute("data-state", "running");

        chat.switchTo(first);
        assertThat(chat.pill()).hasAttribute("data-session-key", "webchat-" + first);
        assertThat(chat.stopButton()).isVisible();
        assertThat(chat.lastText()).hasText(words("ebb", 200), within());
        assertThat(chat.questions()).hasCount(1);

        chat.switchTo(second);
        assertThat(chat.lastText()).hasText(words("flow", 10));
        assertThat(gateway.turns())
                .filteredOn(turn -> turn.sessionKey().endsWith(first))
                .hasSize(1);
    }

    @Test
    void markupThatWantsToRunOrCannotBeReadIsShownAndHarmsNothing() {
        String markup = "<img src=x onerror=alert(1)> <script>alert(2)</script> [tap](javascript:alert(3)) "
                + "![](https://) ![](http://[half) the end";
        chat.page().onDialog(dialog -> fail("the answer ran: " + dialog.message()));

        chat.startChat("/sim gap=5 text=\"" + markup + "\"");

        assertThat(chat.lastText()).containsText("the end");
        assertThat(chat.lastText().locator("script, img[src], [onerror], [href^=javascript]"))
                .hasCount(0);
        chat.page().reload();
        assertThat(chat.lastText()).containsText("the end");
    }

    @Test
    void codeThatGrewWordByWordLooksAsIfItHadComeAtOnce() {
        String code = "int tide = 0; // comes and goes\n\nif (moon) {\n    return List.<Pool>of();\n}\n".repeat(30);
        String script = ("Before\n\n```java\n" + code + "```\n\nAfter").replace("\n", "\\n");
        chat.startChat("/sim gap=2 text=\"" + script + "\"");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished", finishedWithin());
        assertThat(chat.lastText().locator(".hljs-comment")).hasCount(30);
        assertThat(chat.lastText().locator("code").textContent()).isEqualTo(code.stripTrailing());
        Object grown = chat.lastText().evaluate("(text) => text.innerHTML");

        chat.page().reload();
        assertThat(chat.lastText().locator(".hljs-comment")).hasCount(30);
        assertThat(chat.lastText().evaluate("(text) => text.innerHTML")).isEqualTo(grown);
    }

    @Test
    void aReloadInMidAnswerShowsItSoFarAndGoesOn() {
        chat.startChat("Long one /sim tokens=200 word=tide gap=30");
        assertThat(chat.lastText()).containsText("tide-20 ");

        chat.page().reload();

        assertThat(chat.lastText()).containsText("tide-20 ");
        assertThat(chat.stopButton()).isVisible();
        assertThat(chat.questions()).hasCount(1);
        assertThat(chat.lastText()).hasText(words("tide", 200), within());
        assertThat(chat.questions()).hasCount(1);
        assertThat(chat.answers()).hasCount(1);
    }

    @Test
    void aReaderWhoLeavesTheEndIsNotDraggedBackByWhatIsDrawnBeforeTheBrowserTells() {
        chat.startChat("Long one /sim tokens=4000 word=drift gap=10");
        assertThat(chat.lastText()).containsText("drift-700 ", containsWithin());

        Object top = chat.page().evaluate("""
                async () => {
                  const thread = document.querySelector("main rp-thread");
                  const box = thread.querySelector(".scroll");
                  box.scrollTop = 30;
                  thread.requestUpdate();
                  await thread.updateComplete;
                  await new Promise((resolve) => setTimeout(resolve, 500));
                  return box.scrollTop;
                }""");
        assertThat(((Number) top).doubleValue()).isBetween(20.0, 40.0);

        chat.page().getByText("Latest").click();
        assertThat(chat.page().getByText("Latest")).hasCount(0);
        chat.page().waitForFunction("""
                (before) => {
                  const box = document.querySelector("main .scroll");
                  return box.scrollHeight > before + 100 && box.scrollHeight - box.scrollTop - box.clientHeight < 48;
                }""", chat.page().evaluate("document.querySelector('main .scroll').scrollHeight"));
        chat.stopButton().click();
    }

    @Test
    void stopEndsTheAnswerAtTheGatewayAndKeepsWhatCame() {
        String id = chat.startChat("Stop me /sim tokens=2000 word=surf gap=20");
        assertThat(chat.lastText()).containsText("surf-20 ");
        int aborted = gateway.abortedStreams();

        chat.stopButton().click();

        assertThat(chat.lastAnswer()).hasAttribute("data-status", "stopped");
        assertThat(chat.lastAnswer()).containsText("You stopped this answer");
        await().atMost(Duration.ofSeconds(10)).until(() -> gateway.abortedStreams() == aborted + 1);
        String kept = chat.lastText().textContent().strip();
        assertThat(kept).startsWith(words("surf", 20));
        chat.page().reload();
        assertThat(chat.lastText()).hasText(kept);

        chat.send("And now? /sim tokens=5 word=calm gap=1");
        assertThat(chat.lastText()).hasText(words("calm", 5));
        assertThat(turns("agent:main:webchat-" + id).getLast().systemNote()).contains("stopped by the person");
    }

    @Test
    void aGatewayThatDiesAndComesBackLeavesAnErrorAndRetryWorks() {
        String id = chat.startChat("Before /sim tokens=5 word=calm gap=1");
        assertThat(chat.lastText()).hasText(words("calm", 5));
        chat.send("During /sim tokens=300 word=storm gap=20");
        assertThat(chat.lastText()).containsText("storm-20 ");

        gateway.close();

        assertThat(chat.errorBubble()).isVisible();
        assertThat(chat.lastText()).containsText("storm-20 ");
        chat.send("While it is away /sim tokens=5 word=late gap=1");
        assertThat(chat.questions()).hasCount(3);
        assertThat(chat.lastAnswer().getByTestId("error-bubble"))
                .containsText(gateway.url().toString());

        gateway = GatewaySimulator.start(options);
        chat.retryButton().click();

        assertThat(chat.lastText()).hasText(words("late", 5), within());
        assertThat(chat.questions()).hasCount(3);
        assertThat(turns("agent:main:webchat-" + id)).hasSize(1);
    }

    @Test
    void aDeletedChatCanBeBroughtBackForAWhileAndIsThenGoneEverywhere() {
        String id = chat.startChat("Delete me /sim tokens=5 word=foam gap=1");
        assertThat(chat.lastText()).hasText(words("foam", 5));
        String stays = chat.startChat("Keep me /sim tokens=5 word=sand gap=1");
        assertThat(chat.lastText()).hasText(words("sand", 5));
        chat.switchTo(id);

        chat.choose(id, "Delete");
        assertThat(chat.row(id)).hasCount(0);
        chat.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(chat.row(id)).isVisible();
        assertThat(chat.lastText()).hasText(words("foam", 5));

        chat.choose(id, "Delete");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> gateway.sessions().stream().noneMatch(key -> key.contains(id)));
        chat.page().reload();
        assertThat(chat.row(stays)).isVisible();
        assertThat(chat.row(id)).hasCount(0);
        chat.goTo(id);
        assertThat(chat.page().locator("main")).containsText("This chat was deleted");
    }

    @Test
    void tenChatsThatStreamAtOnceNeverMixHoweverOneSwitchesBetweenThem() {
        int tokens = 600;
        Random random = new Random(20_260_921);
        ForeignMarks foreign = ForeignMarks.watch(chat.page(), WORDS);
        List<String> chats = new ArrayList<>();
        for (String word : WORDS) {
            foreign.nextChatOwns(word);
            chats.add(chat.startChat(word + "-0 is the first /sim tokens=" + tokens + " gap=35 word=" + word));
        }
        assertThat(chat.stopButton()).isEnabled();
        assertThat(gateway.openStreams()).as("streams at once").isGreaterThanOrEqualTo(chats.size());

        int switches = 0;
        while (gateway.openStreams() > 0) {
            int next = random.nextInt(chats.size());
            chat.switchTo(chats.get(next));
            assertThat(chat.pill()).hasAttribute("data-session-key", "webchat-" + chats.get(next));
            if (random.nextInt(3) == 0) {
                assertThat(chat.lastText()).containsText(WORDS.get(next) + "-1 ");
            }
            switches++;
        }

        assertThatEveryAnswerIsExact(chats, tokens);
        assertThat(foreign.found()).isEmpty();
        assertThat(foreign.looks()).isGreaterThan(switches);
        assertThat(switches).isGreaterThan(20);
        foreign.provesThatItWouldSee("whelk");

        chat.page().reload();
        assertThatEveryAnswerIsExact(chats, tokens);
    }

    private void assertThatEveryAnswerIsExact(List<String> chats, int tokens) {
        for (int i = 0; i < chats.size(); i++) {
            chat.switchTo(chats.get(i));
            assertThat(chat.lastText()).hasText(words(WORDS.get(i), tokens), within());
            assertThat(chat.questions()).hasCount(1);
        }
    }

    private List<SimulatedTurn> turns(String session) {
        return gateway.turns().stream()
                .filter(turn -> turn.sessionKey().equals(session))
                .toList();
    }

    /// The text of an answer of so many tokens, as a page shows it.
    private static String words(String word, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> word + "-" + i).collect(Collectors.joining(" "));
    }

    private static LocatorAssertions.ContainsTextOptions containsWithin() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG_MILLIS);
    }

    private static LocatorAssertions.HasAttributeOptions finishedWithin() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(LONG_MILLIS);
    }

    private static LocatorAssertions.HasTextOptions within() {
        return new LocatorAssertions.HasTextOptions().setTimeout(LONG_MILLIS);
    }
}
