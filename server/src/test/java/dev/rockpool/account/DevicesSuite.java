package dev.rockpool.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestLive;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Where somebody is signed in, and how they sign out there.
@Timeout(60)
abstract class DevicesSuite {

    private static final int SIGNED_OUT = 4401;

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    TestClient desk;
    TestClient phone;
    String email;

    @BeforeEach
    void signInTwice() {
        desk = TestClient.member(port);
        email = desk.email();
        phone = TestClient.stranger(port);
        phone.signIn(email);
    }

    @Test
    void devicesAreListedAndTellTheOneThatAsks() {
        JsonNode devices = desk.get("/api/account/devices").json().at("/devices");

        assertThat(devices).hasSize(2);
        assertThat(devices.findValues("current"))
                .extracting(JsonNode::asBoolean)
                .containsOnlyOnce(true);
        assertThat(devices.findValuesAsString("address")).containsOnly("127.0.0.1");
        assertThat(desk.cookie()).doesNotContain(devices.findValuesAsString("id"));
    }

    @Test
    void oneDeviceIsSignedOutAndItsTabsClose() {
        try (TestLive tab = phone.live();
                TestLive other = desk.live()) {
            tab.next("hello");
            other.next("hello");

            assertThat(desk.delete("/api/account/devices/" + otherThan(desk)).status())
                    .isEqualTo(204);

            assertThat(tab.closeCode()).isEqualTo(SIGNED_OUT);
            assertThat(phone.get("/api/history").status()).isEqualTo(401);
            assertThat(desk.get("/api/history").status()).isEqualTo(200);
            assertThat(other.soFar()).isNotNull();
            assertThat(other.isClosed()).isFalse();
        }
    }

    @Test
    void aStayEndsWhenItsTimeIsUpHoweverBusyItWas() {
        try (TestLive tab = phone.live()) {
            tab.next("hello");

            database.writer()
                    .sql("update spring_session set creation_time = creation_time - :days where session_id = :id")
                    .param("days", Duration.ofDays(30).plusSeconds(1).toMillis())
                    .param("id", sessionOf(phone))
                    .update();

            assertThat(phone.get("/api/account").status()).isEqualTo(401);
            assertThat(desk.get("/api/account/devices").json().at("/devices")).hasSize(1);
            hasItLookWhoIsStillSignedIn();
            assertThat(tab.closeCode()).isEqualTo(SIGNED_OUT);
            assertThat(phone.signIn(email).status()).isEqualTo(200);
            assertThat(phone.get("/api/account").status()).isEqualTo(200);
        }
    }

    /// It does by itself too, every half minute.
    private void hasItLookWhoIsStillSignedIn() {
        TestClient tablet = TestClient.stranger(port);
        tablet.signIn(email);
        tablet.post("/api/sign-out", "{}");
    }

    private static String sessionOf(TestClient browser) {
        return browser.cookie().replace("rockpool-session=", "").replace("\"", "");
    }

    private static String otherThan(TestClient browser) {
        for (JsonNode device : browser.get("/api/account/devices").json().at("/devices")) {
            if (!device.at("/current").asBoolean()) {
                return device.at("/id").asString();
            }
        }
        throw new AssertionError("there is no other device");
    }

    @Test
    void everywhereMeansHereToo() {
        try (TestLive there = phone.live();
                TestLive here = desk.live()) {
            there.next("hello");
            here.next("hello");

            assertThat(desk.delete("/api/account/devices").status()).isEqualTo(204);

            assertThat(there.closeCode()).isEqualTo(SIGNED_OUT);
            assertThat(here.closeCode()).isEqualTo(SIGNED_OUT);
            assertThat(desk.get("/api/account").status()).isEqualTo(401);
            assertThat(phone.get("/api/account").status()).isEqualTo(401);
        }
    }

    @Test
    void whoSignsOutClosesTheirTabsOnly() {
        try (TestLive here = desk.live();
                TestLive there = phone.live()) {
            here.next("hello");
            there.next("hello");

            desk.post("/api/sign-out", "{}");

            assertThat(here.closeCode()).isEqualTo(SIGNED_OUT);
            assertThat(there.soFar()).isNotNull();
        }
    }

    @Test
    void somebodyElsesDeviceIsNoneOfOnesOwn() {
        TestClient stranger = TestClient.member(port);

        assertThat(stranger.delete("/api/account/devices/" + otherThan(desk)).status())
                .isEqualTo(404);
        assertThat(phone.get("/api/account").status()).isEqualTo(200);
    }

    @Test
    void theTabsOfAGuestWhoSignsInConnectAnewAsWhoTheyAreNow() {
        TestClient tablet = TestClient.guest(port);
        String chat = UUID.randomUUID().toString();
        tablet.say(chat, "hello /sim text=\"hi\"");
        tablet.settledMessages(chat);
        try (TestLive asGuest = tablet.live()) {
            asGuest.next("hello");

            tablet.signIn(email);

            assertThat(asGuest.closeCode()).isEqualTo(1012);
        }
        try (TestLive asMember = tablet.live()) {
            asMember.next("hello");
            asMember.watch(chat);
            asMember.next("run");
        }
    }

    @Test
    void aGuestsChatsAppearAtOnceWhereTheirOwnerIsSignedInAlready() {
        TestClient tablet = TestClient.guest(port);
        String chat = UUID.randomUUID().toString();
        tablet.say(chat, "hello /sim text=\"hi\"");
        tablet.settledMessages(chat);
        try (TestLive tab = desk.live()) {
            tab.next("hello");

            tablet.signIn(email);

            tab.next(frame -> frame.at("/chat/id").asString("").equals(chat));
        }
    }
}
