package dev.rockpool.e2e.search;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.ProviderPage;
import dev.rockpool.e2e.product.ApiClient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What people do on a [WorkingDay], each in a browser.
final class Deeds {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern HOME = Pattern.compile("^https?://[^/]+/$");
    private static final Pattern ENDED = Pattern.compile("finished|failed");
    private static final String ADMINISTRATOR = "ada@example.com";
    private static final String CALL = """
        ([method, path, body]) => fetch(path, { method, body, headers: body ? { 'content-type': 'application/json',
          accept: 'application/json' } : {} }).then((answer) => answer.text())""";

    private final String server;
    private final Secrets secrets;
    private final String words;

    Deeds(String server, Secrets secrets, String words) {
        this.server = server;
        this.secrets = secrets;
        this.words = words;
    }

    /// The first administrator comes.
    ChatPage register(BrowserContext profile) {
        ChatPage page = ChatPage.openAt(profile, server, "/register");
        page.field("E-mail").fill(ADMINISTRATOR);
        page.field("Password").fill(secrets.password().value());
        page.button("Sign Up").click();
        assertThat(page.page()).hasURL(HOME);
        return page;
    }

    /// A gateway is connected with the wrong token first.
    void connect(ChatPage page, String address) {
        page.navigate("/settings/gateways");
        Locator row = added(page, "Second", address, secrets.wrong());
        assertThat(row).containsText("Wrong credential.");
        page.button("Replace credential").click();
        Locator dialog = page.page().getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Gateway token", new Locator.GetByLabelOptions().setExact(true))
                .fill(secrets.right().value());
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Replace"))
                .click();
        assertThat(row).containsText("Healthy.");
        row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Test, Second"))
                .click();
        assertThat(row.getByRole(AriaRole.STATUS)).containsText("Connected in");
    }

    /// What the page says of it is as may be: its chats are what tells.
    void connectBehindAProxy(ChatPage page, String address) {
        added(page, "Echo", address, secrets.echoed());
    }

    private static Locator added(ChatPage page, String name, String address, Secret token) {
        page.field("Name").fill(name);
        page.field("Address").fill(address);
        page.field("Gateway token").fill(token.value());
        page.button("Test connection").click();
        assertThat(page.page().locator("rp-gateway-form .status-line")).isVisible();
        page.button("Save gateway").click();
        Locator row = page.page().locator("[data-testid=gateway][data-name='" + name + "']");
        assertThat(row).isVisible();
        return row;
    }

    /// Bodies that cannot be read, or have the token where none belongs.
    void misplace(ChatPage page) {
        String token = secrets.misplaced().value();
        List<String> bodies = List.of(
                "{\"name\": \"X\", \"credential\": \"" + token,
                "{\"name\": \"X\", \"credential\": " + token + "}",
                ApiClient.json(Map.of("name", "X", "url", "http://127.0.0.1:1", "token", token)),
                ApiClient.json(Map.of("name", "X", "url", "http://127.0.0.1:1", "credential", List.of(token))),
                ApiClient.json(Map.of("name", "X", "url", "http://127.0.0.1:1", "credential", token + " \u00e9")),
                ApiClient.json(Map.of("name", "X", "url", "http://ada:" + token + "@127.0.0.1:1")),
                ApiClient.json(Map.of("name", "X", "url", "http://127.0.0.1:1", "routing", token)));
        bodies.forEach(body -> call(page, "POST", "/api/gateways", body));
    }

    /// A chat is begun, and looked at once more after a reload.
    String write(ChatPage page) {
        page.goHome();
        String chat = page.startChat(words + " /sim tokens=20 gap=5");
        assertThat(page.lastAnswer()).hasAttribute("data-status", ENDED);
        page.page().reload();
        assertThat(page.questions()).containsText(words);
        return chat;
    }

    String share(ChatPage page, String chat) {
        String link = call(page, "POST", "/api/chat/" + chat + "/share", "{}")
                .path("url")
                .asString();
        return link.substring(link.indexOf("/share/"));
    }

    /// Whether that goes well or not.
    void writeToEveryGateway(ChatPage page) {
        for (JsonNode gateway : call(page, "GET", "/api/gateways", null)) {
            String chat = ApiClient.newId();
            String agent = gateway.path("id").asString() + "/main";
            Map<String, Object> message = ApiClient.message(chat, ApiClient.newId(), agent, "Is anybody there?");
            call(page, "POST", "/api/chat", ApiClient.json(message));
            page.goTo(chat);
            assertThat(page.lastAnswer()).hasAttribute("data-status", ENDED);
        }
    }

    void signInAtTheProvider(BrowserContext profile) {
        ChatPage page = ChatPage.openAt(profile, server, "/login");
        page.field("E-mail").fill(ADMINISTRATOR);
        page.field("Password").fill(secrets.guess().value());
        page.field("Password").press("Enter");
        assertThat(page.page().getByRole(AriaRole.ALERT)).isVisible();
        page.page().getByText("Continue with Acme").click();
        new ProviderPage(page.page()).signIn("mara").consent();
        assertThat(page.page()).hasURL(HOME);
        page.startChat("A member's own words");
        assertThat(page.lastAnswer()).hasAttribute("data-status", ENDED);
    }

    void read(BrowserContext profile, String link) {
        assertThat(ChatPage.openAt(profile, server, link).questions()).containsText(words);
    }

    /// A guest sends more than guests may.
    void reachALimit(ChatPage administrator, BrowserContext profile) {
        Map<String, Object> one =
                Map.of("role", "guest", "messagesPerDay", 1, "runsAtOnce", 1, "attachmentBytes", 1_000);
        call(administrator, "PUT", "/api/limits", ApiClient.json(Map.of("limits", List.of(one))));
        ChatPage guest = ChatPage.open(profile, server);
        guest.startChat("One");
        assertThat(guest.lastAnswer()).hasAttribute("data-status", ENDED);
        guest.send("Two");
        assertThat(guest.page().getByTestId("unsent")).containsText("Not sent.");
    }

    /// The administrator reads what has happened, and comes back to the chat.
    void lookBack(ChatPage page, String chat) {
        call(page, "GET", "/api/audit/export", null);
        page.navigate("/settings/audit");
        assertThat(page.page().getByTestId("audit")).isVisible();
        page.navigate("/settings/gateways");
        assertThat(page.page().getByTestId("gateway")).hasCount(3);
        page.goTo(chat);
        assertThat(page.questions()).containsText(words);
    }

    /// The administrator without a browser.
    ApiClient caller() {
        ApiClient caller = ApiClient.stranger(server);
        caller.post(
                "/api/sign-in",
                Map.of("email", ADMINISTRATOR, "password", secrets.password().value()));
        return caller;
    }

    /// A call the page makes, with what came back where that is JSON.
    private static JsonNode call(ChatPage page, String method, String path, @Nullable String body) {
        String answer = (String) page.page().evaluate(CALL, Arrays.asList(method, path, body));
        return answer.startsWith("{") || answer.startsWith("[") ? JSON.readTree(answer) : JSON.missingNode();
    }
}
