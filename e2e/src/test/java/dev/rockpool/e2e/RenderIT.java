package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.Chromium.Device;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What an answer can hold beside words, as its reader meets it: formulas, diagrams, tables, code, links, other
/// scripts.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RenderIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DIAGRAM = """
        ```mermaid
        flowchart LR
          A[Ebb] --> B[Flow]
        ```
        """;

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private ApiClient person;
    private BrowserContext profile;
    private ChatPage chat;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents("main"));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        chromium = Chromium.launch();
        person = ApiClient.member(server.url(), "reader@example.com", "a long enough pass phrase");
    }

    @AfterAll
    void stop() {
        chromium.close();
        person.close();
        server.close();
        gateway.close();
    }

    @BeforeEach
    void openPage() {
        open(Device.DESKTOP);
    }

    @AfterEach
    void closePage() {
        profile.close();
        assertThat(chat.problems()).isEmpty();
    }

    private void open(Device device) {
        profile = chromium.profile(device, ColorScheme.LIGHT);
        profile.addCookies(person.cookies().stream()
                .map(cookie -> new Cookie(cookie.getName(), cookie.getValue()).setUrl(server.url()))
                .toList());
        chat = ChatPage.open(profile, server.url());
    }

    /// Opens a chat with this answer.
    private Locator answer(String markdown) {
        String id = ApiClient.newId();
        person.ask(id, "main", "Show me /sim tokens=1 gap=1");
        server.write(id, List.of("Show me", markdown));
        chat.goTo(id);
        assertThat(chat.lastText()).isVisible();
        return chat.lastText();
    }

    private String copied() {
        return (String) chat.page().evaluate("navigator.clipboard.readText()");
    }

    @Test
    void formulasAreSetForEyesAndEarsAndMoneyIsNot() {
        Locator answer = answer(
                "Where $e^{i\\pi} + 1 = 0$, it costs $5 and $6.\n\n$$\n\\frac{a}{b} \\fcolorbox{red}{white}{x}\n$$\n");

        assertThat(answer.locator(".katex-html")).hasCount(2);
        assertThat(answer.locator(".formula.display math mfrac")).hasCount(1);
        assertThat(answer).containsText("it costs $5 and $6.");
        Object font = answer.locator(".katex").first().evaluate("(node) => getComputedStyle(node).fontFamily");
        assertThat(font).asString().contains("KaTeX");
        assertThat(answer.locator("math [style]").first().evaluate("(node) => node.style.border"))
                .asString()
                .contains("solid");
    }

    @Test
    void aFormulaThatCannotBeReadStaysAsItWasWritten() {
        Locator answer = answer("This is $\\frac{a$ half.");

        assertThat(answer.locator(".formula.unread")).hasText("\\frac{a");
        assertThat(answer.locator(".formula.unread")).hasAttribute("title", Pattern.compile("KaTeX parse error.*"));
    }

    @Test
    void whatDrawsIsFetchedOnlyWhenAMessageNeedsIt() {
        List<String> asked = new CopyOnWriteArrayList<>();
        chat.page().onRequest(request -> asked.add(request.url()));
        assertThat(answer("Plain *words*, `code` and $5.")).containsText("words");
        assertThat(asked).noneMatch(url -> url.contains("katex") || url.contains("mermaid") || url.contains("diagram"));

        answer("A $x$.");
        assertThat(chat.lastText().locator(".katex").first()).isVisible();
        assertThat(asked).anyMatch(url -> url.contains("katex")).noneMatch(url -> url.contains("mermaid"));
    }

    @Test
    void formulasThatCannotBeFetchedAreReadAsTheyWereWritten() {
        chat.page().route(url -> url.contains("/katex/"), Route::abort);

        assertThat(answer("So $a^2 + b^2$ it is.").locator(".formula")).hasText("a^2 + b^2");
    }

    @Test
    void aDiagramIsDrawnAndItsSourceIsAPressAway() {
        Locator answer = answer(DIAGRAM);
        Locator picture = answer.getByRole(AriaRole.IMG);

        assertThat(picture).isVisible();
        assertThat(picture).hasAttribute("alt", "Diagram: flowchart");
        assertThat(picture).hasAttribute("src", Pattern.compile("^data:image/svg.*"));
        assertThat(answer.locator("pre")).isHidden();

        chat.button("Source").click();
        assertThat(answer.locator("pre")).containsText("A[Ebb] --> B[Flow]");
        assertThat(picture).isHidden();
        chat.button("Source").click();
        assertThat(picture).isVisible();
        chat.button("Copy").click();
        assertThat(copied()).isEqualTo("flowchart LR\n  A[Ebb] --> B[Flow]");
    }

    @Test
    void aDiagramTakesTheColoursOfThePage() {
        Locator picture = answer(DIAGRAM).locator(".drawing img");
        assertThat(picture).isVisible();
        String light = picture.getAttribute("src");

        chat.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(picture).not().hasAttribute("src", light);
        chat.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        assertThat(picture).hasAttribute("src", light);
    }

    @Test
    void aDiagramThatCannotBeDrawnShowsWhyAndItsSource() {
        Locator answer = answer("```mermaid\nflowchart LR\n  A[Ebb --> B\n```\n\n" + DIAGRAM);

        assertThat(answer.locator(".drawing-problem")).containsText("This cannot be drawn, so here is its source.");
        assertThat(answer.locator(".drawing-problem")).containsText("Parse error on line 3");
        assertThat(answer.locator("pre").first()).isVisible();
        assertThat(answer.locator(".drawing img")).isVisible();
    }

    @Test
    void aDiagramThatIsTooLongOrWouldNeverEndIsShownAsItIs() {
        Locator answer = answer("```mermaid\nflowchart LR\n" + "  A --> B\n".repeat(4_000) + "```\n\n"
                + "```mermaid\ngantt\n  excludes mon,tue,wed,thu,fri,weekends\n  Task :2025-01-01, 1d\n```\n");

        assertThat(answer.locator(".drawing-problem").first()).containsText("The diagram is too long.");
        assertThat(answer.locator(".drawing-problem").last()).containsText("It took too long.");
    }

    @Test
    void diagramsAreDrawnWhereNothingOfThePageCanBeReached() {
        assertThat(answer(DIAGRAM).locator(".drawing img")).isVisible();
        Frame frame = chat.page().frames().stream()
                .filter(each -> each.url().endsWith("/diagram-frame"))
                .findFirst()
                .orElseThrow();

        assertThat(frame.evaluate("self.origin")).isEqualTo("null");
        assertThat(frame.evaluate("() => { try { return parent.document.title } catch { return 'out of reach' } }"))
                .isEqualTo("out of reach");
        assertThat(frame.evaluate("() => { try { return document.cookie } catch { return 'none' } }"))
                .isEqualTo("none");
        assertThat(chat.page().locator("iframe")).hasCount(1);
        assertThat(chat.lastText().locator("iframe")).hasCount(0);
    }

    @Test
    void aDiagramIsDrawnOnlyOnceItIsComplete() {
        String script = ("Look:\n\n" + DIAGRAM + "\nThat was the first.\n\nAnd the second paragraph.\n\nDone.")
                .replace("\n", "\\n");
        chat.startChat("/sim gap=60 text=\"" + script + "\"");

        assertThat(chat.lastText().locator("pre")).containsText("A[Ebb]");
        assertThat(chat.lastText().locator(".drawing, .drawing-problem")).hasCount(0);
        assertThat(chat.lastText()).containsText("Done.");
        assertThat(chat.lastText().locator(".drawing img")).isVisible();
        assertThat(chat.lastText().locator(".drawing-problem")).hasCount(0);
    }

    @Test
    void manyDiagramsLeaveThePageUsable() {
        String many = "%s\n"
                .repeat(20)
                .formatted(IntStream.range(0, 20)
                        .mapToObj(i -> DIAGRAM.replace("Ebb", "Ebb " + i))
                        .toArray());
        answer(many);
        chat.composer().fill("still here");
        assertThat(chat.composer()).hasValue("still here");
        await().atMost(SOON)
                .pollInSameThread()
                .until(() -> chat.lastText().locator(".drawing img").count() == 20);
    }

    @Test
    void aTableIsCopiedAsCsvThatNoSpreadsheetRuns() {
        Locator answer = answer("| Pool | Depth |\n|---|---|\n| North, \"old\" | -1.5 |\n| =1+1 | $x$ |\n");

        assertThat(answer.locator("td .katex")).hasCount(1);
        answer.getByText("Copy as CSV").click();
        await().atMost(SOON)
                .pollInSameThread()
                .untilAsserted(() -> assertThat(copied())
                        .isEqualTo("Pool,Depth\r\n\"North, \"\"old\"\"\",-1.5\r\n\"'=1+1\",$x$\r\n"));
    }

    @Test
    void longLinesOfCodeAreWrappedOnDemand() {
        Locator answer = answer("```java\nint tide = " + "ebb + ".repeat(60) + "flow;\n```\n\n```java\nint x;\n```\n");
        Locator wrap = answer.locator("[data-do=wrap]");

        assertThat(wrap.first()).isVisible();
        assertThat(wrap.last()).isHidden();
        wrap.first().click();
        assertThat(wrap.first()).hasAttribute("aria-pressed", "true");
        assertThat(answer.locator("pre").first()).not().hasAttribute("tabindex", "0");
        wrap.first().click();
        assertThat(answer.locator("pre").first()).hasAttribute("tabindex", "0");
    }

    @Test
    void whatADifferenceAddsAndTakesAwayIsSeenWithoutColours() {
        Locator answer = answer("```diff\n context\n-gone\n+new\n```\n");

        assertThat(answer.locator(".hljs-addition")).hasText("+new");
        assertThat(answer.locator(".hljs-deletion")).hasText("-gone");
        assertThat(edge(answer, ".hljs-addition")).isEqualTo("solid");
        assertThat(edge(answer, ".hljs-deletion")).isEqualTo("double");
    }

    private static Object edge(Locator answer, String line) {
        return answer.locator(line).evaluate("(node) => getComputedStyle(node).borderInlineStartStyle");
    }

    @Test
    void linksSayWhereTheyGo() {
        Locator answer = answer("[https://bank.example](https://other.example/login) and [the guide]"
                + "(https://www.example.com/guide 'A guide') and https://example.org/x and [x](/settings)");
        Locator links = answer.locator("a[href]");

        assertThat(links).hasCount(3);
        assertThat(links.nth(0)).hasText("https://bank.example (other.example)");
        assertThat(links.nth(1)).hasText("the guide");
        assertThat(links.nth(1)).hasAttribute("title", "https://www.example.com/guide\nA guide");
        assertThat(links.nth(2)).hasText("https://example.org/x");
        assertThat(links.nth(0)).hasAttribute("rel", "noopener noreferrer nofollow");
        assertThat(links.nth(0)).hasAttribute("target", "_blank");
    }

    @Test
    void aPictureFromElsewhereIsFetchedOnlyByAClick() {
        List<String> foreign = new CopyOnWriteArrayList<>();
        profile.onRequest(request -> foreign.add(request.url()));
        profile.route(url -> url.contains("pictures.example"), Route::abort);
        Locator answer = answer("![A cat on a mat](https://pictures.example/cat.png) ![](data:image/png;base64,AA)");

        assertThat(answer.locator("a")).hasText("Image: A cat on a mat");
        assertThat(foreign).noneMatch(url -> url.contains("pictures.example"));
        profile.waitForPage(() -> answer.locator("a").click());
        await().atMost(SOON).pollInSameThread().until(() -> {
            chat.page().evaluate("0");
            return foreign.stream().anyMatch(url -> url.contains("pictures.example/cat.png"));
        });
    }

    @Test
    void emphasisEndsBesideThePunctuationOfChineseAndJapanese() {
        Locator answer = answer("这是**重要。**后面\n没有空格。日本語の**「文」**です。");

        assertThat(answer.locator("strong").first()).hasText("重要。");
        assertThat(answer.locator("strong").last()).hasText("「文」");
        assertThat(answer).containsText("后面没有空格");
    }

    @Test
    void textFromRightToLeftBeginsAtTheRightAndCodeDoesNot() {
        Locator answer = answer("مرحبا بالعالم `code` وأهلا\n\n```java\nint x;\n```\n\nHello\n");

        assertThat(direction(answer.locator(".block").nth(0))).isEqualTo("rtl");
        assertThat(direction(answer.locator("pre"))).isEqualTo("ltr");
        assertThat(direction(answer.locator(".block").nth(2))).isEqualTo("ltr");
    }

    private static Object direction(Locator node) {
        return node.evaluate("(node) => getComputedStyle(node).direction");
    }

    @Test
    void wordsLinesTablesAndFormulasOfAnyLengthStayInTheirColumnOnAPhone() {
        profile.close();
        open(Device.PHONE);
        String row = "|" + " a long cell |".repeat(30) + "\n";
        answer("W".repeat(400) + "\n\n`" + "x".repeat(400) + "`\n\n- [x] " + "https://example.com/" + "y".repeat(300)
                + "\n\n" + row + "|" + "-|".repeat(30) + "\n" + row + "\n$$" + "a + ".repeat(120) + "b$$\n\n"
                + "👩‍👩‍👧‍👦".repeat(80));

        assertThat(chat.lastText().locator(".katex").first()).isVisible();
        assertThat(chat.page().evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
        assertThat(chat.lastText().evaluate("(text) => text.scrollWidth <= text.clientWidth"))
                .isEqualTo(true);
        assertThat(chat.lastText().locator(".table-box")).hasAttribute("tabindex", "0");
        assertThat(chat.lastText().locator(".formula.display")).hasAttribute("tabindex", "0");
    }

    @Test
    void notesAndTasksAndNestedListsAreWhatTheyLookLike() {
        Locator answer = answer("Said[^1].\n\n- [x] done\n- [ ] open\n  - inner\n    1. deep\n\n[^1]: By *whom*.\n");

        assertThat(answer.locator("sup").first()).hasText("[1]");
        assertThat(answer.locator("small")).hasText("[1] By whom.");
        assertThat(answer.locator(".check")).hasCount(2);
        assertThat(answer.locator("ul ul ol > li")).hasText("deep");
    }
}
