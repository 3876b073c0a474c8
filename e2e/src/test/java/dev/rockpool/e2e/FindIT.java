package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
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

/// Finding words in a long chat, of which the browser itself sees only what is drawn.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FindIT {

    private static final int MESSAGES = 2_000;
    private static final int MOST_DRAWN = 80;

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
                longChat, IntStream.range(0, MESSAGES).mapToObj(FindIT::text).toList());
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
    void openTheLongChat() {
        profile = chromium.profile();
        profile.addCookies(
                List.of(new Cookie(person.cookie().getName(), person.cookie().getValue()).setUrl(server.url())));
        chat = ChatPage.open(profile, server.url());
        chat.goTo(longChat);
        assertThat(chat.lastText()).containsText("Answer 1999");
    }

    @AfterEach
    void closePage(TestInfo test) {
        Chromium.lastOf(test, chat.page(), 0);
        profile.close();
        assertThat(chat.problems()).isEmpty();
    }

    @Test
    void wordsAreFoundInMessagesThatAreNotDrawn() {
        press("Control+f");
        assertThat(field()).isFocused();
        field().fill("a rare LIMPÉT");

        assertThat(count()).hasText("3 of 3");
        assertThat(found()).isEqualTo("a rare limpet");
        assertInView(1501);
        press("Enter");
        assertThat(count()).hasText("1 of 3");
        assertInView(501);
        press("Shift+Enter");
        press("Shift+Enter");
        assertThat(count()).hasText("2 of 3");
        assertInView(1001);
        assertThat(chat.page().locator("main .item").count()).isLessThan(MOST_DRAWN);
        press("Escape");
        assertThat(bar()).hasCount(0);
        assertThat(found()).isEmpty();
        assertThat(chat.composer()).isFocused();
    }

    @Test
    void aPlaceAcrossBoldAndPlainLettersIsMarkedWhole() {
        press("Control+f");
        field().fill("half bold word");

        assertThat(count()).hasText("1 of 1");
        chat.page().waitForFunction("() => [...(CSS.highlights.get('found') ?? [])].length === 1");
        assertThat(found()).isEqualTo("half bold word");
    }

    @Test
    void whatIsNowhereIsSaidAndTheWayOnIsClosed() {
        press("Control+f");
        field().fill("whale song");

        assertThat(count()).hasText("Not found");
        assertThat(chat.button("Next")).isDisabled();
        press("Enter");
        assertThat(count()).hasText("Not found");
        field().fill("");
        assertThat(count()).hasText("");
    }

    @Test
    void askedOnceMoreTheBrowserFindsItself() {
        chat.page().evaluate("""
                addEventListener("keydown", (event) => setTimeout(() => (window.taken = event.defaultPrevented)))""");
        press("Control+f");
        assertThat(field()).isFocused();
        chat.page().waitForFunction("() => window.taken === true");

        press("Control+f");
        chat.page().waitForFunction("() => window.taken === false");
    }

    @Test
    void inAShortChatTheBrowsersOwnFindIsEnoughAndOursIsThereOnRequest() {
        chat.switchTo(shortChat);
        assertThat(chat.questions().first()).containsText("A short one");
        press("Control+f");
        assertThat(bar()).hasCount(0);

        chat.send("/find short");
        assertThat(field()).isFocused();
        assertThat(field()).hasValue("short");
        assertThat(count()).hasText("1 of 1");
        chat.switchTo(longChat);
        assertThat(bar()).hasCount(0);
    }

    @Test
    void anAnswerThatArrivesIsFoundAndMovesNobody() {
        chat.switchTo(shortChat);
        chat.send("/find crab");
        assertThat(count()).hasText("Not found");
        person.ask(shortChat, "main", "One more /sim tokens=3 gap=1 word=crab");

        assertThat(count()).hasText("0 of 4");
        press("Enter");
        assertThat(count()).hasText("1 of 4");
    }

    private void assertInView(int answer) {
        Locator message = chat.page()
                .locator("main .item")
                .filter(new Locator.FilterOptions().setHasText("Answer " + answer + "."));
        assertThat(message).isInViewport();
    }

    /// What the browser marks as the place somebody is at.
    private String found() {
        return (String) chat.page()
                .evaluate("[...(CSS.highlights.get('found') ?? [])].map((range) => range.toString()).join()");
    }

    private Locator bar() {
        return chat.page().getByTestId("find-in-chat");
    }

    private Locator field() {
        return chat.field("Find in this chat");
    }

    private Locator count() {
        return chat.page().getByTestId("find-count");
    }

    private void press(String key) {
        chat.page().keyboard().press(key);
    }

    private static String text(int i) {
        if (i % 2 == 0) {
            return "Question " + i;
        }
        if (i == 1999) {
            return "Here is a **half** bold *word*.\n\nAnswer 1999";
        }
        return (i % 500 == 1 && i > 1 ? "There is a *rare* limpet here. " : "The tide comes in. ".repeat(i % 11 + 1))
                + "\n\nAnswer " + i + ".";
    }
}
