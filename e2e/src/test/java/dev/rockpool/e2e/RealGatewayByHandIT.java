package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.openclaw.NeedsOpenClaw;
import dev.rockpool.e2e.openclaw.RealGateway;
import dev.rockpool.e2e.openclaw.ScriptedProvider;
import dev.rockpool.e2e.product.RockpoolServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// A team's first day: Rockpool with nothing set, its first administrator, the real OpenClaw gateway connected
/// by hand on the settings page, and a colleague who uses it.
@NeedsBrowser
@NeedsOpenClaw
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RealGatewayByHandIT {

    private static final Pattern HOME = Pattern.compile("^https?://[^/]+/$");
    // The gateway loads what it needs for agents with its first turn.
    private static final double FIRST_TURN_MILLIS = 90_000;
    private static final String PASSWORD = "limpets under the pier";

    private ScriptedProvider provider;
    private RealGateway gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private final List<ChatPage> pages = new ArrayList<>();

    @BeforeAll
    void start() {
        provider = ScriptedProvider.start();
        gateway = RealGateway.start(provider);
        server = RockpoolServer.startWithoutGateway();
        chromium = Chromium.launch();
    }

    @AfterAll
    void stop() {
        chromium.close();
        server.close();
        gateway.close();
        provider.close();
    }

    @Test
    void theFirstAdministratorConnectsItAndEverybodyGetsAnswers() {
        ChatPage administrator = newcomer("Create the first account", "ada@example.com");
        Locator row = connectedWithTheWrongToken(administrator);
        Chromium.screenshot(administrator.page(), "by-hand-wrong-token");
        giveTheRightToken(administrator, row);
        Chromium.screenshot(administrator.page(), "by-hand-connected");
        assertThatItsAgentsAreFound(administrator, row);

        String first = asked(administrator, "u-byhand-1", "a-byhand-1");
        Chromium.screenshot(administrator.page(), "by-hand-answered");
        ChatPage member = newcomer("Create account", "mara@example.com");
        chooseAgent(member, "ops");
        String second = asked(member, "u-byhand-2", "a-byhand-2");

        assertThat(gateway.sessionKeys()).contains("agent:main:webchat-" + first, "agent:ops:webchat-" + second);
        assertThat(member.rows()).hasCount(1);
        pages.forEach(page -> assertThat(page.problems()).isEmpty());
    }

    /// Somebody's own browser, with an account just made from the sign-in page.
    private ChatPage newcomer(String way, String email) {
        BrowserContext profile = chromium.profile();
        ChatPage page = ChatPage.openAt(profile, server.url(), "/login");
        pages.add(page);
        page.page().getByText(way).click();
        page.field("E-mail").fill(email);
        page.field("Password").fill(PASSWORD);
        page.button("Sign Up").click();
        assertThat(page.page()).hasURL(HOME);
        assertThat(page.accountName()).hasText(email);
        return page;
    }

    private Locator connectedWithTheWrongToken(ChatPage page) {
        page.navigate("/settings/gateways");
        page.field("Name").fill("Home server");
        page.field("Address").fill(gateway.url().toString());
        page.field("Gateway token").fill("not-the-token");
        page.button("Test connection").click();
        assertThat(page.page().locator("rp-gateway-form .status-line")).containsText("Wrong credential.");
        page.button("Save gateway").click();
        Locator row = page.page().locator("[data-testid=gateway][data-name='Home server']");
        assertThat(row).containsText("Wrong credential.");
        assertThat(row).containsText("does not accept this server’s token");
        return row;
    }

    private void giveTheRightToken(ChatPage page, Locator row) {
        page.button("Replace credential").click();
        Locator dialog = page.page().getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Gateway token", new Locator.GetByLabelOptions().setExact(true))
                .fill(gateway.token());
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Replace"))
                .click();
        assertThat(row).containsText("Healthy.");
        assertThat(row).containsText("OpenClaw " + gateway.version());
    }

    private void assertThatItsAgentsAreFound(ChatPage page, Locator row) {
        assertThat(row).containsText("2 agents");
        row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Test, Home server"))
                .click();
        assertThat(row.getByRole(AriaRole.STATUS)).containsText(Pattern.compile("Connected in \\d+ ms. *Found .*main"));
        assertThat(row.getByRole(AriaRole.STATUS)).containsText("ops");
        assertThat(page.page().content()).doesNotContain(gateway.token());
    }

    private static void chooseAgent(ChatPage page, String agent) {
        page.page().getByTestId("model-selector").click();
        page.page()
                .getByRole(AriaRole.OPTION)
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile(agent, Pattern.CASE_INSENSITIVE)))
                .click();
    }

    /// A new chat that was answered by the model behind the gateway.
    private String asked(ChatPage page, String question, String answer) {
        if (!HOME.matcher(page.page().url()).matches()) {
            page.goHome();
        }
        page.send(question);
        assertThat(page.lastAnswer())
                .hasAttribute("data-status", "finished", new HasAttributeOptions().setTimeout(FIRST_TURN_MILLIS));
        assertThat(page.lastText()).containsText(answer);
        assertThat(provider.turnsAbout(question)).isNotEmpty();
        return page.openChat();
    }
}
