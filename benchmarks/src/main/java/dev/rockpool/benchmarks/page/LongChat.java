package dev.rockpool.benchmarks.page;

import com.microsoft.playwright.BrowserContext;
import dev.rockpool.benchmarks.report.Report;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.product.RockpoolServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What a chat of 2,000 messages costs the browser: opened, and read from its end to its beginning with the wheel.
/// Beside it a chat of two messages, so that what the length costs can be told from what the page costs.
final class LongChat {

    private static final int ROUNDS = 5;
    private static final int SHORT = 2;
    private static final int LONG = 2_000;
    private static final int WHEEL_PIXELS = 1_000;
    /// More turns of the wheel than the chat is high.
    private static final int MOST_TURNS = 2_000;

    private final Chromium chromium;
    private final RockpoolServer server;

    /// @param last    milliseconds from the start of the navigation until the last message has been painted
    /// @param heap    MB of JavaScript after a collection
    /// @param nodes   of the document, text and comments too, as the browser counts them
    /// @param longest task in milliseconds; 0 when none took 50
    /// @param sum     of all tasks of 50 ms and more, in milliseconds
    private record Opened(double last, double heap, double nodes, double count, double longest, double sum) {}

    /// @param most    elements there were at any time
    /// @param frame   milliseconds between two frames, of all frames the 95th percentile
    private record Read(
            double turns,
            double most,
            double frame,
            double longestFrame,
            double count,
            double longest,
            double sum,
            double heap,
            double nodes) {}

    LongChat(Chromium chromium, RockpoolServer server) {
        this.chromium = chromium;
        this.server = server;
    }

    void measure(Report report) {
        Owner owner = Owner.with(server, SHORT, LONG);
        List<Opened> small = new ArrayList<>();
        List<Opened> opened = new ArrayList<>();
        List<Read> read = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (BrowserContext profile = Tab.profile(chromium, owner)) {
                small.add(open(profile, owner, 0, null));
                opened.add(open(profile, owner, 1, read));
            }
        }
        tell(report, SHORT, small);
        tell(report, LONG, opened);
        tellReading(report, read);
    }

    private static Opened open(BrowserContext profile, Owner owner, int chat, @Nullable List<Read> read) {
        try (Tab tab = Tab.open(profile, owner.url() + "/chat/" + owner.chats().get(chat))) {
            Opened opened = new Opened(
                    tab.number("probe.last"),
                    tab.heap(),
                    tab.metric("Nodes"),
                    tab.number("probe.longTasks.length"),
                    tab.number("Math.max(0, ...probe.longTasks)"),
                    tab.number("probe.longTasks.reduce((sum, task) => sum + task, 0)"));
            if (read != null) {
                read.add(read(tab));
            }
            return opened;
        }
    }

    private static Read read(Tab tab) {
        tab.page().evaluate("probe.longTasks.length = 0; probe.watchFrames()");
        tab.page().mouse().move(800, 300);
        int turns = 0;
        while (turns < MOST_TURNS && tab.number("document.querySelector('main .scroll').scrollTop") > 0) {
            tab.page().mouse().wheel(0, -WHEEL_PIXELS);
            tab.page().evaluate("probe.frames(2)");
            turns++;
        }
        return new Read(
                turns,
                tab.number("probe.mostNodes"),
                tab.number("probe.gap(0.95)"),
                tab.number("probe.gap(1)"),
                tab.number("probe.longTasks.length"),
                tab.number("Math.max(0, ...probe.longTasks)"),
                tab.number("probe.longTasks.reduce((sum, task) => sum + task, 0)"),
                tab.heap(),
                tab.metric("Nodes"));
    }

    private static void tell(Report report, int messages, List<Opened> opened) {
        String what = "%,d messages, opened: ".formatted(messages);
        add(report, what + "last message shown", "ms", opened, Opened::last);
        add(report, what + "JS heap", "MB", opened, Opened::heap);
        add(report, what + "DOM nodes, text too", "nodes", opened, Opened::nodes);
        add(report, what + "long tasks", "tasks", opened, Opened::count);
        add(report, what + "longest task", "ms", opened, Opened::longest);
        add(report, what + "long tasks, all together", "ms", opened, Opened::sum);
    }

    private static void tellReading(Report report, List<Read> read) {
        String what = "%,d messages, read to the first: ".formatted(LONG);
        add(report, what + "turns of the wheel, 1,000 px each", "turns", read, Read::turns);
        add(report, what + "elements at most", "nodes", read, Read::most);
        add(report, what + "between two frames, p95", "ms", read, Read::frame);
        add(report, what + "between two frames, at most", "ms", read, Read::longestFrame);
        add(report, what + "long tasks", "tasks", read, Read::count);
        add(report, what + "longest task", "ms", read, Read::longest);
        add(report, what + "long tasks, all together", "ms", read, Read::sum);
        add(report, what + "JS heap then", "MB", read, Read::heap);
        add(report, what + "DOM nodes then, text too", "nodes", read, Read::nodes);
    }

    private static <T> void add(Report report, String name, String unit, List<T> all, ToDoubleFunction<T> value) {
        report.add("page", name, unit, all.stream().mapToDouble(value).toArray());
    }
}
