package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.rockpool.e2e.browser.Samples.archive;
import static dev.rockpool.e2e.browser.Samples.picture;
import static dev.rockpool.e2e.browser.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Pictures of files: above the box, in the conversation, in front of the page; axe finds nothing on any of them.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FilesScreenshotsIT {

    private static final FilePayload TIDE = picture("tide.png", 640, 420);
    private static final FilePayload FIGURES =
            text("Quarterly figures of the northern branch, second revision.csv", "text/csv", "a,b\n1,2\n".repeat(300));
    private static final String OVER = """
            const data = new DataTransfer();
            data.items.add(new File(["x"], "x.txt"));
            dispatchEvent(new DragEvent("dragover", { dataTransfer: data, cancelable: true }));""";

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private ApiClient person;
    private Chromium chromium;
    private Pictures pictures;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(
                SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops").withGap(Duration.ofMillis(1)));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        person = ApiClient.guest(server.url());
        chromium = Chromium.launch();
        pictures = new Pictures(chromium);
    }

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
    void aboveTheBox() {
        look("files-composer", page -> {
            page.page().route(Pattern.compile("name=slow"), _ -> {});
            page.page().route(Pattern.compile("name=full"), FilesScreenshotsIT::full);
            choose(page, TIDE, FIGURES, picture("slow.png", 300, 300), text("full.md", "text/markdown", "# a"));
            assertThat(page.page().locator("[data-state=failed]")).isVisible();
            assertThat(page.page().locator("[data-state=ready]")).hasCount(2);
            assertThat(page.page().locator(".attachment.picture img")).hasCount(2);
            page.composer().fill("What do these pictures and figures have in common?");
        });
        look("files-many", page -> {
            List<FilePayload> many = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                many.add(picture("pool-" + i + ".png", 300, 180 + 20 * i));
            }
            many.add(archive("backup.zip"));
            for (int i = 0; i < 4; i++) {
                many.add(text("chapter-" + i + ".md", "text/markdown", "# Chapter " + i));
            }
            begin(page, "Many files");
            choose(page, many.toArray(FilePayload[]::new));
            assertThat(page.page().locator("[data-state=ready]")).hasCount(12);
        });
    }

    private static void full(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(503)
                .setContentType("application/json")
                .setBody("{\"code\":\"offline:file\",\"message\":\"The server has no room for this file now.\"}"));
    }

    @Test
    void overThePage() {
        look("files-drop", page -> {
            begin(page, "Somewhere to drop");
            page.page().evaluate("() => { const over = () => {" + OVER + " }; over(); setInterval(over, 200); }");
            assertThat(page.page().getByTestId("drop-zone")).isVisible();
        });
    }

    @Test
    void inTheConversation() {
        look("files-message", page -> {
            sent(page, "What do these have in common?", TIDE, picture("pool.png", 300, 500), FIGURES);
        });
        look("files-alone", page -> sent(page, "", TIDE));
        look("files-rtl", page -> {
            page.page().evaluate("document.documentElement.dir = 'rtl'");
            sent(page, "ما المشترك بينها؟", TIDE, text("ملاحظات حول المد والجزر.txt", "text/plain", "مد"));
        });
        look("files-edit", page -> {
            sent(page, "What is this?", TIDE, FIGURES);
            page.questions().first().hover();
            page.page().getByTestId("message-edit-button").click();
            assertThat(page.page().locator("rp-message-editor .remove")).hasCount(2);
        });
        look("files-queued", page -> {
            page.composer().fill("Long /sim tokens=4000 gap=20 word=tide");
            page.page().getByTestId("send-button").click();
            assertThat(page.lastText()).containsText("tide-3 ");
            choose(page, TIDE, FIGURES);
            assertThat(page.page().locator("[data-state=ready]")).hasCount(2);
            page.page().getByTestId("send-button").click();
            assertThat(page.queued().getByTestId("message-file")).hasCount(2);
        });
    }

    @Test
    void inFrontOfThePage() {
        look("files-lightbox", page -> {
            sent(page, "Two", TIDE, picture("pool.png", 300, 500));
            page.page().getByTestId("message-file").first().locator("button").click();
            assertThat(page.page().getByTestId("lightbox")).isVisible();
        });
    }

    @Test
    void behindASharedLink() {
        look("files-shared", page -> {
            sent(page, "What do these have in common?", TIDE, FIGURES);
            String link = person.post("/api/chat/" + page.openChat() + "/share", Map.of())
                    .json()
                    .path("url")
                    .asString();
            page.navigate(link.substring(link.indexOf("/share/")));
            assertThat(page.questions()).containsText("2 files, not shown here");
        });
    }

    private static void choose(ChatPage page, FilePayload... files) {
        page.page().getByTestId("file-input").setInputFiles(files);
    }

    private static void begin(ChatPage page, String title) {
        page.composer().fill(title);
        page.page().getByTestId("send-button").click();
        assertThat(page.lastAnswer()).hasAttribute("data-status", "finished");
    }

    private static void sent(ChatPage page, String words, FilePayload... files) {
        choose(page, files);
        assertThat(page.page().locator("[data-state=ready]")).hasCount(files.length);
        page.composer().fill(words);
        page.page().getByTestId("send-button").click();
        Locator shown = page.questions().getByTestId("message-file");
        assertThat(shown).hasCount(files.length);
        assertThat(page.lastAnswer()).hasAttribute("data-status", "finished");
    }

    private void look(String name, Consumer<ChatPage> arrange) {
        pictures.take(name, person, server.url(), profile -> ChatPage.open(profile, server.url()), arrange, () -> {});
    }
}
