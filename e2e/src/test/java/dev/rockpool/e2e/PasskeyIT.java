package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.RockpoolServer;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// A passkey as a person has it: made in the settings, used at the sign-in page, removed again. The device is
/// Chromium's own virtual one.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PasskeyIT {

    private static final String EMAIL = "ada@acme.com";
    private static final Pattern HOME = Pattern.compile("^https?://[^/]+/$");

    private RockpoolServer server;
    private Chromium chromium;
    private String url;

    @BeforeAll
    void start() {
        server = RockpoolServer.startWithoutGateway();
        // Passkeys belong to a name; an address has none.
        url = "http://localhost:" + server.port();
        chromium = Chromium.launch();
    }

    @AfterAll
    void stop() {
        chromium.close();
        server.close();
    }

    @Test
    void aPasskeyIsAddedUsedAndRemoved() {
        try (BrowserContext profile = chromium.profile()) {
            Page page = profile.newPage();
            giveADevice(profile, page);
            register(page);

            addPasskey(page, "Work laptop");
            Chromium.screenshot(page, "passkey-added");

            signOut(page);
            page.navigate(url + "/login");
            button(page, "Sign in with a passkey").click();
            assertThat(page).hasURL(HOME);
            assertThat(emailOfAccount(page)).isEqualTo(EMAIL);

            removePasskey(page, "Work laptop");
            signOut(page);
            page.navigate(url + "/login");
            button(page, "Sign in with a passkey").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not open an account here");
        }
    }

    /// One that has its owner's finger on it all the time.
    private static void giveADevice(BrowserContext profile, Page page) {
        CDPSession tools = profile.newCDPSession(page);
        tools.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject arguments = new JsonObject();
        arguments.add("options", options);
        tools.send("WebAuthn.addVirtualAuthenticator", arguments);
    }

    private void register(Page page) {
        page.navigate(url + "/register");
        page.getByLabel("E-mail").fill(EMAIL);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill("limpets under the pier");
        button(page, "Sign Up").click();
        assertThat(page).hasURL(HOME);
    }

    private void addPasskey(Page page, String name) {
        page.navigate(url + "/settings/sign-in");
        button(page, "Add a passkey").click();
        page.getByRole(AriaRole.DIALOG).getByLabel("Name").fill(name);
        button(page, "Continue").click();
        assertThat(page.getByTestId("passkeys")).containsText(name);
    }

    private void removePasskey(Page page, String name) {
        page.navigate(url + "/settings/sign-in");
        assertThat(page.getByTestId("passkeys")).containsText("last used");
        button(page, "Remove the passkey " + name).click();
        button(page, "Remove passkey").click();
        assertThat(page.getByTestId("passkeys")).hasCount(0);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void signOut(Page page) {
        assertThat(page.evaluate(
                        "fetch('/api/sign-out', {method: 'POST', headers: {'content-type': 'application/json'}})"
                                + ".then((answer) => answer.status)"))
                .isEqualTo(204);
    }

    private static String emailOfAccount(Page page) {
        return (String) page.evaluate("fetch('/api/account').then((answer) => answer.json()).then((it) => it.email)");
    }
}
