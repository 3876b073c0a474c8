package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
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
import dev.rockpool.e2e.browser.Pictures;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Browsers that want German or Chinese get it, with its dates and numbers; everybody may choose otherwise, and
/// nobody is left without words.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LanguagesIT {

    private static final String PASSWORD = "limpets under the pier";
    private static final String GERMAN = "de-DE";
    private static final String CHINESE = "zh-CN";

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private Chromium chromium;
    private ApiClient member;

    /// Sends nothing, so that all of the day's messages are left.
    private ApiClient reader;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops"));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        member = ApiClient.member(server.url(), "ada.holm@example.com", PASSWORD);
        limitMembers(1_234);
        reader = ApiClient.member(server.url(), "wu.lin@example.com", PASSWORD);
        chromium = Chromium.launch();
    }

    @AfterAll
    void stop() {
        chromium.close();
        reader.close();
        member.close();
        server.close();
        gateway.close();
    }

    private void limitMembers(long messagesPerDay) {
        List<Map<String, Object>> limits = Stream.of("administrator", "member", "guest")
                .map(role -> Map.<String, Object>of(
                        "role", role, "messagesPerDay", messagesPerDay, "runsAtOnce", 5, "attachmentBytes", 1_000_000))
                .toList();
        assertThat(member.put("/api/limits", Map.of("limits", limits)).status()).isLessThan(300);
    }

    @Test
    void aGermanBrowserChatsInGermanAndReadsInGermanWhatWentWrong() {
        inBrowser(GERMAN, page -> {
            assertThat(page.page().locator("html")).hasAttribute("lang", "de");
            assertThat(newChat(page)).containsText("Neuer Chat");
            assertThat(page.composer()).hasAttribute("placeholder", "Fragen Sie main, was Sie möchten");

            page.startChat("Ebbe und Flut /sim error=provider");
            assertThat(page.errorBubble()).containsText("Das Gateway „");
            assertThat(page.errorBubble()).containsText("Wiederholen");
            assertThat(page.page().locator("rp-sidebar h2").first()).hasText("Heute");
        });
    }

    @Test
    void aChineseBrowserChatsInChinese() {
        inBrowser(CHINESE, page -> {
            assertThat(page.page().locator("html")).hasAttribute("lang", "zh-Hans");
            assertThat(newChat(page)).containsText("新对话");

            page.startChat("潮汐 /sim error=provider");
            assertThat(page.errorBubble()).containsText("网关“");
            assertThat(page.errorBubble()).containsText("重试");
            assertThat(page.page().locator("rp-sidebar h2").first()).hasText("今天");
        });
    }

    @Test
    void whatTheServerRefusesIsToldInTheReadersLanguage() {
        inBrowser(
                GERMAN,
                page -> refused(page, "E-Mail", "Passwort", "Anmelden", "E-Mail-Adresse oder Passwort stimmt nicht."));
        inBrowser(CHINESE, page -> refused(page, "电子邮箱", "密码", "登录", "电子邮箱或密码不正确。"));
    }

    private static void refused(ChatPage page, String email, String password, String signIn, String sentence) {
        page.navigate("/login");
        page.field(email).fill("ada.holm@example.com");
        page.field(password).fill("not the right one");
        page.button(signIn).click();
        assertThat(page.page().getByRole(AriaRole.ALERT)).hasText(sentence);
    }

    @Test
    void datesAndNumbersAreWrittenAsTheLanguageDoes() {
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        asReader(GERMAN, page -> {
            page.navigate("/settings/profile");
            assertThat(facts(page)).containsText("Heute noch 1.234 von 1.234 Nachrichten");
            assertThat(facts(page))
                    .containsText(today.format(DateTimeFormatter.ofPattern("d. MMMM yyyy", Locale.GERMAN)));
        });
        asReader(CHINESE, page -> {
            page.navigate("/settings/profile");
            assertThat(facts(page)).containsText("今天还剩 1,234 条消息，共 1,234 条");
            assertThat(facts(page)).containsText(today.format(DateTimeFormatter.ofPattern("yyyy年M月d日")));
        });
        asReader("en-US", page -> {
            page.navigate("/settings/profile");
            assertThat(facts(page)).containsText("1,234 of 1,234 messages left today");
            assertThat(facts(page))
                    .containsText(today.format(DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH)));
        });
    }

    @Test
    void whoWantsEnglishChoosesItAndFindsTheWayBack() {
        inBrowser(GERMAN, page -> {
            page.navigate("/settings/appearance");
            choose(page, "en");
            assertThat(heading(page, "Appearance")).isVisible();
            assertThat(choice(page, "en")).isChecked();

            page.goHome();
            assertThat(newChat(page)).containsText("New chat");

            page.navigate("/settings/appearance");
            choose(page, "zh");
            assertThat(heading(page, "外观")).isVisible();
            choose(page, "browser");
            assertThat(heading(page, "Darstellung")).isVisible();
        });
    }

    @Test
    void aCommandChangesTheLanguageToo() {
        inBrowser("en-US", page -> {
            page.send("/language de");
            assertThat(newChat(page)).containsText("Neuer Chat");
            page.send("/language klingonisch");
            assertThat(page.page().getByTestId("composer-told"))
                    .hasText("Schreiben Sie browser, en, de oder zh dahinter.");
            page.send("/language browser");
            assertThat(newChat(page)).containsText("New chat");
        });
    }

    @Test
    void wordsThatCannotBeHadAreEnglishOnes() {
        try (BrowserContext profile = chromium.profile(Device.DESKTOP, ColorScheme.LIGHT, GERMAN)) {
            profile.route("**/tongues/**", Route::abort);
            ChatPage page = ChatPage.open(profile, server.url());

            assertThat(newChat(page)).containsText("New chat");
            assertThat(page.page().locator("html")).hasAttribute("lang", "en");
            page.startChat("Tides /sim tokens=3");
            assertThat(page.lastText()).isVisible();
            assertThat(page.problems()).isEmpty();
        }
    }

    @Test
    void englishAsksForNoBundle() {
        try (BrowserContext profile = chromium.profile(Device.DESKTOP, ColorScheme.LIGHT, "en-US")) {
            profile.onRequest(request -> assertThat(request.url()).doesNotContain("/tongues/"));

            ChatPage page = ChatPage.open(profile, server.url());

            assertThat(page.problems()).isEmpty();
        }
    }

    @Test
    void longGermanWordsBreakNoPage() {
        lookAtEverything(GERMAN);
    }

    @Test
    void chineseBreaksNoPage() {
        lookAtEverything(CHINESE);
    }

    private void lookAtEverything(String language) {
        var pictures = new Pictures(chromium, language);
        String name = language.substring(0, 2);
        picture(
                pictures,
                name + "-home",
                "/",
                page -> assertThat(page.composer()).isVisible());
        String chat = ApiClient.newId();
        member.ask(chat, "main", "Tides /sim tokens=30");
        picture(pictures, name + "-chat", "/chat/" + chat, page -> {
            assertThat(page.lastText()).isVisible();
            assertThat(page.page().getByTestId("message-upvote")).isVisible();
        });
        List.of("profile", "appearance", "sign-in", "gateways", "members", "limits", "registration", "votes", "audit")
                .forEach(section -> picture(pictures, name + "-" + section, "/settings/" + section, page -> {
                    assertThat(page.page().locator(".section h1").first()).isVisible();
                    assertThat(page.page().locator(".section .wait")).hasCount(0);
                }));
        try (ApiClient stranger = ApiClient.stranger(server.url())) {
            for (String way : List.of("login", "register")) {
                picture(
                        pictures,
                        stranger,
                        name + "-" + way,
                        "/" + way,
                        page -> assertThat(page.page().locator("main h1")).isVisible());
            }
        }
        assertThat(pictures.findings()).isEmpty();
    }

    private void picture(Pictures pictures, String name, String path, Consumer<ChatPage> arrange) {
        picture(pictures, member, name, path, arrange);
    }

    private void picture(Pictures pictures, ApiClient who, String name, String path, Consumer<ChatPage> arrange) {
        pictures.take(
                name, who, server.url(), profile -> ChatPage.openAt(profile, server.url(), path), arrange, () -> {});
    }

    private void inBrowser(String language, Consumer<ChatPage> visit) {
        try (BrowserContext profile = chromium.profile(Device.DESKTOP, ColorScheme.LIGHT, language)) {
            visit(profile, visit);
        }
    }

    private void asReader(String language, Consumer<ChatPage> visit) {
        try (BrowserContext profile = chromium.profile(Device.DESKTOP, ColorScheme.LIGHT, language)) {
            profile.addCookies(reader.cookies().stream()
                    .map(cookie -> new Cookie(cookie.getName(), cookie.getValue()).setUrl(server.url()))
                    .toList());
            visit(profile, visit);
        }
    }

    private void visit(BrowserContext profile, Consumer<ChatPage> visit) {
        ChatPage page = ChatPage.open(profile, server.url());
        visit.accept(page);
        assertThat(page.problems()).isEmpty();
    }

    private static void choose(ChatPage page, String language) {
        choice(page, language).click();
    }

    private static Locator choice(ChatPage page, String language) {
        return page.page().locator("input[name=language][value=" + language + "]");
    }

    private static Locator newChat(ChatPage page) {
        return page.page().getByTestId("new-chat-button");
    }

    private static Locator heading(ChatPage page, String name) {
        return page.page()
                .getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(name).setExact(true).setLevel(1));
    }

    private static Locator facts(ChatPage page) {
        return page.page().locator("dl.facts");
    }
}
