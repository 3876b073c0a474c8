package dev.rockpool.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.attack.Attack.Answer;
import dev.rockpool.attack.Kind.Rule;
import dev.rockpool.attack.Route.Needs;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient.Reply;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every place for an id in every call, as everybody, with ids of one's own, of Ada's, that never were, and with
/// what is none. No answer tells anything of hers, none of her rows changes, and, where they are answered alike,
/// an id of hers takes the database the same statements as one that never was.
@Attacked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class EveryIdTest {

    /// Whichever request comes first after an account has changed reads who is no guest any more.
    private static final String NOW_AND_THEN = "was_guest = 1";

    /// What is different from call to call anyway; a connection is closed after so many of them.
    private static final Set<String> OF_THE_MOMENT = Set.of("connection", "date", "set-cookie");

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    Database database;

    @Autowired
    DataSource source;

    private People people;
    private Rows rows;
    private Map<String, Needs> needs;
    private Map<String, List<String>> before;

    /// A call, who makes it, and which of its ids are not theirs.
    private record Try(Caller caller, Attack attack, Set<Kind> targets) {

        boolean hits(Rule rule) {
            return targets.stream().anyMatch(kind -> kind.rule() == rule);
        }

        @Override
        public String toString() {
            return caller + " " + attack + " " + targets;
        }
    }

    @BeforeAll
    void everybodyComes() {
        people = new People(port, database);
        rows = new Rows(source, database);
        needs = Route.all(mappings).stream().collect(Collectors.toMap(Route::shape, Route::needs));
        before = rows.of(people.adasNames());
        assertThat(before)
                .containsKeys(
                        "account",
                        "chat",
                        "message",
                        "run",
                        "gateway",
                        "passkey",
                        "identity",
                        "spring_session",
                        "vote",
                        "file");
    }

    @AfterEach
    void adasRowsAreAsTheyWere() {
        Map<String, List<String>> after = rows.of(people.adasNames());
        assertThat(after.get(Rows.AUDIT)).containsAll(before.get(Rows.AUDIT));
        assertThat(withoutAudit(after)).isEqualTo(withoutAudit(before));
    }

    private static Map<String, List<String>> withoutAudit(Map<String, List<String>> tables) {
        Map<String, List<String>> others = new TreeMap<>(tables);
        others.remove(Rows.AUDIT);
        return others;
    }

    @AfterAll
    void everybodyLeaves() {
        people.leave();
    }

    @TestFactory
    Stream<DynamicTest> whatIsAdasIsForbiddenOrLooksLikeWhatNeverWas() {
        return everyCaller()
                .flatMap(call -> targets(call.attack()).map(targets -> new Try(call.caller(), call.attack(), targets)))
                .filter(call -> call.caller() != Caller.ADMINISTRATOR || !call.hits(Rule.ADMINISTRATORS))
                .map(call -> DynamicTest.dynamicTest(call.toString(), () -> attack(call)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoIdIsRefused() {
        return everyCaller()
                .flatMap(call ->
                        call.attack().kinds().stream().map(kind -> new Try(call.caller(), call.attack(), Set.of(kind))))
                .map(call -> DynamicTest.dynamicTest(call.toString(), () -> confuse(call)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsOnesOwnIsReached() {
        return everyCaller()
                .filter(call -> call.caller().may(needs(call.attack())))
                .filter(call -> call.attack().kinds().stream().allMatch(kind -> kind.canBeOf(call.caller())))
                .map(call -> DynamicTest.dynamicTest(call.toString(), () -> reach(call)));
    }

    private Stream<Try> everyCaller() {
        return People.callers().stream()
                .flatMap(caller -> Attacks.all().stream()
                        .filter(attack -> !attack.kinds().isEmpty())
                        .map(attack -> new Try(caller, attack, Set.of())));
    }

    /// Each id for itself, and all of them.
    private static Stream<Set<Kind>> targets(Attack attack) {
        return Stream.concat(attack.kinds().stream().map(Set::of), Stream.of(Set.copyOf(attack.kinds())))
                .distinct();
    }

    private void attack(Try call) {
        Answer foreign = answer(call, people::adas);
        Answer unknown = answer(call, Kind::unknown);

        if (!call.caller().may(needs(call.attack()))) {
            assertThat(foreign.reply().status()).isIn(401, 403);
            alike(foreign, unknown);
        } else if (needs(call.attack()) != Needs.NOTHING && (call.hits(Rule.TOLD) || call.hits(Rule.BEGUN))) {
            assertThat(foreign.reply().status()).isEqualTo(403);
            assertThat(foreign.reply().code()).isEqualTo("forbidden:chat");
            assertThat(unknown.reply().status()).isEqualTo(call.hits(Rule.BEGUN) ? 202 : 404);
        } else {
            alike(foreign, unknown);
        }
    }

    private Needs needs(Attack attack) {
        return Objects.requireNonNull(needs.get(attack.shape()), attack.shape());
    }

    private Answer answer(Try call, Function<Kind, String> targets) {
        Answer answer = call.attack()
                .by(
                        people.browser(call.caller()),
                        kind -> call.targets().contains(kind) ? targets.apply(kind) : people.own(call.caller(), kind));
        people.checkTellsNothing(
                call.caller(), answer, call.targets().stream().map(targets).toArray(String[]::new));
        return answer;
    }

    private void alike(Answer foreign, Answer unknown) {
        assertThat(foreign.reply().status()).isEqualTo(unknown.reply().status()).isNotEqualTo(429);
        assertThat(withoutIds(foreign.reply().body()))
                .isEqualTo(withoutIds(unknown.reply().body()));
        assertThat(headers(foreign.reply())).isEqualTo(headers(unknown.reply()));
        assertThat(asked(foreign)).isEqualTo(asked(unknown));
    }

    private static List<String> asked(Answer answer) {
        return answer.statements().stream()
                .filter(statement -> !statement.contains(NOW_AND_THEN))
                .toList();
    }

    private static Map<String, String> headers(Reply reply) {
        return reply.headers().entrySet().stream()
                .filter(header -> !OF_THE_MOMENT.contains(header.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        header -> withoutIds(header.getValue().toString())));
    }

    private static String withoutIds(String text) {
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id");
    }

    private void confuse(Try call) {
        Kind target = call.targets().iterator().next();
        for (String nonsense : target.malformed(people.adas(target))) {
            Answer answer = answer(call, _ -> nonsense);
            assertThat(answer.reply().status()).as(nonsense).isBetween(400, 499).isNotEqualTo(429);
        }
    }

    private void reach(Try call) {
        people.renew(call.caller());
        Answer answer = answer(call, Kind::unknown);
        assertThat(answer.reply().status()).as(answer.reply().body()).isBetween(200, 299);
    }
}
