package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.browser.Pictures;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.e2e.xss.Watch;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Pictures of what an answer can hold beside words, as [ScreenshotsIT] takes them of chats.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RenderScreenshotsIT {

    private static final String FORMULAS = """
        ### The normal distribution

        Its density at $x$ depends on the mean $\\mu$ and the deviation $\\sigma > 0$:

        $$
        f(x) = \\frac{1}{\\sigma\\sqrt{2\\pi}} \\, e^{-\\frac{(x-\\mu)^2}{2\\sigma^2}}
        $$

        A sample costs $5 to $6. The half-written $\\frac{a$ stays as it is.

        ```diff
        @@ -12,4 +12,4 @@
         class Tide {
        -    int height = 0;
        +    int height = moon.pull();
         }
        ```

        | Pool | Depth | Link |
        |---|---:|---|
        | North | 1.2 | [bank.example](https://other.example/) |
        | South | 0.8 | https://example.com |

        - [x] measured[^1]
        - [ ] published

        [^1]: At low tide, *twice*.
        """;

    private static final String DIAGRAMS = """
        ```mermaid
        flowchart LR
          A[Start] --> B{Low tide?}
          B -->|yes| C[Walk to the rocks]
          B -->|no| D[Wait]
          D --> B
        ```

        ```mermaid
        sequenceDiagram
          participant Browser
          participant Server
          Browser->>Server: message
          Server-->>Browser: answer
        ```

        ```mermaid
        flowchart LR
          A[Start --> B
        ```
        """;

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private ApiClient person;
    private Pictures pictures;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents("main"));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        chromium = Chromium.launch();
        pictures = new Pictures(chromium);
        person = ApiClient.guest(server.url());
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
    void formulasDifferencesAndTables() {
        picture(
                "render-formulas",
                FORMULAS,
                page -> assertThat(page.page().locator(".hljs-addition").first())
                        .isAttached());
    }

    @Test
    void diagrams() {
        picture(
                "render-diagrams",
                DIAGRAMS,
                page -> assertThat(page.page().locator(".drawing-problem")).isVisible());
    }

    @Test
    void theSourceOfADiagram() {
        picture(
                "render-source",
                DIAGRAMS,
                page -> page.page().locator("[data-do=source]").first().click());
    }

    @Test
    void anotherDirectionAndOtherScripts() {
        picture(
                "render-scripts",
                "مرحبا بالعالم، هذا **جواب** قصير مع `code`.\n\n这是**重要。**后面的文字。\n\n日本語の**「文」**です。\n\n"
                        + "Wort".repeat(60) + " 👩‍👩‍👧‍👦",
                page -> {});
    }

    private void picture(String name, String answer, Consumer<ChatPage> arrange) {
        String chat = ApiClient.newId();
        person.ask(chat, "main", "Show me /sim tokens=1 gap=1");
        server.write(chat, List.of("Show me how that looks", answer));
        pictures.take(
                name,
                person,
                server.url(),
                profile -> ChatPage.openAt(profile, server.url(), "/chat/" + chat),
                page -> {
                    assertThat(page.lastText()).isVisible();
                    Watch.untilAllIsDrawn(page.page());
                    arrange.accept(page);
                },
                () -> {});
    }
}
