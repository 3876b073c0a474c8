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

/// Pictures of the palette, the commands, the agents and find, for people to look at; axe finds nothing on any of them.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ComposeScreenshotsIT {

    private static final List<String> TITLES = List.of(
            "Welcome mail for pilots",
            "Uncertain numbers in the Q3 forecast",
            "Competitor pricing, Q4",
            "Rotate staging certificates",
            "Postgres 17 upgrade plan");

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private ApiClient person;
    private String open;
    private Chromium chromium;
    private Pictures pictures;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT)
                .withAgents("main", "mail", "ops", "research", "writer", "planner", "reviewer")
                .withGap(Duration.ofMillis(1)));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        chromium = Chromium.launch();
        pictures = new Pictures(chromium);
        person = ApiClient.guest(server.url());
        for (int i = 0; i < TITLES.size(); i++) {
            begun(TITLES.get(i), i % 2 == 0 ? "main" : "research", TITLES.size() - i);
        }
        open = begun("Flaky checkout tests", "ops", 0);
    }

    private String begun(String title, String agent, int days) {
        String id = ApiClient.newId();
        person.ask(id, agent, "Show me a long answer");
        person.patch("/api/chat/" + id, Map.of("title", title));
        server.age(id, Duration.ofDays(days));
        return id;
    }

    @AfterEach
    void nothingIsWrongOnThePictures() {
        assertThat(pictures.findings()).isEmpty();
    }

    @AfterAll
    void stop() {
        person.close();
        chromium.close();
        server.close();
        gateway.close();
    }

    @Test
    void palette() {
        picture("palette", page -> {
            inAChat(page);
            openPalette(page);
            page.page().getByTestId("palette-input").fill("cert");
            assertThat(page.page().locator(".palette mark")).hasCount(2);
        });
        picture("palette-recent", page -> {
            inAChat(page);
            openPalette(page);
            assertThat(page.page().locator(".palette [role=option]").first()).isVisible();
        });
        picture("palette-away", page -> {
            inAChat(page);
            page.page().route("**/api/search**", route -> route.abort());
            openPalette(page);
            page.page().getByTestId("palette-input").fill("upgrade");
            assertThat(page.page().locator(".palette [role=alert]")).isVisible();
        });
    }

    @Test
    void commands() {
        picture("commands", page -> {
            inAChat(page);
            page.composer().click();
            page.page().keyboard().type("/");
            assertThat(page.page().getByTestId("slash-menu")).isVisible();
        });
        picture("commands-home", page -> {
            page.composer().click();
            page.page().keyboard().type("/");
            assertThat(page.page().getByTestId("slash-menu")).isVisible();
        });
        picture("command-refused", page -> {
            inAChat(page);
            page.composer().fill("/rename");
            page.page().keyboard().press("Escape");
            page.page().getByTestId("send-button").click();
            assertThat(page.page().getByTestId("composer-told")).isVisible();
        });
    }

    @Test
    void shortcuts() {
        picture("shortcuts", page -> {
            inAChat(page);
            page.page().locator("rp-header .more").focus();
            page.page().keyboard().press("Shift+?");
            assertThat(page.page().getByTestId("shortcuts")).isVisible();
        });
    }

    @Test
    void agents() {
        picture("agents-home", page -> {
            page.page().locator("rp-home").getByTestId("model-selector").click();
            assertThat(page.page().locator(".agents")).isVisible();
        });
        picture("agents-chat", page -> {
            inAChat(page);
            Locator selector = page.page().locator("rp-header button[data-testid=model-selector]");
            if (selector.count() > 0) {
                selector.click();
            } else {
                page.page().locator("rp-header .more").click();
                page.page()
                        .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Agent: ops"))
                        .click();
            }
            assertThat(page.page().locator(".agents")).isVisible();
        });
        picture("agents-two-gateways", page -> {
            page.page()
                    .route(
                            "**/api/models",
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setContentType("application/json")
                                    .setBody(TWO_GATEWAYS)));
            page.page().reload();
            page.page().locator("rp-home").getByTestId("model-selector").click();
            assertThat(page.page().locator(".agents")).containsText("cannot be reached");
        });
    }

    @Test
    void find() {
        picture("find", page -> {
            inAChat(page);
            page.composer().fill("/find answer");
            page.page().getByTestId("send-button").click();
            assertThat(page.page().getByTestId("find-count")).containsText(" of ");
        });
    }

    private void inAChat(ChatPage page) {
        page.goTo(open);
        assertThat(page.lastAnswer()).isVisible();
    }

    private static void openPalette(ChatPage page) {
        page.page().keyboard().press("Control+k");
        assertThat(page.page().getByTestId("palette-input")).isFocused();
    }

    private void picture(String name, Consumer<ChatPage> arrange) {
        pictures.take(name, person, server.url(), profile -> ChatPage.open(profile, server.url()), arrange, () -> {});
    }

    private static final String TWO_GATEWAYS = """
            {"models": [
              {"id": "main", "name": "main", "gateway": {"id": "a", "name": "Home server"}},
              {"id": "ops", "name": "ops", "gateway": {"id": "a", "name": "Home server"}},
              {"id": "b/main", "name": "main", "gateway": {"id": "b", "name": "Build farm"}},
              {"id": "b/night-watch", "name": "night-watch", "gateway": {"id": "b", "name": "Build farm"}}],
             "defaultModel": "main",
             "gateway": {"name": "Home server", "demo": false, "reachable": true, "version": "2026.9.6", "problem": null},
             "gateways": [
              {"id": "a", "name": "Home server", "reachable": true, "problem": null, "demo": false},
              {"id": "b", "name": "Build farm", "reachable": false, "problem": "Build farm does not answer.", "demo": false}]}""";
}
