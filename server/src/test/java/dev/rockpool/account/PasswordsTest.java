package dev.rockpool.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private static final List<String> FIRST_TRIED = List.of(
            "qwertyqwerty",
            "Qwerty123456",
            "1qaz2wsx3edc",
            "Password2026!",
            "!!baseball!!",
            "sunshinesunshine",
            "abcdabcdabcd",
            "aaaaaaaaaaaaaaaa",
            "123412341234");

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
        for (String common : FIRST_TRIED) {
            assertThatThrownBy(() -> passwords.check(common, null, "password"))
                    .as(common)
                    .hasMessageContaining("tried");
        }
        assertThatCode(() -> passwords.check("correct horse battery", null, "password"))
                .doesNotThrowAnyException();
    }

    @Test
    void lengthIsCountedInCharactersPeopleSeeAndTheWholeCounts() {
        String longest = "pool ".repeat(25) + "bay";

        assertThatThrownBy(() -> passwords.check("elevenchars", null, "password"))
                .hasMessageContaining("at least 12");
        assertThatCode(() -> passwords.check("twelve chars", null, "password")).doesNotThrowAnyException();
        assertThatThrownBy(() -> passwords.check("\ud83d\udc1a".repeat(11), null, "password"))
                .hasMessageContaining("at least 12");
        assertThatThrownBy(() -> passwords.check("tide        pool", null, "password"))
                .as("spaces in a row")
                .hasMessageContaining("at least 12");
        assertThat(longest).hasSize(128);
        assertThatCode(() -> passwords.check(longest, null, "password")).doesNotThrowAnyException();
        assertThatThrownBy(() -> passwords.check(longest + "s", null, "password"))
                .hasMessageContaining("at most 128");
        assertThat(passwords.matches(longest.substring(0, 127) + "x", passwords.hash(longest)))
                .isFalse();
    }

    @Test
    void noKindOfCharacterIsAskedForOrRefused() {
        for (String free : List.of(
                "onlylowercase",
                "ONLYUPPERCASE",
                "839201746528",
                "\u6f6e\u6c60".repeat(3) + " limpet",
                "  leading and inner  spaces ",
                "\ud83d\udc1a shells and \ud83e\udd80")) {
            assertThatCode(() -> passwords.check(free, null, "password"))
                    .as(free)
                    .doesNotThrowAnyException();
            assertThat(passwords.matches(free, passwords.hash(free))).as(free).isTrue();
        }
    }

    @Test
    void aWordThatIsTriedFirstMayBePartOfALongerOne() {
        for (String fine : List.of("baseball by the sea", "correct horse battery", "sunshine 8391720465")) {
            assertThatCode(() -> passwords.check(fine, null, "password"))
                    .as(fine)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void whoHasAPasswordOfFormerTimesIsStillKnownByIt() {
        assertThat(passwords.matches("ten chars!", passwords.hash("ten chars!")))
                .isTrue();
        String long256 = "pool ".repeat(51) + "b";
        assertThat(passwords.matches(long256, passwords.hash(long256))).isTrue();
    }
}
