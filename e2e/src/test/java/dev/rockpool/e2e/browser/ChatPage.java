package dev.rockpool.e2e.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// Rockpool's page in a browser tab, in the words of who uses it.
public final class ChatPage {

    private static final Pattern CHAT_ADDRESS = Pattern.compile(".*/chat/([0-9a-f-]{36})");
    // Answers of 4xx and 5xx, and a server that is down, are what some tests are about; the page shows
    // them.
    private static final Pattern NETWORK =
            Pattern.compile("Failed to load resource|net::ERR_|^WebSocket connection to .* failed");

    private final Page page;
    private final String server;
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final Set<String> awaited = new ConcurrentSkipListSet<>();

    private ChatPage(Page page, String server) {
        this.page = page;
        this.server = server;
        page.onPageError(problems::add);
        page.onRequest(request -> awaited.add(request.url()));
        page.onRequestFinished(request -> awaited.remove(request.url()));
        page.onRequestFailed(request -> awaited.remove(request.url()));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && !NETWORK.matcher(message.text()).find()) {
                problems.add(message.text());
            }
        });
    }

    /// Opens a tab on the start page.
    public static ChatPage open(BrowserContext profile, String server) {
        ChatPage page = new ChatPage(profile.newPage(), server);
        page.goHome();
        return page;
    }

    /// Opens a tab on any address of the server.
    public static ChatPage openAt(BrowserContext profile, String server, String path) {
        ChatPage page = new ChatPage(profile.newPage(), server);
        page.navigate(path);
        return page;
    }

    public Page page() {
        return page;
    }

    /// What the page's own code got wrong so far: uncaught errors, and what the browser reports, such as a
    /// breach of the content policy.
    public List<String> problems() {
        return List.copyOf(problems);
    }

    public void goHome() {
        navigate("/");
        PlaywrightAssertions.assertThat(composer()).isVisible();
    }

    public void goTo(String chat) {
        navigate("/chat/" + chat);
    }

    /// Goes to any address of the server.
    public void navigate(String path) {
        try {
            page.navigate(server + path);
        } catch (TimeoutError e) {
            throw new AssertionError(path + " did not load; still waited for: " + awaited, e);
        }
    }

    /// Starts a chat with its first message, and returns its id once it has its address.
    public String startChat(String text) {
        page.getByTestId("new-chat-button").click();
        PlaywrightAssertions.assertThat(page.getByTestId("suggested-actions")).isVisible();
        send(text);
        page.waitForURL(CHAT_ADDRESS);
        return openChat();
    }

    /// The id of the chat on the page.
    public String openChat() {
        var address = CHAT_ADDRESS.matcher(page.url());
        if (!address.matches()) {
            throw new IllegalStateException("No chat is open at " + page.url());
        }
        return address.group(1);
    }

    public Locator composer() {
        return page.getByTestId("multimodal-input");
    }

    public void send(String text) {
        composer().fill(text);
        composer().press("Enter");
    }

    /// Goes to another chat as a person does, by its row in the sidebar.
    public void switchTo(String chat) {
        row(chat).locator("a").click();
    }

    /// A chat's row in the sidebar.
    public Locator row(String chat) {
        return page.locator("[data-testid=chat-row][data-chat-id='" + chat + "']");
    }

    public Locator rows() {
        return page.getByTestId("chat-row");
    }

    public Locator pill() {
        return page.getByTestId("session-pill");
    }

    public Locator questions() {
        return page.locator("[data-role=user]");
    }

    public Locator answers() {
        return page.locator("[data-role=assistant]");
    }

    public Locator lastAnswer() {
        return answers().last();
    }

    /// The words of the newest answer, as they are on the page.
    public Locator lastText() {
        return lastAnswer().locator("rp-markdown");
    }

    /// Messages that wait at the server, or have not got through to it, below the answer that is on.
    public Locator queued() {
        return page.locator("[data-role=queued]");
    }

    /// What says of a message that it has not got through yet.
    public Locator stillHere() {
        return page.locator("main").getByText("Waiting for the connection");
    }

    /// The line below the composer.
    public Locator hint() {
        return page.locator("#composer-hint");
    }

    public Locator stopButton() {
        return page.getByTestId("stop-button");
    }

    public Locator retryButton() {
        return page.getByTestId("retry-button");
    }

    public Locator errorBubble() {
        return page.getByTestId("error-bubble");
    }

    /// Chooses an entry of the menu at the foot of the sidebar.
    public void chooseOfAccount(String entry) {
        page.getByLabel("Account, appearance and notifications").click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(entry))
                .click();
    }

    /// Who is here, as the foot of the sidebar says.
    public Locator accountName() {
        return page.getByTestId("user-email");
    }

    /// A button, a link or a field by what is written on it.
    public Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    public Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /// Chooses an entry of a row's menu.
    public void choose(String chat, String entry) {
        row(chat).hover();
        row(chat).getByRole(AriaRole.BUTTON).click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(entry))
                .click();
    }
}
