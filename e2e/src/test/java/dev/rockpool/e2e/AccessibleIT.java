package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.rockpool.e2e.browser.Samples.archive;
import static dev.rockpool.e2e.browser.Samples.picture;
import static dev.rockpool.e2e.browser.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ForcedColors;
import dev.rockpool.e2e.browser.Accessibility;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.Keyboard;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.util.List;
import java.util.Map;
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

/// Every page in every state there is of it, held against WCAG 2.2 AA as far as a machine can: axe in light and dark,
/// narrow windows, spaced text, still pages, the system's colours.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class AccessibleIT {

    private static final String PASSWORD = "limpets under the pier";

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private ApiClient person;
    private Chromium chromium;
    private final Accessibility accessibility = new Accessibility();
    private BrowserContext profile;
    private ChatPage chat;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops"));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        person = ApiClient.member(server.url(), "ada@example.com", PASSWORD);
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
        profile.addCookies(person.cookies().stream()
                .map(cookie -> new Cookie(cookie.getName(), cookie.getValue()).setUrl(server.url()))
                .toList());
        chat = ChatPage.open(profile, server.url());
    }

    @AfterEach
    void closePage(TestInfo test) {
        Chromium.lastOf(test, chat.page(), 0);
        profile.close();
        assertThat(accessibility.findings()).isEmpty();
    }

    @Test
    void theStartPageWithItsMenusAndLists() {
        seen("start page");
        chat.page().locator("rp-home").getByTestId("model-selector").click();
        assertThat(chat.page().locator("#agent-0")).isVisible();
        look("agents");
        press("Escape");
        chat.page().getByLabel("Account, appearance and notifications").click();
        look("account menu");
        press("Escape");
        chat.composer().pressSequentially("/");
        assertThat(chat.page().getByTestId("slash-menu")).isVisible();
        look("commands");
        press("Escape");
        chat.composer().fill("");
        press("Control+k");
        assertThat(chat.page().getByTestId("palette-input")).isFocused();
        look("palette");
        chat.page().getByTestId("palette-input").fill("zebra");
        assertThat(chat.page().getByTestId("palette")).containsText("No chat has this in its title.");
        look("palette that finds nothing");
        press("Escape");
        chat.page().getByTestId("search-button").focus();
        press("Shift+?");
        assertThat(chat.page().getByTestId("shortcuts")).isVisible();
        look("shortcuts");
    }

    @Test
    void aConversationWithAllThatCanBeOpenedInIt() {
        String id = ask("Show me every kind of markdown");
        chat.goTo(id);
        assertThat(chat.answers()).hasCount(1);
        seen("conversation");
        chat.page().getByTestId("visibility-selector").click();
        look("visibility");
        press("Enter");
        assertThat(chat.field("Link")).isVisible();
        look("link to a chat");
        press("Escape");
        more().click();
        look("more");
        press("Escape");
        chat.row(id).hover();
        chat.row(id).getByRole(AriaRole.BUTTON).click();
        look("menu of a row");
        press("Enter");
        look("row renamed");
        press("Escape");
        chat.page().locator("header button.title").click();
        look("title renamed");
        press("Escape");
        more().click();
        chat.page()
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Find"))
                .click();
        chat.field("Find in this chat").fill("the");
        look("find");
        chat.field("Find in this chat").fill("zebra");
        look("find nothing");
        press("Escape");
        chat.choose(id, "Delete");
        assertThat(chat.button("Undo")).isVisible();
        look("deleted");
    }

    @Test
    void whatIsSaidOtherwiseVotedOnQueuedStoppedOrFailed() {
        chat.goTo(ask("About crabs /sim text=\"On crabs.\""));
        chat.questions().first().hover();
        chat.questions().first().getByTestId("message-edit-button").click();
        seen("message edited");
        chat.page().getByTestId("message-editor").fill("About kelp /sim text=\"On kelp.\"");
        press("Enter");
        assertThat(chat.lastText()).hasText("On kelp.");
        chat.lastAnswer().hover();
        chat.lastAnswer().getByTestId("message-upvote").click();
        assertThat(chat.page().getByTestId("vote-word")).isVisible();
        seen("vote and versions");
        press("Escape");
        chat.send("Long /sim tokens=2000 word=tide gap=30");
        chat.send("And then?");
        assertThat(chat.queued()).hasCount(1);
        seen("queue");
        chat.queued().getByLabel("Edit the queued message").click();
        look("queued message edited");
        press("Escape");
        chat.queued().getByLabel("Remove the queued message").click();
        chat.stopButton().click();
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "stopped");
        seen("stopped");
        chat.goTo(ask("Show me an error"));
        assertThat(chat.errorBubble()).isVisible();
        seen("failed");
    }

    @Test
    void filesAboveTheBoxInTheConversationAndInFrontOfIt() {
        chat.page().getByTestId("file-input").setInputFiles(new FilePayload[] {
            picture("tide.png", 400, 300), text("notes.md", "text/markdown", "# Tides"), archive("backup.zip")
        });
        assertThat(chat.page().locator("[data-testid=input-attachment-preview][data-state=ready]"))
                .hasCount(2);
        seen("files above the box");
        chat.send("What is on these? /sim tokens=3 gap=1");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        seen("files in the conversation");
        chat.questions().getByTestId("message-file").first().locator("button").click();
        assertThat(chat.page().getByTestId("lightbox")).isVisible();
        look("picture in front of the page");
        press("Escape");
        chat.questions().first().hover();
        chat.page().getByTestId("message-edit-button").click();
        look("files of an edited message");
    }

    @Test
    void whatAnAgentDidThoughtAndForgot() {
        String id = ask("Look around /sim tools=2 thinking tools-after=1 tokens=6 gap=1");
        chat.goTo(id);
        Locator cards = chat.lastAnswer().getByTestId("tool-card");
        assertThat(cards).hasCount(2);
        seen("tools and thoughts");
        cards.first().locator("> button").click();
        chat.lastAnswer().getByTestId("thinking").first().locator("> button").click();
        seen("tools and thoughts, open");
        gateway.sessions().stream().filter(key -> key.contains(id)).forEach(gateway::resetSession);
        person.ask(id, "main", "And now? /sim tokens=3 gap=1");
        assertThat(chat.page().getByTestId("memory-lost")).isVisible();
        seen("lost memory");
    }

    @Test
    void whatCannotBeReachedOrIsNotThere() {
        chat.goTo(ask("Here /sim tokens=3 gap=1"));
        chat.page().route("**/api/chat", Route::abort);
        chat.send("Does it arrive?");
        assertThat(chat.stillHere()).isVisible();
        seen("not sent yet");
        chat.page().unrouteAll();
        chat.goTo(ApiClient.newId());
        assertThat(chat.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("This chat does not exist");
        seen("no such chat");
        chat.navigate("/no-such-page");
        seen("no such page");
        chat.navigate("/share/no-such-link");
        assertThat(chat.page().getByText("Nothing is shared here")).isVisible();
        seen("nothing shared");
    }

    @Test
    void aLongChatAndASharedOne() {
        String id = ask("A long story /sim tokens=3 gap=1");
        server.write(
                id,
                IntStream.range(0, 400)
                        .mapToObj(i -> i % 2 == 0
                                ? "Question " + i
                                : "Answer with `code` and a [link](https://example.org) " + i)
                        .toList());
        chat.goTo(id);
        assertThat(chat.lastText()).containsText("399");
        chat.page().locator("main .scroll").press("PageUp");
        chat.page().locator("main .scroll").press("PageUp");
        assertThat(chat.page().getByText("Latest")).isVisible();
        seen("long chat");
        String shared = ask("Show me every kind of markdown");
        String url = person.post("/api/chat/" + shared + "/share", Map.of())
                .json()
                .path("url")
                .asString();
        chat.navigate(url.substring(url.indexOf("/share/")));
        assertThat(chat.answers()).hasCount(1);
        seen("shared chat");
    }

    @Test
    void theWaysIn() {
        profile.clearCookies();
        chat.navigate("/login");
        assertThat(chat.button("Sign In")).isVisible();
        seen("sign in");
        chat.button("Forgot it?").click();
        chat.button("Sign In").click();
        seen("sign in, wrong");
        chat.navigate("/register");
        chat.button("Sign Up").click();
        chat.field("Password").fill("short");
        seen("register, wrong");
        chat.navigate("/reset/no-such-token");
        assertThat(chat.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .isVisible();
        seen("new password");
        chat.goHome();
        chat.navigate("/settings/profile");
        assertThat(heading("Profile")).isVisible();
        seen("a guest's profile");
    }

    @Test
    void everySectionOfTheSettings() {
        for (Map.Entry<String, String> section : List.of(
                Map.entry("profile", "Profile"),
                Map.entry("appearance", "Appearance"),
                Map.entry("sign-in", "Sign-in and passkeys"),
                Map.entry("gateways", "Gateways"),
                Map.entry("members", "Members"),
                Map.entry("limits", "Limits"),
                Map.entry("registration", "Registration"),
                Map.entry("votes", "Votes"),
                Map.entry("audit", "Audit log"))) {
            chat.navigate("/settings/" + section.getKey());
            assertThat(heading(section.getValue())).isVisible();
            assertThat(chat.page().locator(".section .wait")).hasCount(0);
            seen("settings, " + section.getKey());
        }
        chat.navigate("/settings/nothing");
        seen("settings, nothing");
    }

    @Test
    void whatTheSettingsAsk() {
        chat.navigate("/settings/profile");
        chat.button("Delete my account").click();
        chat.button("Delete everything").click();
        look("delete an account, wrong");
        press("Escape");
        chat.navigate("/settings/members");
        chat.button("Make an invitation").click();
        assertThat(chat.field("Link")).isVisible();
        look("invitation");
        press("Escape");
        chat.page().getByLabel("More for ada@example.com").click();
        look("menu of a member");
        press("Escape");
        chat.navigate("/settings/gateways");
        chat.button("Save gateway").click();
        look("gateway, wrong");
        chat.navigate("/settings/limits");
        chat.page().locator("[name='guest.messagesPerDay']").fill("many");
        chat.button("Save limits").click();
        look("limits, wrong");
    }

    @Test
    void inTheColoursOfTheSystemOneStillSeesWhereOneIs() {
        chat.goTo(ask("Something to read /sim tokens=20 word=wave gap=1"));
        chat.page().emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        Keyboard keyboard = Keyboard.of(chat);
        assertThat(chat.answers()).hasCount(1);
        assertThat(keyboard.stops()).hasSizeGreaterThan(10);
        keyboard.tabTo(more());
        keyboard.press("Enter", "ArrowDown", "ArrowDown", "Escape", "Control+k", "ArrowDown", "ArrowUp", "Escape");
        assertThat(more()).isFocused();
    }

    @Test
    void whatShutsPeopleOutIsSeen() {
        chat.page().evaluate(SHUTS_OUT);
        seen("shut out");
        Map<String, List<String>> found = accessibility.findings();
        assertThat(found.keySet())
                .containsExactlyInAnyOrder(
                        "shut out, LIGHT",
                        "shut out, DARK",
                        "shut out, text spaced",
                        "shut out, reduced motion",
                        "shut out, 320 wide");
        assertThat(found.get("shut out, LIGHT"))
                .anyMatch(finding -> finding.startsWith("button-name"))
                .anyMatch(finding -> finding.startsWith("color-contrast"))
                .anyMatch(finding -> finding.startsWith("target-size"));

        Keyboard keyboard = Keyboard.of(chat);
        chat.page().evaluate(SHUTS_OUT);
        assertThatThrownBy(keyboard::stops).hasMessageContaining("looked the same with the focus and without");
    }

    /// A button without a name that is too small and does not show its focus, pale words, a box that is too wide and
    /// too low, and something that never stops moving.
    private static final String SHUTS_OUT = """
            () => {
              const box = document.createElement("section");
              box.id = "shuts-out";
              for (const [name, words] of [["button", ""], ["button", ""], ["p", "Pale"], ["p", "A line that is wide"], ["p", "Moves"]]) {
                const part = document.createElement(name);
                part.append(words);
                box.append(part);
              }
              document.querySelector("main .middle").prepend(box);
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(`
                #shuts-out button { width: 10px; height: 10px; background: gray; }
                #shuts-out button:focus { outline: none; }
                #shuts-out p:nth-of-type(1) { color: #bbb; background: white; }
                #shuts-out p:nth-of-type(2) { width: 500px; height: 12px; overflow: hidden; }
                #shuts-out p:nth-of-type(3) { animation: shuts-out 9s infinite !important; }
                @keyframes shuts-out { to { translate: 9px; } }`);
              document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
            }""";

    /// A look at a page and what becomes of it in narrow windows, with spaced text, without movement.
    private void seen(String name) {
        look(name);
        accessibility.bend(chat, name);
    }

    private void look(String name) {
        accessibility.look(chat, name);
    }

    private String ask(String text) {
        String id = ApiClient.newId();
        person.ask(id, "main", text);
        return id;
    }

    private void press(String key) {
        chat.page().keyboard().press(key);
    }

    private Locator more() {
        return chat.page().locator("header .more");
    }

    private Locator heading(String name) {
        return chat.page()
                .getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setLevel(1).setName(name).setExact(true));
    }
}
