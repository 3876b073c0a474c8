package dev.rockpool.e2e.load;

import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.Latencies;
import dev.rockpool.e2e.product.LiveClient;
import dev.rockpool.e2e.product.Reply;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.e2e.product.ServerMemory;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/// Many live channels against a packaged server on this machine, with the gateway simulator behind it; says
/// what they cost.
///
/// `steady` holds idle channels, then has answers run besides; `churn` has channels and chats come and go.
/// Options, as `name=number`: `idle` (2,000), `running` (200), `minutes` (1 a phase, or of churn), `gap`
/// (milliseconds between tokens, 50).
public final class LiveLoad implements AutoCloseable {

    private static final int CHANNELS_PER_ACCOUNT = 50;
    private static final int CHURNERS = 24;
    private static final double MEGABYTE = 1024.0 * 1024;

    private final Map<String, Integer> options;
    private final GatewaySimulator gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
    private final RockpoolServer server;
    private final ServerMemory memory;
    private final List<ApiClient> accounts = new ArrayList<>();
    private final List<LiveClient> channels = new ArrayList<>();

    private LiveLoad(Map<String, Integer> options) {
        this.options = options;
        Map<String, String> settings = RockpoolServer.settingsFor(gateway.url(), gateway.token());
        settings.put("ROCKPOOL_TITLES", "message");
        server = RockpoolServer.start(settings);
        memory = new ServerMemory(server);
    }

    public static void main(String[] arguments) {
        String mode = arguments.length == 0 ? "steady" : arguments[0];
        Map<String, Integer> options = new HashMap<>(
                Map.of("idle", 2_000, "running", 200, "minutes", mode.equals("churn") ? 10 : 1, "gap", 50));
        for (int i = 1; i < arguments.length; i++) {
            String[] option = arguments[i].split("=", 2);
            options.put(option[0], Integer.valueOf(option[1]));
        }
        try (LiveLoad load = new LiveLoad(options)) {
            if (mode.equals("churn")) {
                load.churn();
            } else {
                load.steady();
            }
        }
        System.exit(0);
    }

    private int option(String name) {
        return options.getOrDefault(name, 0);
    }

    private void steady() {
        say("nobody there", 0, Duration.ZERO);
        openChannels(option("idle"));
        measure(option("idle") + " idle channels");
        Latencies latencies = run(option("running"));
        measure(option("idle") + " channels, " + option("running") + " answers running");
        System.out.println("from the gateway to the tab: " + latencies.summary());
        long violations = channels.stream()
                .mapToLong(channel -> channel.violations().size())
                .sum();
        System.out.println("violations " + violations + ", reconnections "
                + (channels.stream().mapToLong(LiveClient::connections).sum() - channels.size()));
    }

    private void openChannels(int count) {
        while (channels.size() < count) {
            if (channels.size() % CHANNELS_PER_ACCOUNT == 0) {
                accounts.add(ApiClient.guest(server.url()));
            }
            channels.add(LiveClient.open("channel " + channels.size(), accounts.getLast(), server.url()));
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> channels.stream().allMatch(LiveClient::connected));
    }

    /// Has so many answers run for longer than they are measured, each watched by one channel.
    private Latencies run(int count) {
        Latencies latencies = new Latencies();
        int tokens = (option("minutes") * 60 + 60) * 1_000 / option("gap");
        List<String> chats = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LiveClient channel = channels.get(i * channels.size() / count);
            ApiClient account = accounts.get(i * channels.size() / count / CHANNELS_PER_ACCOUNT);
            String chat = ApiClient.newId();
            say(account, chat, "Count /sim tokens=" + tokens + " gap=" + option("gap") + " stamped");
            channel.listen(latencies);
            channel.watch(chat);
            chats.add(chat);
        }
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> gateway.openStreams() >= count);
        return latencies;
    }

    private static void say(ApiClient account, String chat, String text) {
        Reply reply = account.say(chat, "main", text);
        if (reply.status() != 202) {
            throw new IllegalStateException("Not taken: " + reply);
        }
    }

    private void measure(String what) {
        Duration before = memory.cpu();
        pause(Duration.ofMinutes(option("minutes")));
        say(what, option("minutes"), memory.cpu().minus(before));
    }

    private void say(String what, int minutes, Duration cpu) {
        long resident = memory.resident();
        System.out.printf(
                "%s: RSS %.0f MB, heap after a full collection %.0f MB, CPU %.1f s a minute%n",
                what,
                resident / MEGABYTE,
                memory.heapAfterCollection() / MEGABYTE,
                minutes == 0 ? 0 : cpu.toMillis() / 1_000.0 / minutes);
    }

    private void churn() {
        openChannels(option("idle") / 10);
        AtomicInteger rounds = new AtomicInteger();
        ConcurrentLinkedQueue<String> trouble = new ConcurrentLinkedQueue<>();
        long end = System.nanoTime() + Duration.ofMinutes(option("minutes")).toNanos();
        List<Thread> churners = new ArrayList<>();
        for (int i = 0; i < CHURNERS; i++) {
            Random random = new Random(i);
            churners.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    comeAndGo(random, trouble);
                    rounds.incrementAndGet();
                }
            }));
        }
        for (int minute = 1; minute <= option("minutes"); minute++) {
            pause(Duration.ofMinutes(1));
            System.out.printf(
                    "minute %d: %,d visits, RSS %.0f MB, heap after a full collection %.1f MB, trouble %d%n",
                    minute,
                    rounds.get(),
                    memory.resident() / MEGABYTE,
                    memory.heapAfterCollection() / MEGABYTE,
                    trouble.size());
        }
        churners.forEach(LiveLoad::join);
        pause(Duration.ofSeconds(10));
        System.out.printf("all gone: heap after a full collection %.1f MB%n", memory.heapAfterCollection() / MEGABYTE);
        trouble.stream().limit(5).forEach(System.out::println);
    }

    /// One person's visit: two tabs, two chats that run, looked at and left, one deleted in mid-answer.
    private void comeAndGo(Random random, ConcurrentLinkedQueue<String> trouble) {
        try (ApiClient person = ApiClient.guest(server.url());
                LiveClient first = LiveClient.open("first", person, server.url());
                LiveClient second = LiveClient.open("second", person, server.url())) {
            String kept = ApiClient.newId();
            String deleted = ApiClient.newId();
            say(person, kept, "Count /sim gap=10 tokens=" + (20 + random.nextInt(100)));
            say(person, deleted, "Count /sim gap=10 tokens=1000");
            for (LiveClient tab : List.of(first, second)) {
                tab.watch(kept);
                tab.watch(deleted);
            }
            pause(Duration.ofMillis(random.nextInt(1_000)));
            first.unwatch(kept);
            second.drop();
            person.deleteChat(deleted);
            pause(Duration.ofMillis(random.nextInt(1_000)));
            first.watch(kept);
            person.awaitIdle(kept);
            if (random.nextInt(4) > 0) {
                person.deleteChat(kept);
            }
            trouble.addAll(first.violations());
            trouble.addAll(second.violations());
        } catch (RuntimeException e) {
            trouble.add(e.toString());
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        channels.forEach(LiveClient::close);
        accounts.forEach(ApiClient::close);
        server.close();
        gateway.close();
    }
}
