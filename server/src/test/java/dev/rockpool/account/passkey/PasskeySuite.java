package dev.rockpool.account.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Passkeys over HTTP, with a device that signs what it is given.
@Timeout(60)
abstract class PasskeySuite {

    private static final String OPTIONS = "{}";

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    private TestClient ada;
    private String email;
    private TestAuthenticator device;

    @BeforeEach
    void adaHasAnAccount() {
        email = "ada" + UUID.randomUUID() + "@acme.com";
        ada = member(email);
        device = new TestAuthenticator("http://localhost:" + port);
    }

    private TestClient member(String address) {
        TestClient browser = TestClient.stranger(port);
        Reply made = browser.post(
                "/api/account", "{\"email\": \"%s\", \"password\": \"a long enough phrase 7\"}".formatted(address));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return browser;
    }

    @Test
    void aPasskeyThatWasAddedSignsItsOwnerInAnywhere() {
        JsonNode options = ada.post("/api/account/passkeys/options", OPTIONS).json();
        assertThat(options.at("/rp/id").asString()).isEqualTo("localhost");
        assertThat(options.at("/user/name").asString()).isEqualTo(email);
        assertThat(options.at("/authenticatorSelection/userVerification").asString())
                .isEqualTo("required");
        Reply added = ada.post("/api/account/passkeys", device.create(options, "  Work\tlaptop "));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        assertThat(added.json().path("label").asString()).isEqualTo("Work laptop");

        TestClient elsewhere = TestClient.stranger(port);
        Reply entered = signIn(elsewhere, device);

        assertThat(entered.status()).as(entered.body()).isEqualTo(200);
        assertThat(entered.json().path("email").asString()).isEqualTo(email);
        assertThat(elsewhere.get("/api/account").json().path("email").asString())
                .isEqualTo(email);
        JsonNode listed = ada.get("/api/account/passkeys").json().at("/passkeys/0");
        assertThat(listed.path("lastUsedAt").isNull()).isFalse();
    }

    @Test
    void whatSignsInNamesNoAccountBeforehand() {
        addDevice();

        JsonNode options = TestClient.stranger(port)
                .post("/api/sign-in/passkey/options", OPTIONS)
                .json();

        assertThat(options.path("allowCredentials")).isEmpty();
        assertThat(options.path("userVerification").asString()).isEqualTo("required");
    }

    @Test
    void aSignedChallengeIsGoodOnce() {
        addDevice();
        TestClient browser = TestClient.stranger(port);
        String answer =
                device.get(browser.post("/api/sign-in/passkey/options", OPTIONS).json());

        assertThat(browser.post("/api/sign-in/passkey", answer).status()).isEqualTo(200);
        assertThat(browser.post("/api/sign-in/passkey", answer).status()).isEqualTo(401);
    }

    @Test
    void aChallengeOfAnotherBrowserIsWorthNothing() {
        addDevice();
        String answer = device.get(TestClient.stranger(port)
                .post("/api/sign-in/passkey/options", OPTIONS)
                .json());
        TestClient thief = TestClient.stranger(port);

        assertThat(thief.post("/api/sign-in/passkey", answer).code()).isEqualTo("unauthorized:account");
        thief.post("/api/sign-in/passkey/options", OPTIONS);
        assertThat(thief.post("/api/sign-in/passkey", answer).status()).isEqualTo(401);
    }

    @Test
    void aChallengeForAddingOneCannotBeUsedToSignIn() {
        addDevice();
        JsonNode options = ada.post("/api/account/passkeys/options", OPTIONS).json();

        assertThat(ada.post("/api/sign-in/passkey", device.get(options)).status())
                .isEqualTo(401);
    }

    @Test
    void aPageOfAnotherAddressOrAKeyOfAnotherHostIsRefused() {
        addDevice();

        assertThat(signIn(device.at("https://evil.example")).status()).isEqualTo(401);
        device.at("http://localhost:" + port);
        assertThat(signIn(device.of("evil.example")).status()).isEqualTo(401);
    }

    @Test
    void aDeviceThatHasNotAskedItsOwnerIsRefused() {
        JsonNode options = ada.post("/api/account/passkeys/options", OPTIONS).json();
        Reply careless = ada.post(
                "/api/account/passkeys",
                new TestAuthenticator("http://localhost:" + port)
                        .withoutVerification()
                        .create(options, "Careless"));
        assertThat(careless.status()).isEqualTo(400);

        addDevice();
        assertThat(signIn(device.withoutVerification()).status()).isEqualTo(401);
    }

    @Test
    void aCopyOfADeviceIsToldByItsCount() {
        addDevice();
        assertThat(signIn(device).status()).isEqualTo(200);
        assertThat(signIn(device).status()).isEqualTo(200);

        assertThat(signIn(device.copied()).status()).isEqualTo(401);
    }

    @Test
    void onePasskeyIsNotAddedTwice() {
        addDevice();
        JsonNode options = ada.post("/api/account/passkeys/options", OPTIONS).json();
        assertThat(options.path("excludeCredentials")).hasSize(1);

        assertThat(ada.post("/api/account/passkeys", device.create(options, "Again"))
                        .status())
                .isEqualTo(400);
        TestClient babbage = member("babbage" + email);
        JsonNode others = babbage.post("/api/account/passkeys/options", OPTIONS).json();
        assertThat(babbage.post("/api/account/passkeys", device.create(others, "Mine now"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void oneThatWasRemovedOpensNothing() {
        String id = addDevice();

        assertThat(ada.delete("/api/account/passkeys/" + id).status()).isEqualTo(204);

        assertThat(signIn(device).code()).isEqualTo("unauthorized:account");
        assertThat(ada.delete("/api/account/passkeys/" + id).status()).isEqualTo(404);
    }

    @Test
    void theLastWayInStays() {
        String id = addDevice();
        database.inTransaction(() -> database.writer()
                .sql("update account set password = null where email = :email")
                .param("email", email)
                .update());

        Reply refused = ada.delete("/api/account/passkeys/" + id);

        assertThat(refused.code()).isEqualTo("conflict:account");
        assertThat(signIn(device).status()).isEqualTo(200);
    }

    @Test
    void whoWasShutOutDoesNotComeInByAPasskey() {
        addDevice();
        database.inTransaction(() -> database.writer()
                .sql("update account set disabled = 1 where email = :email")
                .param("email", email)
                .update());

        assertThat(signIn(device).status()).isEqualTo(401);
    }

    @Test
    void somebodyElsesPasskeyIsNotThere() {
        String id = addDevice();
        TestClient babbage = member("babbage" + email);

        assertThat(babbage.get("/api/account/passkeys").json().path("passkeys")).isEmpty();
        assertThat(babbage.delete("/api/account/passkeys/" + id).status()).isEqualTo(404);
        assertThat(babbage.patch("/api/account/passkeys/" + id, "{\"label\": \"Mine\"}")
                        .status())
                .isEqualTo(404);
        assertThat(ada.patch("/api/account/passkeys/" + id, "{\"label\": \"Phone\"}")
                        .json()
                        .path("label")
                        .asString())
                .isEqualTo("Phone");
    }

    @Test
    void aNameNobodyCouldReadIsRefused() {
        String id = addDevice();

        for (String label : new String[] {"", "  ", "x".repeat(65)}) {
            Reply refused = ada.patch("/api/account/passkeys/" + id, "{\"label\": \"" + label + "\"}");
            assertThat(refused.status()).as(label).isEqualTo(400);
            assertThat(refused.json().path("cause").asString()).isEqualTo("label");
        }
    }

    @Test
    void guestsAndStrangersHaveNone() {
        assertThat(TestClient.guest(port).get("/api/account/passkeys").status()).isEqualTo(403);
        assertThat(TestClient.stranger(port)
                        .post("/api/account/passkeys/options", OPTIONS)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void nonsenseIsRefusedInASentence() {
        TestClient browser = TestClient.stranger(port);
        for (String body : new String[] {"{}", "{\"credential\": 7}", "{\"credential\": {\"id\": \"%%\"}}", "[]"}) {
            browser.post("/api/sign-in/passkey/options", OPTIONS);
            Reply refused = browser.post("/api/sign-in/passkey", body);
            assertThat(refused.status()).as(body).isIn(400, 401);
            assertThat(refused.message()).as(body).endsWith(".");
        }
    }

    private String addDevice() {
        JsonNode options = ada.post("/api/account/passkeys/options", OPTIONS).json();
        Reply added = ada.post("/api/account/passkeys", device.create(options, "Laptop"));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        return added.json().path("id").asString();
    }

    private Reply signIn(TestAuthenticator with) {
        return signIn(TestClient.stranger(port), with);
    }

    private static Reply signIn(TestClient browser, TestAuthenticator with) {
        JsonNode options = browser.post("/api/sign-in/passkey/options", OPTIONS).json();
        return browser.post("/api/sign-in/passkey", with.get(options));
    }
}
