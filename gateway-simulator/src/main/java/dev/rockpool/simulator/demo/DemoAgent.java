package dev.rockpool.simulator.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The demo agent: says which session it is in and what it remembers of it, so that a person can see
/// sessions kept apart; shows on request what answers can look like; and does what a [Script] asks. Same
/// question, same answer.
public final class DemoAgent {
    /// A session whose key ends in this is asked for titles, never for conversation.
    private static final String TITLE_SESSION = "-title";

    /// Long enough to be seen running.
    private static final int TOOL_MILLIS = 2_500;

    private static final int QUOTED_LETTERS = 160;
    private static final int LISTED_MESSAGES = 12;
    private static final Pattern MARKDOWN = Pattern.compile("[\\\\`*<\\[|]");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private static final String LONG_ANSWER = resource("long-answer");
    private static final String CODE = resource("code");
    private static final String TABLE = resource("table");
    private static final String TOOL_CALL = resource("tool-call");
    private static final String MARKDOWN_OF_EVERY_KIND = resource("markdown");
    private static final String ERROR = resource("error");
    private static final String RECOVERED = resource("recovered");

    private DemoAgent() {}

    /// Whether this session is one for titles, where messages are read as title requests and their scripts
    /// are not run.
    public static boolean asksForTitle(String session) {
        return session.endsWith(TITLE_SESSION);
    }

    public static Answer answer(Question question) {
        var script = Script.in(question.text());
        if (!asksForTitle(question.session())) {
            return script.answer(() -> usual(question, script.rest()));
        }
        var title = Answer.of(DemoTitle.of(question.text()));
        return script.titleError() == null
                ? title
                : new Answer(title.tokens(), Duration.ZERO, null, new Ending.Failure(script.titleError(), 0));
    }

    private static Answer usual(Question question, String text) {
        var asked = text.toLowerCase(Locale.ROOT);
        if (asked.contains("show me a long answer")) {
            return Answer.of(LONG_ANSWER);
        }
        if (asked.contains("show me code")) {
            return Answer.of(CODE);
        }
        if (asked.contains("show me a table")) {
            return Answer.of(TABLE);
        }
        if (asked.contains("show me a tool call")) {
            return usingTools();
        }
        if (asked.contains("show me every kind of markdown")) {
            return Answer.of(MARKDOWN_OF_EVERY_KIND);
        }
        if (asked.contains("show me an error")) {
            return question.repeated() ? Answer.of(RECOVERED) : failing();
        }
        return Answer.of(asked.contains("what do you remember") ? memory(question) : greeting(question, text));
    }

    /// Fails in mid-answer the first time; a retry of the same message goes through.
    private static Answer failing() {
        var tokens = Tokens.of(ERROR);
        var error = new ProviderError(503, "overloaded_error", "upstream provider stopped on purpose, as you asked");
        return new Answer(tokens, Duration.ZERO, null, new Ending.Failure(error, tokens.count()));
    }

    private static Answer usingTools() {
        return new Answer(
                Tokens.of(TOOL_CALL),
                Duration.ZERO,
                null,
                new Ending.Stop(),
                new Deeds(2, true, 0, Duration.ofMillis(TOOL_MILLIS), 0));
    }

    private static String greeting(Question question, String text) {
        var answer = new StringBuilder();
        answer.append("This is the **demo agent**, not a real model: you wrote “")
                .append(quoted(text.isEmpty() ? question.text() : text))
                .append("”.\n\nYou are in session `")
                .append(question.session())
                .append("` with agent `")
                .append(question.agent())
                .append("`, and this is turn **")
                .append(question.turn())
                .append("** here.\n\n");
        if (question.note() != null) {
            answer.append("*A note for this turn only came with your message; I will not remember it.*\n\n");
        }
        answer.append(question.earlier().isEmpty() ? firstTurn() : remembered(question));
        return answer.toString();
    }

    private static String firstTurn() {
        return """
                It is the first thing I hear in this session. Open a second chat, tell it something else, and ask \
                either one *What do you remember?*: each knows only its own past, because every chat is its own \
                OpenClaw session.

            You can also say *Show me a long answer*, *Show me code*, *Show me a table* or *Show me an error*.\
            """;
    }

    private static String memory(Question question) {
        var opening = "This is the **demo agent**, reading its memory of session `" + question.session() + "`.\n\n";
        return opening
                + (question.earlier().isEmpty()
                        ? "There is nothing in it yet: this is the first thing I hear in this session."
                        : remembered(question));
    }

    private static String remembered(Question question) {
        var earlier = question.earlier();
        var left = Math.max(0, earlier.size() - LISTED_MESSAGES);
        var listed = earlier.subList(left, earlier.size());
        // A past that was sent along makes more messages than there were turns here.
        var first = Math.max(left + 1L, question.turn() - listed.size());
        var lines = new ArrayList<String>();
        lines.add("**What I remember of this session**\n");
        if (left > 0) {
            lines.add("*" + left + " earlier " + (left == 1 ? "message" : "messages") + ", then:*\n");
        }
        for (var i = 0; i < listed.size(); i++) {
            lines.add((first + i) + ". “" + quoted(listed.get(i)) + "”");
        }
        lines.add("\nNothing you write in another chat appears in this list.");
        return lines.stream().collect(Collectors.joining("\n"));
    }

    /// One line, shortened, with what markdown would take for a mark of its own made plain.
    private static String quoted(String text) {
        var beginning = text.strip();
        beginning = beginning.substring(0, Math.min(beginning.length(), 4 * QUOTED_LETTERS));
        var line = WHITE_SPACE.matcher(beginning).replaceAll(" ");
        var shortened = line.codePointCount(0, line.length()) <= QUOTED_LETTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, QUOTED_LETTERS)) + "…";
        return MARKDOWN.matcher(shortened).replaceAll("\\\\$0");
    }

    private static String resource(String name) {
        try (InputStream stream = DemoAgent.class.getResourceAsStream(name + ".md")) {
            if (stream == null) {
                throw new IllegalStateException("The demo text " + name + ".md is not in the jar.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The prompts a person is offered, in the words the agent understands.
    public static List<String> prompts() {
        return List.of(
                "Show me a long answer",
                "Show me code",
                "Show me a table",
                "Show me a tool call",
                "Show me an error",
                "Show me every kind of markdown",
                "What do you remember?");
    }
}
