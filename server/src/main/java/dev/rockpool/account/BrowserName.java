package dev.rockpool.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a browser calls itself, in words its owner recognises: "Firefox on Linux". A hint,
/// nothing to rely on.
final class BrowserName {

    /// Most browsers name others as well; the first that fits is meant.
    private static final List<String[]> BROWSERS = List.of(
            new String[] {"Edg", "Edge"},
            new String[] {"OPR/", "Opera"},
            new String[] {"SamsungBrowser", "Samsung Internet"},
            new String[] {"Firefox/", "Firefox"},
            new String[] {"FxiOS", "Firefox"},
            new String[] {"CriOS", "Chrome"},
            new String[] {"Chrome/", "Chrome"},
            new String[] {"Safari/", "Safari"},
            new String[] {"curl/", "curl"});

    private static final List<String[]> SYSTEMS = List.of(
            new String[] {"iPhone", "iPhone"},
            new String[] {"iPad", "iPad"},
            new String[] {"Android", "Android"},
            new String[] {"Windows", "Windows"},
            new String[] {"CrOS", "ChromeOS"},
            new String[] {"Mac OS X", "macOS"},
            new String[] {"Linux", "Linux"});

    private BrowserName() {}

    static @Nullable String of(@Nullable String userAgent) {
        if (userAgent == null) {
            return null;
        }
        String browser = first(BROWSERS, userAgent);
        String system = first(SYSTEMS, userAgent);
        if (browser == null) {
            return system;
        }
        return system == null ? browser : browser + " on " + system;
    }

    private static @Nullable String first(List<String[]> words, String userAgent) {
        for (String[] word : words) {
            if (userAgent.contains(word[0])) {
                return word[1];
            }
        }
        return null;
    }
}
