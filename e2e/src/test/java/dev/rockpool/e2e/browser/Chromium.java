package dev.rockpool.e2e.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A running Chromium. Playwright ties it to the thread that started it.
public final class Chromium implements AutoCloseable {

    /// Where pictures go, below the module's build folder.
    public static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final double TIMEOUT_MILLIS = 30_000;
    private static final List<String> QUIET = List.of(
            "--no-sandbox", // also runs as root
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--force-prefers-no-reduced-motion");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// Starts a browser. Only in tests marked [NeedsBrowser].
    public static Chromium launch() {
        Path executable = BrowserInstall.find().orElseThrow();
        // The driver brings its own Node and needs no network; the browser is the one of this machine.
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_SKIP_VALIDATE_HOST_REQUIREMENTS", "1")));
        try {
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable)
                            .setArgs(QUIET));
            return new Chromium(playwright, browser);
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /// A fresh browser profile: no cookies, no storage.
    ///
    /// @param width in CSS pixels
    /// @param height in CSS pixels
    public BrowserContext profile(int width, int height, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setPermissions(List.of("clipboard-read", "clipboard-write"))
                .setLocale("en-US"));
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        return context;
    }

    /// A fresh profile in a desktop window.
    public BrowserContext profile() {
        return profile(1280, 800, ColorScheme.LIGHT);
    }

    /// Saves what the page shows now, as `<name>.png`.
    public static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
