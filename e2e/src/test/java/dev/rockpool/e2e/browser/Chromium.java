package dev.rockpool.e2e.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.HarContentPolicy;
import com.microsoft.playwright.options.HarMode;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.TestInfo;

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

    /// Whether this machine has one, or could get one now.
    public static boolean isThere() {
        return BrowserInstall.find().isPresent();
    }

    /// Starts a browser. Only in tests marked [NeedsBrowser], or where [there is one][#isThere()].
    public static Chromium launch() {
        Path executable = BrowserInstall.find().orElseThrow();
        // The usual five seconds are too few on a machine that does much else at once.
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
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

    /// What a page is looked at on.
    ///
    /// @param width in CSS pixels
    /// @param height in CSS pixels
    /// @param scale device pixels per CSS pixel
    /// @param touch whether it is held in a hand and has no mouse
    public record Device(String name, int width, int height, double scale, boolean touch) {

        public static final Device DESKTOP = new Device("1280", 1280, 800, 1, false);
        public static final Device PHONE = new Device("390", 390, 844, 2, true);
    }

    /// A fresh browser profile: no cookies, no storage.
    public BrowserContext profile(Device device, ColorScheme scheme) {
        return opened(options(device, scheme));
    }

    /// A fresh browser profile of somebody who reads another language.
    ///
    /// @param language what the browser asks for, such as `de-DE`
    public BrowserContext profile(Device device, ColorScheme scheme, String language) {
        return opened(options(device, scheme).setLocale(language));
    }

    /// A fresh profile whose pages keep to no content policy, whatever the server says: what is harmless in
    /// there does not rely on one.
    public BrowserContext profileWithoutPolicy(Device device) {
        return opened(options(device, ColorScheme.LIGHT).setBypassCSP(true));
    }

    /// A fresh profile in a desktop window, with all it sends and is answered written to a file when it is closed.
    public BrowserContext recordedProfile(Path har) {
        return opened(options(Device.DESKTOP, ColorScheme.LIGHT)
                .setRecordHarPath(har)
                .setRecordHarContent(HarContentPolicy.EMBED)
                .setRecordHarMode(HarMode.FULL));
    }

    private static Browser.NewContextOptions options(Device device, ColorScheme scheme) {
        return new Browser.NewContextOptions()
                .setViewportSize(device.width(), device.height())
                .setDeviceScaleFactor(device.scale())
                .setHasTouch(device.touch())
                .setIsMobile(device.touch())
                .setColorScheme(scheme)
                .setPermissions(List.of("clipboard-read", "clipboard-write"))
                .setLocale("en-US");
    }

    private BrowserContext opened(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        context.setDefaultNavigationTimeout(2 * TIMEOUT_MILLIS);
        return context;
    }

    /// A fresh profile in a desktop window.
    public BrowserContext profile() {
        return profile(Device.DESKTOP, ColorScheme.LIGHT);
    }

    /// Saves what the page shows now, as `<name>.png`.
    public static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setAnimations(ScreenshotAnimations.DISABLED));
    }

    /// Saves what the page shows as a test ends, for whoever looks into a failure. A browser that is too busy to paint
    /// fails nothing.
    public static void lastOf(TestInfo test, Page page, int number) {
        String name = test.getTestMethod().orElseThrow().getName();
        try {
            screenshot(page, "last-of-" + name + "-" + number);
        } catch (PlaywrightException e) {
            System.out.printf("No picture of the end of %s: %s%n", name, e.getMessage());
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
