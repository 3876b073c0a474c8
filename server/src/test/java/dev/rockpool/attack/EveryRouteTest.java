package dev.rockpool.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.attack.Route.Needs;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every call there is, as the server itself has them, made by everybody who may not make it. A new call is in here by
/// being there; one that strangers may make, or that takes an id, has to be named.
@Attacked
@Timeout(120)
class EveryRouteTest {

    /// What may be called by anybody. The pages say nothing about anybody.
    private static final Set<String> OPEN = Set.of(
            "GET /",
            "GET /chat/{id}",
            "GET /api/sign-in",
            "POST /api/sign-in",
            "POST /api/sign-out",
            "POST /api/account",
            "POST /api/password-reset",
            "GET /api/sign-in/problems/{code}",
            "POST /api/sign-in/passkey/options",
            "POST /api/sign-in/passkey",
            "GET /login",
            "GET /register",
            "GET /reset/{token}",
            "GET /invite/{token}",
            "GET /settings",
            "GET /settings/{section}",
            "GET /share/{token}",
            "GET /api/share/{token}",
            "GET /diagram-frame",
            "GET /.well-known/security.txt");

    /// What libraries answer, which is about nobody.
    private static final Set<String> OF_LIBRARIES = Set.of("/error", "/v3/api-docs", "/v3/api-docs.yaml");

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    Database database;

    @Test
    void onlyWhatIsNamedHereIsOpenToStrangers() {
        assertThat(routes().filter(route -> route.needs() == Needs.NOTHING).map(Route::name))
                .containsExactlyInAnyOrderElementsOf(OPEN);
        assertThat(Route.ofLibraries(mappings)).isSubsetOf(OF_LIBRARIES);
    }

    @Test
    void everyIdThatACallTakesIsAttacked() {
        assertThat(routes().filter(
                                route -> takesSomething(route) && attacks(route).isEmpty()))
                .as("These calls take an id, a parameter or a body, and Attacks does not have them. Add a line for each"
                        + " place an id may stand in; see Kind when it is the id of something new.")
                .isEmpty();
        assertThat(routes().filter(route -> !forgotten(route).isEmpty())
                        .map(route -> route.name() + " " + forgotten(route)))
                .as("No line of Attacks gives these parameters. Add one, or name them in Attacks.PLAIN when they are"
                        + " of nobody.")
                .isEmpty();
        assertThat(routes().filter(Route::takesBody)
                        .filter(route -> attacks(route).stream()
                                .allMatch(attack -> attack.body().isEmpty())))
                .as("These calls take a body, and Attacks gives them none. Add one, with an id wherever one may stand.")
                .isEmpty();
    }

    private static boolean takesSomething(Route route) {
        return route.path().contains("{") || !Attacks.PLAIN.containsAll(route.parameters()) || route.takesBody();
    }

    private static List<Attack> attacks(Route route) {
        return Attacks.all().stream()
                .filter(attack -> attack.shape().equals(route.shape()))
                .toList();
    }

    private static Set<String> forgotten(Route route) {
        Set<String> given = attacks(route).stream()
                .flatMap(attack -> attack.parameters().stream())
                .collect(Collectors.toSet());
        return route.parameters().stream()
                .filter(Predicate.not(given::contains))
                .filter(Predicate.not(Attacks.PLAIN::contains))
                .collect(Collectors.toSet());
    }

    @Test
    void nothingIsAttackedThatIsNotThere() {
        Set<String> there = routes().map(Route::shape).collect(Collectors.toSet());

        assertThat(Attacks.all().stream().map(Attack::shape)).allMatch(there::contains);
    }

    @Test
    void strangersAreTurnedAwayEverywhereElse() {
        refused(TestClient.stranger(port), route -> route.needs() != Needs.NOTHING, 401, "unauthorized:chat");
    }

    @Test
    void guestsReachNothingThatWantsAnAccountOfOnesOwn() {
        refused(
                TestClient.guest(port),
                route -> Set.of(Needs.MEMBER, Needs.ADMINISTRATOR).contains(route.needs()),
                403,
                "forbidden:account");
    }

    @Test
    void membersReachNothingThatIsForAdministrators() {
        refused(TestClient.member(port), route -> route.needs() == Needs.ADMINISTRATOR, 403, "forbidden:account");
    }

    @Test
    void administratorsAreLetThroughWhereMembersAreNot() {
        TestClient administrator = TestClient.administrator(port, database);

        routes().filter(route -> route.needs() == Needs.ADMINISTRATOR)
                .forEach(route -> assertThat(call(administrator, route).status())
                        .as(route.name())
                        .isNotIn(401, 403, 500));
    }

    private void refused(TestClient caller, Predicate<Route> which, int status, String code) {
        routes().filter(which).forEach(route -> {
            Reply reply = call(caller, route);
            assertThat(reply.status()).as(route.name()).isEqualTo(status);
            assertThat(reply.code()).as(route.name()).isEqualTo(code);
        });
    }

    private Stream<Route> routes() {
        return Route.all(mappings).stream();
    }

    /// With the parameters it must have, which are ids.
    private static Reply call(TestClient caller, Route route) {
        String id = "00000000-0000-4000-8000-000000000000";
        String path = route.path().replaceAll("\\{\\w+}", id) + "?id=%s&chatId=%s".formatted(id, id);
        return caller.send(caller.request(path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(route.method(), BodyPublishers.ofString(route.takesBody() ? "{}" : "")));
    }
}
