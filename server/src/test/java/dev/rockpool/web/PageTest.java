package dev.rockpool.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.junit.jupiter.web.SpringJUnitWebConfig;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import tools.jackson.databind.json.JsonMapper;

@SpringJUnitWebConfig(PageTest.WebRoom.class)
class PageTest {

    private static final String A_CHAT = "/chat/7f3c1b52-0d7e-4c1a-9f56-3a1f4f0c9d11";
    private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">(.+)</script>");
    private static final Pattern PRELOAD = Pattern.compile("<link rel=\"modulepreload\" href=\"([^\"]+)\">");
    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/(?:app|_static)/[^\"]+)\"");
    private static final Pattern HASHED = Pattern.compile("/app/(?:tongues/)?[a-z-]+-[0-9a-f]{32}\\.(js|css|svg|json)");

    @EnableWebMvc
    @Import({
        WebAssets.class,
        PackedAssets.class,
        PageShell.class,
        PageController.class,
        DiagramFrame.class,
        SafeHeaders.class,
        NotFoundPage.class
    })
    static class WebRoom {

        @Bean
        JsonMapper json() {
            return JsonMapper.shared();
        }
    }

    private final JsonMapper json = JsonMapper.shared();
    private @Autowired WebApplicationContext context;
    private @Autowired NotFoundPage notFound;
    private MockMvcTester browser;

    @BeforeEach
    void openBrowser() {
        browser = MockMvcTester.from(
                context,
                mvc -> mvc.addFilters(context.getBean(SafeHeaders.class), context.getBean(PackedAssets.class))
                        .build());
    }

    @Test
    void homeAndChatsAnswerWithThePageAndNothingElseDoes() {
        assertThat(get("/")).hasStatusOk().hasContentType(PageShell.HTML);
        assertThat(get(A_CHAT)).hasStatusOk().hasContentType(PageShell.HTML);
        assertThat(List.of(A_CHAT.toUpperCase(Locale.ROOT), "/chat/", "/chat/1", A_CHAT + "/x", "/index.html"))
                .allSatisfy(path -> assertThat(get(path)).hasStatus(HttpStatus.NOT_FOUND));
    }

    @Test
    void theWayInTheSettingsAndWhatIsSharedAreDocumentsOfTheirOwn() {
        for (String path : List.of("/login", "/register", "/reset/a-token_1", "/invite/a-token_1")) {
            assertThat(text(get(path))).contains("<rp-entry", hashed("app/entry.js"));
        }
        for (String path : List.of("/settings", "/settings/sign-in")) {
            assertThat(text(get(path))).contains("<rp-settings", hashed("app/settings.js"));
        }
        assertThat(text(get("/share/a-token_1"))).contains("<rp-shared", hashed("app/shared.js"));
        assertThat(List.of("/reset", "/invite/", "/share/", "/share/a/b", "/settings/A", "/login/x"))
                .allSatisfy(path -> assertThat(get(path)).hasStatus(HttpStatus.NOT_FOUND));
    }

    @Test
    void aChatLoadsNothingOfTheOtherDocumentsAndTheyLoadNothingOfAChat() {
        assertThat(preloads("/"))
                .doesNotContain(hashed("app/forms.js"), hashed("app/words.js"), hashed("app/settings.js"));
        for (String path : List.of("/login", "/settings", "/share/a")) {
            assertThat(preloads(path)).doesNotContain(hashed("app/store.js"), hashed("app/thread.js"));
        }
        assertThat(text(get("/"))).doesNotContain("/app/people-");
        assertThat(get("/login").getResponse().getHeader("Link")).isNull();
    }

    @Test
    void anAddressThatIsASecretIsToldToNobody() {
        for (String path : List.of("/share/a", "/reset/a", "/invite/a")) {
            assertThat(browser.get().uri(path).servletPath(path).exchange())
                    .hasHeader("Referrer-Policy", "no-referrer")
                    .hasHeader("X-Robots-Tag", "noindex, nofollow");
        }
        assertThat(get("/login")).doesNotContainHeader("X-Robots-Tag");
    }

    @Test
    void thePageIsAskedForAgainEachTimeAndSentOnlyWhenItHasChanged() {
        for (String path : List.of("/", A_CHAT)) {
            assertThat(get(path)).hasHeader("Cache-Control", "no-cache").hasHeader("Vary", "Accept-Encoding");
            String tag = requireNonNull(get(path).getResponse().getHeader("ETag"));
            MvcTestResult again =
                    browser.get().uri(path).header("If-None-Match", tag).exchange();
            assertThat(again).hasStatus(HttpStatus.NOT_MODIFIED).hasHeader("ETag", tag);
            assertThat(text(again)).isEmpty();
        }
        assertThat(get("/").getResponse().getHeader("ETag"))
                .isNotEqualTo(get(A_CHAT).getResponse().getHeader("ETag"));
    }

    @Test
    void thePageAndItsAssetsAreSentCompressedToWhoeverCanReadThat() throws Exception {
        for (String path : List.of("/", A_CHAT, hashed("app/main.js"), hashed("app/thread.js"), hashed("lit-html"))) {
            String plain = text(get(path));
            // The first time it is packed, from then on it is sent from memory.
            for (int i = 0; i < 2; i++) {
                MvcTestResult packed = browser.get()
                        .uri(path)
                        .header("Accept-Encoding", "gzip, br")
                        .exchange();
                assertThat(packed)
                        .hasStatusOk()
                        .hasHeader("Content-Encoding", "gzip")
                        .hasHeader("Vary", "Accept-Encoding")
                        .hasHeader(
                                "Content-Type",
                                requireNonNull(get(path).getResponse().getContentType()))
                        .hasHeader(
                                "Cache-Control",
                                requireNonNull(get(path).getResponse().getHeader("Cache-Control")))
                        .hasHeader("X-Content-Type-Options", "nosniff");
                assertThat(unpacked(packed)).isEqualTo(path.startsWith("/app/") ? Comments.leftOut(plain) : plain);
            }
            assertThat(get(path)).doesNotContainHeader("Content-Encoding");
        }
    }

    @Test
    void anUnknownAssetIsNotFoundHoweverItIsAskedFor() {
        String path = "/app/nothing.js";
        assertThat(browser.get().uri(path).header("Accept-Encoding", "gzip").exchange())
                .hasStatus(HttpStatus.NOT_FOUND)
                .doesNotContainHeader("Content-Encoding");
    }

    @Test
    void thePolicyAllowsTheImportMapAndNoOtherInlineScriptOrStyle() throws Exception {
        for (String path : List.of("/", A_CHAT, "/login", "/settings", "/share/a")) {
            MvcTestResult page = get(path);
            String policy = page.getResponse().getHeader(ContentPolicy.HEADER);
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(group(importMap(page), 1).getBytes(StandardCharsets.UTF_8));

            assertThat(policy)
                    .contains("default-src 'none'", "style-src 'self';", "connect-src 'self'", "img-src 'self' data:")
                    .contains("base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'")
                    .contains("frame-src 'self'", "font-src 'self'")
                    .contains("script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';")
                    .doesNotContain("unsafe");
            String html = text(page);
            assertThat(html).doesNotContain("<style").doesNotContain(" style=").doesNotContainPattern(" on[a-z]+=");
            assertThat(Pattern.compile("<script(?![^>]* src=)").matcher(html).results())
                    .hasSize(1);
        }
    }

    @Test
    void theOutlinesOfAPageComeWithIt() {
        assertThat(text(get("/"))).contains("shell-side", "home-page").doesNotContain("thread-skeleton");
        assertThat(text(get(A_CHAT))).contains("shell-side", "thread-skeleton").doesNotContain("home-page");
    }

    @Test
    void everyAnswerCarriesTheSafeHeaders() {
        for (String path : List.of("/", "/nothing/here", hashed("app/main.js"))) {
            assertThat(get(path))
                    .hasHeader("X-Content-Type-Options", "nosniff")
                    .hasHeader("Cross-Origin-Resource-Policy", "same-origin");
        }
        assertThat(get(hashed("app/main.js"))).hasHeader("Content-Type", "text/javascript;charset=UTF-8");
        for (String path : List.of("/", "/nothing/here")) {
            assertThat(get(path))
                    .hasHeader("Referrer-Policy", "same-origin")
                    .hasHeader("Cross-Origin-Opener-Policy", "same-origin")
                    .containsHeader("Permissions-Policy");
        }
    }

    @Test
    void theImportMapNamesTheLibrariesAndOurOwnModulesAtHashedAddresses() {
        assertThat(imports())
                .containsKeys("lit", "lit/", "lit-html", "@lit/reactive-element", "marked", "dompurify/")
                .containsKeys("highlight.js/", "highlight.js/es/", "zxcvbn", "katex/", "mermaid");
        assertThat(get(requireNonNull(imports().get("zxcvbn")))).hasStatusOk();
        assertThat(imports()).allSatisfy((name, path) -> {
            if (name.startsWith("app/")) {
                assertThat(path).matches(HASHED);
            } else {
                assertThat(path).startsWith("/_static/").containsPattern("/\\d+\\.\\d+");
            }
        });
    }

    @Test
    void everyAssetThePageAsksForIsThereAndKeptForEver() {
        for (String document : List.of("/", "/login", "/settings", "/share/a")) {
            Matcher assets = ASSET.matcher(text(get(document)));
            List<String> paths = assets.results().map(found -> found.group(1)).toList();

            assertThat(paths)
                    .hasSizeGreaterThan(15)
                    .allSatisfy(path -> assertThat(get(path))
                            .hasStatusOk()
                            .hasHeader("Cache-Control", "max-age=31536000, public, immutable"));
        }
    }

    @Test
    void theModulesOfTheFirstPageArePreloadedAndTheHeavyOnesAreNot() {
        assertThat(preloads("/"))
                .doesNotHaveDuplicates()
                .contains(hashed("app/main.js"), hashed("app/store.js"))
                .anySatisfy(path -> assertThat(path).endsWith("/lit-html.js"))
                .noneSatisfy(path -> assertThat(path).containsAnyOf("highlight", "marked", "purify"))
                .doesNotContain(hashed("app/connect.js"), hashed("app/highlight.js"), hashed("app/markdown.js"));
    }

    @Test
    void aPageThatBeginsWithAChatHasWhatReadsItsAnswersAndDrawsNothingYet() {
        assertThat(preloads(A_CHAT))
                .doesNotHaveDuplicates()
                .contains(hashed("app/chat.js"), hashed("app/store.js"), hashed("app/markdown.js"))
                .anySatisfy(path -> assertThat(path).endsWith("/marked.esm.js"))
                .noneSatisfy(path -> assertThat(path).containsAnyOf("highlight", "katex", "mermaid"))
                .doesNotContain(hashed("app/formulas.js"), hashed("app/diagrams.js"), hashed("app/drawings.js"));
    }

    @Test
    void diagramsAreDrawnInADocumentWithoutOriginThatLoadsNothingButWhatDraws() {
        MvcTestResult frame = get("/diagram-frame");

        assertThat(frame.getResponse().getHeader(ContentPolicy.HEADER))
                .contains("default-src 'none'", "sandbox allow-scripts", "frame-ancestors 'self'", "img-src data:")
                .doesNotContain("connect-src", "unsafe-eval", "allow-same-origin")
                .doesNotContainPattern("script-src[^;]*unsafe");
        assertThat(text(frame)).contains(hashed("app/diagram-frame.js"), "/_static/mermaid/");
        for (String path : List.of(hashed("app/diagram-frame.js"), hashed("mermaid"))) {
            assertThat(get(path)).hasStatusOk().hasHeader("Access-Control-Allow-Origin", "*");
        }
        assertThat(get(hashed("app/main.js"))).doesNotContainHeader("Access-Control-Allow-Origin");
    }

    @Test
    void modulesImportEachOtherByNameSoThatNoAddressWithoutHashIsEverAskedFor() {
        assertThat(imports().keySet().stream().filter(name -> name.startsWith("app/")))
                .hasSizeGreaterThan(15)
                .allSatisfy(name ->
                        assertThat(text(get(hashed(name)))).doesNotContainPattern("(from|import)\\s*\\(?[\"'][./]"));
    }

    @Test
    void anAddressWithAnotherHashIsNotAnswered() {
        String path = hashed("app/main.js").replaceAll("[0-9a-f]{32}", "0".repeat(32));

        assertThat(get(path)).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void styleSheetsReferToPicturesByTheirHash() {
        Matcher css = Pattern.compile("href=\"(/app/app-[^\"]+\\.css)\"").matcher(text(get("/")));
        assertThat(css.find()).isTrue();

        assertThat(text(get(group(css, 1)))).containsPattern("url\\(\"/app/tide-home-[0-9a-f]{32}\\.svg");

        Matcher people = Pattern.compile("href=\"(/app/people-[^\"]+\\.css)\"").matcher(text(get("/login")));
        assertThat(people.find()).isTrue();
        assertThat(text(get(group(people, 1)))).containsPattern("url\\(\"/app/tide-signin-[0-9a-f]{32}\\.svg");
    }

    @Test
    void anUnknownAddressShowsAPageWithTheWayBack() throws Exception {
        var request = new MockHttpServletRequest();
        var response = new MockHttpServletResponse();
        var page = notFound.resolveErrorView(request, HttpStatus.NOT_FOUND, Map.of());
        requireNonNull(requireNonNull(page).getView()).render(Map.of(), request, response);

        assertThat(response.getContentAsString()).contains("There is nothing at this address", "href=\"/\"");
        assertThat(response.getHeader(ContentPolicy.HEADER))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(notFound.resolveErrorView(request, HttpStatus.INTERNAL_SERVER_ERROR, Map.of()))
                .isNull();
    }

    private List<String> preloads(String path) {
        return PRELOAD.matcher(text(get(path)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private MvcTestResult get(String path) {
        return browser.get().uri(path).exchange();
    }

    private static String text(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static String unpacked(MvcTestResult result) throws IOException {
        try (var in = new GZIPInputStream(
                new ByteArrayInputStream(result.getResponse().getContentAsByteArray()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Matcher importMap(MvcTestResult page) {
        Matcher map = IMPORT_MAP.matcher(text(page));
        assertThat(map.find()).isTrue();
        return map;
    }

    @SuppressWarnings("unchecked")
    private Map<String, String> imports() {
        return requireNonNull((Map<String, String>)
                json.readValue(group(importMap(get("/")), 1), Map.class).get("imports"));
    }

    private String hashed(String name) {
        return requireNonNull(imports().get(name), name);
    }

    private static String group(Matcher matcher, int number) {
        return requireNonNull(matcher.group(number));
    }
}
