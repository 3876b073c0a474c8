package dev.rockpool.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @Test
    void aPasswordIsKeptAsArgon2idWithASaltOfItsOwn() {
        String stored = passwords.hash("a tide pool at noon");

        assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.hash("a tide pool at noon")).isNotEqualTo(stored);
        assertThat(passwords.matches("a tide pool at noon", stored)).isTrue();
        assertThat(passwords.matches("a tide pool at dusk", stored)).isFalse();
    }

    @Test
    void nobodysPasswordIsComparedToTheEndAndFitsNothing() {
        assertThat(passwords.matches("", null)).isFalse();
        assertThat(passwords.matches("a tide pool at noon", null)).isFalse();
    }

    @Test
    void aComposedLetterIsTheSameHoweverItWasTyped() {
        assertThat(passwords.matches("caf\u00e9 by the sea", passwords.hash("cafe\u0301 by the sea")))
                .isTrue();
    }

    @Test
    void whatIsTriedFirstIsRefused() {
        for (String common : new String[] {"1234567890", "qwertyuiop", "Qwertyuiop", "1q2w3e4r5t", "baseball12"}) {
            assertThatThrownBy(() -> passwords.check(common, null, "password"))
                    .as(common)
                    .hasMessageContaining("tried");
        }
        assertThatCode(() -> passwords.check("correct horse battery", null, "password"))
                .doesNotThrowAnyException();
    }
}
