package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
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
import java.util.ArrayList;
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

/// Pictures of what an agent did, and of one that has lost its memory.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ActivityScreenshotsIT {

    private static final List<List<Map<String, Object>>> CONVERSATION = List.of(
            List.of(text("The checkout tests fail about one run in five on CI, never on my laptop.")),
            List.of(
                    Map.of("type", "reasoning", "text", "Only on CI.\n\nSo it is a clock or a port."),
                    ran("1", "exec", "mvn test", "Tests run: 214, Failures: 1\nCartExpiryTest.expires:41", 12_400),
                    text("One fails. I look at the build file."),
                    ran("2", "read", "pom.xml", "<forkCount>2C</forkCount>\n<reuseForks>true</reuseForks>", 80),
                    failed(
                            "3",
                            "mvn deploy -pl checkout,cart,pricing -am --fail-at-end -Dsurefire.rerun=20",
                            "exit code 1"),
                    failed("4", "sleep 600", "This did not finish."),
                    ran("5", "search", "لماذا تفشل الاختبارات", "النتيجة الأولى\nsecond result", 900),
                    text("## Two tests share one clock\n\nBoth classes read the static `TestClock`.")));

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private Pictures pictures;
    private ApiClient person;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(
                SimulatorOptions.of(Dialect.CURRENT).withAgents("main").withGap(Duration.ofMillis(1)));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        person = ApiClient.guest(server.url());
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
        person.close();
        server.close();
        gateway.close();
    }

    @Test
    void whatAnAgentDid() {
        String chat = asked("What is wrong? /sim tokens=3");
        server.writeParts(chat, CONVERSATION);
        picture("activity", chat, page -> assertThat(cards(page)).hasCount(5), () -> {});
        picture(
                "activity-open",
                chat,
                page -> {
                    cards(page).nth(1).locator("> button").click();
                    cards(page).nth(2).locator("> button").click();
                    page.lastAnswer()
                            .getByTestId("thinking")
                            .locator("> button")
                            .click();
                    assertThat(cards(page).nth(1)).containsText("forkCount");
                },
                () -> {});
    }

    @Test
    void whatAnAgentDidInAWholeAfternoon() {
        String chat = asked("What is wrong? /sim tokens=3");
        server.writeParts(chat, List.of(CONVERSATION.getFirst(), afternoon()));
        picture(
                "activity-many",
                chat,
                page -> {
                    assertThat(cards(page)).not().hasCount(0);
                    assertThat(cards(page).locator("> button").all())
                            .extracting(line -> line.boundingBox().height)
                            .allMatch(height -> height <= 48);
                },
                () -> {});
        picture(
                "activity-long",
                chat,
                page -> {
                    cards(page).last().locator("> button").click();
                    assertThat(cards(page).last()).containsText("kelp");
                },
                () -> {});
    }

    private static List<Map<String, Object>> afternoon() {
        List<Map<String, Object>> parts = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            if (i > 20 && i % 2 == 0) {
                parts.add(text("سأنظر في الملف رقم " + i + "، ثم أعود إلى `TestClock`."));
            }
            parts.add(
                    i % 7 == 0
                            ? failed("c" + i, "rm -r /srv/" + "deep/".repeat(30), "rm: cannot remove")
                            : ran("c" + i, "exec", "rg -n " + "clock".repeat(60), "line " + i, 400L * i));
        }
        parts.add(text("Now the longest of all."));
        parts.add(ran("last", "a_tool_with_a_long_name_of_its_own", "kelp ".repeat(2000), "x".repeat(12_000), 60_000));
        return parts;
    }

    @Test
    void anAgentAtWork() {
        String chat = asked("About limpets /sim tokens=3");
        picture(
                "activity-running",
                chat,
                page -> {
                    // On a phone Enter is a new line.
                    page.composer().fill("Look around /sim tools=2 tool-time=10m thinking tools-after=3 tokens=6");
                    page.page().getByTestId("send-button").click();
                    assertThat(cards(page)).hasAttribute("data-state", "running");
                },
                () -> {
                    person.stop(chat);
                    person.awaitIdle(chat);
                });
    }

    @Test
    void anAgentThatHasForgotten() {
        String chat = asked("About limpets /sim tokens=30");
        gateway.sessions().stream().filter(key -> key.contains(chat)).forEach(gateway::resetSession);
        person.ask(chat, "main", "And whelks? /sim tokens=20");
        picture(
                "memory-lost",
                chat,
                page -> assertThat(page.page().getByTestId("memory-lost")).isVisible(),
                () -> {});
    }

    private String asked(String text) {
        String chat = ApiClient.newId();
        person.ask(chat, "main", text);
        return chat;
    }

    private void picture(String name, String chat, Consumer<ChatPage> arrange, Runnable afterEach) {
        pictures.take(
                name,
                person,
                server.url(),
                profile -> ChatPage.openAt(profile, server.url(), "/chat/" + chat),
                arrange,
                afterEach);
    }

    private static Locator cards(ChatPage page) {
        return page.lastAnswer().getByTestId("tool-card");
    }

    private static Map<String, Object> text(String text) {
        return Map.of("type", "text", "text", text);
    }

    private static Map<String, Object> ran(String id, String name, String command, String output, long millis) {
        return Map.of(
                "type", "dynamic-tool",
                "toolCallId", id,
                "toolName", name,
                "state", "output-available",
                "input", Map.of("command", command),
                "output", output,
                "durationMs", millis);
    }

    private static Map<String, Object> failed(String id, String command, String error) {
        return Map.of(
                "type",
                "dynamic-tool",
                "toolCallId",
                id,
                "toolName",
                "exec",
                "state",
                "output-error",
                "input",
                Map.of("command", command, "timeout", 60),
                "errorText",
                error);
    }
}
