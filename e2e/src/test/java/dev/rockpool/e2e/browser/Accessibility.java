package dev.rockpool.e2e.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ViewportSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Looks at pages for what keeps people out, and keeps what it finds: text, and on which page.
public final class Accessibility {

    private static final List<String> WCAG =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    /// As wide as a page of 1,280 pixels that is enlarged to four times its size.
    private static final int NARROWEST = 320;

    private static final String STILL = """
            () => Promise.all(document.getAnimations()
              .filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime) && effect.getComputedTiming().endTime < 1000)
              .map((animation) => animation.finished.catch(() => {})))""";

    private final Map<String, List<String>> findings = new TreeMap<>();

    /// What was found since this was asked last.
    public Map<String, List<String>> findings() {
        Map<String, List<String>> found = Map.copyOf(findings);
        findings.clear();
        return found;
    }

    /// Holds the page as it is now against axe's rules for WCAG 2.0 to 2.2, A and AA, in light and in dark.
    public void look(ChatPage chat, String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            chat.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            chat.page().evaluate(STILL);
            keep(
                    name + ", " + scheme,
                    new AxeBuilder(chat.page())
                            .withTags(WCAG).analyze().getViolations().stream()
                                    .flatMap(rule -> rule.getNodes().stream()
                                            .map(node -> rule.getId() + " at " + node.getTarget() + ": "
                                                    + node.getFailureSummary()))
                                    .toList());
        }
        chat.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /// Makes the window narrow, the text wide, the colours the system's and the page still, each in turn.
    public void bend(ChatPage chat, String name) {
        Page page = chat.page();
        page.evaluate(script());
        page.evaluate("layout.spread()");
        keep(name + ", text spaced", asked(page, "layout.cut()"));
        keep(name + ", text spaced", asked(page, "layout.sideways()"));
        page.evaluate("layout.gather()");
        page.emulateMedia(new Page.EmulateMediaOptions()
                .setReducedMotion(ReducedMotion.REDUCE)
                .setForcedColors(ForcedColors.ACTIVE));
        keep(name + ", reduced motion", asked(page, "layout.moving()"));
        page.emulateMedia(new Page.EmulateMediaOptions()
                .setReducedMotion(ReducedMotion.NO_PREFERENCE)
                .setForcedColors(ForcedColors.NONE));
        ViewportSize before = Objects.requireNonNull(page.viewportSize());
        for (int width : List.of(before.width / 2, NARROWEST)) {
            page.setViewportSize(width, width);
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
            keep(name + ", " + width + " wide", asked(page, "layout.sideways()"));
        }
        page.setViewportSize(before.width, before.height);
    }

    private static List<String> asked(Page page, String what) {
        return ((List<?>) page.evaluate(what)).stream().map(String::valueOf).toList();
    }

    private void keep(String name, List<String> found) {
        if (!found.isEmpty()) {
            findings.merge(
                    name, found, (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        }
    }

    private static String script() {
        try (InputStream in = Accessibility.class.getResourceAsStream("layout.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
