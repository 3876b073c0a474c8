package dev.rockpool.e2e.openclaw;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the scripted provider does with a turn, read from the newest user message:
///
/// - `{tokens=N}` answers `t1 t2 ... tN`, `{gap=MS}` that many milliseconds apart (default 2)
/// - `{hold=NAME}` waits after the first half of the answer until the test releases that name
/// - `{fail=STATUS}` refuses with that HTTP status (use 400: the gateway retries others for minutes)
/// - `{tools=N}` first calls the tool `exec` so often, `{nap=SECONDS}` the first call taking that long; each with a few
///   words before
/// - `{think}` thinks before each of these and before the answer
/// - `{recall}` answers with the user messages it was shown
/// - a mark such as `u-red-1`, in front of these, is answered with `a-red-1`, so that every answer can be
/// told from every other
///
/// @param tokens what to stream, in order
/// @param gapMillis milliseconds between two tokens
/// @param hold the name to wait for in the middle, or null
/// @param failure the HTTP status to refuse with, or 0
/// @param command the command to have run before the answer, or null
/// @param thinks whether thoughts come first
record Script(
        List<String> tokens,
        int gapMillis,
        @Nullable String hold,
        int failure,
        @Nullable String command,
        boolean thinks) {

    private static final Pattern SETTING =
            Pattern.compile("\\{(tokens|gap|hold|fail|recall|tools|nap|think)(?:=([\\w-]+))?}");
    private static final Pattern MARK = Pattern.compile("\\bu-([a-z0-9]+-\\d+)\\b");
    private static final int DEFAULT_GAP = 2;

    Script {
        tokens = List.copyOf(tokens);
    }

    static Script of(ModelTurn turn) {
        List<String> tokens = new ArrayList<>();
        int gap = DEFAULT_GAP;
        int failure = 0;
        String hold = null;
        int tools = 0;
        int nap = 0;
        boolean thinks = false;
        String message = newest(turn);
        for (Matcher m = SETTING.matcher(message); m.find(); ) {
            String value = m.group(2);
            switch (m.group(1)) {
                case "tokens" ->
                    IntStream.rangeClosed(1, Integer.parseInt(value)).forEach(i -> tokens.add("t" + i + " "));
                case "gap" -> gap = Integer.parseInt(value);
                case "hold" -> hold = value;
                case "fail" -> failure = Integer.parseInt(value);
                case "tools" -> tools = Integer.parseInt(value);
                case "nap" -> nap = Integer.parseInt(value);
                case "think" -> thinks = true;
                default -> tokens.addAll(recalled(turn));
            }
        }
        int called = turn.toolAnswers();
        String command = called < tools ? command(called, nap) : null;
        List<String> words =
                command == null ? withAnswerMark(message, tokens) : List.of("Looking ", "into " + called + ".");
        return new Script(words, gap, hold, failure, command, thinks);
    }

    private static String command(int number, int nap) {
        return (number == 0 && nap > 0 ? "sleep " + nap + "; " : "") + "echo low-water-" + number;
    }

    // After a broken turn the gateway shows its message once more in front of the new one: the last mark
    // counts.
    private static String newest(ModelTurn turn) {
        String message = turn.newest();
        return MARK.matcher(message)
                .results()
                .map(mark -> message.substring(mark.start()))
                .reduce((_, last) -> last)
                .orElse(message);
    }

    private static List<String> recalled(ModelTurn turn) {
        return turn.userTexts().stream().map(text -> "[" + text + "] ").toList();
    }

    private static List<String> withAnswerMark(String message, List<String> tokens) {
        List<String> all = new ArrayList<>();
        Matcher mark = MARK.matcher(message);
        all.add(mark.find() ? "This is a-" + mark.group(1) + " " : "This is the answer ");
        all.addAll(tokens.isEmpty() ? List.of("and ", "its ", "end.") : tokens);
        return all;
    }
}
