package dev.rockpool.benchmarks.streaming;

import static dev.rockpool.benchmarks.report.Statistic.MEDIAN;
import static dev.rockpool.benchmarks.report.Statistic.P99;

import dev.rockpool.benchmarks.Scenario;
import dev.rockpool.benchmarks.report.Figure;
import dev.rockpool.benchmarks.report.Report;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.e2e.product.ServerMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// New chats that all begin at once, more and more of them, until it breaks. 100 tokens each, 20 ms apart.
public final class StreamingScenario implements Scenario {

    /// With a thousand chats two tabs each, as people have.
    private static final int ACCOUNTS = 500;

    private static final double MEGABYTE = 1024.0 * 1024;
    private static final double LONGEST_WAIT_MILLIS = 10_000;

    /// How many chats, and how often: what is over quickly and varies most is repeated most.
    private static final List<Step> STEPS = List.of(
            new Step(1, 10),
            new Step(10, 8),
            new Step(50, 6),
            new Step(100, 6),
            new Step(200, 5),
            new Step(500, 5),
            new Step(1_000, 4));

    private static final List<Integer> BEYOND = List.of(1_500, 2_000, 3_000, 4_000);

    /// The server as one meets it that has been up for a while: compiled and with its pools filled.
    private static final List<Integer> WARM_UP =
            List.of(50, 100, 100, 200, 200, 500, 500, 500, 500, 500, 500, 500, 500);

    private record Step(int chats, int rounds) {}

    private final String name;
    private final BiFunction<Integer, List<String>, Load> client;

    private StreamingScenario(String name, BiFunction<Integer, List<String>, Load> client) {
        this.name = name;
        this.client = client;
    }

    /// Through `POST /api/chat`, as AI SDK clients do.
    public static StreamingScenario overHttp() {
        return new StreamingScenario("streaming", StreamLoad::new);
    }

    /// Through the live channel, as our own page does.
    public static StreamingScenario overLiveChannel() {
        return new StreamingScenario("live", LiveLoad::new);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run(Report report) throws InterruptedException {
        try (SimulatorProcess gateway = SimulatorProcess.start();
                RockpoolServer server = RockpoolServer.start(settings(gateway));
                Load load = client.apply(server.port(), cookies(server))) {
            ServerMemory memory = new ServerMemory(server);
            for (int chats : WARM_UP) {
                Burst.of(chats, load, memory);
            }
            for (Step step : STEPS) {
                measure(step, load, memory, report);
            }
            breakIt(load, memory, report);
        }
    }

    /// With the options `bin/rockpool` gives the JVM.
    private static Map<String, String> settings(SimulatorProcess gateway) {
        Map<String, String> settings = RockpoolServer.settingsFor(gateway.url(), gateway.token());
        settings.put("JDK_JAVA_OPTIONS", "-XX:+UseCompactObjectHeaders -Xms64m");
        return settings;
    }

    private static List<String> cookies(RockpoolServer server) {
        return IntStream.range(0, ACCOUNTS)
                .mapToObj(_ -> {
                    try (ApiClient guest = ApiClient.guest(server.url())) {
                        return guest.cookie().getName() + "=" + guest.cookie().getValue();
                    }
                })
                .toList();
    }

    private void measure(Step step, Load load, ServerMemory memory, Report report) throws InterruptedException {
        List<Burst> bursts = new ArrayList<>();
        for (int round = 0; round < step.rounds(); round++) {
            bursts.add(Burst.of(step.chats(), load, memory));
        }
        tell(step.chats(), bursts, report);
    }

    private void tell(int chats, List<Burst> bursts, Report report) {
        String what = "%,d chats: ".formatted(chats);
        List<String> troubles =
                bursts.stream().flatMap(burst -> burst.troubles().stream()).toList();
        report.add(name, what + "errors", "answers", troubles.size());
        if (!troubles.isEmpty()) {
            report.remark(name + ", " + what + "the first error: " + troubles.getFirst());
        }
        double[] first = Burst.each(bursts, Answer::firstTokenMillis);
        if (first.length == 0) {
            return;
        }
        report.add(name, what + "first token", "ms", figure -> marks(chats, "first", figure), first);
        report.add(
                name,
                what + "added latency per token",
                "ms",
                figure -> marks(chats, "added", figure),
                Burst.addedMillis(bursts));
        report.add(
                name,
                what + "whole answer, over the ideal " + Burst.IDEAL_MILLIS + " ms",
                "ms",
                figure -> marks(chats, "over", figure),
                Burst.each(bursts, answer -> answer.totalMillis() - Burst.IDEAL_MILLIS));
        report.add(
                name,
                what + "server CPU a round",
                "s",
                figure -> marks(chats, "cpu", figure),
                perRound(bursts, burst -> burst.cpu().toMillis() / 1_000.0));
        report.add(
                name,
                what + "server CPU per 1,000 tokens",
                "s",
                figure -> marks(chats, "cpu per token", figure),
                perRound(bursts, Burst::cpuPerThousandTokens));
        report.add(
                name,
                what + "server memory (RSS)",
                "MB",
                figure -> marks(chats, "memory", figure),
                perRound(bursts, burst -> burst.memory() / MEGABYTE));
    }

    private static double[] perRound(List<Burst> bursts, ToDoubleFunction<Burst> value) {
        return bursts.stream().mapToDouble(value).toArray();
    }

    private static Figure marks(int chats, String what, Figure figure) {
        Figure compared = Baseline.of(chats)
                .map(baseline -> switch (what) {
                    case "first" ->
                        chats >= 100
                                ? figure.baseline(P99, baseline.firstP99())
                                : figure.baseline(MEDIAN, baseline.firstMedian());
                    case "added" ->
                        chats >= 100
                                ? figure.baseline(P99, baseline.addedP99())
                                : figure.baseline(MEDIAN, baseline.addedMedian());
                    case "over" -> figure.baseline(MEDIAN, baseline.over());
                    case "cpu" -> figure.baseline(MEDIAN, baseline.cpu());
                    case "memory" -> figure.baseline(MEDIAN, baseline.memory());
                    default -> figure;
                })
                .orElse(figure);
        Double budget = BUDGETS.get(chats + " " + what);
        return budget == null ? compared : compared.budget(what.startsWith("cpu") ? MEDIAN : P99, budget);
    }

    private static final Map<String, Double> BUDGETS = Map.of(
            "100 first", 300.0,
            "500 first", 1_500.0,
            "500 added", 100.0,
            "1000 added", 250.0,
            "500 cpu per token", 0.08,
            "1000 cpu per token", 0.08);

    /// More and more at once, until an answer is lost or the first token takes too long.
    private void breakIt(Load load, ServerMemory memory, Report report) throws InterruptedException {
        for (int chats : BEYOND) {
            Burst burst = Burst.of(chats, load, memory);
            tell(chats, List.of(burst), report);
            double slowest = report.figures().reversed().stream()
                    .filter(figure -> figure.name().endsWith("first token"))
                    .findFirst()
                    .orElseThrow()
                    .value(P99);
            if (!burst.troubles().isEmpty() || slowest > LONGEST_WAIT_MILLIS) {
                report.remark("%s: it breaks at %,d chats at once".formatted(name, chats));
                return;
            }
        }
    }
}
