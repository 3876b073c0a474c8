package dev.rockpool.benchmarks.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.rockpool.benchmarks.report.Report;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.product.RockpoolServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// An answer of about 25 KB, most of it code, while it is written: what the page's main thread has to do for it.
final class LongAnswer {

    private static final int ROUNDS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Chromium chromium;
    private final RockpoolServer server;

    /// @param busy    seconds the page's main thread was busy from the question to a moment after the end
    /// @param count   tasks longer than 50 ms
    /// @param longest in milliseconds
    /// @param sum     of all long tasks, in milliseconds
    private record Writing(double busy, double count, double longest, double sum, double shift) {}

    LongAnswer(Chromium chromium, RockpoolServer server) {
        this.chromium = chromium;
        this.server = server;
    }

    void measure(Report report) {
        Owner owner = Owner.with(server);
        List<Writing> writings = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            writings.add(write(owner));
        }
        add(report, "main thread busy", "s", writings, Writing::busy);
        add(report, "long tasks", "tasks", writings, Writing::count);
        add(report, "longest task", "ms", writings, Writing::longest);
        add(report, "long tasks, all together", "ms", writings, Writing::sum);
        add(report, "layout shift", "score", writings, Writing::shift);
    }

    private Writing write(Owner owner) {
        try (BrowserContext profile = Tab.profile(chromium, owner);
                Tab tab = Tab.open(profile, owner.url() + "/")) {
            tab.page().evaluate("probe.longTasks.length = 0; probe.shift = 0");
            double before = tab.busy();
            tab.page().getByTestId("multimodal-input").fill(Owner.longAnswer());
            tab.page().getByTestId("multimodal-input").press("Enter");
            tab.page()
                    .waitForFunction(
                            "() => document.querySelector('[data-role=assistant]')?.dataset.status === 'finished'",
                            null,
                            new Page.WaitForFunctionOptions().setTimeout(LIMIT.toMillis()));
            tab.settle();
            return new Writing(
                    tab.busy() - before,
                    tab.number("probe.longTasks.length"),
                    tab.number("Math.max(0, ...probe.longTasks)"),
                    tab.number("probe.longTasks.reduce((sum, task) => sum + task, 0)"),
                    tab.number("probe.shift"));
        }
    }

    private static void add(
            Report report, String name, String unit, List<Writing> writings, ToDoubleFunction<Writing> value) {
        report.add(
                "page",
                "25 KB of code streams: " + name,
                unit,
                writings.stream().mapToDouble(value).toArray());
    }
}
