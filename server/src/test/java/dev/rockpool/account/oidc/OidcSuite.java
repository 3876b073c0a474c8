package dev.rockpool.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestNode;
import dev.rockpool.testing.TestOidcProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Signing in by a real OpenID Connect provider, each redirect followed by hand so that it can be
/// tampered with.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class OidcSuite {

    private static final String PASSWORD = "a long enough phrase 7";

    private final int lateProvidersPort = freePort();
    private TestOidcProvider provider;
    private TestNode node;
    private String ada;

    /// Where the server keeps its data, as a setting.
    abstract String database();

    @BeforeAll
    void start() {
        provider = TestOidcProvider.start(freePort(), "acme", "staff", "closed");
        node = TestNode.start(
                database(),
                "rockpool.oidc.acme.issuer=" + provider.issuer(),
                "rockpool.oidc.acme.name=Acme",
                "rockpool.oidc.staff.issuer=" + provider.issuer(),
                "rockpool.oidc.staff.role-claim=realm.groups",
                "rockpool.oidc.staff.admin-values=wizards",
                "rockpool.oidc.staff.member-values=crew,cooks",
                "rockpool.oidc.closed.issuer=" + provider.issuer(),
                "rockpool.oidc.closed.registration=closed",
                "rockpool.oidc.late.issuer=" + TestOidcProvider.issuerAt(lateProvidersPort),
                client("acme"),
                secret("acme"),
                client("staff"),
                secret("staff"),
                client("closed"),
                secret("closed"),
                client("late"),
                secret("late"));
        // The first account is the administrator's; those of the tests come after.
        register("operator@acme.com");
    }

    private static String client(String id) {
        return "rockpool.oidc." + id + ".client-id=" + TestOidcProvider.CLIENT;
    }

    private static String secret(String id) {
        return "rockpool.oidc." + id + ".client-secret=" + TestOidcProvider.CLIENT_SECRET;
    }

    @AfterAll
    void stop() {
        node.close();
        provider.close();
    }

    @BeforeEach
    void somebodyNew() {
        ada = "ada" + UUID.randomUUID().toString().substring(0, 8);
        provider.says(ada, Map.of("email", email(ada), "email_verified", true, "name", "Ada"));
    }

    private static String email(String person) {
        return person + "@acme.com";
    }

    @Test
    void somebodyNewBecomesAMemberAndComesBackAsThemselves() {
        TestClient first = TestClient.stranger(node.port());
        assertThat(location(signIn(first, "acme", ada))).isEqualTo("/");
        JsonNode account = first.get("/api/account").json();
        assertThat(account.path("email").asString()).isEqualTo(email(ada));
        assertThat(account.path("name").asString()).isEqualTo("Ada");
        assertThat(account.path("role").asString()).isEqualTo("member");
        assertThat(account.path("hasPassword").asBoolean()).isFalse();

        TestClient elsewhere = TestClient.stranger(node.port());
        signIn(elsewhere, "acme", ada);

        assertThat(elsewhere.get("/api/account").json().path("id")).isEqualTo(account.path("id"));
    }

    @Test
    void whoWantedAPageIsLedToItAfterwardsAndOnlyOnce() {
        TestClient browser = TestClient.stranger(node.port());

        assertThat(location(signIn(browser, "acme?next=%2Fsettings%2Fprofile%3Ftop", ada)))
                .isEqualTo("/settings/profile?top");
        assertThat(location(signIn(browser, "acme", ada))).isEqualTo("/");
    }

    @Test
    void nobodyIsLedToAnotherSiteOrBackToAWayIn() {
        for (String next :
                List.of("//evil.example", "/%5Cevil.example", "https://evil.example", "/login", "/%0Aevil")) {
            assertThat(location(signIn(TestClient.stranger(node.port()), "acme?next=" + next, ada)))
                    .isEqualTo("/");
        }
    }

    @Test
    void whoIsRefusedMayStillReachThePageTheyWanted() {
        provider.says(ada, Map.of("email", email(ada), "email_verified", false));

        assertThat(location(signIn(TestClient.stranger(node.port()), "acme?next=%2Fsettings%2Fprofile", ada)))
                .startsWith("/login?problem=")
                .endsWith("&next=%2Fsettings%2Fprofile");
    }

    @Test
    void anAccountIsKnownByItsSubjectEvenAfterItsEMailHasChanged() {
        TestClient first = TestClient.stranger(node.port());
        signIn(first, "acme", ada);
        provider.says(ada, Map.of("email", "other" + email(ada), "email_verified", true));

        TestClient later = TestClient.stranger(node.port());
        signIn(later, "acme", ada);

        assertThat(later.get("/api/account").json().path("id"))
                .isEqualTo(first.get("/api/account").json().path("id"));
    }

    @Test
    void aGuestKeepsItsChats() {
        TestClient guest = TestClient.guest(node.port());
        String chat = UUID.randomUUID().toString();
        guest.say(chat, "before I had an account /sim tokens=1");
        guest.settledMessages(chat);

        signIn(guest, "acme", ada);

        assertThat(guest.get("/api/account").json().path("role").asString()).isEqualTo("member");
        assertThat(guest.get("/api/messages?chatId=" + chat).status()).isEqualTo(200);
    }

    @Test
    void anUnconfirmedEMailOpensNothing() {
        provider.says(ada, Map.of("email", email(ada), "email_verified", false));
        TestClient browser = TestClient.stranger(node.port());

        assertThat(location(signIn(browser, "acme", ada))).isEqualTo("/login?problem=email_unconfirmed");
        assertThat(browser.get("/api/account").status()).isEqualTo(401);
        assertThat(browser.get("/api/sign-in/problems/email_unconfirmed")
                        .json()
                        .path("sentence")
                        .asString())
                .contains("Confirm it there");
    }

    @Test
    void anAccountWithAPasswordIsNotTakenOverButCanBeConnectedByItsOwner() {
        TestClient owner = register(email(ada));
        TestClient stranger = TestClient.stranger(node.port());
        assertThat(location(signIn(stranger, "acme", ada))).isEqualTo("/login?problem=email_taken");
        assertThat(stranger.get("/api/account").status()).isEqualTo(401);

        Reply begun = owner.post("/api/account/identities", "{\"provider\": \"acme\"}");
        assertThat(location(signIn(owner, begun.json().path("url").asString(), ada, UnaryOperator.identity())))
                .isEqualTo("/settings/sign-in");

        signIn(stranger, "acme", ada);
        assertThat(stranger.get("/api/account").json().path("id"))
                .isEqualTo(owner.get("/api/account").json().path("id"));
        JsonNode listed = owner.get("/api/account/identities").json();
        assertThat(listed.at("/identities/0/name").asString()).isEqualTo("Acme");
        assertThat(listed.at("/identities/0/email").asString()).isEqualTo(email(ada));
    }

    @Test
    void anIdentityOfSomebodyElseIsNotConnected() {
        signIn(TestClient.stranger(node.port()), "acme", ada);
        TestClient babbage = register("babbage" + email(ada));

        Reply begun = babbage.post("/api/account/identities", "{\"provider\": \"acme\"}");
        Reply end = signIn(babbage, begun.json().path("url").asString(), ada, UnaryOperator.identity());

        assertThat(location(end)).isEqualTo("/settings/sign-in?problem=linked_elsewhere");
        assertThat(babbage.get("/api/account/identities").json().path("identities"))
                .isEmpty();
    }

    @Test
    void theOnlyWayInCannotBeDisconnected() {
        TestClient browser = TestClient.stranger(node.port());
        signIn(browser, "acme", ada);
        String identity = browser.get("/api/account/identities")
                .json()
                .at("/identities/0/id")
                .asString();

        Reply refused = browser.delete("/api/account/identities/" + identity);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).contains("only way to sign in");
        assertThat(browser.get("/api/account/identities").json().path("identities"))
                .hasSize(1);
    }

    @Test
    void aProviderIsDisconnectedByWhoHasAnotherWayIn() {
        TestClient owner = register(email(ada));
        Reply begun = owner.post("/api/account/identities", "{\"provider\": \"acme\"}");
        signIn(owner, begun.json().path("url").asString(), ada, UnaryOperator.identity());
        String identity = owner.get("/api/account/identities")
                .json()
                .at("/identities/0/id")
                .asString();

        assertThat(owner.delete("/api/account/identities/" + identity).status()).isEqualTo(204);

        assertThat(owner.get("/api/account/identities").json().path("identities"))
                .isEmpty();
        assertThat(location(signIn(TestClient.stranger(node.port()), "acme", ada)))
                .isEqualTo("/login?problem=email_taken");
    }

    @Test
    void somebodyElsesIdentityIsNotThereToDisconnect() {
        TestClient browser = TestClient.stranger(node.port());
        signIn(browser, "acme", ada);
        String identity = browser.get("/api/account/identities")
                .json()
                .at("/identities/0/id")
                .asString();

        assertThat(register("babbage" + email(ada))
                        .delete("/api/account/identities/" + identity)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void claimsDecideTheRoleAtEachSignIn() {
        TestClient browser = TestClient.stranger(node.port());
        assertThat(roleAfter(browser, "wizards")).isEqualTo("administrator");
        assertThat(roleAfter(browser, "cooks")).isEqualTo("member");
        assertThat(roleAfter(browser, "wizards")).isEqualTo("administrator");
    }

    private String roleAfter(TestClient browser, String group) {
        provider.says(
                ada,
                Map.of("email", email(ada), "email_verified", true, "realm", Map.of("groups", List.of("all", group))));
        signIn(browser, "staff", ada);
        return browser.get("/api/account").json().path("role").asString();
    }

    @Test
    void whoIsInNoneOfTheGroupsIsNotLetIn() {
        provider.says(
                ada,
                Map.of("email", email(ada), "email_verified", true, "realm", Map.of("groups", List.of("visitors"))));
        TestClient browser = TestClient.stranger(node.port());

        assertThat(location(signIn(browser, "staff", ada))).isEqualTo("/login?problem=not_allowed");
        assertThat(browser.get("/api/account").status()).isEqualTo(401);
    }

    @Test
    void aProviderThatMakesNoAccountsLetsInOnlyWhoHasOne() {
        TestClient browser = TestClient.stranger(node.port());
        assertThat(location(signIn(browser, "closed", ada))).isEqualTo("/login?problem=no_registration");

        signIn(browser, "acme", ada);

        assertThat(location(signIn(TestClient.stranger(node.port()), "closed", ada)))
                .isEqualTo("/");
    }

    @Test
    void aProviderThatWasDownWhenTheServerStartedIsUsedOnceItIsThere() {
        TestClient browser = TestClient.stranger(node.port());
        assertThat(location(browser.get("/oauth2/authorization/late"))).isEqualTo("/login?problem=provider_down");

        try (TestOidcProvider late = TestOidcProvider.start(lateProvidersPort, "late")) {
            late.says(ada, Map.of("email", "late" + email(ada), "email_verified", true));
            assertThat(location(signIn(browser, "late", ada))).isEqualTo("/");
        }

        Reply toProvider = TestClient.stranger(node.port()).get("/oauth2/authorization/late");
        assertThat(location(toProvider)).as("known by now").startsWith(TestOidcProvider.issuerAt(lateProvidersPort));
    }

    @Test
    void anAnswerWithAnotherStateIsRefused() {
        TestClient browser = TestClient.stranger(node.port());
        Reply end = signIn(
                browser, "/oauth2/authorization/acme", ada, url -> url.replaceAll("state=[^&]+", "state=made-up"));

        assertThat(location(end)).isEqualTo("/login?problem=expired");
        assertThat(browser.get("/api/account").status()).isEqualTo(401);
    }

    @Test
    void anAnswerToAnotherBrowserIsRefused() {
        String answer = answer(TestClient.stranger(node.port()), "/oauth2/authorization/acme", ada, url -> url);
        TestClient victim = TestClient.stranger(node.port());

        Reply end = victim.send(absolute(answer));

        assertThat(location(end)).isEqualTo("/login?problem=expired");
        assertThat(victim.get("/api/account").status()).isEqualTo(401);
    }

    @Test
    void anAnswerIsGoodOnce() {
        TestClient browser = TestClient.stranger(node.port());
        String answer = answer(browser, "/oauth2/authorization/acme", ada, url -> url);

        assertThat(location(browser.send(absolute(answer)))).isEqualTo("/");
        assertThat(location(browser.send(absolute(answer)))).isEqualTo("/login?problem=expired");
    }

    @Test
    void aTokenMadeForAnotherSignInIsRefused() {
        TestClient browser = TestClient.stranger(node.port());
        Reply end = signIn(
                browser, "/oauth2/authorization/acme", ada, url -> url.replaceAll("nonce=[^&]+", "nonce=of-another"));

        assertThat(location(end)).isEqualTo("/login?problem=refused");
        assertThat(browser.get("/api/account").status()).isEqualTo(401);
    }

    @Test
    void aCodeThatWasAskedForByAnotherIsWorthNothing() {
        String othersChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        TestClient browser = TestClient.stranger(node.port());
        Reply end = signIn(
                browser,
                "/oauth2/authorization/acme",
                ada,
                url -> url.replaceAll("code_challenge=[^&]+", "code_challenge=" + othersChallenge));

        assertThat(location(end)).startsWith("/login?problem=");
        assertThat(browser.get("/api/account").status()).isEqualTo(401);
    }

    @Test
    void aProviderNobodyHasConfiguredIsNotFound() {
        assertThat(TestClient.stranger(node.port())
                        .get("/oauth2/authorization/evil")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theSignInPageIsToldTheProvidersAndNoSecret() {
        Reply offered = TestClient.stranger(node.port()).get("/api/sign-in");

        assertThat(offered.json().path("providers").findValuesAsString("id")).contains("acme", "staff", "late");
        assertThat(offered.body()).doesNotContain(TestOidcProvider.CLIENT_SECRET);
    }

    private TestClient register(String email) {
        TestClient browser = TestClient.stranger(node.port());
        Reply made =
                browser.post("/api/account", "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, PASSWORD));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return browser;
    }

    private Reply signIn(TestClient browser, String providerId, String person) {
        return signIn(browser, "/oauth2/authorization/" + providerId, person, UnaryOperator.identity());
    }

    /// Goes to the provider, signs in there and comes back. On the way there the address is what
    /// `tamper` makes of it; a state that was changed comes back changed.
    private Reply signIn(TestClient browser, String start, String person, UnaryOperator<String> tamper) {
        return browser.send(absolute(answer(browser, start, person, tamper)));
    }

    /// The address the provider sends the browser back to.
    private String answer(TestClient browser, String start, String person, UnaryOperator<String> tamper) {
        String authorize = tamper.apply(location(browser.get(start)));
        URI at = URI.create(authorize);
        Reply entered = browser.send(absolute(at.resolve("/login").toString())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "username=" + encoded(person) + "&password=" + encoded(TestOidcProvider.PASSWORD))));
        assertThat(location(entered)).doesNotContain("error");
        return location(browser.send(absolute(authorize)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder absolute(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
    }

    private static String location(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(302);
        return reply.headers().getOrDefault("location", List.of("nowhere")).getFirst();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
