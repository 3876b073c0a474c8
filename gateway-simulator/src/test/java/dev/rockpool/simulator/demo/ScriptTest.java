package dev.rockpool.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
    private static final Answer USUAL = Answer.of("the usual answer");

    private static Answer answer(String message) {
        return Script.in(message).answer(() -> USUAL);
    }

    private static String text(Answer answer) {
        var text = new StringBuilder();
        for (var i = 0; i < answer.tokens().count(); i++) {
            text.append(answer.tokens().at(i));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "a/sim tokens=3", "/simple tokens=3", "see https://example.com/sim", ""})
    void aMessageWithoutAScriptGetsTheUsualAnswer(String message) {
        assertThat(answer(message)).isSameAs(USUAL);
        assertThat(Script.in(message).present()).isFalse();
        assertThat(Script.in(message).rest()).isEqualTo(message);
    }

    @Test
    void isFoundAnywhereAndEndsWithItsLine() {
        var script = Script.in("first line\nplease /sim tokens=2 gap=5\nlast tokens=9");
        assertThat(script.rest()).isEqualTo("first line\nplease \nlast tokens=9");
        assertThat(text(script.answer(() -> USUAL))).isEqualTo("token-1 token-2 ");
    }

    @Test
    void countsTokensWithAWordOfTheirOwn() {
        assertThat(text(answer("/sim tokens=3 word=tide"))).isEqualTo("tide-1 tide-2 tide-3 ");
        assertThat(answer("/sim tokens=1000000").tokens().count()).isEqualTo(1_000_000);
        assertThat(answer("/sim tokens=0").tokens().count()).isZero();
    }

    @Test
    void stampsTokensWithTheTimeTheyAreSent() {
        var before = Instant.now().toEpochMilli() * 1_000;
        var first = answer("/sim tokens=2 word=tide stamped").tokens().at(0);
        var after = Instant.now().toEpochMilli() * 1_000 + 1_000;

        assertThat(first).matches("tide-1@\\d{16} ");
        assertThat(Long.parseLong(first.substring(first.indexOf('@') + 1).strip()))
                .isBetween(before, after);
    }

    @Test
    void answersGivenTextOfAnyLength() {
        assertThat(text(answer("/sim text=\"" + "word\\n".repeat(2_000) + "\"")))
                .isEqualTo("word\n".repeat(2_000));
        assertThat(text(answer("/sim text=\"" + "x".repeat(60_000) + "\""))).hasSize(60_000);
    }

    @Test
    void answersGivenText() {
        assertThat(text(answer("/sim text=plain"))).isEqualTo("plain");
        assertThat(text(answer("/sim text=\"two words, \\\"quoted\\\"\\nand \\\\ more\" gap=1")))
                .isEqualTo("two words, \"quoted\"\nand \\ more");
        assertThat(text(answer("say this /sim echo"))).isEqualTo("say this");
        assertThat(text(answer("/sim empty"))).isEmpty();
        assertThat(text(answer("/sim delay=1s"))).isEqualTo("the usual answer");
    }

    @ParameterizedTest
    @CsvSource({"gap=20, 20", "gap=20ms, 20", "gap=2s, 2000", "gap=1m, 60000", "gap=0, 0"})
    void readsTimes(String words, long millis) {
        assertThat(answer("/sim " + words).gap()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void readsHowAnAnswerEnds() {
        assertThat(answer("/sim tokens=9").ending()).isEqualTo(new Ending.Stop());
        assertThat(answer("/sim length").ending()).isEqualTo(new Ending.Length());
        assertThat(answer("/sim error-after=3").ending()).isEqualTo(new Ending.Failure(ProviderError.REFUSED, 3));
        assertThat(answer("/sim error=provider-auth").ending())
                .isEqualTo(new Ending.Failure(ProviderError.KEY_REJECTED, 0));
        assertThat(answer("/sim stall-after=5").ending()).isEqualTo(new Ending.Stall(5, null));
        assertThat(answer("/sim stall-after=5 stall=3s").ending())
                .isEqualTo(new Ending.Stall(5, Duration.ofSeconds(3)));
        assertThat(answer("/sim disconnect-after=7").ending()).isEqualTo(new Ending.Disconnect(7));
        assertThat(Script.in("/sim error=503").httpStatus()).isEqualTo(503);
        assertThat(Script.in("/sim title-error=provider").titleError()).isEqualTo(ProviderError.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokens=many",
                "tokens=1000001",
                "tokens=-1",
                "tokens",
                "gap=61s",
                "gap=fast",
                "delay=11m",
                "error=200",
                "error=600",
                "error=none",
                "error",
                "colour=blue",
                "Tokens=3",
                "stall-after=x",
                "99"
            })
    void saysWhichWordItDoesNotUnderstand(String word) {
        assertThat(text(answer("/sim gap=0 " + word))).contains("I do not understand", "`" + word + "`");
    }
}
