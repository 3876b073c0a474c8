package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.util.ArrayList;
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

/// People as they come and go: accounts, devices, settings, limits, and chats shown to others by a link.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PeopleIT {

    private static final String ADMINISTRATOR = "ada@example.com";
    private static final String PASSWORD = "limpets under the pier";
    private static final Pattern LOGIN = Pattern.compile(".*/login(\\?.*)?$");
    private static final Pattern HOME = Pattern.compile("https?://[^/]+/");

    private RockpoolServer server;
    private Chromium chromium;
    private ApiClient administrator;
    private final List<BrowserContext> profiles = new ArrayList<>();
    private final List<ChatPage> pages = new ArrayList<>();

    @BeforeAll
    void start() {
        server = RockpoolServer.startWithoutGateway();
        administrator = ApiClient.member(server.url(), ADMINISTRATOR, PASSWORD);
        chromium = Chromium.launch();
    }

    @AfterAll
    void stop() {
        chromium.close();
        administrator.close();
        server.close();
    }

    @AfterEach
    void closePages(TestInfo test) {
        pages.forEach(page -> Chromium.lastOf(test, page.page(), pages.indexOf(page)));
        profiles.forEach(BrowserContext::close);
        List<String> problems =
                pages.stream().flatMap(page -> page.problems().stream()).toList();
        pages.clear();
        profiles.clear();
        assertThat(problems).isEmpty();
    }

    @Test
    void aGuestWhoCreatesAnAccountKeepsTheChats() {
        ChatPage guest = openAt("/");
        assertThat(guest.accountName()).hasText("Guest");
        String chat = guest.startChat("Remember the tide");
        assertThat(guest.lastAnswer()).hasAttribute("data-status", "finished");

        guest.chooseOfAccount("Create account");
        assertThat(guest.page().getByRole(AriaRole.HEADING)).hasText("Create account");
        guest.field("Name (optional)").fill("Gudrun Guest");
        register(guest, "gudrun@example.com");

        assertThat(guest.page()).hasURL(HOME);
        assertThat(guest.accountName()).hasText("Gudrun Guest");
        guest.switchTo(chat);
        assertThat(guest.questions()).hasText("Remember the tide");
    }

    @Test
    void aFormSaysWhatIsWrongBelowTheFieldAndGoesThere() {
        ChatPage page = openAt("/register");
        page.button("Sign Up").click();
        assertThat(page.field("E-mail")).isFocused();
        assertThat(page.field("E-mail")).hasAccessibleDescription("Enter your e-mail address.");

        page.field("E-mail").fill("mina@example.com");
        page.field("Password").fill("short");
        page.field("Password").press("Enter");
        assertThat(page.field("Password")).isFocused();
        assertThat(page.field("Password"))
                .hasAccessibleDescription(Pattern.compile("Use at least 12 characters. This has 5..*"));

        page.field("Show what is typed").click();
        assertThat(page.field("Password")).hasAttribute("type", "text");
        assertThat(page.field("Password")).hasValue("short");
    }

    @Test
    void aPasswordIsRatedInWordsWhileItIsChosen() {
        ChatPage page = openAt("/register");
        Locator rating = page.page().locator("rp-strength").getByRole(AriaRole.STATUS);

        page.field("Password").fill("baseballbaseball");
        assertThat(rating).containsText("Very weak. ");
        page.page().evaluate("navigator.clipboard.writeText('" + PASSWORD + "')");
        page.field("Password").selectText();
        page.field("Password").press("ControlOrMeta+v");
        assertThat(page.field("Password")).hasValue(PASSWORD);
        assertThat(rating).hasText("Strong.");
        page.field("Password").fill("");
        assertThat(rating).hasText("");
        assertThat(page.field("Password")).hasAttribute("autocomplete", "new-password");
    }

    @Test
    void aWrongPasswordIsRefusedAndTheRightOneLeadsBackToWhereSomebodyWas() {
        newcomer("wanda@example.com").close();
        ChatPage page = openAt("/login?next=%2Fsettings%2Fappearance");
        assertThat(page.page().getByRole(AriaRole.HEADING)).hasText("Welcome back");
        assertThat(page.page().getByPlaceholder("user@acme.com")).isFocused();

        signIn(page, "wanda@example.com", "not the right one");
        assertThat(page.page().getByRole(AriaRole.ALERT)).hasText("The e-mail or the password is not right.");
        assertThat(page.page()).hasURL(LOGIN);

        signIn(page, "wanda@example.com", PASSWORD);
        assertThat(page.page()).hasURL(server.url() + "/settings/appearance");
    }

    @Test
    void whoSignsOutLeavesNothingBehind() {
        ChatPage page = signedIn("olaf@example.com");
        page.startChat("Something private");
        assertThat(page.lastAnswer()).hasAttribute("data-status", "finished");
        page.composer().fill("Something half typed");

        page.chooseOfAccount("Sign out");
        assertThat(page.page()).hasURL(LOGIN);
        assertThat(page.page().evaluate("Object.keys(localStorage).join()")).isEqualTo("");
        page.goHome();
        assertThat(page.accountName()).hasText("Guest");
        assertThat(page.rows()).hasCount(0);
        assertThat(page.composer()).hasValue("");
    }

    @Test
    void aDeviceThatIsSignedOutGoesToTheWayInWithoutBeingAsked() {
        ChatPage lost = signedIn("dora@example.com");
        ChatPage here = openAt("/login");
        signIn(here, "dora@example.com", PASSWORD);
        assertThat(here.page()).hasURL(HOME);

        here.chooseOfAccount("Settings");
        here.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign-in and passkeys"))
                .click();
        Locator devices = here.page().getByTestId("devices").locator("li");
        assertThat(devices).hasCount(2);
        devices.getByRole(AriaRole.BUTTON).click();

        assertThat(devices).hasCount(1);
        assertThat(lost.page()).hasURL(LOGIN);
    }

    @Test
    void whoSignsOutEverywhereIsAskedFirstAndThenOutHereToo() {
        ChatPage page = signedIn("evan@example.com");
        page.navigate("/settings/sign-in");
        page.button("Sign out everywhere").click();
        Locator dialog = page.page().getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("this one too");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign out everywhere"))
                .click();

        assertThat(page.page()).hasURL(LOGIN);
    }

    @Test
    void aNewPasswordIsNeededFromThenOn() {
        ChatPage page = signedIn("petra@example.com");
        page.navigate("/settings/sign-in");
        page.field("Current password").fill("not the right one");
        page.field("New password").fill("mussels on the groyne");
        page.button("Change password").click();
        assertThat(page.field("Current password")).isFocused();
        assertThat(page.field("Current password")).hasAccessibleDescription(Pattern.compile(".*not the password.*"));

        page.field("Current password").fill(PASSWORD);
        page.field("New password").fill("mussels on the groyne");
        page.button("Change password").click();
        assertThat(page.page().locator("rp-password-form")).containsText("Changed.");

        ChatPage elsewhere = openAt("/login");
        signIn(elsewhere, "petra@example.com", PASSWORD);
        assertThat(elsewhere.page().getByRole(AriaRole.ALERT)).isVisible();
        signIn(elsewhere, "petra@example.com", "mussels on the groyne");
        assertThat(elsewhere.page()).hasURL(HOME);
    }

    @Test
    void settingsShowEverybodyOnlyWhatIsTheirs() {
        ChatPage member = signedIn("mona@example.com");
        member.navigate("/settings");
        assertThat(member.page().locator(".settings-list li"))
                .hasText(new String[] {"Profile", "Appearance", "Sign-in and passkeys"});
        member.navigate("/settings/audit");
        assertThat(member.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("There is nothing to set here");

        ChatPage guest = openAt("/");
        guest.navigate("/settings");
        assertThat(guest.page().locator(".settings-list li")).hasText(new String[] {"Profile", "Appearance"});
    }

    @Test
    void anInvitationMakesAnAccountOnce() {
        ChatPage host = asAdministrator("/settings/members");
        host.button("Make an invitation").click();
        String link = host.field("Link").inputValue();
        assertThat(link).contains("/invite/");

        ChatPage invited = openAt(link.substring(link.indexOf("/invite/")));
        register(invited, "iris@example.com");
        assertThat(invited.page()).hasURL(HOME);

        ChatPage late = openAt(link.substring(link.indexOf("/invite/")));
        register(late, "ivan@example.com");
        assertThat(late.page().getByRole(AriaRole.ALERT)).isVisible();
    }

    @Test
    void anAdministratorFindsAMemberAndDisablesThem() {
        newcomer("tom@example.com").close();
        ChatPage page = asAdministrator("/settings/members");
        page.page().getByLabel("Search members").fill("tom@");
        Locator members = page.page().getByTestId("member");
        assertThat(members).hasCount(1);
        page.page().getByLabel("More for tom@example.com").click();
        page.page()
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Disable"))
                .click();
        assertThat(members).containsText("disabled");

        ChatPage tom = openAt("/login");
        signIn(tom, "tom@example.com", PASSWORD);
        assertThat(tom.page().getByRole(AriaRole.ALERT)).isVisible();
    }

    @Test
    void aPasswordLinkOfAnAdministratorSetsANewOne() {
        newcomer("lena@example.com").close();
        ChatPage page = asAdministrator("/settings/members");
        page.page().getByLabel("Search members").fill("lena@");
        page.page().getByLabel("More for lena@example.com").click();
        page.page()
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Link for a new password"))
                .click();
        String link = page.field("Link").inputValue();

        ChatPage lena = openAt(link.substring(link.indexOf("/reset/")));
        lena.field("New password").fill("cockles in the harbour");
        lena.field("New password").press("Enter");
        assertThat(lena.page().getByRole(AriaRole.HEADING)).hasText("The password is set");
        lena.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        signIn(lena, "lena@example.com", "cockles in the harbour");
        assertThat(lena.page()).hasURL(HOME);
    }

    @Test
    void anAdministratorConnectsAGatewayWithTheWrongTokenFirst() {
        try (GatewaySimulator gateway = GatewaySimulator.start(
                        SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops"));
                RockpoolServer fresh = RockpoolServer.startWithoutGateway()) {
            try (ApiClient first = ApiClient.member(fresh.url(), ADMINISTRATOR, PASSWORD)) {
                assertThat(first.get("/api/account").json().path("role").asString())
                        .isEqualTo("administrator");
            }
            ChatPage page = ChatPage.openAt(profile(), fresh.url(), "/login?next=/settings/gateways");
            pages.add(page);
            signIn(page, ADMINISTRATOR, PASSWORD);
            page.field("Name").fill("Home server");
            page.field("Address").fill(gateway.url().toString());
            page.field("Gateway token").fill("not-the-token");
            page.button("Test connection").click();
            assertThat(page.page().locator("rp-gateway-form .status-line")).containsText("Wrong credential.");
            page.button("Save gateway").click();
            Locator row = page.page().locator("[data-testid=gateway][data-name='Home server']");
            assertThat(row).containsText("Wrong credential.");

            page.button("Replace credential").click();
            Locator dialog = page.page().getByRole(AriaRole.DIALOG);
            dialog.getByLabel("Gateway token", new Locator.GetByLabelOptions().setExact(true))
                    .fill(gateway.token());
            dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Replace"))
                    .click();
            assertThat(row).containsText("Healthy.");
            assertThat(row).not().containsText(gateway.token());

            page.goHome();
            page.startChat("Who is there? /sim tokens=5 word=kelp gap=1");
            assertThat(page.lastText()).containsText("kelp-4");
            assertThat(gateway.turns()).isNotEmpty();
        }
    }

    @Test
    void whatIsLeftIsShownBeforeItRunsOutAndTheLimitIsToldInASentence() {
        try (RockpoolServer strict = RockpoolServer.startWithoutGateway();
                ApiClient owner = ApiClient.member(strict.url(), ADMINISTRATOR, PASSWORD)) {
            Map<String, Object> two =
                    Map.of("role", "guest", "messagesPerDay", 2, "runsAtOnce", 2, "attachmentBytes", 1_000);
            assertThat(owner.put("/api/limits", Map.of("limits", List.of(two))).status())
                    .isEqualTo(200);
            ChatPage guest = ChatPage.open(profile(), strict.url());
            pages.add(guest);
            Locator left = guest.page().getByTestId("messages-left");
            assertThat(left).hasText("2 messages left today");
            guest.startChat("One");
            assertThat(left).hasText("1 message left today");
            assertThat(guest.lastAnswer()).hasAttribute("data-status", "finished");
            guest.send("Two");
            assertThat(left).hasText("No messages left today");
            assertThat(guest.answers()).hasCount(2);
            assertThat(guest.lastAnswer()).hasAttribute("data-status", "finished");

            guest.send("Three");
            assertThat(guest.page().getByTestId("unsent"))
                    .containsText(Pattern.compile("Not sent\\. .*2 messages.*today.*UTC"));
        }
    }

    @Test
    void aSharedChatIsReadWithoutSigningInUntilItsOwnerStopsSharing() {
        ChatPage owner = signedIn("shirin@example.com");
        String chat = owner.startChat("Show me a table");
        assertThat(owner.lastAnswer()).hasAttribute("data-status", "finished");
        visibility(owner, "Share by link");
        String link = owner.field("Link").inputValue();
        owner.button("Done").click();
        assertThat(owner.page().getByTestId("visibility-selector")).hasText("Link");

        String path = link.substring(link.indexOf("/share/"));
        ChatPage reader = openAt(path);
        assertThat(reader.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .isVisible();
        assertThat(reader.questions()).hasText("Show me a table");
        assertThat(reader.answers().locator("table")).isVisible();
        assertThat(reader.page().content())
                .doesNotContain(chat)
                .doesNotContain("shirin")
                .doesNotContain("webchat-");
        assertThat(profiles.getLast().cookies()).isEmpty();

        visibility(owner, "Stop sharing");
        assertThat(owner.page().getByTestId("visibility-selector")).hasText("Private");
        reader.page().reload();
        assertThat(reader.page().getByRole(AriaRole.HEADING)).hasText("Nothing is shared here");
    }

    @Test
    void whoIsNotLetInIsOfferedTheWayIn() {
        try (RockpoolServer members = RockpoolServer.start(Map.of("ROCKPOOL_GUESTS", "off"))) {
            ApiClient.member(members.url(), ADMINISTRATOR, PASSWORD).close();
            ChatPage page = ChatPage.openAt(profile(), members.url(), "/chat/" + ApiClient.newId());
            pages.add(page);
            String wanted = page.page().url();
            page.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in"))
                    .click();
            signIn(page, ADMINISTRATOR, PASSWORD);
            assertThat(page.page()).hasURL(wanted);
        }
    }

    @Test
    void deletingAnAccountNeedsItsPasswordAndEndsIt() {
        ChatPage page = signedIn("felix@example.com");
        page.startChat("Soon gone");
        page.navigate("/settings/profile");
        page.button("Delete my account").click();
        page.field("Your password").fill("not the right one");
        page.button("Delete everything").click();
        assertThat(page.field("Your password")).isFocused();
        page.field("Your password").fill(PASSWORD);
        page.button("Delete everything").click();

        assertThat(page.page()).hasURL(LOGIN);
        signIn(page, "felix@example.com", PASSWORD);
        assertThat(page.page().getByRole(AriaRole.ALERT)).isVisible();
    }

    @Test
    void theAuditLogTellsWhatHappenedAndCanBeNarrowedDown() {
        newcomer("nils@example.com").close();
        ChatPage page = asAdministrator("/settings/audit");
        Locator rows = page.page().getByTestId("audit").locator("tbody tr");
        assertThat(rows.first()).isVisible();
        page.page().getByLabel("What happened").selectOption("register");
        assertThat(page.page().locator("[data-testid=audit] tbody tr:not([data-type=register])"))
                .hasCount(0);
        assertThat(rows.first()).containsText("Created an account");
    }

    /// A new account that is signed in nowhere.
    private ApiClient newcomer(String email) {
        ApiClient client = ApiClient.member(server.url(), email, PASSWORD);
        client.post("/api/sign-out", Map.of());
        return client;
    }

    /// A new account's page, signed in by its form.
    private ChatPage signedIn(String email) {
        newcomer(email).close();
        ChatPage page = openAt("/login");
        signIn(page, email, PASSWORD);
        assertThat(page.page()).hasURL(HOME);
        assertThat(page.accountName()).hasText(email);
        return page;
    }

    private ChatPage asAdministrator(String path) {
        ChatPage page = openAt("/login?next=" + path);
        signIn(page, ADMINISTRATOR, PASSWORD);
        assertThat(page.page()).hasURL(server.url() + path);
        return page;
    }

    private static void signIn(ChatPage page, String email, String password) {
        page.field("E-mail").fill(email);
        page.field("Password").fill(password);
        page.field("Password").press("Enter");
    }

    private static void register(ChatPage page, String email) {
        page.field("E-mail").fill(email);
        page.field("Password").fill(PASSWORD);
        page.button("Sign Up").click();
    }

    private static void visibility(ChatPage page, String entry) {
        page.page().getByTestId("visibility-selector").click();
        page.page()
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(entry))
                .click();
    }

    private ChatPage openAt(String path) {
        ChatPage page = ChatPage.openAt(profile(), server.url(), path);
        pages.add(page);
        return page;
    }

    private BrowserContext profile() {
        BrowserContext profile = chromium.profile();
        profiles.add(profile);
        return profile;
    }
}
