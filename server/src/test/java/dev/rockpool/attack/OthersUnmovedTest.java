package dev.rockpool.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.attack.Route.Needs;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Whatever somebody does, nothing others can ask for changes: no list, no count, no limit.
@Attacked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class OthersUnmovedTest {

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    Database database;

    private People people;

    @BeforeAll
    void everybodyComes() {
        people = new People(port, database);
    }

    @AfterAll
    void everybodyLeaves() {
        people.leave();
    }

    @ParameterizedTest
    @EnumSource(
            value = Caller.class,
            names = {"GUEST", "MEMBER", "ADMINISTRATOR"})
    void whatAdaDoesChangesNoAnswerToOthers(Caller other) {
        Estate hers =
                new Estate(people.ada(), people.browser(Caller.ADMINISTRATOR), people::ada, database, "somethingNew");
        Arrays.stream(Kind.values()).filter(kind -> kind.canBeOf(other)).forEach(kind -> people.own(other, kind));
        Map<String, String> before = answers(other);

        Stream.of(Kind.CHAT, Kind.QUEUE_CHAT, Kind.SHARED_CHAT, Kind.PASSKEY, Kind.IDENTITY, Kind.DEVICE)
                .forEach(hers::of);
        assertThat(people.ada().delete("/api/chat?id=" + hers.of(Kind.CHAT)).status())
                .isEqualTo(200);

        Map<String, String> after = answers(other);
        before.forEach((call, told) -> assertThat(after.get(call)).as(call).isEqualTo(told));
    }

    /// What the caller is told of by every call that only asks, and is not about everybody's accounts.
    private Map<String, String> answers(Caller caller) {
        TestClient browser = people.browser(caller);
        Map<String, String> answers = new TreeMap<>();
        Route.all(mappings).stream()
                .filter(route -> route.method().equals("GET") && isAboutOneself(route, caller))
                .filter(route -> !route.path().contains("{"))
                .forEach(route -> answers.put(route.name(), told(browser.get(route.path()))));
        Attacks.all().stream()
                .filter(attack -> attack.method().equals("GET"))
                .filter(attack -> isAboutOneself(routeOf(attack), caller))
                .forEach(attack -> answers.put(
                        attack.toString(),
                        told(attack.by(browser, kind -> people.own(caller, kind))
                                .reply())));
        return answers;
    }

    private static boolean isAboutOneself(Route route, Caller caller) {
        return caller.may(route.needs()) && route.needs() != Needs.ADMINISTRATOR;
    }

    private Route routeOf(Attack attack) {
        return Route.all(mappings).stream()
                .filter(route -> route.shape().equals(attack.shape()))
                .findFirst()
                .orElseThrow();
    }

    /// Gateways are looked at from time to time, and that they were is told.
    private static String told(Reply reply) {
        return reply.status() + " " + reply.body().replaceAll("\"(latencyMillis|checkedAt)\":[^,}]+", "");
    }
}
