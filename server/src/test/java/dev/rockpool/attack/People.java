package dev.rockpool.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestGateway;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Ada, a member with something of every kind, and those who have nothing to do with it: a stranger, a guest, a member
/// and an administrator, who have things of their own.
final class People {

    /// What administrators may learn of members: who they are, which gateways they connected, and, by the audit log,
    /// what they shared.
    private static final Set<Kind> KNOWN_TO_ADMINISTRATORS =
            Set.of(Kind.ACCOUNT, Kind.EMAIL, Kind.GATEWAY, Kind.SHARED_CHAT, Kind.INVITATION, Kind.AUDIT_ENTRY);

    private final int port;
    private final String word = "tidemark" + UUID.randomUUID().toString().substring(0, 8);
    private final TestClient ada;
    private final Estate adas;
    private final Map<Kind, String> adasIds = new EnumMap<>(Kind.class);
    private final Map<Caller, TestClient> browsers = new EnumMap<>(Caller.class);
    private final Map<Caller, Estate> estates = new EnumMap<>(Caller.class);

    People(int port, Database database) {
        this.port = port;
        TestClient administrator = TestClient.administrator(port, database);
        browsers.put(Caller.ADMINISTRATOR, administrator);
        browsers.put(Caller.MEMBER, TestClient.member(port));
        browsers.put(Caller.GUEST, TestClient.guest(port));
        browsers.forEach((caller, browser) -> estates.put(
                caller, new Estate(browser, administrator, () -> TestClient.member(port), database, "mine")));
        this.ada = TestClient.member(port);
        this.adas = new Estate(ada, administrator, () -> ada, database, word);
        settle();
    }

    private void settle() {
        kinds().forEach(kind -> adasIds.put(kind, adas.of(kind)));
        adas.unshare();
    }

    private static Stream<Kind> kinds() {
        return Arrays.stream(Kind.values()).filter(kind -> kind.rule() != Kind.Rule.NO_ID);
    }

    TestClient ada() {
        return ada;
    }

    String adas(Kind kind) {
        return Objects.requireNonNull(adasIds.get(kind));
    }

    /// A stranger is a new one each time: whoever has opened a page is a guest.
    TestClient browser(Caller caller) {
        return caller == Caller.STRANGER ? TestClient.stranger(port) : Objects.requireNonNull(browsers.get(caller));
    }

    /// One of their own, or where they can have none, nobody's.
    String own(Caller caller, Kind kind) {
        return kind.canBeOf(caller) ? estate(caller).of(kind) : kind.unknown();
    }

    void renew(Caller caller) {
        estate(caller).renew();
    }

    private Estate estate(Caller caller) {
        return Objects.requireNonNull(estates.get(caller));
    }

    /// What Ada has, by which her rows are found.
    List<String> adasNames() {
        return List.of(
                adas(Kind.ACCOUNT),
                adas(Kind.CHAT),
                adas(Kind.QUEUE_CHAT),
                adas(Kind.SHARED_CHAT),
                adas(Kind.NEW_CHAT));
    }

    /// Fails when an answer tells the caller anything of Ada's but what the call named itself.
    void checkTellsNothing(Caller caller, Attack.Answer answer, String... named) {
        String told = answer.reply().body() + answer.reply().headers();
        assertThat(told).doesNotContain(TestGateway.simulator().token());
        Predicate<String> isNamed = secret -> Stream.of(named).anyMatch(name -> name.contains(secret));
        assertThat(secretsFrom(caller).filter(isNamed.negate()).filter(told::contains))
                .as("of Ada's, in the answer %s", told)
                .isEmpty();
    }

    private Stream<String> secretsFrom(Caller caller) {
        boolean isAdministrator = caller == Caller.ADMINISTRATOR;
        Stream<String> ids = kinds().filter(kind -> !isAdministrator || !KNOWN_TO_ADMINISTRATORS.contains(kind))
                .map(this::adas);
        return Stream.concat(Stream.of(word), ids);
    }

    /// Ends what is still being answered.
    void leave() {
        Stream.concat(Stream.of(ada), browsers.values().stream()).forEach(browser -> browser.delete("/api/history"));
    }

    static List<Caller> callers() {
        return Arrays.stream(Caller.values())
                .filter(caller -> caller != Caller.NOBODY)
                .collect(Collectors.toList());
    }
}
