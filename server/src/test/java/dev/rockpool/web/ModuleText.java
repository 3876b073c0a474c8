package dev.rockpool.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Takes a module of the page apart, as far as it takes to tell words for people from everything else: its
/// `html` templates, and the strings of its code.
final class ModuleText {

    /// Stands for what a template computes.
    private static final char COMPUTED = '\0';

    /// After these a slash begins a regular expression, anywhere else it divides.
    private static final String BEFORE_REGEX = "(,=:[!&|?{};>\n";

    private static final Pattern NOT_WORDS =
            Pattern.compile("(?s)<!--.*?-->|<kbd[^>]*>[^<]*</kbd>|<code[^>]*>[^<]*</code>|<[^>]*>|&\\w+;");
    private static final Pattern TOLD_ATTRIBUTE =
            Pattern.compile("\\s(?:aria-label|aria-description|title|placeholder|alt|label)=\"([^\"]*)\"");
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}'’-]*");

    private final String source;
    private final List<String> templates = new ArrayList<>();
    private final List<String> strings = new ArrayList<>();
    private final StringBuilder code = new StringBuilder();
    private int at;

    ModuleText(String source) {
        this.source = source;
        code(false);
    }

    /// Strings of the code, those of templates' expressions included.
    List<String> strings() {
        return strings;
    }

    /// The code without comments and without what stands in `html` templates between expressions.
    String code() {
        return code.toString();
    }

    /// Words in `html` templates that stand there as they are, in texts and in attributes that are read to people.
    List<String> bareWords(Set<String> allowed) {
        return templates.stream()
                .flatMap(ModuleText::told)
                .flatMap(text -> WORD.matcher(text).results().map(found -> found.group()))
                .filter(word -> !allowed.contains(word))
                .toList();
    }

    private static Stream<String> told(String template) {
        Stream<String> attributes = TOLD_ATTRIBUTE.matcher(template).results().map(found -> found.group(1));
        return Stream.concat(Stream.of(NOT_WORDS.matcher(template).replaceAll(" ")), attributes);
    }

    /// Reads code up to its end, or up to the brace that ends an expression in a template.
    private void code(boolean inTemplate) {
        int depth = 0;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (source.startsWith("//", at)) {
                skipTo("\n", 0);
            } else if (source.startsWith("/*", at)) {
                skipTo("*/", 2);
            } else if (c == '"' || c == '\'') {
                string(c);
            } else if (c == '`') {
                template();
            } else if (c == '/' && beginsRegex()) {
                regex();
            } else if (c == '}' && inTemplate && depth == 0) {
                at++;
                return;
            } else {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                code.append(c);
                at++;
            }
        }
    }

    private void skipTo(String end, int further) {
        int found = source.indexOf(end, at);
        at = found < 0 ? source.length() : found + further;
    }

    private void string(char quote) {
        int end = at + 1;
        while (source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        strings.add(unescaped(source.substring(at + 1, end)));
        code.append(source, at, end + 1);
        at = end + 1;
    }

    static String unescaped(String literal) {
        return Pattern.compile("\\\\(.)")
                .matcher(literal)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).equals("n") ? "\n" : found.group(1)));
    }

    private void template() {
        boolean html = code.toString().endsWith("html");
        var text = new StringBuilder();
        at++;
        while (source.charAt(at) != '`') {
            if (source.startsWith("${", at)) {
                at += 2;
                text.append(COMPUTED);
                code.append("${");
                code(true);
                code.append('}');
            } else {
                if (source.charAt(at) == '\\') {
                    at++;
                }
                text.append(source.charAt(at++));
            }
        }
        at++;
        code.append("``");
        if (html) {
            templates.add(text.toString());
        }
    }

    private boolean beginsRegex() {
        String before = code.toString().stripTrailing();
        return before.isEmpty()
                || before.endsWith("return")
                || BEFORE_REGEX.indexOf(before.charAt(before.length() - 1)) >= 0;
    }

    private void regex() {
        boolean inClass = false;
        do {
            char c = source.charAt(at);
            inClass = c == '[' || (inClass && c != ']');
            at += c == '\\' ? 2 : 1;
        } while (source.charAt(at) != '/' || inClass);
        at++;
        code.append("//");
    }
}
