package dev.rockpool.benchmarks.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.rockpool.e2e.browser.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// A browser tab that counts what comes over the wire and is looked at from inside by `probe.js`.
final class Tab implements AutoCloseable {

    private static final String PROBE = probe();
    /// What a page still does when what it shows is there belongs to its cost.
    private static final double AFTERWARDS_MILLIS = 500;
    private static final double MEGABYTE = 1024 * 1024;

    private final Page page;
    private final CDPSession developer;
    private int requests;
    private int answered;
    private long bytes;

    private Tab(Page page) {
        this.page = page;
        this.developer = page.context().newCDPSession(page);
        developer.on("Network.loadingFinished", this::finished);
        developer.send("Network.enable");
        developer.send("Performance.enable");
    }

    /// A fresh profile in which this account is signed in.
    static BrowserContext profile(Chromium chromium, Owner owner) {
        BrowserContext profile = chromium.profile();
        Cookie cookie = new Cookie(owner.cookie().getName(), owner.cookie().getValue());
        profile.addCookies(List.of(cookie.setUrl(owner.url())));
        profile.addInitScript(PROBE);
        return profile;
    }

    /// Opens an address and waits until all of it is there.
    static Tab open(BrowserContext profile, String url) {
        Tab tab = new Tab(profile.newPage());
        tab.page.navigate(url);
        tab.page.waitForFunction(
                url.contains("/chat/") ? "() => probe.last !== null" : "() => probe.composer !== null");
        tab.settle();
        return tab;
    }

    private void finished(JsonObject event) {
        long encoded = event.get("encodedDataLength").getAsLong();
        requests++;
        answered += encoded > 0 ? 1 : 0;
        bytes += encoded;
    }

    void settle() {
        page.waitForTimeout(AFTERWARDS_MILLIS);
    }

    Page page() {
        return page;
    }

    /// How many requests the page made.
    int requests() {
        return requests;
    }

    /// How many of its requests the browser could not answer from its cache.
    int answered() {
        return answered;
    }

    /// What came over the wire so far, compressed as it was sent, with headers, without the live channel.
    long bytes() {
        return bytes;
    }

    /// What an expression comes to in the page.
    double number(String expression) {
        Object value = Objects.requireNonNull(page.evaluate(expression), expression);
        return ((Number) value).doubleValue();
    }

    /// Seconds the page's main thread has been busy so far.
    double busy() {
        return metric("TaskDuration");
    }

    /// MB its JavaScript holds, once what nobody needs has been collected.
    double heap() {
        developer.send("HeapProfiler.collectGarbage");
        return metric("JSHeapUsedSize") / MEGABYTE;
    }

    /// What the browser itself counts, by its name for it.
    double metric(String name) {
        for (JsonElement metric : developer.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            if (metric.getAsJsonObject().get("name").getAsString().equals(name)) {
                return metric.getAsJsonObject().get("value").getAsDouble();
            }
        }
        throw new IllegalStateException("The browser does not tell its " + name);
    }

    @Override
    public void close() {
        page.close();
    }

    private static String probe() {
        try (InputStream script = Objects.requireNonNull(Tab.class.getResourceAsStream("probe.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
