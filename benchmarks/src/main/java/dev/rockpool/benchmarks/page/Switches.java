package dev.rockpool.benchmarks.page;

import static dev.rockpool.benchmarks.report.Statistic.MEDIAN;
import static dev.rockpool.benchmarks.report.Statistic.P95;

import com.microsoft.playwright.BrowserContext;
import dev.rockpool.benchmarks.report.Figure;
import dev.rockpool.benchmarks.report.Report;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.product.RockpoolServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A click on a chat in the sidebar until its last message has been painted: the first time, when it has to be
/// loaded, and again, when it is open already.
final class Switches {

    /// How many chats are gone to. The sidebar shows thirty at once.
    private static final int CHATS = 20;

    private static final double OPEN_BUDGET_MILLIS = 50;
    private static final double UNLOADED_BUDGET_MILLIS = 150;

    private static final List<Way> WAYS = List.of(
            new Way(2, 2, null, 161.0),
            new Way(2, 200, 1_637.0, 658.0),
            new Way(200, 2, null, 101.0),
            new Way(200, 2_000, null, null));

    private final Chromium chromium;
    private final RockpoolServer server;

    /// From a chat of so many messages to one of so many.
    ///
    /// @param unloaded what Vercel's ai-chatbot 3.1.0 takes in milliseconds the first time, if that is known
    /// @param open     the same once it has been there
    private record Way(
            int from,
            int to,
            @Nullable Double unloaded,
            @Nullable Double open) {

        String name(String state) {
            return "switch, %,d to %,d messages, %s".formatted(from, to, state);
        }
    }

    Switches(Chromium chromium, RockpoolServer server) {
        this.chromium = chromium;
        this.server = server;
    }

    void measure(Report report) {
        WAYS.forEach(way -> go(way, report));
    }

    private void go(Way way, Report report) {
        int[] lengths = new int[CHATS + 1];
        Arrays.fill(lengths, way.to());
        lengths[0] = way.from();
        Owner owner = Owner.with(server, lengths);
        String home = owner.chats().getFirst();
        List<Double> unloaded = new ArrayList<>();
        List<Double> open = new ArrayList<>();
        try (BrowserContext profile = Tab.profile(chromium, owner);
                Tab tab = Tab.open(profile, owner.url() + "/chat/" + home)) {
            for (String chat : owner.chats().subList(1, owner.chats().size())) {
                unloaded.add(go(tab, chat));
                go(tab, home);
                open.add(go(tab, chat));
                go(tab, home);
            }
        }
        add(report, way.name("not loaded yet"), unloaded, UNLOADED_BUDGET_MILLIS, way.unloaded());
        add(report, way.name("open"), open, OPEN_BUDGET_MILLIS, way.open());
    }

    private static double go(Tab tab, String chat) {
        double millis = tab.number("probe.switchTo('" + chat + "')");
        // A person looks at a chat before leaving it, and meanwhile the page draws what is near.
        tab.page().waitForTimeout(100);
        return millis;
    }

    private static void add(
            Report report, String name, List<Double> samples, double budget, @Nullable Double baseline) {
        report.add(
                "page",
                name,
                "ms",
                figure -> compared(figure.budget(P95, budget), baseline),
                samples.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static Figure compared(Figure figure, @Nullable Double baseline) {
        return baseline == null ? figure : figure.baseline(MEDIAN, baseline);
    }
}
