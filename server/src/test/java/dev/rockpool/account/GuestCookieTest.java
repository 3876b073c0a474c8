package dev.rockpool.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class GuestCookieTest {

    private final AccountId ada = AccountId.of(UUID.fromString("01a2040f-0000-7000-8000-000000000001"));
    private final GuestCookie cookie = new GuestCookie(new byte[] {1, 2, 3});

    @Test
    void aSignedCookieNamesItsAccount() {
        assertThat(cookie.verify(cookie.sign(ada))).contains(ada);
    }

    @Test
    void aCookieOfAnotherServerOrAnotherAccountOrNoneAtAllNamesNobody() {
        String signature = cookie.sign(ada).substring(ada.value().length() + 1);

        assertThat(new GuestCookie(new byte[] {9}).verify(cookie.sign(ada))).isEmpty();
        assertThat(cookie.verify("01a2040f-0000-7000-8000-000000000002." + signature))
                .isEmpty();
        assertThat(cookie.verify(ada + ".")).isEmpty();
        assertThat(cookie.verify("")).isEmpty();
    }

    @Test
    void guestsAreLetInOnlyWhileNobodyElseCanReachTheServer() {
        assertThat(new GuestSettings("auto", "127.0.0.1", "").allowed()).isTrue();
        assertThat(new GuestSettings("auto", "localhost", "").allowed()).isTrue();
        assertThat(new GuestSettings("auto", "0.0.0.0", "").allowed()).isFalse();
        assertThat(new GuestSettings("auto", null, "").allowed()).isFalse();
        assertThat(new GuestSettings("auto", "127.0.0.1", "https://chat.example.com").allowed())
                .isFalse();
        assertThat(new GuestSettings("on", "0.0.0.0", "").allowed()).isTrue();
        assertThat(new GuestSettings("off", "127.0.0.1", "").allowed()).isFalse();
        assertThatThrownBy(() -> new GuestSettings("maybe", "127.0.0.1", ""))
                .hasMessage("ROCKPOOL_GUESTS must be on, off or auto, not 'maybe'.");
    }
}
