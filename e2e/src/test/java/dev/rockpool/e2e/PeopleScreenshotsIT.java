package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.browser.Pictures;
import dev.rockpool.e2e.process.Ports;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Pictures of the way in, the settings and what is shared, as [ScreenshotsIT] takes them of chats.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PeopleScreenshotsIT {

    private static final String PASSWORD = "limpets under the pier";

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private Pictures pictures;
    private ApiClient administrator;
    private ApiClient member;
    private ApiClient stranger;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops", "research"));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        administrator = ApiClient.member(server.url(), "ada.holm@example.com", PASSWORD);
        administrator.patch("/api/account", Map.of("name", "Ada Holm"));
        member = ApiClient.member(server.url(), "mara@example.com", PASSWORD);
        stranger = ApiClient.stranger(server.url());
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
        List.of(administrator, member, stranger).forEach(ApiClient::close);
        server.close();
        gateway.close();
    }

    @Test
    void theWayIn() {
        picture("login", stranger, "/login", page -> heading(page, "Welcome back"));
        picture("login-refused", stranger, "/login", page -> {
            page.field("E-mail").fill("mara@example.com");
            page.field("Password").fill("not the right one");
            page.button("Forgot it?").click();
            page.button("Sign In").click();
            assertThat(page.page().getByRole(AriaRole.ALERT)).isVisible();
        });
        picture("register", stranger, "/register", page -> heading(page, "Create account"));
        picture("register-wrong", stranger, "/register", page -> {
            page.field("E-mail").fill("mara");
            page.field("Password").fill("short");
            page.button("Sign Up").click();
            assertThat(page.field("E-mail")).isFocused();
        });
        picture("invite", stranger, "/invite/abc", page -> heading(page, "Create account"));
        picture("reset", stranger, "/reset/abc", page -> heading(page, "Choose a new password"));
    }

    @Test
    void aServerWithoutGuests() {
        try (RockpoolServer members = RockpoolServer.start(Map.of("ROCKPOOL_GUESTS", "off"));
                ApiClient nobody = ApiClient.stranger(members.url())) {
            pictures.take(
                    "shut-out",
                    nobody,
                    members.url(),
                    profile -> ChatPage.openAt(profile, members.url(), "/"),
                    page -> heading(page, "Sign in to chat here"),
                    () -> {});
            pictures.take(
                    "login-first",
                    nobody,
                    members.url(),
                    profile -> ChatPage.openAt(profile, members.url(), "/login"),
                    page -> heading(page, "Welcome back"),
                    () -> {});
        }
    }

    @Test
    void ownSettings() {
        picture(
                "settings",
                member,
                "/settings",
                page -> assertThat(page.page().getByRole(AriaRole.NAVIGATION)).isVisible());
        picture("settings-profile", member, "/settings/profile", page -> heading(page, "Profile"));
        picture("settings-appearance", member, "/settings/appearance", page -> heading(page, "Appearance"));
        picture(
                "settings-sign-in",
                member,
                "/settings/sign-in",
                page -> assertThat(page.page().getByTestId("devices")).isVisible());
        picture("settings-delete", member, "/settings/profile", page -> {
            page.button("Delete my account").click();
            assertThat(page.field("Your password")).isFocused();
        });
        picture("settings-nothing", member, "/settings/audit", page -> heading(page, "There is nothing to set here"));
    }

    @Test
    void gateways() {
        add("Home server", gateway.url().toString(), "not-the-token");
        add("Lab", "http://127.0.0.1:" + Ports.free(), "some-token");
        picture("settings-gateways", administrator, "/settings/gateways", page -> {
            Locator rows = page.page().getByTestId("gateway");
            assertThat(rows).hasCount(3);
            assertThat(rows.filter(new Locator.FilterOptions().setHasText("Home server")))
                    .containsText("Wrong credential.");
            assertThat(rows.filter(new Locator.FilterOptions().setHasText("Lab")))
                    .containsText("Not reachable.");
        });
        picture("settings-gateway-edit", administrator, "/settings/gateways", page -> {
            page.page().getByLabel("More for Home server").click();
            page.page()
                    .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Edit"))
                    .click();
            assertThat(page.page().getByRole(AriaRole.DIALOG)).isVisible();
        });
        picture("settings-gateway-snippets", administrator, "/settings/gateways", page -> {
            Locator summary = page.page().locator(".snippets summary");
            summary.click();
            summary.scrollIntoViewIfNeeded();
        });
    }

    @Test
    void membersLimitsRegistrationAndTheAuditLog() {
        administrator.post("/api/invitations", Map.of("email", "tom@example.com", "role", "member", "days", 7));
        picture(
                "settings-members",
                administrator,
                "/settings/members",
                page -> assertThat(page.page().getByTestId("invitations")).isVisible());
        picture(
                "settings-limits",
                administrator,
                "/settings/limits",
                page -> assertThat(page.button("Save limits")).isVisible());
        picture(
                "settings-registration",
                administrator,
                "/settings/registration",
                page -> assertThat(page.page().locator("fieldset.choices")).isVisible());
        picture(
                "settings-audit",
                administrator,
                "/settings/audit",
                page -> assertThat(page.page().getByTestId("audit")).isVisible());
    }

    @Test
    void aSharedChat() {
        String chat = ApiClient.newId();
        member.ask(chat, "main", "Show me a long answer");
        member.ask(chat, "main", "Show me code");
        String url = member.post("/api/chat/" + chat + "/share", Map.of())
                .json()
                .path("url")
                .asString();
        picture(
                "share",
                stranger,
                url.substring(url.indexOf("/share/")),
                page -> assertThat(page.answers()).hasCount(2));
        picture("share-unknown", stranger, "/share/" + "x".repeat(43), page -> heading(page, "Nothing is shared here"));
        picture("share-menu", member, "/chat/" + chat, page -> {
            assertThat(page.answers()).hasCount(2);
            Locator selector = page.page().getByTestId("visibility-selector");
            (selector.count() > 0
                            ? selector
                            : page.page().getByLabel("More", new Page.GetByLabelOptions().setExact(true)))
                    .click();
            assertThat(page.page().getByRole(AriaRole.MENU)).isVisible();
        });
    }

    private void add(String name, String url, String credential) {
        assertThat(administrator
                        .post("/api/gateways", Map.of("name", name, "url", url, "credential", credential))
                        .status())
                .isLessThan(300);
    }

    private static void heading(ChatPage page, String words) {
        assertThat(page.page()
                        .getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))
                        .first())
                .hasText(words);
    }

    private void picture(String name, ApiClient account, String path, Consumer<ChatPage> arrange) {
        pictures.take(
                name,
                account,
                server.url(),
                profile -> ChatPage.openAt(profile, server.url(), path),
                arrange,
                () -> {});
    }
}
