package dev.rockpool.e2e.faults;

import dev.rockpool.e2e.network.CutWire;
import dev.rockpool.e2e.product.LiveClient;
import dev.rockpool.e2e.product.RockpoolServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/// Rounds of people who send, edit, take back and stop in their chats while one fault strikes, all drawn
/// from one seed.
public final class FaultRounds implements AutoCloseable {

    private static final int PEOPLE = 3;
    private static final int CHATS_EACH = 3;
    private static final int BUSY_CHATS = 4;
    private static final int NEW_CHAT_EVERY = 12;
    /// The findings a failure shows; its file has all of them.
    private static final int SHOWN = 8;

    private static final int SHOWN_LETTERS = 600;
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final Random random;
    private final List<Fault> faults;
    private final RestartableGateway gateway = new RestartableGateway();
    private final CutWire gatewayWire = CutWire.to(gateway.port());
    private final RockpoolServer server;
    private final List<Person> people = new ArrayList<>();
    private final List<Long> lostMicros = new ArrayList<>();
    private final Map<Fault, long[]> times = new EnumMap<>(Fault.class);
    private boolean everKilled;
    private int messages;

    public FaultRounds(long seed, int rounds) {
        random = new Random(seed);
        faults = Fault.shuffled(rounds, random);
        server = RockpoolServer.start(settings());
        for (int person = 1; person <= PEOPLE; person++) {
            people.add(new Person("person " + person, server.port()));
        }
        for (Person person : people) {
            for (int chat = 0; chat < CHATS_EACH; chat++) {
                person.newChat();
            }
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings =
                RockpoolServer.settingsFor(URI.create("http://127.0.0.1:" + gatewayWire.port()), gateway.token());
        settings.put("ROCKPOOL_TITLES", "message");
        // It is started anew again and again, and never lives long enough to gain from more.
        settings.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        settings.put("ROCKPOOL_GATEWAY_IDLETIMEOUT", "1200ms");
        settings.put("ROCKPOOL_LIVE_PING", "300ms");
        settings.put("ROCKPOOL_LIVE_DEADAFTER", "3s");
        return settings;
    }

    /// What a person does in one chat in one round.
    private record Visit(Person person, String chat, List<Step> steps, List<Sent> sent) {}

    private record Step(int afterMillis, Kind kind, String text, int copies) {
        enum Kind {
            RETRY,
            SEND,
            EDIT_LAST,
            REMOVE_LAST,
            LAST_NOW,
            STOP,
            LOOK_AWAY
        }
    }

    /// Plays one round and waits until all has settled.
    ///
    /// @return what is not as it must be
    public List<String> play(int round) {
        long start = System.nanoTime();
        Fault fault = faults.get(round - 1);
        List<Visit> visits = visits(round, fault);
        int faultAfter = random.nextInt(200);
        int faultFor = 100 + random.nextInt(300);
        List<Thread> threads = new ArrayList<>();
        for (Visit visit : visits) {
            threads.add(Thread.ofPlatform().start(() -> act(visit)));
        }
        pause(faultAfter);
        long killedAt = strike(fault, faultFor);
        threads.forEach(Person::join);
        List<String> findings = findings(round, fault, visits, killedAt);
        long[] time = times.computeIfAbsent(fault, _ -> new long[2]);
        time[0]++;
        time[1] += System.nanoTime() - start;
        if (!findings.isEmpty()) {
            findings.addFirst("fault: " + fault + " after " + faultAfter + " ms for " + faultFor + " ms");
            writeDown(round, visits, findings);
        }
        return findings.stream()
                .limit(SHOWN)
                .map(finding -> finding.substring(0, Math.min(SHOWN_LETTERS, finding.length())))
                .toList();
    }

    private List<String> findings(int round, Fault fault, List<Visit> visits, long killedAt) {
        List<String> findings = new ArrayList<>();
        try {
            findings.addAll(settle(visits));
            if (findings.isEmpty()) {
                for (Visit visit : visits) {
                    findings.addAll(new Checks(visit.person(), visit.chat(), fault, killedAt, lostMicros)
                            .thisRound(visit.sent())
                            .everKilled(everKilled)
                            .findings(gateway.turns()));
                }
            }
            if (findings.isEmpty() && round % NEW_CHAT_EVERY == 0) {
                findings.addAll(replaceAChat());
            }
        } catch (UncheckedIOException e) {
            findings.add("the server does not answer: " + e.getCause());
        }
        for (Person person : people) {
            findings.addAll(person.surprises);
            person.tabs.forEach(tab -> findings.addAll(tab.violations()));
        }
        return findings;
    }

    private List<Visit> visits(int round, Fault fault) {
        List<Visit> visits = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        int stricken = random.nextInt(BUSY_CHATS);
        for (int i = 0; i < BUSY_CHATS; i++) {
            Person person = people.get(random.nextInt(PEOPLE));
            List<String> chats = person.chats.keySet().stream()
                    .filter(chat -> !taken.contains(chat))
                    .sorted()
                    .toList();
            if (!chats.isEmpty()) {
                String chat = chats.get(random.nextInt(chats.size()));
                taken.add(chat);
                visits.add(new Visit(
                        person,
                        chat,
                        steps(round + "x" + i, i == stricken ? fault : Fault.NONE),
                        new CopyOnWriteArrayList<>()));
            }
        }
        return visits;
    }

    private List<Step> steps(String name, Fault fault) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(0, Step.Kind.RETRY, "", 1));
        int sends = 1 + random.nextInt(3);
        for (int i = 1; i <= sends; i++) {
            int copies = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
            steps.add(new Step(
                    random.nextInt(60), Step.Kind.SEND, text(name + "s" + i, i == 1 ? fault : Fault.NONE), copies));
        }
        if (random.nextInt(3) > 0) {
            Step.Kind kind = Step.Kind.values()[2 + random.nextInt(Step.Kind.values().length - 2)];
            steps.add(new Step(random.nextInt(120), kind, text(name + "e", Fault.NONE), 1));
        }
        return steps;
    }

    private String text(String word, Fault fault) {
        int tokens = 5 + random.nextInt(30);
        int gap = 1 + random.nextInt(8);
        return "m" + word + " /sim tokens=" + tokens + " gap=" + gap + " word=w" + word + " stamped"
                + fault.script(tokens, random);
    }

    private void act(Visit visit) {
        try {
            for (Step step : visit.steps()) {
                pause(step.afterMillis());
                act(visit, step);
            }
        } catch (RuntimeException e) {
            visit.person().surprises.add("chat " + visit.chat() + ": " + e);
        }
    }

    private static void act(Visit visit, Step step) {
        Person person = visit.person();
        String chat = visit.chat();
        switch (step.kind()) {
            case RETRY -> {
                if (!person.sentIn(chat).isEmpty()) {
                    person.retry(chat);
                }
            }
            case SEND -> visit.sent().add(person.send(chat, step.text(), step.copies()));
            case EDIT_LAST -> person.edit(chat, visit.sent().getLast(), step.text());
            case REMOVE_LAST -> person.remove(chat, visit.sent().getLast());
            case LAST_NOW -> person.sendNow(chat, visit.sent().getLast());
            case STOP -> person.stop(chat);
            case LOOK_AWAY -> {
                LiveClient tab = person.tabs.getFirst();
                tab.unwatch(chat);
                tab.read(chat);
                tab.watch(chat);
            }
        }
    }

    /// @return when the server was killed, in microseconds since 1970; 0 when it was not
    private long strike(Fault fault, int faultFor) {
        switch (fault) {
            case NONE, ANSWER_STALLS, ANSWER_DISCONNECTS, ANSWER_FAILS -> {}
            case BROWSERS_CUT -> people.forEach(person -> person.wire.cut());
            case BROWSERS_HALF_OPEN -> {
                people.forEach(person -> person.wire.freeze());
                pause(faultFor * 4);
                people.forEach(person -> person.wire.heal());
            }
            case TABS_DROPPED -> people.forEach(person -> person.tabs.getLast().drop());
            case GATEWAY_KILLED -> {
                gateway.kill();
                pause(faultFor / 4);
                gateway.start();
            }
            case GATEWAY_CUT -> gatewayWire.cut();
            case GATEWAY_HALF_OPEN -> {
                gatewayWire.freeze();
                pause(1_500);
                gatewayWire.heal();
            }
            case SERVER_KILLED -> {
                Instant now = Instant.now();
                server.kill();
                everKilled = true;
                server.restart();
                return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
            }
        }
        return 0;
    }

    /// Waits until nothing runs, nothing waits, and every tab knows it.
    private List<String> settle(List<Visit> visits) {
        List<String> findings = new ArrayList<>();
        for (Visit visit : visits) {
            if (visit.sent().isEmpty()) {
                continue;
            }
            messages += visit.sent().size();
            try {
                Awaitility.await()
                        .atMost(SETTLING)
                        .pollInSameThread()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(25))
                        .until(() -> settled(visit));
            } catch (ConditionTimeoutException e) {
                findings.add("chat " + visit.chat() + " does not settle; its tabs know "
                        + visit.person().tabs.stream()
                                .map(tab -> tab.standing(visit.chat()))
                                .toList()
                        + " of " + visit.person().observer.conversation(visit.chat()));
            }
        }
        return findings;
    }

    private static boolean settled(Visit visit) {
        JsonNode conversation = visit.person().observer.conversation(visit.chat());
        long version = conversation.path("chat").path("version").asLong();
        return !conversation.path("run").isObject()
                && conversation.path("queued").isEmpty()
                && visit.person().tabs.stream().allMatch(tab -> tab.idle(visit.chat(), version));
    }

    /// A chat is deleted, which both tabs see, and a new one takes its place.
    private List<String> replaceAChat() {
        List<String> findings = new ArrayList<>();
        Person person = people.get(random.nextInt(PEOPLE));
        List<String> chats = person.chats.keySet().stream().sorted().toList();
        String chat = chats.get(random.nextInt(chats.size()));
        if (!person.sentIn(chat).isEmpty()) {
            person.observer.deleteChat(chat);
            for (LiveClient tab : person.tabs) {
                try {
                    Awaitility.await().atMost(SETTLING).until(() -> tab.deleted(chat));
                } catch (ConditionTimeoutException e) {
                    findings.add("chat " + chat + " was deleted and a tab has not heard of it");
                }
                tab.forget(chat);
            }
        }
        person.chats.remove(chat);
        person.newChat();
        return findings;
    }

    /// What is needed to understand a failure, in a file beside the server's output.
    private void writeDown(int round, List<Visit> visits, List<String> findings) {
        StringBuilder all = new StringBuilder(String.join("\n", findings)).append("\n\n");
        for (Visit visit : visits) {
            all.append(visit.chat()).append(' ').append(visit.steps()).append('\n');
        }
        for (Person person : people) {
            for (LiveClient tab : person.tabs) {
                all.append('\n').append(String.join("\n", tab.frames())).append('\n');
            }
        }
        all.append('\n').append(server.output()).append('\n').append(server.threads());
        try {
            Files.writeString(Path.of("target", "e2e-logs", "fault-round-" + round + ".txt"), all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How long before a kill the oldest text that was lost had been sent.
    public long longestLossMillis() {
        return lostMicros.stream().mapToLong(Long::longValue).max().orElse(0) / 1_000;
    }

    public String summary() {
        StringBuilder said = new StringBuilder("fault rounds: " + messages + " messages; lost by kills, in ms before"
                + " them: " + lostMicros.stream().map(micros -> micros / 1_000).toList());
        times.forEach((fault, time) -> said.append("; ")
                .append(fault)
                .append(' ')
                .append(time[0])
                .append("x ")
                .append(time[1] / time[0] / 1_000_000)
                .append(" ms"));
        return said.toString();
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        people.forEach(Person::close);
        server.close();
        gatewayWire.close();
        gateway.close();
    }
}
