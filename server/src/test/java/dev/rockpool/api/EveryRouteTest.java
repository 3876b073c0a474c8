package dev.rockpool.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountId;
import dev.rockpool.account.Administrator;
import dev.rockpool.account.Member;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.OnSqlite;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every call there is, as the server itself has them, made by everybody who may not make it. A new call is in here by
/// being there; one that strangers may make has to be named.
@OnSqlite
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
            "GET /.well-known/security.txt");

    private static final Map<String, String> BODIES = Map.of(
            "PATCH /api/chat/{id}", "{\"title\": \"Taken\"}",
            "PATCH /api/chat/{id}/queue/{messageId}", "{\"text\": \"Taken\"}",
            "PATCH /api/vote", "{\"chatId\": \"{id}\", \"messageId\": \"message-1\", \"type\": \"up\"}");

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    Database database;

    private enum Needs {
        NOTHING,
        ACCOUNT,
        MEMBER,
        ADMINISTRATOR
    }

    /// @param path with names in braces where a value belongs
    private record Route(String method, String path, Needs needs) {

        String name() {
            return method + " " + path;
        }

        boolean isAboutAChat() {
            return path.startsWith("/api/chat") || path.equals("/api/messages") || path.equals("/api/vote");
        }
    }

    private TestClient ada;
    private String adasChat;

    @BeforeEach
    void adaHasAChat() {
        ada = TestClient.member(port);
        adasChat = UUID.randomUUID().toString();
        ada.say(adasChat, "private words /sim text=\"private answer\"");
        ada.settledMessages(adasChat);
    }

    @Test
    void onlyWhatIsNamedHereIsOpenToStrangers() {
        assertThat(routes().filter(route -> route.needs() == Needs.NOTHING).map(Route::name))
                .containsExactlyInAnyOrderElementsOf(OPEN);
    }

    @Test
    void strangersAreTurnedAwayEverywhereElse() {
        TestClient stranger = TestClient.stranger(port);

        routes().filter(route -> route.needs() != Needs.NOTHING).forEach(route -> {
            Reply reply = call(stranger, route, adasChat);
            assertThat(reply.status()).as(route.name()).isEqualTo(401);
            assertThat(reply.code()).as(route.name()).isEqualTo("unauthorized:chat");
        });
    }

    @Test
    void guestsReachNothingThatWantsAnAccountOfOnesOwn() {
        refused(TestClient.guest(port), Set.of(Needs.MEMBER, Needs.ADMINISTRATOR));
    }

    @Test
    void membersReachNothingThatIsForAdministrators() {
        refused(TestClient.member(port), Set.of(Needs.ADMINISTRATOR));
    }

    @Test
    void administratorsAreLetThroughWhereMembersAreNot() {
        TestClient administrator = TestClient.administrator(port, database);

        routes().filter(route -> route.needs() == Needs.ADMINISTRATOR)
                .forEach(route -> assertThat(
                                call(administrator, route, UUID.randomUUID().toString())
                                        .status())
                        .as(route.name())
                        .isNotIn(401, 403, 500));
    }

    @Test
    void nobodyReachesSomebodyElsesChatNotEvenAnAdministrator() {
        List<TestClient> others =
                List.of(TestClient.guest(port), TestClient.member(port), TestClient.administrator(port, database));
        String before = ada.get("/api/messages?chatId=" + adasChat).body();

        aboutAChat()
                .forEach(route -> others.forEach(other -> {
                    Reply reply = call(other, route, adasChat);
                    assertThat(reply.status()).as(route.name()).isEqualTo(403);
                    assertThat(reply.code()).as(route.name()).isEqualTo("forbidden:chat");
                    assertThat(reply.body()).as(route.name()).doesNotContain("private");
                }));
        assertThat(ada.get("/api/messages?chatId=" + adasChat).body()).isEqualTo(before);
    }

    @Test
    void aChatThatIsNotThereIsNotFoundAndNonsenseIsRefused() {
        aboutAChat().forEach(route -> {
            Reply unknown = call(ada, route, UUID.randomUUID().toString());
            assertThat(unknown.code()).as(route.name()).isEqualTo("not_found:chat");
            for (String nonsense : List.of("main", "webchat-" + adasChat, "%27%20or%201")) {
                assertThat(call(ada, route, nonsense).status()).as(route.name()).isEqualTo(400);
            }
        });
    }

    @Test
    void somebodyElsesDeviceLooksLikeOneThatIsNotThere() {
        String adasDevice =
                ada.get("/api/account/devices").json().at("/devices/0/id").asString();
        TestClient babbage = TestClient.member(port);

        Reply foreign = babbage.delete("/api/account/devices/" + adasDevice);
        Reply unknown = babbage.delete("/api/account/devices/" + adasDevice.replaceAll(".", "0"));

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(unknown.body());
        assertThat(ada.get("/api/account").status()).isEqualTo(200);
    }

    private void refused(TestClient caller, Set<Needs> kinds) {
        routes().filter(route -> kinds.contains(route.needs())).forEach(route -> {
            Reply reply = call(caller, route, UUID.randomUUID().toString());
            assertThat(reply.status()).as(route.name()).isEqualTo(403);
            assertThat(reply.code()).as(route.name()).isEqualTo("forbidden:account");
        });
    }

    /// The one that begins a chat makes an unknown one, so it is not among them; AccessTest has it.
    private Stream<Route> aboutAChat() {
        return routes().filter(Route::isAboutAChat)
                .filter(route -> !route.name().equals("POST /api/chat"));
    }

    private Stream<Route> routes() {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("dev.rockpool."))
                .flatMap(entry -> routes(entry.getKey(), entry.getValue()));
    }

    private static Stream<Route> routes(RequestMappingInfo info, HandlerMethod handler) {
        Needs needs = needs(handler);
        return info.getPatternValues().stream()
                .map(path -> path.replaceAll("\\{(\\w+):(?:[^{}]|\\{[^{}]*})*}", "{$1}"))
                .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                        .map(method -> new Route(method.name(), path, needs)));
    }

    private static Needs needs(HandlerMethod handler) {
        Set<Class<?>> asked = Arrays.stream(handler.getMethodParameters())
                .map(parameter -> parameter.getParameterType())
                .collect(Collectors.toSet());
        if (asked.contains(Administrator.class)) {
            return Needs.ADMINISTRATOR;
        }
        if (asked.contains(Member.class)) {
            return Needs.MEMBER;
        }
        return asked.contains(AccountId.class) || asked.contains(Account.class) ? Needs.ACCOUNT : Needs.NOTHING;
    }

    private static Reply call(TestClient caller, Route route, String id) {
        String path = route.path().replace("{id}", id).replaceAll("\\{\\w+}", "00000000-0000-4000-8000-000000000000");
        String parameters = route.method().equals("GET") || route.method().equals("DELETE")
                ? "?id=%s&chatId=%s".formatted(id, id)
                : "";
        return caller.send(caller.request(path + parameters)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(
                        route.method(),
                        route.method().equals("GET")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(
                                        BODIES.getOrDefault(route.name(), "{}").replace("{id}", id))));
    }
}
