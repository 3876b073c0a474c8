package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.rockpool.e2e.browser.Samples.archive;
import static dev.rockpool.e2e.browser.Samples.gif;
import static dev.rockpool.e2e.browser.Samples.photo;
import static dev.rockpool.e2e.browser.Samples.photoOfAPlace;
import static dev.rockpool.e2e.browser.Samples.picture;
import static dev.rockpool.e2e.browser.Samples.pictureWithNote;
import static dev.rockpool.e2e.browser.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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

/// Files that go with a message, from choosing them to finding them again.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FilesIT {

    private static final Pattern UPLOADS = Pattern.compile("/api/files\\?");
    private static final String HEADERS = """
            async (address) => {
                const { headers } = await fetch(address);
                return ["Content-Type", "X-Content-Type-Options", "Content-Security-Policy"].map((name) => headers.get(name));
            }""";
    private static final String SHARE = """
            async () => {
                const chat = location.pathname.split("/").at(-1);
                const headers = { "Content-Type": "application/json" };
                return (await (await fetch(`/api/chat/${chat}/share`, { method: "POST", headers })).json()).url;
            }""";
    private static final FilePayload NOTES = text("notes.md", "text/markdown", "# Tide tables\n");

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private BrowserContext profile;
    private ChatPage chat;
    private final List<Request> uploads = new CopyOnWriteArrayList<>();

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        chromium = Chromium.launch();
    }

    @AfterAll
    void stop() {
        chromium.close();
        server.close();
        gateway.close();
    }

    @BeforeEach
    void openPage() {
        uploads.clear();
        profile = chromium.profile();
        chat = ChatPage.open(profile, server.url());
        chat.page().onRequest(request -> {
            if (request.method().equals("POST") && request.url().contains("/api/files")) {
                uploads.add(request);
            }
        });
    }

    @AfterEach
    void closePage(TestInfo test) {
        Chromium.screenshot(
                chat.page(), "last-of-" + test.getTestMethod().orElseThrow().getName());
        profile.close();
        assertThat(chat.problems()).isEmpty();
    }

    // Ways in

    @Test
    void chosenFilesAreShownAndSentAndAreThereAfterAReload() {
        choose(picture("tide.png", 600, 400), NOTES);
        assertThat(previews()).hasCount(2);
        assertThat(ready()).hasCount(2);
        chat.send("What is on these?");

        assertThat(previews()).hasCount(0);
        assertThat(sent()).hasCount(2);
        assertThat(sent().first().locator("img")).hasAttribute("alt", "tide.png");
        assertThat(sent().nth(1)).containsText("notes.md");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");

        assertThat(sent().nth(1)).containsText("14 bytes");

        chat.page().reload();
        assertThat(sent()).hasCount(2);
        assertThat(sent().nth(1)).containsText("14 bytes");
        assertThat(chat.questions().first().getByTestId("message-content")).hasText("What is on these?");
        assertThat(isDrawn(sent().first().locator("img"))).isTrue();
    }

    @Test
    void aPictureIsPastedAndGoesWithoutAWord() {
        paste(Map.of("image.png", picture("image.png", 300, 200)), Map.of());
        assertThat(ready()).hasCount(1);
        chat.page().getByTestId("send-button").click();

        assertThat(sent()).hasCount(1);
        assertThat(chat.questions().getByTestId("message-content")).hasCount(0);
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        assertThat(chat.rows().first()).not().hasText("");
    }

    @Test
    void cellsOfASpreadsheetArePastedAsTextNotAsAPicture() {
        paste(
                Map.of("image.png", picture("image.png", 300, 200)),
                Map.of("text/plain", "a\tb", "text/html", "<table><tr><td>a<td>b</table>"));
        assertThat(previews()).hasCount(0);
        assertThat(uploads).isEmpty();
    }

    @Test
    void filesAreDroppedOnTheConversation() {
        drag("dragover", NOTES);
        assertThat(chat.page().getByTestId("drop-zone")).isVisible();
        drag("drop", NOTES);
        assertThat(chat.page().getByTestId("drop-zone")).hasCount(0);
        assertThat(ready()).hasCount(1);
        assertThat(previews()).containsText("notes.md");
    }

    @Test
    void aZoneThatWasDraggedOverGoesWhenTheFilesHaveLeft() {
        drag("dragover", NOTES);
        assertThat(chat.page().getByTestId("drop-zone")).isVisible();
        assertThat(chat.page().getByTestId("drop-zone")).hasCount(0);
    }

    @Test
    void aPhotoIsMadeSmallerBeforeItIsSent() {
        FilePayload photo = photo("pier.png", 3000, 1500);
        choose(photo);
        assertThat(ready()).hasCount(1);

        assertThat(uploads).hasSize(1);
        assertThat(uploads.getFirst().url()).contains("pier.webp");
        chat.send("Look");
        Locator image = sent().locator("img");
        assertThat(isDrawn(image)).isTrue();
        assertThat(image.evaluate("image => [image.naturalWidth, image.naturalHeight]"))
                .isEqualTo(List.of(2048, 1024));
    }

    // What a file tells besides its picture

    @Test
    void wherePhotosWereTakenIsNotToldAndTheyStandUpright() {
        FilePayload photo = photoOfAPlace("pier.jpg", 300, 200);
        assertThat(latin(photo.buffer)).contains("Exif");
        choose(photo);
        assertThat(ready()).hasCount(1);
        assertThat(uploads.getFirst().url()).contains("pier.jpg");
        chat.send("Look");

        Locator image = sent().locator("img");
        assertThat(isDrawn(image)).isTrue();
        assertThat(image.evaluate("image => [image.naturalWidth, image.naturalHeight]"))
                .isEqualTo(List.of(200, 300));
        assertThat(bytesOf(image)).startsWith("\u00ff\u00d8\u00ff").doesNotContain("Exif");
    }

    @Test
    void aPictureLosesItsNotesAndOneWithoutAnyGoesAsItIs() {
        FilePayload noted = pictureWithNote("screen.png", 300, 200, "54.1 N, 8.8 E");
        FilePayload bare = picture("bare.png", 300, 200);
        FilePayload moving = gif("waves.gif", 300, 200);
        choose(noted, bare, moving);
        assertThat(ready()).hasCount(3);
        chat.send("Look");
        assertThat(sent()).hasCount(3);

        assertThat(latin(noted.buffer)).contains("54.1 N");
        assertThat(bytesOf(sent().first().locator("img"))).contains("PNG").doesNotContain("54.1 N", "tEXt");
        assertThat(bytesOf(sent().nth(1).locator("img"))).isEqualTo(latin(bare.buffer));
        assertThat(bytesOf(sent().nth(2).locator("img"))).isEqualTo(latin(moving.buffer));
    }

    // Ways out

    @Test
    void filesAreTakenAwayByButtonAndByKeyAndTheFocusStaysNear() {
        choose(NOTES, text("two.txt", "text/plain", "2"), text("three.txt", "text/plain", "3"));
        assertThat(ready()).hasCount(3);
        previews().first().getByRole(AriaRole.BUTTON).click();
        assertThat(previews()).hasCount(2);
        assertThat(previews().first().locator(".remove")).isFocused();

        chat.page().keyboard().press("Delete");
        assertThat(previews()).hasCount(1);
        assertThat(previews()).containsText("three.txt");
        chat.page().keyboard().press("Backspace");
        assertThat(previews()).hasCount(0);
        assertThat(chat.composer()).isFocused();
        assertThat(chat.page().locator("#announcements")).hasText("three.txt removed.");
    }

    @Test
    void whatIsTypedAndAttachedStaysWithItsChat() {
        String first = chat.startChat("First chat");
        choose(NOTES);
        assertThat(ready()).hasCount(1);
        chat.composer().fill("Not yet");
        String second = chat.startChat("Second chat");
        assertThat(previews()).hasCount(0);

        chat.switchTo(first);
        assertThat(ready()).hasCount(1);
        assertThat(chat.composer()).hasValue("Not yet");
        chat.switchTo(second);
        assertThat(previews()).hasCount(0);
    }

    // What is said before anything is sent

    @Test
    void whatCannotBeAttachedIsNamedBeforeItIsSent() {
        choose(
                archive("backup.zip"),
                text("huge.log", "text/plain", "x".repeat(3 << 19)),
                text("long.txt", "text/plain", "x".repeat(200_001)),
                text("nothing.txt", "text/plain", ""),
                NOTES);
        assertThat(ready()).hasCount(1);
        assertThat(told())
                .hasText(
                        "backup.zip cannot be attached. Images (PNG, JPEG, GIF, WebP) and text files can. "
                                + "huge.log has 1.5 MB. A text file may have 1 MB at most. "
                                + "long.txt has 200,001 characters. A text file may have 200,000 at most. nothing.txt is empty.");
        assertThat(uploads).hasSize(1);
    }

    @Test
    void aNinthPictureIsLeftOutAndSaidSo() {
        List<FilePayload> pictures = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            pictures.add(picture("pool-" + i + ".png", 200, 120 + i));
        }
        choose(pictures.toArray(FilePayload[]::new));
        assertThat(ready()).hasCount(8);
        assertThat(told()).hasText("A message takes 8 images. 1 file was left out.");
        chat.send("All of them");
        assertThat(sent()).hasCount(8);
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
    }

    @Test
    void anImageThatIsTooMuchBesideAnotherIsLeftOutAndSaidSo() {
        FilePayload waves = gif("waves.gif", 300, 200);
        waves.buffer = Arrays.copyOf(waves.buffer, 8 << 20);
        choose(waves);
        assertThat(ready()).hasCount(1);
        choose(new FilePayload("more.gif", waves.mimeType, waves.buffer));
        assertThat(told()).hasText("more.gif was left out. The images of a message may have 13.4 MB together.");
        assertThat(previews()).hasCount(1);
        assertThat(uploads).hasSize(1);
    }

    // The way to the server

    @Test
    void aMessageWaitsForItsFiles() {
        List<Route> held = new CopyOnWriteArrayList<>();
        chat.page().route(UPLOADS, held::add);
        choose(NOTES);
        assertThat(chat.page().getByTestId("input-attachment-loader")).hasCount(1);
        chat.composer().fill("Too early");
        assertThat(chat.page().getByTestId("send-button")).isDisabled();
        chat.composer().press("Enter");
        assertThat(told()).containsText("once its files are uploaded");
        assertThat(chat.questions()).hasCount(0);

        held.getFirst().resume();
        assertThat(ready()).hasCount(1);
        chat.composer().press("Enter");
        assertThat(sent()).hasCount(1);
    }

    @Test
    void anUploadThatFailedIsTriedAgain() {
        chat.page()
                .route(
                        UPLOADS,
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(503)
                                .setContentType("application/json")
                                .setBody("{\"code\":\"offline:file\",\"message\":\"The disk is full.\"}")),
                        new Page.RouteOptions().setTimes(1));
        choose(NOTES);
        assertThat(previews()).containsText("The disk is full.");
        assertThat(previews()).hasAttribute("data-state", "failed");
        chat.page().getByTestId("attachment-retry").click();
        assertThat(ready()).hasCount(1);
    }

    @Test
    void whatIsAttachedOfflineGoesOnWithTheConnection() {
        chat.composer().fill("Loaded while there was a line");
        choose(text("first.txt", "text/plain", "1"));
        assertThat(ready()).hasCount(1);
        profile.setOffline(true);
        choose(NOTES);
        assertThat(previews().nth(1)).containsText("You are offline.");

        profile.setOffline(false);
        assertThat(ready()).hasCount(2);
    }

    @Test
    void aMessageThatIsRefusedComesBackWithItsFiles() {
        chat.page()
                .route(
                        "**/api/chat",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(400)
                                .setContentType("application/json")
                                .setBody("{\"code\":\"bad_request:api\",\"message\":\"This agent takes no images.\"}")),
                        new Page.RouteOptions().setTimes(1));
        choose(picture("tide.png", 300, 200));
        assertThat(ready()).hasCount(1);
        chat.send("Look");
        assertThat(chat.page().getByTestId("unsent")).containsText("This agent takes no images.");
        chat.button("Edit").click();
        assertThat(ready()).hasCount(1);
        assertThat(chat.composer()).hasValue("Look");
        chat.page().getByTestId("send-button").click();
        assertThat(sent()).hasCount(1);
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
    }

    // In the conversation

    @Test
    void picturesOpenInFrontOfThePageOneAfterTheOther() {
        choose(picture("one.png", 400, 300), picture("two.png", 300, 400));
        assertThat(ready()).hasCount(2);
        chat.send("Two");
        sent().first().locator("button").click();
        Locator lightbox = chat.page().getByTestId("lightbox");
        assertThat(lightbox.locator("img")).hasAttribute("alt", "one.png");
        assertThat(lightbox).containsText("1 of 2");
        chat.page().keyboard().press("ArrowRight");
        assertThat(lightbox.locator("img")).hasAttribute("alt", "two.png");
        chat.page().keyboard().press("ArrowRight");
        assertThat(lightbox.locator("img")).hasAttribute("alt", "two.png");
        chat.page().keyboard().press("Escape");
        assertThat(lightbox).hasCount(0);
        assertThat(sent().first().locator("button")).isFocused();
    }

    @Test
    void anEditedMessageKeepsItsFilesButThoseTakenAway() {
        choose(picture("tide.png", 300, 200), NOTES);
        assertThat(ready()).hasCount(2);
        chat.send("Look");
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        chat.questions().first().hover();
        chat.page().getByTestId("message-edit-button").click();
        Locator editor = chat.page().locator("rp-message-editor");
        assertThat(editor.getByTestId("message-file")).hasCount(2);
        editor.getByTestId("message-file").nth(1).locator(".remove").click();
        assertThat(editor.getByTestId("message-file")).hasCount(1);
        chat.page().getByTestId("message-editor").fill("Look again");
        chat.page().getByTestId("message-editor-send-button").click();

        assertThat(chat.questions().first().getByTestId("version-count")).hasText("2/2");
        assertThat(sent()).hasCount(1);
        assertThat(sent().locator("img")).hasAttribute("alt", "tide.png");
        chat.questions().first().getByTestId("version-previous").click();
        assertThat(sent()).hasCount(2);
    }

    @Test
    void aMessageThatWaitsShowsItsFilesAndKeepsThem() {
        chat.startChat("Long /sim tokens=2000 gap=20 word=tide");
        assertThat(chat.lastText()).containsText("tide-3 ");
        choose(NOTES);
        assertThat(ready()).hasCount(1);
        chat.send("Next");
        assertThat(chat.queued()).hasCount(1);
        assertThat(chat.queued().getByTestId("message-file")).containsText("notes.md");
        chat.stopButton().click();
        assertThat(chat.questions()).hasCount(2);
        assertThat(chat.questions().last().getByTestId("message-file")).containsText("notes.md");
    }

    @Test
    void aWaitingMessageThatWasRemovedComesBackWithItsFiles() {
        chat.startChat("Long /sim tokens=2000 gap=20 word=tide");
        assertThat(chat.lastText()).containsText("tide-3 ");
        choose(NOTES);
        assertThat(ready()).hasCount(1);
        chat.send("Next");
        assertThat(chat.queued().getByTestId("message-file")).containsText("notes.md");
        chat.button("Remove the queued message").click();
        assertThat(chat.queued()).hasCount(0);

        chat.button("Undo").click();
        assertThat(chat.queued().getByTestId("message-file")).containsText("notes.md");
        assertThat(chat.queued()).containsText("Queued");
        chat.stopButton().click();
        assertThat(chat.questions().last().getByTestId("message-file")).containsText("notes.md");
    }

    // Nobody else's, and nothing that runs

    @Test
    void anotherAccountIsToldThereIsNoSuchFile() {
        choose(NOTES);
        assertThat(ready()).hasCount(1);
        chat.send("Mine");
        String address = sent().locator("a").getAttribute("href");
        try (ApiClient other = ApiClient.guest(server.url())) {
            assertThat(other.get(address).status()).isEqualTo(404);
            assertThat(other.get("/api/files/" + ApiClient.newId()).status()).isEqualTo(404);
        }
    }

    @Test
    void whoReadsASharedLinkIsToldThatThereWereFilesAndNotWhich() {
        choose(picture("tide.png", 300, 200));
        assertThat(ready()).hasCount(1);
        chat.page().getByTestId("send-button").click();
        assertThat(chat.lastAnswer()).hasAttribute("data-status", "finished");
        String link = (String) chat.page().evaluate(SHARE);

        try (BrowserContext stranger = chromium.profile()) {
            ChatPage reader = ChatPage.openAt(stranger, server.url(), link.substring(link.indexOf("/share/")));
            assertThat(reader.questions()).hasText("1 file, not shown here");
            assertThat(reader.answers()).hasCount(1);
            assertThat(reader.questions().locator("img, a, .bubble")).hasCount(0);
            assertThat(reader.problems()).isEmpty();
        }
    }

    @Test
    void whateverAFileIsCalledOrHoldsNothingOfItRuns() {
        String run = "<img src=x onerror=\"window.ran=1\">";
        choose(
                text(run + ".txt", "text/plain", run),
                text("page.html", "text/html", "<script>window.ran=1</script>"),
                text("drawing.svg", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' onload='window.ran=1'/>"),
                picture("\u202egnp.exe\" onerror=window.ran=1 x=\".png", 200, 120));
        assertThat(ready()).hasCount(4);
        chat.send("Harmless");
        assertThat(sent()).hasCount(4);
        for (String name : List.of("page.html", "drawing.svg")) {
            Locator link = chat.page().locator("a.file-chip", new Page.LocatorOptions().setHasText(name));
            Download saved = chat.page().waitForDownload(link::click);
            assertThat(saved.suggestedFilename()).isEqualTo(name);
            assertThat(chat.page().evaluate(HEADERS, link.getAttribute("href")))
                    .isEqualTo(List.of("text/plain;charset=UTF-8", "nosniff", "default-src 'none'; sandbox"));
        }
        assertThat(chat.page().evaluate("window.ran ?? null")).isNull();
    }

    @Test
    void aNameThatIsVeryLongOrWrittenTheOtherWayStaysInItsPlace() {
        choose(
                text("ملاحظات حول المد والجزر.txt", "text/plain", "مد"),
                text("a-very-long-name-".repeat(12) + ".txt", "text/plain", "long"));
        assertThat(ready()).hasCount(2);
        chat.page().evaluate("document.documentElement.dir = 'rtl'");
        chat.send("Names");
        assertThat(sent()).hasCount(2);
        assertThat(sent().first()).containsText("ملاحظات");
        assertThat((boolean) chat.page()
                        .evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                .isFalse();
    }

    private void choose(FilePayload... files) {
        chat.page().getByTestId("file-input").setInputFiles(files);
    }

    private Locator previews() {
        return chat.page().getByTestId("input-attachment-preview");
    }

    private Locator ready() {
        return chat.page().locator("[data-testid=input-attachment-preview][data-state=ready]");
    }

    private Locator sent() {
        return chat.questions().getByTestId("message-file");
    }

    private Locator told() {
        return chat.page().getByTestId("composer-told");
    }

    private static boolean isDrawn(Locator image) {
        assertThat(image).hasJSProperty("complete", true);
        return (boolean) image.evaluate("image => image.naturalWidth > 0");
    }

    /// What the server has of an image, each byte a letter.
    private static String bytesOf(Locator image) {
        return (String) image.evaluate("""
                async ({ src }) => {
                    const bytes = new Uint8Array(await (await fetch(src)).arrayBuffer());
                    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
                }""");
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void paste(Map<String, FilePayload> files, Map<String, String> texts) {
        chat.composer().evaluate(TRANSFER + """
                field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }""", transfer(List.copyOf(files.values()), texts));
    }

    private void drag(String type, FilePayload file) {
        chat.composer().evaluate(TRANSFER + """
                field.dispatchEvent(new DragEvent("%s", { dataTransfer: data, bubbles: true, cancelable: true }));
            }""".formatted(type), transfer(List.of(file), Map.of()));
    }

    private static final String TRANSFER = """
            (field, { files, texts }) => {
                const data = new DataTransfer();
                for (const [name, type, base64] of files) {
                    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
                    data.items.add(new File([bytes], name, { type }));
                }
                for (const [type, text] of Object.entries(texts)) data.setData(type, text);
            """;

    private static Map<String, Object> transfer(List<FilePayload> files, Map<String, String> texts) {
        List<List<String>> told = files.stream()
                .map(file ->
                        List.of(file.name, file.mimeType, Base64.getEncoder().encodeToString(file.buffer)))
                .toList();
        return Map.of("files", told, "texts", texts);
    }
}
