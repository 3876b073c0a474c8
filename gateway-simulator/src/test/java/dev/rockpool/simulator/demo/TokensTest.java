package dev.rockpool.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static List<String> pieces(String text) {
        var tokens = Tokens.of(text);
        return IntStream.range(0, tokens.count()).mapToObj(tokens::at).toList();
    }

    @Test
    void areAboutAWordEachWithTheSpaceBeforeIt() {
        assertThat(pieces("a pool  of\nwater")).containsExactly("a", " pool", "  of", "\nwater");
        assertThat(pieces("unquestionably")).containsExactly("unquesti", "onably");
        assertThat(pieces("")).isEmpty();
        assertThat(pieces(" \n")).containsExactly(" \n");
    }

    @Test
    void neverSplitACodePointAndJoinToTheText() {
        var text = "🦀🦀🦀🦀🦀🦀🦀🦀🦀 退潮之后 x\ud83d";
        assertThat(String.join("", pieces(text))).isEqualTo(text);
        assertThat(pieces("🦀".repeat(20))).allMatch(piece -> piece.codePoints().allMatch(each -> each == 0x1F980));
        assertThat(pieces("退潮之后")).containsExactly("退潮", "之后");
    }
}
