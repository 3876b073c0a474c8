package dev.rockpool.benchmarks.page;

import static dev.rockpool.benchmarks.report.Statistic.MEDIAN;

import com.microsoft.playwright.BrowserContext;
import dev.rockpool.benchmarks.report.Figure;
import dev.rockpool.benchmarks.report.Report;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.product.RockpoolServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A page that is opened: in a profile that has never been here, and once more with what that one has kept.
final class FirstLoads {

    private static final int ROUNDS = 7;
    private static final int WARM_UPS = 2;
    private static final double KILOBYTE = 1024;
    private static final double BUDGET_KB = 150;

    private final Chromium chromium;
    private final Owner owner;
    private final List<Visit> visits;

    /// One address with all that was seen of it.
    private record Visit(String name, String path, List<Load> cold, List<Load> warm) {

        Visit(String name, String path) {
            this(name, path, new ArrayList<>(), new ArrayList<>());
        }
    }

    /// One load. Times in milliseconds from the start of the navigation.
    ///
    /// @param last the last message has been painted; as soon as the composer works where there are no messages
    private record Load(
            int requests,
            int answered,
            double kilobytes,
            double firstPaint,
            double composer,
            double last,
            double nodes,
            double shift,
            double longestTask) {

        static Load of(Tab tab) {
            return new Load(
                    tab.requests(),
                    tab.answered(),
                    tab.bytes() / KILOBYTE,
                    tab.number("probe.firstPaint()"),
                    tab.number("probe.composer"),
                    tab.number("probe.last ?? probe.composer"),
                    tab.number("probe.nodes()"),
                    tab.number("probe.shift"),
                    tab.number("Math.max(0, ...probe.longTasks)"));
        }
    }

    FirstLoads(Chromium chromium, RockpoolServer server) {
        this.chromium = chromium;
        owner = Owner.with(server, 2, 200, 2_000);
        visits = List.of(
                new Visit("/", "/"),
                new Visit("chat, 2 messages", "/chat/" + owner.chats().get(0)),
                new Visit("chat, 200 messages", "/chat/" + owner.chats().get(1)),
                new Visit("chat, 2,000 messages", "/chat/" + owner.chats().get(2)));
    }

    void measure(Report report) {
        Stream.generate(() -> visits).limit(WARM_UPS).flatMap(List::stream).forEach(this::load);
        visits.forEach(visit -> {
            visit.cold().clear();
            visit.warm().clear();
        });
        // In turn, so that a machine that is busy for a while is so for all of them.
        for (int round = 0; round < ROUNDS; round++) {
            visits.forEach(this::load);
        }
        visits.forEach(visit -> {
            tell(visit, "cold", visit.cold(), report);
            tell(visit, "warm", visit.warm(), report);
        });
    }

    private void load(Visit visit) {
        try (BrowserContext profile = Tab.profile(chromium, owner)) {
            for (List<Load> loads : List.of(visit.cold(), visit.warm())) {
                try (Tab tab = Tab.open(profile, owner.url() + visit.path())) {
                    loads.add(Load.of(tab));
                }
            }
        }
    }

    private static void tell(Visit visit, String cache, List<Load> loads, Report report) {
        String what = visit.name() + ", " + cache + ": ";
        UnaryOperator<Figure> limit =
                cache.equals("cold") ? figure -> figure.budget(MEDIAN, BUDGET_KB) : UnaryOperator.identity();
        add(report, what, "requests", "requests", loads, Load::requests);
        add(report, what, "requests over the wire", "requests", loads, Load::answered);
        add(report, what, "on the wire", "KB", loads, Load::kilobytes, limit);
        add(report, what, "first contentful paint", "ms", loads, Load::firstPaint);
        add(report, what, "composer works", "ms", loads, Load::composer);
        if (!visit.path().equals("/")) {
            add(report, what, "last message shown", "ms", loads, Load::last);
        }
        add(report, what, "DOM nodes", "nodes", loads, Load::nodes);
        add(report, what, "layout shift", "score", loads, Load::shift);
        add(report, what, "longest task", "ms", loads, Load::longestTask);
    }

    private static void add(
            Report report, String what, String name, String unit, List<Load> loads, ToDoubleFunction<Load> value) {
        add(report, what, name, unit, loads, value, UnaryOperator.identity());
    }

    private static void add(
            Report report,
            String what,
            String name,
            String unit,
            List<Load> loads,
            ToDoubleFunction<Load> value,
            UnaryOperator<Figure> limit) {
        Double baseline = BASELINE.get(what + name);
        report.add(
                "page",
                what + name,
                unit,
                figure -> limit.apply(baseline == null ? figure : figure.baseline(MEDIAN, baseline)),
                loads.stream().mapToDouble(value).toArray());
    }

    /// What Vercel's ai-chatbot 3.1.0 measures in the same browser on such a machine.
    private static final Map<String, Double> BASELINE = Map.ofEntries(
            Map.entry("/, cold: requests", 102.0),
            Map.entry("/, cold: on the wire", 1_366.0),
            Map.entry("/, cold: first contentful paint", 804.0),
            Map.entry("/, cold: composer works", 1_688.0),
            Map.entry("/, cold: DOM nodes", 298.0),
            Map.entry("chat, 2 messages, cold: requests", 102.0),
            Map.entry("chat, 2 messages, cold: on the wire", 1_369.0),
            Map.entry("chat, 2 messages, cold: first contentful paint", 712.0),
            Map.entry("chat, 2 messages, cold: composer works", 1_364.0),
            Map.entry("chat, 2 messages, cold: last message shown", 1_503.0),
            Map.entry("chat, 2 messages, cold: DOM nodes", 337.0),
            Map.entry("chat, 200 messages, cold: requests", 105.0),
            Map.entry("chat, 200 messages, cold: on the wire", 1_453.0),
            Map.entry("chat, 200 messages, cold: first contentful paint", 976.0),
            Map.entry("chat, 200 messages, cold: composer works", 2_417.0),
            Map.entry("chat, 200 messages, cold: last message shown", 3_614.0),
            Map.entry("chat, 200 messages, cold: DOM nodes", 6_140.0),
            Map.entry("chat, 200 messages, warm: requests", 103.0),
            Map.entry("chat, 200 messages, warm: on the wire", 115.0),
            Map.entry("chat, 200 messages, warm: first contentful paint", 1_316.0),
            Map.entry("chat, 200 messages, warm: composer works", 1_318.0),
            Map.entry("chat, 200 messages, warm: last message shown", 2_309.0),
            Map.entry("chat, 200 messages, warm: DOM nodes", 6_140.0));
}
