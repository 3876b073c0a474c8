package dev.rockpool.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Gateways of members' own, which nobody else sees, at addresses of the internet.
@Timeout(60)
abstract class OwnGatewaySuite extends GatewaySuite {

    private static final URI SOMEWHERE = URI.create("https://gateway.invalid");

    TestClient member;

    @BeforeEach
    void aMemberComes() {
        member = TestClient.member(port);
    }

    @Test
    void membersConnectNoneUntilAnAdministratorAllowsIt() {
        assertThat(member.post("/api/gateways", form(SOMEWHERE, "t")).status()).isEqualTo(403);
        assertThat(admin.get("/api/gateways/own").json().path("allowed").asBoolean())
                .isFalse();

        allow(true);

        JsonNode mine = connect(member, SOMEWHERE, "t");
        assertThat(mine.path("source").asString()).isEqualTo("own");
        assertThat(member.get("/api/gateways").json()).hasSize(1);
        assertThat(guest.post("/api/gateways", form(SOMEWHERE, "t")).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:18789",
                "http://localhost:18789",
                "http://[::1]:18789",
                "http://10.1.2.3",
                "http://192.168.0.10:18789",
                "http://169.254.169.254/latest",
                "http://[fd00:ec2::254]",
                "http://[::ffff:127.0.0.1]:80",
                "http://0.0.0.0"
            })
    void anAddressThatOnlyTheServerReachesIsRefused(String url) {
        allow(true);
        String form = form(URI.create(url), "t");
        JsonNode mine = connect(member, SOMEWHERE, "t");

        for (Reply reply : new Reply[] {
            member.post("/api/gateways", form),
            member.post("/api/gateways/test", form),
            member.patch("/api/gateways/" + id(mine), form),
            member.post("/api/gateways/" + id(mine) + "/test", form)
        }) {
            assertThat(reply.status()).as(reply.body()).isEqualTo(400);
            assertThat(reply.json().path("cause").asString()).isEqualTo("url");
        }
    }

    @Test
    void somebodyElsesOwnGatewayIsAsIfItWereNotThere() {
        allow(true);
        TestClient other = TestClient.member(port);
        JsonNode mine = connect(member, SOMEWHERE, "t");
        String one = "/api/gateways/" + id(mine);
        String none = "/api/gateways/" + UUID.randomUUID();

        for (TestClient who : new TestClient[] {other, admin}) {
            assertThat(who.get("/api/gateways").body()).doesNotContain(id(mine));
            assertThat(who.get("/api/models").body()).doesNotContain(id(mine));
            assertThat(who.get("/api/gateways").status()).isEqualTo(200);
            assertThat(who.patch(one, "{}").body())
                    .isEqualTo(who.patch(none, "{}").body());
            assertThat(who.delete(one).body()).isEqualTo(who.delete(none).body());
            assertThat(who.post(one + "/test", "{}").status()).isEqualTo(404);
            assertThat(say(who, UUID.randomUUID().toString(), id(mine) + "/main", "x")
                            .body())
                    .isEqualTo(say(who, UUID.randomUUID().toString(), UUID.randomUUID() + "/main", "x")
                            .body());
        }
        assertThat(member.get("/api/models").body()).contains(id(mine));
    }

    @Test
    void anOwnGatewayHasNoRoles() {
        allow(true);
        JsonNode mine = connect(member, SOMEWHERE, "t");

        Reply reply = member.patch("/api/gateways/" + id(mine), "{\"roles\": [\"guest\"]}");

        assertThat(reply.json().path("cause").asString()).isEqualTo("roles");
    }

    @Test
    void fiveAreEnough() {
        allow(true);
        for (int i = 0; i < 5; i++) {
            connect(member, SOMEWHERE, "t");
        }

        assertThat(member.post("/api/gateways", form(SOMEWHERE, "t")).status()).isEqualTo(409);
    }

    @Test
    void whatWasConnectedIsOfNoUseOnceItIsForbidden() {
        allow(true);
        JsonNode mine = connect(member, SOMEWHERE, "t");
        say(member, chat, id(mine) + "/main", "hello");
        answer(member, chat);

        allow(false);

        say(member, chat, null, "again");
        assertThat(answer(member, chat)).contains("switched off here");
        assertThat(member.get("/api/models").body()).doesNotContain(id(mine));
        assertThat(member.patch("/api/gateways/" + id(mine), "{\"name\": \"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(member.delete("/api/gateways/" + id(mine) + "?chats=keep").status())
                .isEqualTo(204);
    }

    private void allow(boolean allowed) {
        Reply reply = admin.put("/api/gateways/own", "{\"allowed\": " + allowed + "}");
        assertThat(reply.json().path("allowed").asBoolean()).isEqualTo(allowed);
    }
}
