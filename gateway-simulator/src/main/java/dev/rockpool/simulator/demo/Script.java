package dev.rockpool.simulator.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a message asks of its own answer: `/sim` anywhere in the message, then words to the end of that
/// line.
///
/// | word | the answer |
/// |---|---|
/// | `tokens=100` | is `token-1 token-2 ...`, 0 to 1,000,000 of them |
/// | `word=tide` | ... is `tide-1 tide-2 ...` instead |
/// | `stamped` | ... is `tide-1@1763841234567890 ` instead, with the time each is sent, in microseconds since 1970 |
/// | `text="..."` | is exactly this text; `\n`, `\"` and `\\` are understood |
/// | `echo` | is the message itself, without the script |
/// | `empty` | has no text (a gateway of today then says `No response from OpenClaw.`) |
/// | `gap=20ms` | has this much time between two tokens, at most 60 s; a bare number is milliseconds |
/// | `delay=500ms` | begins after this time, at most 10 min |
/// | `error=500` | is this HTTP error instead, 400 to 599; 401, 429 and 503 are the gateway's own, see below |
/// | `error=provider` | fails at the model; also `provider-auth`, `provider-rate-limit` and `internal` |
/// | `error-after=10` | fails at the model after 10 tokens |
/// | `stall-after=5` | falls silent after 5 tokens, for ever, or with `stall=3s` for that long |
/// | `disconnect-after=7` | ends with a broken connection after 7 tokens |
/// | `tools=2` | comes after this many tool calls, up to 1,000, which the session's history tells |
/// | `tools-after=5` | ... has so many tokens before the first of them |
/// | `tool-time=3s` | ... each of which takes this long, in silence, at most 10 min |
/// | `unheard` | ... after words, or with `unheard=1` a last token, that are in that history only |
/// | `thinking` | is thought about, as the session's history tells |
/// | `length` | stops at the model's token limit |
/// | `title-error=provider` | is as usual, but a title asked for this message fails, at the model |
///
/// `error=401` is the gateway's `unauthorized`, `error=429` its lock-out, `rate_limited` with `Retry-After:
/// 300`, and `error=503` its `gateway_unavailable`; every other status says `internal error`.
///
/// Without `tokens`, `text`, `echo` and `empty` the text is the usual one. A word that is not understood
/// makes the answer say so, lest a typing error pass for a result.
public final class Script {
    private static final Pattern START = Pattern.compile("(?<!\\S)/sim(?!\\S)");
    private static final Pattern WORD = Pattern.compile("([a-z-]+)(?:=(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|(\\S*)))?|\\S+");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)?");
    private static final int MAX_TOKENS = 1_000_000;
    private static final int MAX_TOOLS = 1_000;
    private static final Duration MAX_GAP = Duration.ofSeconds(60);
    private static final Duration MAX_DELAY = Duration.ofMinutes(10);

    private final List<String> notUnderstood = new ArrayList<>();
    private final String rest;
    private boolean present;
    private int tokens = -1;
    private String word = "token";
    private boolean stamped;
    private @Nullable String text;
    private @Nullable Duration gap;
    private Duration delay = Duration.ZERO;
    private int httpStatus;
    private @Nullable ProviderError error;
    private @Nullable ProviderError titleError;
    private int errorAfter = -1;
    private int stallAfter = -1;
    private @Nullable Duration stall;
    private int disconnectAfter = -1;
    private boolean length;
    private int tools;
    private int toolsAfter;
    private Duration toolTime = Duration.ZERO;
    private int unheard;
    private boolean thinking;

    private Script(String message) {
        var start = START.matcher(message);
        if (!start.find()) {
            rest = message.strip();
            return;
        }
        present = true;
        var end = message.indexOf('\n', start.end());
        var words = message.substring(start.end(), end < 0 ? message.length() : end);
        rest = (message.substring(0, start.start()) + (end < 0 ? "" : message.substring(end))).strip();
        read(words);
    }

    /// What this message asks for; an empty script when it asks for nothing.
    public static Script in(String message) {
        return new Script(message);
    }

    /// Whether the message has a script at all.
    public boolean present() {
        return present;
    }

    /// The message without its script.
    public String rest() {
        return rest;
    }

    /// The HTTP error to answer with before any run begins, or 0.
    public int httpStatus() {
        return httpStatus;
    }

    /// How a title for this message fails, or null.
    public @Nullable ProviderError titleError() {
        return titleError;
    }

    /// The answer this script asks for.
    ///
    /// @param usual makes the answer of a message without a script
    public Answer answer(Supplier<Answer> usual) {
        if (!notUnderstood.isEmpty()) {
            return Answer.of("This is the demo agent. I do not understand these words of your script: "
                    + String.join(", ", notUnderstood) + ".");
        }
        if (!present) {
            return usual.get();
        }
        var base = tokens >= 0
                ? new Answer(counted(), delay, gap, new Ending.Stop())
                : text != null ? Answer.of(text) : usual.get();
        return new Answer(base.tokens(), delay, gap, ending(base.ending()), deeds(base.deeds()));
    }

    private Tokens counted() {
        return stamped ? Tokens.stamped(tokens, word, InstantSource.system()) : Tokens.counted(tokens, word);
    }

    private Deeds deeds(Deeds usual) {
        return tools == 0 && !thinking ? usual : new Deeds(tools, thinking, toolsAfter, toolTime, unheard);
    }

    private Ending ending(Ending usual) {
        if (error != null || errorAfter >= 0) {
            return new Ending.Failure(error == null ? ProviderError.REFUSED : error, Math.max(0, errorAfter));
        }
        if (stallAfter >= 0) {
            return new Ending.Stall(stallAfter, stall);
        }
        if (disconnectAfter >= 0) {
            return new Ending.Disconnect(disconnectAfter);
        }
        return length ? new Ending.Length() : usual;
    }

    private void read(String words) {
        var matcher = WORD.matcher(words);
        while (matcher.find()) {
            var name = matcher.group(1);
            var quoted = matcher.group(2);
            var value = quoted == null ? matcher.group(3) : unescape(quoted);
            if (name == null || !take(name, value == null ? "" : value)) {
                notUnderstood.add("`" + matcher.group().replace('`', '\'') + "`");
            }
        }
    }

    private boolean take(String name, String value) {
        try {
            switch (name) {
                case "tokens" -> tokens = number(value, MAX_TOKENS);
                case "word" -> word = value;
                case "stamped" -> stamped = true;
                case "text" -> text = value;
                case "echo" -> text = rest;
                case "empty" -> text = "";
                case "gap" -> gap = duration(value, MAX_GAP);
                case "delay" -> delay = duration(value, MAX_DELAY);
                case "error" -> takeError(value);
                case "title-error" -> titleError = providerError(value);
                case "error-after" -> errorAfter = number(value, MAX_TOKENS);
                case "stall-after" -> stallAfter = number(value, MAX_TOKENS);
                case "stall" -> stall = duration(value, MAX_DELAY);
                case "disconnect-after" -> disconnectAfter = number(value, MAX_TOKENS);
                case "length" -> length = true;
                case "tools" -> tools = number(value, MAX_TOOLS);
                case "tools-after" -> toolsAfter = number(value, MAX_TOKENS);
                case "tool-time" -> toolTime = duration(value, MAX_DELAY);
                case "unheard" -> unheard = value.isEmpty() ? MAX_TOKENS : number(value, MAX_TOKENS);
                case "thinking" -> thinking = true;
                default -> {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private void takeError(String value) {
        if (Character.isDigit(value.isEmpty() ? ' ' : value.charAt(0))) {
            var status = number(value, 599);
            if (status < 400) {
                throw new IllegalArgumentException("An error is 400 to 599.");
            }
            httpStatus = status;
        } else {
            error = providerError(value);
        }
    }

    private static ProviderError providerError(String name) {
        return switch (name) {
            case "provider" -> ProviderError.REFUSED;
            case "provider-auth" -> ProviderError.KEY_REJECTED;
            case "provider-rate-limit" -> ProviderError.RATE_LIMITED;
            case "internal" -> ProviderError.INTERNAL;
            default -> throw new IllegalArgumentException("Unknown error " + name);
        };
    }

    private static int number(String value, int max) {
        var number = Integer.parseInt(value);
        if (number < 0 || number > max) {
            throw new IllegalArgumentException("Out of range");
        }
        return number;
    }

    private static Duration duration(String value, Duration max) {
        var matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a duration");
        }
        var amount = Long.parseLong(matcher.group(1));
        var duration = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case null, default -> Duration.ofMillis(amount);
        };
        if (duration.compareTo(max) > 0) {
            throw new IllegalArgumentException("Too long");
        }
        return duration;
    }

    private static String unescape(String quoted) {
        var plain = new StringBuilder(quoted.length());
        for (var i = 0; i < quoted.length(); i++) {
            var c = quoted.charAt(i);
            if (c == '\\' && i + 1 < quoted.length()) {
                i++;
                c = quoted.charAt(i) == 'n' ? '\n' : quoted.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
