package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.Keyboard;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.util.Map;
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

/// All that can be set, by its administrator and without a mouse.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KeyboardSettingsIT {

    private static final String PASSWORD = "limpets under the pier";

    private RockpoolServer server;
    private ApiClient administrator;
    private Chromium chromium;
    private BrowserContext profile;
    private ChatPage page;
    private Keyboard keyboard;

    @BeforeAll
    void start() {
        server = RockpoolServer.startWithoutGateway();
        administrator = ApiClient.member(server.url(), "ada@example.com", PASSWORD);
        chromium = Chromium.launch();
    }

    @AfterAll
    void stop() {
        chromium.close();
        administrator.close();
        server.close();
    }

    @BeforeEach
    void openSettings() {
        profile = chromium.profile();
        profile.addCookies(administrator.cookies().stream()
                .map(cookie -> new Cookie(cookie.getName(), cookie.getValue()).setUrl(server.url()))
                .toList());
        page = ChatPage.openAt(profile, server.url(), "/settings");
        keyboard = Keyboard.of(page);
        assertThat(heading()).hasText("Profile");
    }

    @AfterEach
    void closePage(TestInfo test) {
        Chromium.screenshot(
                page.page(), "last-of-" + test.getTestMethod().orElseThrow().getName());
        keyboard.assertHandsOff();
        profile.close();
        assertThat(page.problems()).isEmpty();
    }

    @Test
    void aNameIsChangedAndTheWholePageIsARoundOfTabs() {
        assertThat(keyboard.stops())
                .anyMatch(stop -> stop.contains("Back to your chats"))
                .anyMatch(stop -> stop.contains("Audit log"))
                .anyMatch(stop -> stop.contains("Delete my account"));
        keyboard.tabTo(page.field("Name"));
        keyboard.overwrite("Ada Anemone");
        keyboard.press("Enter");
        assertThat(page.page().locator("rp-name-form")).containsText("Saved.");
        assertThat(page.field("Name")).isFocused();

        keyboard.tabTo(page.button("Delete my account"));
        keyboard.press("Enter");
        assertThat(page.field("Your password")).isFocused();
        assertThat(keyboard.stops()).hasSizeBetween(4, 5);
        keyboard.tabTo(page.button("Cancel"));
        keyboard.press("Escape");
        assertThat(page.page().getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(page.button("Delete my account")).isFocused();
    }

    @Test
    void theThemeIsChosenWithTheArrowKeys() {
        section("Appearance");
        keyboard.tabTo(page.page().locator("input[name=theme]:checked"));
        keyboard.press("ArrowDown", "ArrowDown");
        assertThat(page.page().locator("html")).hasAttribute("data-theme", "dark");
        keyboard.press("ArrowUp");
        assertThat(page.page().locator("html")).hasAttribute("data-theme", "light");
    }

    @Test
    void aPasswordIsChangedAndAnotherDeviceSignedOut() {
        try (ApiClient member = ApiClient.member(server.url(), "mara@example.com", PASSWORD)) {
            profile.clearCookies();
            profile.addCookies(member.cookies().stream()
                    .map(cookie -> new Cookie(cookie.getName(), cookie.getValue()).setUrl(server.url()))
                    .toList());
            ApiClient.stranger(server.url())
                    .post("/api/sign-in", Map.of("email", "mara@example.com", "password", PASSWORD));
            page.page().reload();
            section("Sign-in and passkeys");
            Locator devices = page.page().getByTestId("devices").locator("li");
            assertThat(devices).hasCount(2);
            keyboard.tabTo(devices.getByRole(AriaRole.BUTTON));
            keyboard.press("Enter");
            assertThat(devices).hasCount(1);

            keyboard.backTo(page.field("Current password"));
            keyboard.type("not the right one");
            keyboard.tabTo(page.field("New password"));
            keyboard.type("mussels on the groyne");
            keyboard.press("Enter");
            assertThat(page.field("Current password")).isFocused();
            keyboard.overwrite(PASSWORD);
            keyboard.press("Enter");
            assertThat(page.page().locator("rp-password-form")).containsText("Changed.");
        }
    }

    @Test
    void aGatewayIsAddedTestedEditedSwitchedOffAndRemoved() {
        try (GatewaySimulator gateway =
                GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops"))) {
            section("Gateways");
            keyboard.tabTo(page.field("Name"));
            keyboard.type("Home server");
            keyboard.tabTo(page.field("Address"));
            keyboard.type("not an address");
            keyboard.press("Enter");
            assertThat(page.field("Address")).isFocused();
            keyboard.overwrite(gateway.url().toString());
            keyboard.tabTo(page.field("Gateway token"));
            keyboard.type("not-the-token");
            keyboard.tabTo(page.button("Test connection"));
            keyboard.press("Enter");
            assertThat(page.page().locator("rp-gateway-form .status-line")).containsText("Wrong credential.");
            assertThat(page.button("Test connection")).isFocused();
            keyboard.backTo(page.button("Save gateway"));
            keyboard.press("Enter");
            Locator row = page.page().locator("[data-testid=gateway][data-name='Home server']");
            assertThat(row).containsText("Wrong credential.");

            keyboard.backTo(page.button("Replace credential"));
            keyboard.press("Enter");
            Locator dialog = page.page().getByRole(AriaRole.DIALOG);
            assertThat(dialog.getByRole(AriaRole.TEXTBOX).or(dialog.locator("input")))
                    .isFocused();
            keyboard.type(gateway.token());
            keyboard.press("Enter");
            assertThat(row).containsText("Healthy.");
            assertThat(dialog).hasCount(0);

            Locator more = page.page().getByLabel("More for Home server");
            keyboard.tabTo(more);
            keyboard.press("Enter", "Escape");
            assertThat(more).isFocused();
            keyboard.press("Enter", "Enter");
            assertThat(dialog).containsText("Edit Home server");
            keyboard.overwrite("Home");
            keyboard.press("Enter");
            row = page.page().locator("[data-testid=gateway][data-name='Home']");
            assertThat(row).isVisible();
            more = page.page().getByLabel("More for Home");
            assertThat(more).isFocused();
            keyboard.press("Enter");
            keyboard.downTo(menuItem("Switch off"));
            keyboard.press("Enter");
            assertThat(row).hasAttribute("data-look", "off");
            assertThat(more).isFocused();
            keyboard.press("Enter", "End", "Enter");
            assertThat(dialog).containsText("Remove Home?");
            keyboard.tabTo(dialog.getByText("Remove gateway"));
            keyboard.press("Enter");
            assertThat(row).hasCount(0);
        }
    }

    @Test
    void aMemberIsInvitedAndAnInvitationWithdrawn() {
        section("Members");
        keyboard.tabTo(page.page().getByLabel("Search members"));
        keyboard.type("ada");
        assertThat(page.page().getByTestId("member")).hasCount(1);
        keyboard.tabTo(page.field("E-mail (optional)"));
        keyboard.type("iris@example.com");
        keyboard.tabTo(page.field("Valid for"));
        keyboard.press("ArrowDown");
        keyboard.tabTo(page.button("Make an invitation"));
        keyboard.press("Enter");
        assertThat(page.field("Link")).isFocused();
        keyboard.tabTo(page.page().getByTestId("copy-link"));
        keyboard.press("Enter");
        assertThat((String) page.page().evaluate("navigator.clipboard.readText()"))
                .contains("/invite/");
        keyboard.press("Escape");
        assertThat(page.button("Make an invitation")).isFocused();

        Locator invitations = page.page().getByTestId("invitations").locator("li");
        assertThat(invitations).hasCount(1);
        keyboard.backTo(page.field("Withdraw the invitation of iris@example.com"));
        keyboard.press("Enter");
        assertThat(invitations).hasCount(0);
    }

    @Test
    void limitsAreSaved() {
        section("Limits");
        Locator messages = page.page().locator("[name='guest.messagesPerDay']");
        keyboard.tabTo(messages);
        keyboard.overwrite("many");
        keyboard.press("Enter");
        assertThat(messages).isFocused();
        assertThat(messages).hasAttribute("aria-invalid", "true");
        keyboard.overwrite("50");
        keyboard.tabTo(page.button("Save limits"));
        keyboard.press("Enter");
        assertThat(page.page().locator("rp-limits-form")).containsText("Saved.");
        assertThat(page.button("Save limits")).isFocused();
    }

    @Test
    void registrationIsClosedAndOpenedAgain() {
        section("Registration");
        keyboard.tabTo(page.page().locator("input[name=mode]:checked"));
        keyboard.press("ArrowDown");
        assertThat(page.page().locator("input[name=mode][value=invitation]")).isChecked();
        keyboard.press("ArrowUp");
        assertThat(page.page().locator("input[name=mode][value=open]")).isFocused();
    }

    @Test
    void votesAndTheAuditLogAreNarrowedDown() {
        section("Votes");
        keyboard.tabTo(page.field("Period"));
        keyboard.press("ArrowDown");
        assertThat(page.field("Period")).hasValue("90");
        assertThat(page.field("Period")).isFocused();

        section("Audit log");
        Locator rows = page.page().getByTestId("audit").locator("tbody tr");
        assertThat(rows.first()).isVisible();
        keyboard.tabTo(page.page().getByLabel("What happened"));
        keyboard.type("created");
        assertThat(page.page().locator("[data-testid=audit] tbody tr:not([data-type=register])"))
                .hasCount(0);
        keyboard.tabTo(rows.first().getByRole(AriaRole.BUTTON));
        keyboard.press("Enter");
        Locator only = page.page().locator(".filters button");
        assertThat(only).isVisible();
        keyboard.backTo(only);
        keyboard.press("Enter");
        assertThat(only).hasCount(0);
    }

    /// Opens a section by its link in the list, and is at its heading then.
    private void section(String name) {
        Pattern exactly = Pattern.compile("^\\s*" + name + "\\s*$");
        keyboard.tabTo(page.page().locator(".settings-list a").filter(new Locator.FilterOptions().setHasText(exactly)));
        keyboard.press("Enter");
        assertThat(heading()).hasText(name);
        assertThat(heading()).isFocused();
    }

    private Locator heading() {
        return page.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private Locator menuItem(String name) {
        return page.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name));
    }
}
