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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Saying what one thinks of an answer, and what administrators see of it.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class VotesIT {

    private static final String PASSWORD = "limpets under the pier";

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private ApiClient administrator;
    private Chromium chromium;
    private BrowserContext profile;
    private ChatPage chat;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents("main"));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        administrator = ApiClient.member(server.url(), "ada@example.com", PASSWORD);
        chromium = Chromium.launch();
    }

    @AfterAll
    void stop() {
        chromium.close();
        administrator.close();
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
    void aVoteAndItsWordAreThereAgainWhenThePageIsOpenedAnew() {
        chat.startChat("When is low tide? /sim text=\"At four.\"");
        assertThat(chat.lastText()).hasText("At four.");

        thumb("message-downvote").click();
        assertThat(thumb("message-downvote")).hasAttribute("aria-pressed", "true");
        assertThat(word()).isFocused();
        word().fill("It was five.");
        word().press("Enter");
        assertThat(word()).hasCount(0);
        assertThat(thumb("message-downvote")).isFocused();

        chat.page().reload();
        assertThat(thumb("message-downvote")).hasAttribute("aria-pressed", "true");
        assertThat(thumb("message-downvote")).hasAttribute("title", "Bad answer: It was five.");
        assertThat(thumb("message-upvote")).hasAttribute("aria-pressed", "false");
    }

    @Test
    void aVoteIsChangedAndTakenBackByKeysAlone() {
        String id = chat.startChat("Hello /sim text=\"Hi.\"");
        assertThat(chat.lastText()).hasText("Hi.");

        thumb("message-upvote").focus();
        chat.page().keyboard().press("Enter");
        assertThat(word()).isFocused();
        chat.page().keyboard().press("Escape");
        assertThat(thumb("message-upvote")).isFocused();
        chat.page().keyboard().press("Tab");
        chat.page().keyboard().press("Space");
        assertThat(word()).isFocused();
        chat.page().keyboard().press("Escape");
        assertThat(thumb("message-upvote")).hasAttribute("aria-pressed", "false");
        assertThat(thumb("message-downvote")).isFocused();

        chat.page().keyboard().press("Space");
        assertThat(thumb("message-downvote")).hasAttribute("aria-pressed", "false");
        assertThat(word()).hasCount(0);
        assertThat((String) chat.page().evaluate("id => fetch('/api/vote?chatId=' + id).then(it => it.text())", id))
                .isEqualTo("[]");
    }

    @Test
    void aVoteThatDoesNotGetThroughIsTakenBackOnThePageToo() {
        chat.startChat("Hello /sim text=\"Hi.\"");
        assertThat(chat.lastText()).hasText("Hi.");
        chat.page().route("**/api/vote", route -> route.abort());

        thumb("message-upvote").click();

        assertThat(chat.page().locator(".toast")).containsText("Your vote was not kept.");
        assertThat(thumb("message-upvote")).hasAttribute("aria-pressed", "false");
        assertThat(word()).hasCount(0);
    }

    @Test
    void administratorsSeeHowManyThereWereAndNothingElse() {
        chat.startChat("A private matter /sim text=\"A private answer.\"");
        assertThat(chat.lastText()).hasText("A private answer.");
        thumb("message-upvote").click();
        word().fill("private reasons");
        word().press("Enter");
        assertThat(word()).hasCount(0);

        try (BrowserContext theirs = chromium.profile()) {
            administrator
                    .cookies()
                    .forEach(cookie -> theirs.addCookies(
                            List.of(new Cookie(cookie.getName(), cookie.getValue()).setUrl(server.url()))));
            ChatPage settings = ChatPage.openAt(theirs, server.url(), "/settings/votes");
            Locator table = settings.page().getByTestId("votes");
            assertThat(table).containsText("main");
            assertThat(table.locator("tbody tr").first().locator("td").nth(3)).hasText(Pattern.compile("[1-9]"));
            assertThat(settings.page().locator("body")).not().containsText("private");
        }
    }

    private Locator thumb(String testId) {
        return chat.lastAnswer().getByTestId(testId);
    }

    private Locator word() {
        return chat.page().getByTestId("vote-word");
    }
}
