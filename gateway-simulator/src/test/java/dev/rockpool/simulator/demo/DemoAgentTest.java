package dev.rockpool.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DemoAgentTest {
    private static Question question(String text, String... earlier) {
        return new Question("webchat-1", "demo", earlier.length + 1, text, null, List.of(earlier), false);
    }

    private static String answer(Question question) {
        var answer = DemoAgent.answer(question);
        var text = new StringBuilder();
        for (var i = 0; i < answer.tokens().count(); i++) {
            text.append(answer.tokens().at(i));
        }
        return text.toString();
    }

    @Test
    void theUsualAnswerSaysWhoAnswersWhereAndWhatItRemembers() {
        assertThat(answer(question("the third thing", "the first thing", "the second thing")))
                .startsWith("This is the **demo agent**")
                .contains("“the third thing”", "`webchat-1`", "agent `demo`", "turn **3**")
                .contains("1. “the first thing”\n2. “the second thing”");
    }

    @Test
    void aFirstTurnSaysThatThereIsNothingToRemember() {
        assertThat(answer(question("hello"))).contains("first thing I hear").doesNotContain("What I remember");
        assertThat(answer(question("What do you remember?"))).contains("nothing in it yet");
    }

    @Test
    void aLongPastIsListedFromItsEndUnderItsOwnNumbers() {
        var earlier = IntStream.rangeClosed(1, 30).mapToObj(i -> "message " + i).toArray(String[]::new);
        assertThat(answer(question("What do you remember?", earlier)))
                .contains("*18 earlier messages, then:*")
                .contains("19. “message 19”", "30. “message 30”")
                .doesNotContain("“message 18”");
    }

    @Test
    void whatAPersonWroteCannotBreakTheAnswersMarkdown() {
        assertThat(answer(question("hello", "```js\n<b>*x*</b> [l](u) | cell")))
                .contains("1. “\\`\\`\\`js \\<b>\\*x\\*\\</b> \\[l](u) \\| cell”");
        assertThat(answer(question("hello", "x".repeat(500)))).contains("“" + "x".repeat(160) + "…”");
    }

    @Test
    void mentionsThatANoteCame() {
        var noted = new Question("webchat-1", "demo", 1, "hello", "be brief", List.of(), false);
        assertThat(answer(noted)).contains("note for this turn only").doesNotContain("be brief");
    }

    static List<String> prompts() {
        return DemoAgent.prompts();
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void everyPromptHasAnAnswerOfItsOwnThatBeginsByNamingTheDemoAgent(String prompt) {
        var answer = answer(question(prompt));
        assertThat(answer.lines().limit(4)).anyMatch(line -> line.contains("This is the **demo agent**"));
        assertThat(answer).doesNotContain("you wrote “");
        assertThat(answer(question(prompt.toLowerCase(Locale.ROOT) + ", please")))
                .isEqualTo(answer);
    }

    @Test
    void theErrorPromptFailsInMidAnswerAndItsRetryGoesThrough() {
        var first = question("Show me an error");
        assertThat(DemoAgent.answer(first).ending()).isInstanceOfSatisfying(Ending.Failure.class, failure -> {
            assertThat(failure.after())
                    .isEqualTo(DemoAgent.answer(first).tokens().count());
            assertThat(failure.error().message()).contains("on purpose");
        });
        var again = new Question("webchat-1", "demo", 2, "Show me an error", null, List.of("Show me an error"), true);
        assertThat(DemoAgent.answer(again).ending()).isEqualTo(new Ending.Stop());
    }

    @Test
    void theMarkdownPromptShowsEveryKind() {
        assertThat(answer(question("Show me every kind of markdown")))
                .contains("# Heading one", "#### Heading four", "- nested once", "|---:|", "```diff", "```js", "> > ")
                .contains("![", "](https://", "مرحبا", "岩", "🦀", "- [x]", "<script>", "~~", "Donaudampfschifffahrt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Write a short title for this message:\\n\\nPlease could you explain how tides work in the bay of Fundy? | Explain how tides work in the",
                "Title of at most six words: what is 2 + 2? | What is 2 2",
                "what do you remember? | What do you remember",
                "Reply with a title only.\\n\\n<message>\\nfix the `login` bug\\n</message> | Fix the login bug",
                "Write a title for the text between the lines: at most six words.\\n---\\nhow deep: tell me\\n\\nnow\\n--- | How deep tell me now",
                "Make a title:\\n\\nRe: budget 2027 | Re budget 2027",
                "please | Please",
                "!!! | Demo chat",
                "title this:\\n\\n/sim tokens=100 gap=20 | Demo chat",
                "title this:\\n\\nten tides /sim tokens=100 | Ten tides",
                "title:\\n\\n退潮之后岩石之间留下一个个小水池每个都是自己的世界 | 退潮之后岩石之间留下一个个小水池每个都是自己的世界"
            })
    void aTitleIsMadeOfTheMessagesFirstWords(String request, String title) {
        assertThat(title(request.replace("\\n", "\n"))).isEqualTo(title);
    }

    @Test
    void aTitleIsNeverLong() {
        assertThat(title("x".repeat(300))).hasSize(48);
    }

    @Test
    void aTitleCanBeMadeToFail() {
        var asked =
                new Question("webchat-1-title", "demo", 1, "hello /sim title-error=provider", null, List.of(), false);
        assertThat(DemoAgent.answer(asked).ending()).isEqualTo(new Ending.Failure(ProviderError.REFUSED, 0));
        assertThat(DemoAgent.answer(question("hello /sim title-error=provider")).ending())
                .isEqualTo(new Ending.Stop());
    }

    private static String title(String request) {
        return answer(new Question("webchat-1-title", "demo", 1, request, null, List.of(), false));
    }
}
