package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.browser.Pictures;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Pictures of what can be done with a message: its line of tools, the editor, versions, votes.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class VersionsScreenshotsIT {

    private static final String QUESTION = "Which tests share a clock, and what is the smallest fix?";

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private Pictures pictures;
    private ApiClient person;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(
                SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops").withGap(Duration.ofMillis(1)));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        person = ApiClient.member(server.url(), "ada.holm@example.com", "limpets under the pier");
        chromium = Chromium.launch();
        pictures = new Pictures(chromium);
    }

    // Only now: all pictures of a test are taken before any is judged, as somebody will want to look at them.
    @AfterEach
    void nothingIsWrongOnThePictures() {
        assertThat(pictures.findings()).isEmpty();
    }

    @AfterAll
    void stop() {
        chromium.close();
        person.close();
        server.close();
        gateway.close();
    }

    @Test
    void versionsOfAMessage() {
        String chat = chat();
        edited(
                chat,
                2,
                "Explain it as if I had never seen a clock. /sim text=\"A **clock** tells tests what time it is.\"");
        picture("versions", chat, page -> {
            assertThat(page.questions().nth(1).getByTestId("version-count")).hasText("2/2");
            page.lastAnswer().hover();
        });
        picture("versions-answering", chat, page -> {
            // On a phone Enter is a new line.
            page.composer().fill("And then? /sim tokens=400 word=tide gap=50");
            page.page().getByTestId("send-button").click();
            assertThat(page.lastText()).containsText("tide-3");
            // Straight at the button: the page moves on while the answer grows.
            page.questions().last().getByTestId("message-edit-button").dispatchEvent("click");
            assertThat(page.page().locator(".toast")).isVisible();
            page.stopButton().click();
            assertThat(page.lastAnswer()).hasAttribute("data-status", "stopped");
        });
    }

    @Test
    void theEditor() {
        String chat = chat();
        picture("message-editor", chat, page -> {
            open(page);
            editor(page).fill("Which tests share a clock?\nName them, with the line, and the smallest fix for each.");
        });
        picture("message-editor-refused", chat, page -> {
            open(page);
            editor(page).fill("Which tests share a clock?");
            page.page().route("**/api/chat", Route::abort);
            page.page().getByTestId("message-editor-send-button").click();
            assertThat(page.page().locator("rp-message-editor .edit-problem")).isVisible();
        });
    }

    @Test
    void attemptsAndVotes() {
        String chat = ApiClient.newId();
        person.ask(chat, "main", "Show me an error");
        person.retry(chat, person.messages(chat).getLast().id());
        person.awaitIdle(chat);
        picture("attempt", chat, page -> {
            page.lastAnswer().getByTestId("version-previous").click();
            assertThat(page.errorBubble()).isVisible();
        });
        pictures.take(
                "vote-word",
                person,
                server.url(),
                profile -> ChatPage.openAt(profile, server.url(), "/chat/" + chat),
                page -> {
                    page.lastAnswer().hover();
                    page.lastAnswer().getByTestId("message-upvote").click();
                    assertThat(page.page().getByTestId("vote-word")).isFocused();
                },
                () -> vote(chat, "null"));
        vote(chat, "\"up\", \"word\": \"It says what went wrong.\"");
        picture("voted", chat, page -> {
            assertThat(page.lastAnswer().getByTestId("message-upvote")).hasAttribute("aria-pressed", "true");
            page.questions().first().hover();
        });
        pictures.take(
                "settings-votes",
                person,
                server.url(),
                profile -> ChatPage.openAt(profile, server.url(), "/settings/votes"),
                page -> assertThat(page.page().getByTestId("votes")).isVisible(),
                () -> {});
    }

    @Test
    void forks() {
        String chat = chat();
        picture("fork-menu", chat, page -> {
            page.page()
                    .getByLabel("More", new Page.GetByLabelOptions().setExact(true))
                    .click();
            assertThat(page.page().getByRole(AriaRole.MENU)).isVisible();
        });
        picture("forked", chat, page -> {
            page.page()
                    .getByLabel("More", new Page.GetByLabelOptions().setExact(true))
                    .click();
            page.page()
                    .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Fork into a new chat"))
                    .click();
            assertThat(page.page().locator(".toast")).containsText("Forked from");
        });
    }

    private String chat() {
        String chat = ApiClient.newId();
        person.ask(chat, "main", "Show me code");
        person.ask(chat, "main", QUESTION);
        return chat;
    }

    /// Says the chat's n-th message, counted from 0, otherwise.
    private void edited(String chat, int message, String text) {
        Map<String, Object> body = new HashMap<>(ApiClient.message(chat, ApiClient.newId(), "main", text));
        body.put("messageId", person.messages(chat).get(message).id());
        assertThat(person.call("POST", "/api/chat", ApiClient.json(body), "Accept", "application/json")
                        .status())
                .isEqualTo(202);
        person.awaitIdle(chat);
    }

    private void vote(String chat, String type) {
        String answer = person.messages(chat).getLast().id();
        String body = "{\"chatId\": \"%s\", \"messageId\": \"%s\", \"type\": %s}".formatted(chat, answer, type);
        assertThat(person.call("PATCH", "/api/vote", body).status()).isLessThan(300);
    }

    private static void open(ChatPage page) {
        page.questions().nth(1).hover();
        page.questions().nth(1).getByTestId("message-edit-button").click();
        assertThat(editor(page)).isFocused();
    }

    private static Locator editor(ChatPage page) {
        return page.page().getByTestId("message-editor");
    }

    private void picture(String name, String chat, Consumer<ChatPage> arrange) {
        pictures.take(
                name,
                person,
                server.url(),
                profile -> ChatPage.openAt(profile, server.url(), "/chat/" + chat),
                arrange,
                () -> {});
    }
}
