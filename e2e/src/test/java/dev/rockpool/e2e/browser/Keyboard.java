package dev.rockpool.e2e.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/// Somebody who uses a page with the keyboard alone, and sees it.
///
/// After every key it is looked at: the focus is somewhere, can be seen there in front of all else, and what has it
/// looks otherwise than without it, by a contrast of at least 3 to 1. For a text field its caret is enough.
public final class Keyboard {

    /// More than a page of the tests has places to stop at.
    private static final int MOST_STOPS = 150;

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);
    private static final String SETTLED =
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

    private final Page page;
    private final List<String> keys = new ArrayList<>();

    private Keyboard(Page page) {
        this.page = page;
    }

    /// For a page that is opened later on: what looks at it comes with each document.
    public static Keyboard of(ChatPage chat) {
        chat.page().addInitScript(script());
        chat.page().reload();
        return new Keyboard(chat.page());
    }

    private static String script() {
        try (InputStream in = Keyboard.class.getResourceAsStream("keyboard.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Presses keys one after the other and looks after each where the focus is.
    public void press(String... these) {
        for (String key : these) {
            strike(key);
            look();
        }
    }

    /// Presses a key that opens another document.
    public void leave(String key) {
        strike(key);
    }

    /// Types a text where the focus is.
    public void type(String text) {
        keys.add('"' + text + '"');
        page.keyboard().type(text);
        look();
    }

    /// Types over what is in the field that has the focus.
    public void overwrite(String text) {
        strike("ControlOrMeta+a");
        type(text);
    }

    /// Goes on to a place with the Tab key.
    public void tabTo(Locator place) {
        go("Tab", place);
    }

    /// Goes back to a place with Shift and Tab.
    public void backTo(Locator place) {
        go("Shift+Tab", place);
    }

    /// Goes down to a place with the arrow key.
    public void downTo(Locator place) {
        go("ArrowDown", place);
    }

    private void go(String key, Locator place) {
        PlaywrightAssertions.assertThat(place).isVisible();
        List<String> stops = new ArrayList<>();
        while (stops.size() < MOST_STOPS) {
            if (hasFocus(place)) {
                return;
            }
            strike(key);
            stops.add(String.valueOf(lookOrNowhere()));
        }
        throw new AssertionError("%s does not lead to %s, but to %s".formatted(key, place, stops));
    }

    /// Goes on and on with Tab until all places have been met and the first one again.
    ///
    /// @return the places in their order
    public List<String> stops() {
        List<String> stops = new ArrayList<>();
        page.evaluate("() => { window.keyboardMet = new Set(); }");
        while (stops.size() < MOST_STOPS) {
            strike("Tab");
            String place = lookOrNowhere();
            if (place == null) {
                continue;
            }
            if (!(boolean)
                    page.evaluate(
                            "() => { const met = keyboardMet.has(document.activeElement); keyboardMet.add(document.activeElement); return !met; }")) {
                return stops;
            }
            stops.add(place);
        }
        throw new AssertionError("Tab never comes back to where it began: " + stops);
    }

    public boolean hasFocus(Locator place) {
        return place.count() > 0 && (boolean) place.first().evaluate("(element) => keyboard.has(element)");
    }

    private void strike(String key) {
        keys.add(key);
        page.keyboard().press(key);
    }

    /// What has the focus; not having one is a mistake of the page.
    private void look() {
        try {
            Awaitility.await("a focus after " + lastKeys())
                    .atMost(LOOK_LIMIT)
                    .pollInterval(Duration.ofMillis(30))
                    .until(() -> lookOrNowhere() != null);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("The focus is nowhere after " + lastKeys(), e);
        }
    }

    /// What is drawn a moment later may be out of sight until then.
    private @Nullable String lookOrNowhere() {
        AtomicReference<Map<?, ?>> seen = new AtomicReference<>();
        List<Object> alike = new ArrayList<>();
        Awaitility.await("the focus to be seen after " + lastKeys())
                .atMost(LOOK_LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    seen.set(seen());
                    alike.addAll((List<?>) seen.get().get("before"));
                    assertThat((List<?>) seen.get().get("problems")).isEmpty();
                });
        assertThat(alike).as("seen after " + lastKeys()).isEmpty();
        return (String) seen.get().get("where");
    }

    private Map<?, ?> seen() {
        try {
            page.evaluate(SETTLED);
            return (Map<?, ?>) page.evaluate("() => keyboard.look()");
        } catch (PlaywrightException e) {
            // Another document has come meanwhile.
            page.waitForLoadState();
            return (Map<?, ?>) page.evaluate("() => keyboard.look()");
        }
    }

    /// The mouse and the finger were never used on this document.
    public void assertHandsOff() {
        assertThat(((Number) page.evaluate("() => keyboard.hands()")).intValue())
                .as("uses of a mouse or a finger")
                .isZero();
    }

    private List<String> lastKeys() {
        return keys.subList(Math.max(0, keys.size() - 12), keys.size());
    }
}
