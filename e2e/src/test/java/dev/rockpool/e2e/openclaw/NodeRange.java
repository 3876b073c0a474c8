package dev.rockpool.e2e.openclaw;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The range of Node releases a package asks for in its `engines`, such as `>=24.16.0 <25 || >=26.1.0`.
/// Comparators (`>= > <= < =`) joined by blanks and alternatives joined by `||` are understood, as are `^`,
/// `~` and a bare number; anything else, pre-releases included, matches nothing.
record NodeRange(List<List<Bound>> alternatives) {

    private static final Pattern BOUND = Pattern.compile("(>=|<=|>|<|=|\\^|~)?v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?");

    NodeRange {
        alternatives = List.copyOf(alternatives);
    }

    static NodeRange parse(String range) {
        return new NodeRange(Stream.of(range.split("\\|\\|", -1))
                .map(alternative -> Stream.of(alternative.strip().split("(?<=\\d)\\s+", -1))
                        .flatMap(part -> Bound.parse(part.replaceAll("\\s", "")))
                        .toList())
                .toList());
    }

    /// Whether a release as `node --version` prints it, such as `v24.21.0`, is in the range.
    boolean contains(String version) {
        return Version.parse(version)
                .map(v -> alternatives.stream().anyMatch(all -> all.stream().allMatch(c -> c.accepts(v))))
                .orElse(false);
    }

    record Version(int major, int minor, int patch) implements Comparable<Version> {

        private static final Pattern EXACT = Pattern.compile("v?(\\d+)\\.(\\d+)\\.(\\d+)");
        static final Version NONE = new Version(0, 0, 0);

        static Optional<Version> parse(String text) {
            Matcher m = EXACT.matcher(text.strip());
            return m.matches() ? Optional.of(new Version(number(m, 1), number(m, 2), number(m, 3))) : Optional.empty();
        }

        private static int number(Matcher m, int group) {
            return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
        }

        Version nextMajor() {
            return new Version(major + 1, 0, 0);
        }

        Version nextMinor() {
            return new Version(major, minor + 1, 0);
        }

        @Override
        public int compareTo(Version o) {
            return Comparator.comparingInt(Version::major)
                    .thenComparingInt(Version::minor)
                    .thenComparingInt(Version::patch)
                    .compare(this, o);
        }
    }

    enum Sign {
        AT_LEAST,
        ABOVE,
        AT_MOST,
        BELOW
    }

    record Bound(Sign sign, Version version) {

        static Stream<Bound> parse(String text) {
            Matcher m = BOUND.matcher(text);
            if (!m.matches()) {
                return Stream.of(new Bound(Sign.BELOW, Version.NONE)); // below zero: accepts nothing
            }
            Version v = new Version(Version.number(m, 2), Version.number(m, 3), Version.number(m, 4));
            Version afterGiven = m.group(3) == null ? v.nextMajor() : v.nextMinor();
            return switch (m.group(1)) {
                case ">=" -> Stream.of(new Bound(Sign.AT_LEAST, v));
                case ">" -> Stream.of(new Bound(Sign.ABOVE, v));
                case "<=" -> Stream.of(new Bound(Sign.AT_MOST, v));
                case "<" -> Stream.of(new Bound(Sign.BELOW, v));
                case "^" -> between(v, v.nextMajor());
                case "~" -> between(v, afterGiven);
                case null, default ->
                    m.group(4) == null
                            ? between(v, afterGiven)
                            : Stream.of(new Bound(Sign.AT_LEAST, v), new Bound(Sign.AT_MOST, v));
            };
        }

        private static Stream<Bound> between(Version from, Version below) {
            return Stream.of(new Bound(Sign.AT_LEAST, from), new Bound(Sign.BELOW, below));
        }

        boolean accepts(Version other) {
            int order = other.compareTo(version);
            return switch (sign) {
                case AT_LEAST -> order >= 0;
                case ABOVE -> order > 0;
                case AT_MOST -> order <= 0;
                case BELOW -> order < 0;
            };
        }
    }
}
