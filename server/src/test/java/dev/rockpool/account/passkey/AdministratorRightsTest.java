package dev.rockpool.account.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A server whose administrators need a passkey.
@Timeout(120)
class AdministratorRightsTest {

    @Test
    void anAdministratorIsOneOnlyWhereTheySignedInByPasskey(@TempDir Path data) {
        try (TestNode node = TestNode.start("rockpool.data=" + data, "rockpool.admin-passkey=on")) {
            TestClient ada = TestClient.stranger(node.port());
            Reply registered = ada.register("ada@example.com");
            assertThat(registered.json().at("/role").asString()).isEqualTo("member");
            assertThat(registered.json().at("/heldBack").asBoolean()).isTrue();
            assertThat(ada.get("/api/accounts").status()).isEqualTo(403);
            assertThat(ada.put("/api/gateways/own", "{\"allowed\": true}").status())
                    .isEqualTo(403);

            TestAuthenticator device = new TestAuthenticator("http://localhost:" + node.port());
            JsonNode options = ada.post("/api/account/passkeys/options", "{}").json();
            assertThat(ada.post("/api/account/passkeys", device.create(options, "Laptop"))
                            .status())
                    .isEqualTo(201);
            TestClient elsewhere = TestClient.stranger(node.port());
            JsonNode asked =
                    elsewhere.post("/api/sign-in/passkey/options", "{}").json();
            assertThat(elsewhere.post("/api/sign-in/passkey", device.get(asked)).status())
                    .isEqualTo(200);

            JsonNode account = elsewhere.get("/api/account").json();
            assertThat(account.at("/role").asString()).isEqualTo("administrator");
            assertThat(account.at("/heldBack").asBoolean()).isFalse();
            assertThat(elsewhere.get("/api/accounts").status()).isEqualTo(200);
            assertThat(ada.post("/api/account/passkeys/options", "{}").status())
                    .as("who has guessed the password gives themselves no passkey")
                    .isEqualTo(403);
            assertThat(ada.signIn("ada@example.com").json().at("/role").asString())
                    .isEqualTo("member");
            assertThat(ada.patch("/api/account", "{\"name\": \"Ada\"}")
                            .json()
                            .at("/role")
                            .asString())
                    .isEqualTo("member");
            assertThat(TestClient.stranger(node.port())
                            .register("mary@example.com")
                            .json()
                            .at("/heldBack")
                            .asBoolean())
                    .isFalse();
        }
    }

    @Test
    void aSettingNobodyUnderstandsStopsTheStart(@TempDir Path data) {
        assertThatThrownBy(() -> TestNode.start("rockpool.data=" + data, "rockpool.admin-passkey=maybe")
                        .close())
                .rootCause()
                .hasMessageContaining("ROCKPOOL_ADMIN_PASSKEY must be on or off");
    }
}
