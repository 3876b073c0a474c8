package dev.rockpool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the page on security says is shown by a test is shown by one that is there.
class SecurityPageTest {

    private static final Path PAGE = Path.of("..", "docs", "security.md");
    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT|Suite))(?:\\.(\\w+))?`");

    @Test
    void everyTestThePageNamesExists() throws IOException {
        Map<String, String> tests = sources();
        List<MatchResult> named =
                NAMED_TEST.matcher(Files.readString(PAGE)).results().toList();

        assertThat(named).isNotEmpty();
        assertThat(named.stream().filter(test -> !isThere(test, tests)).map(MatchResult::group))
                .isEmpty();
    }

    private static boolean isThere(MatchResult test, Map<String, String> tests) {
        String source = tests.getOrDefault(test.group(1), "");
        String named = test.group(2);
        return !source.isEmpty()
                && (named == null
                        || source.contains("void " + named + "(")
                        || source.contains("ArchRule " + named + " ="));
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> server = Files.walk(Path.of("src", "test", "java"));
                Stream<Path> e2e = Files.walk(Path.of("..", "e2e", "src", "test", "java"))) {
            return Stream.concat(server, e2e)
                    .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            SecurityPageTest::read,
                            (one, other) -> one + other));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
