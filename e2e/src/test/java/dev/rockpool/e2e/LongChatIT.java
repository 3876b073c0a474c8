package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// A chat of two thousand messages reads like one of two: it opens at its end, costs the browser no more, and
/// nobody loses their place.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LongChatIT {

    private static final int MESSAGES = 2_000;
    private static final int MOST_DRAWN = 60;
    private static final int WHEEL_PIXELS = 400;

    /// Notes, frame by frame, how far the message in the middle of the page moved, and whether there was one.
    private static final String WATCH_THE_MIDDLE = """
            () => {
              const box = document.querySelector("main .scroll");
              window.moved = { steps: [], blank: 0, drawn: 0 };
              let seen = null;
              const look = () => {
                const items = [...document.querySelectorAll("main .item")];
                window.moved.drawn = Math.max(window.moved.drawn, items.length);
                if (seen?.item.isConnected) {
                  window.moved.steps.push(Math.round(seen.item.getBoundingClientRect().top - seen.top));
                }
                const middle = box.getBoundingClientRect().top + box.clientHeight / 2;
                const item = items.find((item) => item.getBoundingClientRect().bottom > middle);
                if (item && item.getBoundingClientRect().top <= middle) {
                  seen = { item, top: item.getBoundingClientRect().top };
                } else {
                  seen = null;
                  window.moved.blank++;
                }
                requestAnimationFrame(look);
              };
              look();
            }""";

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private ApiClient person;
    private String longChat;
    private String shortChat;
    private Chromium chromium;
    private BrowserContext profile;
    private ChatPage chat;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents("main"));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        person = ApiClient.guest(server.url());
        longChat = ApiClient.newId();
        person.ask(longChat, "main", "A long story /sim tokens=3 gap=1");
        server.write(
                longChat,
                IntStream.range(0, MESSAGES).mapToObj(LongChatIT::text).toList());
        shortChat = ApiClient.newId();
        person.ask(shortChat, "main", "A short one /sim tokens=3 gap=1");
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
    void openAtTheEnd() {
        profile = chromium.profile();
        profile.addCookies(
                List.of(new Cookie(person.cookie().getName(), person.cookie().getValue()).setUrl(server.url())));
        chat = ChatPage.open(profile, server.url());
        chat.goTo(longChat);
        assertThat(chat.lastText()).containsText("Answer 1999");
        assertThat(chat.lastText()).isInViewport();
    }

    @AfterEach
    void closePage(TestInfo test) {
        Chromium.lastOf(test, chat.page(), 0);
        profile.close();
        assertThat(chat.problems()).isEmpty();
    }

    @Test
    void itOpensAtItsEndWithFewMessagesDrawnAndSaysHowManyThereAre() {
        assertThat(items().count()).isLessThan(MOST_DRAWN);
        assertThat(chat.lastAnswer()).hasAttribute("aria-posinset", "2000");
        assertThat(chat.lastAnswer()).hasAttribute("aria-setsize", "2000");
        assertThat(new AxeBuilder(chat.page()).analyze().getViolations()).isEmpty();
    }

    @Test
    void scrollingUpMovesEveryLineByWhatTheWheelSaysAndNoFurther() {
        scrollUpAndWatch();
    }

    @Test
    void soItDoesInABrowserThatDoesNotHoldTheLineByItself() {
        profile.addInitScript("CSS.supports = () => false");
        chat.page().reload();
        assertThat(chat.lastText()).isInViewport();
        chat.page().locator("main .scroll").evaluate("(box) => (box.style.overflowAnchor = 'none')");
        scrollUpAndWatch();
    }

    private void scrollUpAndWatch() {
        chat.page().evaluate(WATCH_THE_MIDDLE);
        chat.page().mouse().move(800, 300);
        for (int i = 0; i < 50; i++) {
            chat.page().mouse().wheel(0, -WHEEL_PIXELS);
            chat.page()
                    .evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        }

        chat.page().waitForFunction("() => window.moved.steps.slice(-5).every((step) => step === 0)");
        assertThat(watched("Math.min(...moved.steps)")).isGreaterThanOrEqualTo(-1);
        assertThat(watched("moved.steps.reduce((sum, step) => sum + step, 0)"))
                .isBetween(49.0 * WHEEL_PIXELS, 51.0 * WHEEL_PIXELS);
        assertThat(watched("moved.blank")).isZero();
        assertThat(watched("moved.drawn")).isLessThan(MOST_DRAWN);
    }

    private double watched(String what) {
        return ((Number) chat.page().evaluate(what)).doubleValue();
    }

    @Test
    void theKeyboardReachesTheFirstMessageAndTheLast() {
        Locator page = chat.page().locator("main .scroll");
        page.press("Home");
        assertThat(chat.questions().first()).hasText("Question 0");
        assertThat(chat.questions().first()).isInViewport();
        assertThat(items().count()).isLessThan(MOST_DRAWN);

        page.press("PageDown");
        assertThat(chat.page().getByText("Question 0", exactly())).not().isInViewport();
        page.press("End");
        assertThat(chat.lastText()).containsText("Answer 1999");
        assertThat(chat.lastText()).isInViewport();
        assertThat(chat.page().getByText("Latest")).hasCount(0);
    }

    @Test
    void aReaderFindsTheirPlaceAgainAfterAnotherChat() {
        chat.page().locator("main .scroll").evaluate("(box) => (box.scrollTop = box.scrollHeight * 0.4)");
        chat.page().waitForFunction("() => document.querySelector('main .item')?.key && " + PLACE + " !== null");
        settle();
        Object before = chat.page().evaluate(PLACE);
        chat.switchTo(shortChat);
        assertThat(chat.questions()).hasCount(1);

        chat.switchTo(longChat);
        settle();
        assertThat(chat.page().evaluate(PLACE)).isEqualTo(before);
        assertThat(items().count()).isLessThan(MOST_DRAWN);
        chat.page().getByText("Latest").click();
        assertThat(chat.lastText()).isInViewport();
    }

    @Test
    void whatIsSelectedStaysSelectedHoweverFarOneScrolls() {
        chat.lastText().evaluate("(text) => getSelection().selectAllChildren(text)");
        chat.page().locator("main .scroll").evaluate("(box) => (box.scrollTop = box.scrollHeight * 0.5)");
        settle();

        assertThat(chat.lastText()).not().isInViewport();
        assertThat((String) chat.page().evaluate("getSelection().toString()")).contains("Answer 1999");
        assertThat(items().count()).isLessThan(MOST_DRAWN);
    }

    @Test
    void whoReadsEarlierMessagesIsNotDraggedAwayByANewAnswer() {
        chat.page().locator("main .scroll").evaluate("(box) => (box.scrollTop = box.scrollHeight * 0.5)");
        settle();
        Object before = chat.page().evaluate(PLACE);

        person.ask(longChat, "main", "One more /sim tokens=50 gap=5 word=news");

        settle();
        assertThat(chat.page().evaluate(PLACE)).isEqualTo(before);
        chat.page().getByText("Latest").click();
        assertThat(chat.lastText()).containsText("news-50");
        assertThat(chat.lastText()).isInViewport();
        server.write(
                longChat,
                IntStream.range(0, MESSAGES).mapToObj(LongChatIT::text).toList());
    }

    @Test
    void allOfItIsPrinted() {
        int printed = (int) chat.page().evaluate("""
                async () => {
                  dispatchEvent(new Event("beforeprint"));
                  await document.querySelector("main rp-thread").updateComplete;
                  const printed = document.querySelectorAll("main .item").length;
                  dispatchEvent(new Event("afterprint"));
                  return printed;
                }""");
        assertThat(printed).isEqualTo(MESSAGES);
        assertThat(items().count()).isLessThan(MOST_DRAWN);
    }

    /// Which message is at the top of the page, and where exactly; null when there is none.
    private static final String PLACE = """
            (() => {
              const top = document.querySelector("main .scroll").getBoundingClientRect().top;
              const item = [...document.querySelectorAll("main .item")].find((item) => item.getBoundingClientRect().bottom > top);
              return item ? item.key + " " + Math.round(item.getBoundingClientRect().top - top) : null;
            })()""";

    private Locator items() {
        return chat.page().locator("main .item");
    }

    /// Waits until nothing more is drawn: the same place in five frames one after the other.
    private void settle() {
        chat.page()
                .evaluate("async () => { for (let same = 0, last = null; same < 5; ) {"
                        + " await new Promise(requestAnimationFrame); await new Promise((done) => requestIdleCallback(done));"
                        + " const now = " + PLACE + "; same = now === last ? same + 1 : 0; last = now; } }");
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    /// Messages of every height, code and tables among them.
    private static String text(int i) {
        if (i % 2 == 0) {
            return "Question " + i;
        }
        String end = "\n\nAnswer " + i;
        return switch (i / 2 % 4) {
            case 0 ->
                "The tide comes in and goes out again, whatever anybody writes about it. ".repeat(i % 13 + 1) + end;
            case 1 -> "```java\n" + "    pool.fill(tide); // twice a day\n".repeat(i % 17 + 1) + "```" + end;
            case 2 -> "| pool | crabs |\n|---|---|\n" + "| upper | 12 |\n".repeat(i % 7 + 1) + end;
            default -> "Yes." + end;
        };
    }
}
