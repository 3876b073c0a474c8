package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.browser.ProviderPage;
import dev.rockpool.e2e.process.Ports;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.e2e.product.SignOnSettings;
import dev.rockpool.testing.TestOidcProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Signing in at somebody else's page and coming back, in a browser. The provider is a real one and, to the
/// browser, another site: what a cookie or a policy would not let through does not get through here.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OidcIT {

    private static final Pattern HOME = Pattern.compile("^https?://[^/]+/$");
    private static final String PASSWORD = "limpets under the pier";

    private TestOidcProvider provider;
    private RockpoolServer server;
    private Chromium chromium;
    private final List<ChatPage> pages = new ArrayList<>();

    @BeforeAll
    void start() {
        String issuer = "http://localhost:" + Ports.free();
        provider = TestOidcProvider.startAsking(issuer, TestOidcProvider.CLIENT_SECRET, "acme");
        Map<String, String> settings = new HashMap<>(SignOnSettings.of("Acme", issuer, TestOidcProvider.CLIENT_SECRET));
        settings.putAll(SignOnSettings.of("Away", "http://localhost:" + Ports.free(), "whatever"));
        server = RockpoolServer.start(settings);
        // Whoever comes by a provider is nobody's first administrator.
        ApiClient.member(server.url(), "operator@example.com", PASSWORD).close();
        chromium = Chromium.launch();
    }

    @AfterAll
    void stop() {
        chromium.close();
        server.close();
        provider.close();
    }

    @AfterEach
    void closePages(TestInfo test) {
        List<ChatPage> opened = List.copyOf(pages);
        pages.clear();
        opened.forEach(page -> Chromium.lastOf(test, page.page(), opened.indexOf(page)));
        opened.forEach(page -> page.page().context().close());
        assertThat(opened).allSatisfy(page -> assertThat(page.problems()).isEmpty());
    }

    @Test
    void somebodySignsInAtTheProviderAndFindsTheChatAgainTheNextTime() {
        knows("ada", "Ada Holm");
        ChatPage page = openAt("/login");
        signInAtTheProvider(page, "ada").consent();
        assertThat(page.page()).hasURL(HOME);
        assertThat(page.accountName()).hasText("Ada Holm");
        String chat = page.startChat("Remember the tide");
        assertThat(page.lastAnswer()).hasAttribute("data-status", "finished");
        assertThat(page.lastText()).containsText("webchat-" + chat);

        page.chooseOfAccount("Sign out");
        assertThat(page.page()).hasURL(server.url() + "/login");
        // The provider still knows her, and asks nothing a second time.
        continueWith(page, "Acme").click();

        assertThat(page.page()).hasURL(HOME);
        assertThat(page.accountName()).hasText("Ada Holm");
        page.switchTo(chat);
        assertThat(page.questions()).hasText("Remember the tide");
        assertThat(page.lastAnswer()).hasAttribute("data-status", "finished");
    }

    @Test
    void aGuestWhoWroteKeepsTheChat() {
        knows("gudrun", "Gudrun Guest");
        ChatPage page = openAt("/");
        assertThat(page.accountName()).hasText("Guest");
        String chat = page.startChat("Written before I had an account");
        assertThat(page.lastAnswer()).hasAttribute("data-status", "finished");
        page.composer().fill("Half a thought");

        page.chooseOfAccount("Sign in");
        signInAtTheProvider(page, "gudrun").consent();

        assertThat(page.page()).hasURL(server.url() + "/chat/" + chat);
        assertThat(page.accountName()).hasText("Gudrun Guest");
        assertThat(page.questions()).hasText("Written before I had an account");
        assertThat(page.composer()).hasValue("Half a thought");
    }

    @Test
    void whoWasOnTheWayToAPageArrivesThere() {
        knows("petra", "Petra");
        ChatPage page = openAt("/login?next=%2Fsettings%2Fappearance");
        signInAtTheProvider(page, "petra").consent();

        assertThat(page.page()).hasURL(server.url() + "/settings/appearance");
    }

    @Test
    void whoDeclinesAtTheProviderIsToldHowToGoOnAndMayTryAgain() {
        knows("dora", "Dora");
        ChatPage page = openAt("/login");
        signInAtTheProvider(page, "dora").decline();

        assertThat(page.page()).hasURL(server.url() + "/login?problem=cancelled");
        assertThat(page.page().getByRole(AriaRole.ALERT))
                .hasText("The sign-in was cancelled there. Start it again when you are ready.");

        continueWith(page, "Acme").click();
        new ProviderPage(page.page()).consent();
        assertThat(page.page()).hasURL(HOME);
        assertThat(page.accountName()).hasText("Dora");
    }

    @Test
    void aProviderThatIsDownIsToldInASentenceAndTheOtherWaysInStay() {
        ChatPage page = openAt("/login");
        continueWith(page, "Away").click();

        assertThat(page.page()).hasURL(server.url() + "/login?problem=provider_down");
        assertThat(page.page().getByRole(AriaRole.ALERT))
                .hasText("The sign-in service does not answer. Try again in a moment, or sign in another way.");
        signIn(page, "operator@example.com");
    }

    @Test
    void anAccountWithAPasswordIsConnectedByItsHolderAndDisconnectedAgain() {
        knows("mara", "Mara");
        ApiClient.member(server.url(), "mara@example.com", PASSWORD).close();
        ChatPage page = openAt("/login");
        signIn(page, "mara@example.com");
        page.navigate("/settings/sign-in");
        page.button("Link Acme").click();
        new ProviderPage(page.page()).signIn("mara").consent();

        assertThat(page.page()).hasURL(server.url() + "/settings/sign-in");
        Locator identities = page.page().getByTestId("identities").locator("li");
        assertThat(identities).containsText("mara@example.com");
        assertThat(page.button("Link Acme")).hasCount(0);
        Chromium.screenshot(page.page(), "oidc-linked");

        page.button("Unlink Acme").click();
        assertThat(identities).hasCount(0);
        assertThat(page.button("Link Acme")).isVisible();
        ChatPage elsewhere = openAt("/login");
        signInAtTheProvider(elsewhere, "mara");
        assertThat(elsewhere.page().getByRole(AriaRole.ALERT))
                .containsText("There is an account with your e-mail address already.");
    }

    @Test
    void theOnlyWayInIsNotDisconnected() {
        knows("solveig", "Solveig");
        ChatPage page = openAt("/login");
        signInAtTheProvider(page, "solveig").consent();
        assertThat(page.page()).hasURL(HOME);
        page.navigate("/settings/sign-in");
        page.button("Unlink Acme").click();

        assertThat(page.page().getByRole(AriaRole.ALERT)).containsText("only way to sign in");
        assertThat(page.page().getByTestId("identities").locator("li")).hasCount(1);
    }

    private void knows(String person, String name) {
        provider.says(person, Map.of("email", person + "@example.com", "email_verified", true, "name", name));
    }

    private static void signIn(ChatPage page, String email) {
        page.field("E-mail").fill(email);
        page.field("Password").fill(PASSWORD);
        page.field("Password").press("Enter");
        assertThat(page.page()).hasURL(HOME);
    }

    private static ProviderPage signInAtTheProvider(ChatPage page, String person) {
        continueWith(page, "Acme").click();
        return new ProviderPage(page.page()).signIn(person);
    }

    private static Locator continueWith(ChatPage page, String provider) {
        return page.page().getByText("Continue with " + provider);
    }

    private ChatPage openAt(String path) {
        ChatPage page = ChatPage.openAt(chromium.profile(), server.url(), path);
        pages.add(page);
        return page;
    }
}
