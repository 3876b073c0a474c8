package dev.rockpool.e2e.xss;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The texts somebody could send to harm who reads them, by kind: a file of `xss` each. Each begins behind a line
/// `%%% its name`; `{U+202E}` stands for a character nobody would see there.
public final class Corpus {

    private static final List<String> KINDS = List.of(
            "html",
            "attributes",
            "vector-graphics",
            "mutation",
            "links",
            "code",
            "tables",
            "styles",
            "encoding",
            "direction",
            "maths",
            "diagrams",
            "names");

    private static final Pattern BEGINNING = Pattern.compile("(?m)^%%% ");
    private static final Pattern CHARACTER = Pattern.compile("\\{U\\+([0-9A-F]{4,6})}");

    private Corpus() {}

    /// One text.
    ///
    /// @param name what it tries, in words, behind its kind
    public record Vector(String name, String text) {}

    /// All of them.
    public static List<Vector> all() {
        return KINDS.stream().flatMap(Corpus::of).toList();
    }

    private static Stream<Vector> of(String kind) {
        return Arrays.stream(BEGINNING.split(resource(kind + ".txt")))
                .filter(section -> !section.isBlank())
                .map(section -> {
                    int end = section.indexOf('\n');
                    return new Vector(
                            kind + ": " + section.substring(0, end),
                            text(section.substring(end + 1).stripTrailing()));
                });
    }

    private static String text(String written) {
        return CHARACTER.matcher(written).replaceAll(Corpus::character);
    }

    private static String character(MatchResult found) {
        return Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16)));
    }

    /// A script or a text of this folder of resources.
    static String resource(String name) {
        try (InputStream in = Corpus.class.getResourceAsStream("/xss/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
