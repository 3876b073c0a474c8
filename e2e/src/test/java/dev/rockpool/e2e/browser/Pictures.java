package dev.rockpool.e2e.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.rockpool.e2e.browser.Chromium.Device;
import dev.rockpool.e2e.product.ApiClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// Takes pictures of a page on a desktop and a phone, light and dark, and looks on each for what is wrong with it.
public final class Pictures {

    private final Chromium chromium;
    private final String language;
    private final Map<String, List<String>> findings = new HashMap<>();

    public Pictures(Chromium chromium) {
        this(chromium, "en-US");
    }

    /// Pictures in another language.
    public Pictures(Chromium chromium, String language) {
        this.chromium = chromium;
        this.language = language;
    }

    /// What was wrong on the pictures since this was asked last, and on which.
    public Map<String, List<String>> findings() {
        Map<String, List<String>> found = Map.copyOf(findings);
        findings.clear();
        return found;
    }

    /// Four pictures named `<name>-<width>-<scheme>.png`.
    ///
    /// @param open opens the page in a fresh profile that has the account's cookies
    /// @param arrange brings the page to what is to be seen
    /// @param afterEach runs after each picture, whatever became of it
    public void take(
            String name,
            ApiClient account,
            String address,
            Function<BrowserContext, ChatPage> open,
            Consumer<ChatPage> arrange,
            Runnable afterEach) {
        for (Device device : List.of(Device.DESKTOP, Device.PHONE)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                String file =
                        "%s-%s-%s".formatted(name, device.name(), scheme.name().toLowerCase(Locale.ROOT));
                try (BrowserContext profile = chromium.profile(device, scheme, language)) {
                    profile.addCookies(account.cookies().stream()
                            .map(cookie -> new Cookie(cookie.getName(), cookie.getValue()).setUrl(address))
                            .toList());
                    ChatPage page = open.apply(profile);
                    arrange.accept(page);
                    Chromium.screenshot(page.page(), file);
                    wrong(page)
                            .forEach(finding -> findings.computeIfAbsent(finding, _ -> new ArrayList<>())
                                    .add(file));
                } finally {
                    afterEach.run();
                }
            }
        }
    }

    private static List<String> wrong(ChatPage page) {
        List<String> findings = new ArrayList<>(page.problems());
        if ((boolean)
                page.page().evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")) {
            findings.add("the page scrolls sideways");
        }
        for (Rule violation : new AxeBuilder(page.page()).analyze().getViolations()) {
            List<String> places = violation.getNodes().stream()
                    .map(node -> String.valueOf(node.getTarget()))
                    .toList();
            findings.add(violation.getId() + ": " + violation.getHelp() + " at " + places);
        }
        return findings;
    }
}
