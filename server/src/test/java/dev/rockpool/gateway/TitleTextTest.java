package dev.rockpool.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Sorting in Java|Sorting in Java",
                "\"Sorting in Java\"|Sorting in Java",
                "“Sortieren in Java”|Sortieren in Java",
                "**Sorting in Java**|Sorting in Java",
                "# Sorting in Java|Sorting in Java",
                "- Sorting in Java|Sorting in Java",
                "1. Sorting in Java|Sorting in Java",
                "Title: Sorting in Java.|Sorting in Java",
                "**Title:** \"Sorting in Java\"|Sorting in Java",
                "`sort` and [links](http://x)|sort and links",
                "Don't panic|Don't panic",
                "snake_case and 2 * 3|snake_case and 2 * 3",
                "Wait...|Wait...",
                "並べ替え|並べ替え",
                "👋|👋",
                "  spaced   out  |spaced out",
            })
    void titleIsOneBareLine(String answer, String title) {
        assertThat(TitleText.clean(answer)).contains(title);
    }

    @Test
    void firstLineWithWordsCounts() {
        assertThat(TitleText.clean("\n---\n\nThe title\nAnd an explanation.")).contains("The title");
    }

    @Test
    void controlAndDirectionCharactersAreDropped() {
        assertThat(TitleText.clean("a\u202eb\u0000c\u200b")).contains("a b c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "***", "\"\"", "No response from OpenClaw."})
    void answerWithoutATitleIsNone(String answer) {
        assertThat(TitleText.clean(answer)).isEmpty();
    }

    @Test
    void longTitleEndsAtAWord() {
        String title = TitleText.clean("word ".repeat(40)).orElseThrow();

        assertThat(title).hasSizeLessThanOrEqualTo(80).endsWith("word…");
    }

    @Test
    void longTitleIsNotCutInsideACharacter() {
        String title = TitleText.clean("👋".repeat(100)).orElseThrow();

        assertThat(title.codePoints()).hasSize(80);
        assertThat(title).isEqualTo("👋".repeat(79) + "…");
    }

    @Test
    void messageGivesItsFirstWords() {
        assertThat(TitleModel.fromMessage("```java\nint x;\n```\n\nWhy does **this** fail?\nMore"))
                .isEqualTo("int x;");
        assertThat(TitleModel.fromMessage("\n\n  How do I sort?  \nMore")).isEqualTo("How do I sort?");
        assertThat(TitleModel.fromMessage("???")).isEqualTo("New chat");
    }

    @Test
    void questionHoldsTheMessageButNotAllOfALongOne() {
        assertThat(TitleText.question("How do I sort?")).contains("How do I sort?");
        assertThat(TitleText.question("x".repeat(10_000))).hasSizeLessThan(2_200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "\n", ">", "> ", "_ ", "`", "\"", "1. ", "*", " "})
    @Timeout(20)
    void aTitleIsFoundAtOnceWhateverTheMessageRepeats(String repeated) {
        String message = "x" + repeated.repeat(300_000 / repeated.length()) + "y";

        assertThat(TitleText.fromMessage(message)).isNotBlank();
        assertThat(TitleText.fromMessage(message.substring(1))).isNotBlank();
        assertThat(TitleText.clean(message.substring(1, 3_000))).isNotNull();
    }
}
