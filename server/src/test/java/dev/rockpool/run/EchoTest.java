package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EchoTest {

    private final Echo echo = new Echo();

    @Test
    void whereNothingWasToldEverythingIsNew() {
        assertThat(echo.isExpected()).isFalse();
        assertThat(heard("Low ", "water.")).isEqualTo("Low water.");
    }

    @Test
    void wordsThatWereToldAreNotToldAgainHoweverTheyAreCut() {
        echo.expect("Looking into 0.\n\n");
        echo.expect("\n\nLooking into 1.");

        assertThat(heard("Look", "ing  into", " 0.\n", "\nLooking into 1.\n\nTh", "is is it."))
                .isEqualTo("This is it.");
        assertThat(echo.isExpected()).isFalse();
    }

    @Test
    void wordsTheStreamNeverBringsAreNotWaitedFor() {
        echo.expect("Looking into 0.");
        echo.expect("Looking into 1.");

        assertThat(heard("Looking into 1.\n\n", "Done.")).isEqualTo("Done.");
    }

    @Test
    void otherWordsAreNewEvenWhereTheyBeginAlike() {
        echo.expect("Looking into 0.");

        assertThat(heard("Look", "out! ", "Danger.")).isEqualTo("Lookout! Danger.");
        assertThat(echo.isExpected()).isFalse();
    }

    @Test
    void wordsThatGoOnInTheSameParagraphAreNew() {
        echo.expect("Done.");

        assertThat(heard("Done.", " Three files.")).isEqualTo("Done. Three files.");
    }

    @Test
    void anAnswerOfTheVerySameWordsIsNoEcho() {
        echo.expect("Done.");

        assertThat(echo.next("Do")).isEmpty();
        assertThat(echo.next("ne.")).isEmpty();
        assertThat(echo.rest()).isEqualTo("Done.");
        assertThat(echo.rest()).isEmpty();
    }

    private String heard(String... pieces) {
        return Arrays.stream(pieces).map(echo::next).collect(Collectors.joining());
    }
}
