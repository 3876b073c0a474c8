package dev.rockpool.web;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the page says, it says in every language there is.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TonguesTest {

    private static final Path MODULES = Path.of("src/main/resources/static/app");

    /// Their strings are no words for people: names of programming languages, and what `t` is made of.
    private static final Set<String> WORDLESS = Set.of("languages.js", "tongue.js", "hear.js", "parts.js");

    private static final Set<String> SAME_EVERYWHERE = Set.of("Rockpool", "OC");

    /// Begins as a sentence or a label does.
    private static final Pattern TELLING = Pattern.compile("[A-Z][a-z’']+(?:[ ,.:!?-].*)?");

    /// Keys, headers, and what the demo agent is asked: it knows English.
    private static final Pattern NOT_TELLING =
            Pattern.compile("Enter|Escape|Esc|Tab|Home|End|Up|Down|Del|Delete|Backspace|Shift|Mod|Ctrl( Shift)?("
                    + " [A-Z])?|Accept|Content-Type|Retry-After|Rockpool|Show me .*|What do you remember\\?");

    private static final String LITERAL = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern SENTENCE = Pattern.compile("(?<![\\w.$])(?:t|parts)\\(\\s*" + LITERAL);
    private static final Pattern NUMBERED =
            Pattern.compile("(?<![\\w.$])n\\([^\"]*?,\\s*" + LITERAL + ",\\s*" + LITERAL);
    private static final Pattern CALL = Pattern.compile("(?<![\\w.$])(?:t|n|parts)\\(");
    private static final int MOST_PIECES = 4;
    private static final Pattern HOLE = Pattern.compile("\\{\\w+}");

    /// The forms each language has for a number (`Intl.PluralRules`).
    enum Tongue {
        DE("one", "other"),
        ZH("other");

        private final List<String> forms;

        Tongue(String... forms) {
            this.forms = List.of(forms);
        }

        JsonNode bundle() throws IOException {
            String file = name().toLowerCase(Locale.ROOT) + ".json";
            return JsonMapper.shared()
                    .readTree(Files.readString(MODULES.resolve("tongues").resolve(file)));
        }
    }

    private Map<String, ModuleText> modules = Map.of();
    private Set<String> sentences = Set.of();
    private Set<String> numbered = Set.of();

    @BeforeAll
    void readModules() throws IOException {
        try (Stream<Path> files = Files.list(MODULES)) {
            modules = files.filter(file -> file.toString().endsWith(".js"))
                    .collect(toMap(
                            file -> file.getFileName().toString(),
                            file -> new ModuleText(textOf(file)),
                            (a, _) -> a,
                            TreeMap::new));
        }
        sentences = said(SENTENCE, 1);
        numbered = said(NUMBERED, 2);
    }

    private Set<String> said(Pattern call, int literal) {
        return modules.entrySet().stream()
                .filter(module -> !WORDLESS.contains(module.getKey()))
                .flatMap(module -> call.matcher(module.getValue().code()).results())
                .map(found -> ModuleText.unescaped(found.group(literal)))
                .collect(toSet());
    }

    @ParameterizedTest
    @EnumSource
    void everySentenceIsInTheBundleAndNothingElseIs(Tongue tongue) throws IOException {
        Set<String> wanted = new TreeSet<>(sentences);
        wanted.addAll(numbered);

        assertThat(keys(tongue.bundle())).hasSizeGreaterThan(500).isEqualTo(wanted);
    }

    @ParameterizedTest
    @EnumSource
    void aTranslationHasTheHolesOfItsSentence(Tongue tongue) throws IOException {
        JsonNode bundle = tongue.bundle();

        assertThat(sentences)
                .allSatisfy(sentence ->
                        assertThat(holes(text(bundle.get(sentence)))).isEqualTo(holes(sentence)));
        assertThat(bundle.path("server").properties())
                .allSatisfy(entry -> assertThat(holes(text(entry.getValue())))
                        .as(entry.getKey())
                        .isSubsetOf(holes(entry.getKey())));
    }

    @ParameterizedTest
    @EnumSource
    void aNumberHasAllFormsTheLanguageKnows(Tongue tongue) throws IOException {
        JsonNode bundle = tongue.bundle();

        assertThat(numbered).hasSizeGreaterThan(5).allSatisfy(sentence -> {
            JsonNode forms = bundle.get(sentence);
            assertThat(forms.propertyNames()).containsExactlyInAnyOrderElementsOf(tongue.forms);
            assertThat(holes(text(forms.get("other")))).isEqualTo(holes(sentence));
            assertThat(forms).allSatisfy(form -> assertThat(holes(text(form))).isSubsetOf(holes(sentence)));
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatTheServerSaysIsUnderstoodOnlyAsItSaysIt(Tongue tongue) throws IOException {
        String server = serverStrings();
        Set<String> understood = new TreeSet<>(tongue.bundle().path("server").propertyNames());

        assertThat(understood).hasSizeGreaterThan(100);
        assertThat(understood.stream()
                        .filter(sentence ->
                                !HOLE.splitAsStream(sentence).allMatch(part -> isPutTogether(part, server))))
                .isEmpty();
    }

    /// Whether a text is made of few pieces that all stand in the server's strings.
    private static boolean isPutTogether(String text, String server) {
        String rest = text;
        for (int piece = 0; piece < MOST_PIECES && !rest.isEmpty(); piece++) {
            int length = rest.length();
            while (length > 0 && !server.contains(rest.substring(0, length))) {
                length--;
            }
            rest = rest.substring(length);
        }
        return rest.isEmpty();
    }

    @Test
    void allBundlesUnderstandTheSameOfTheServer() throws IOException {
        assertThat(Tongue.ZH.bundle().path("server").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Tongue.DE.bundle().path("server").propertyNames());
    }

    @Test
    void noTemplateHasWordsOfItsOwn() {
        Map<String, List<String>> bare = perModule(module -> module.bareWords(SAME_EVERYWHERE));

        assertThat(bare).isEmpty();
    }

    @Test
    void noSentenceOfTheCodeGoesPastTheBundles() {
        Map<String, List<String>> untold = perModule(module -> module.strings().stream()
                .filter(TELLING.asMatchPredicate())
                .filter(NOT_TELLING.asMatchPredicate().negate())
                .filter(text -> !sentences.contains(text) && !isOfANumber(text))
                .toList());

        assertThat(untold).isEmpty();
    }

    private boolean isOfANumber(String text) {
        return numbered.contains(text) || said(NUMBERED, 1).contains(text);
    }

    @Test
    void aSentenceIsWrittenWhereItIsSaidOrNoTestWouldFindIt() {
        Map<String, List<String>> hidden = perModule(module -> {
            String code = module.code();
            long calls = CALL.matcher(code).results().count();
            long found = Stream.of(SENTENCE, NUMBERED)
                    .mapToLong(pattern -> pattern.matcher(code).results().count())
                    .sum();
            return calls == found ? List.of() : List.of(calls + " calls, but " + found + " sentences");
        });

        assertThat(hidden).isEmpty();
    }

    private Map<String, List<String>> perModule(Function<ModuleText, List<String>> findings) {
        var found = new TreeMap<String, List<String>>();
        modules.forEach((name, module) -> {
            List<String> inModule = WORDLESS.contains(name) ? List.of() : findings.apply(module);
            if (!inModule.isEmpty()) {
                found.put(name, inModule);
            }
        });
        return found;
    }

    private static Set<String> keys(JsonNode bundle) {
        var keys = new TreeSet<>(bundle.propertyNames());
        keys.remove("server");
        return keys;
    }

    private static String text(JsonNode node) {
        return node == null ? "" : node.stringValue("");
    }

    private static Set<String> holes(String sentence) {
        return HOLE.matcher(sentence).results().map(MatchResult::group).collect(toSet());
    }

    /// What stands in quotes in the server's sources, texts written over several lines put together.
    private static String serverStrings() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(TonguesTest::textOf)
                    .map(source -> source.replaceAll("\"\\s*\\+\\s*\"", ""))
                    .flatMap(source -> Pattern.compile(LITERAL).matcher(source).results())
                    .map(found -> ModuleText.unescaped(found.group(1)))
                    .collect(joining("\n"));
        }
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
