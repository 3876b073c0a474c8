package dev.rockpool.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Finds secrets in source files: keys and tokens by the forms their makers gave them, values that
/// look drawn at random where settings are written, and files that are kept to oneself. It needs no
/// network and nothing but the files.
final class SecretScan {

    private static final Map<String, Pattern> FORMS = Map.ofEntries(
            form("private key", "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
            form("age key", "AGE-SECRET-KEY-1[0-9A-Z]{50,}"),
            form("AWS key id", "\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b"),
            form("Azure storage key", "AccountKey=[A-Za-z0-9+/]{80,}={0,2}"),
            form("Google key", "\\b(?:AIza[\\w-]{35}|GOCSPX-[\\w-]{28}|ya29\\.[\\w-]{30,})"),
            form("DigitalOcean token", "\\bdo[opr]_v1_[a-f0-9]{64}\\b"),
            form("GitHub token", "\\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\\w{60,})"),
            form("GitLab token", "\\bgl(?:pat|rt|dt|ptt)-[\\w-]{20,}"),
            form("npm token", "\\bnpm_[A-Za-z0-9]{36}\\b|_authToken\\s*=\\s*[^\\s$]{8,}"),
            form("PyPI token", "\\bpypi-[\\w-]{50,}"),
            form("Anthropic key", "\\bsk-ant-[\\w-]{20,}"),
            form("OpenAI key", "\\bsk-(?!ant-)(?:proj-|svcacct-|admin-)?[A-Za-z0-9_]{20,}"),
            form("Hugging Face token", "\\bhf_[A-Za-z0-9]{34,}\\b"),
            form("Slack token", "\\bxox[abeoprs]-[A-Za-z0-9-]{10,}|hooks\\.slack\\.com/services/T\\w+/B\\w+/\\w+"),
            form("Telegram token", "\\b\\d{8,10}:AA[\\w-]{33}\\b"),
            form("Stripe key", "\\b[rs]k_live_[A-Za-z0-9]{20,}"),
            form("signed token", "\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{20,}"));

    private static final Pattern PRIVATE_FILE = Pattern.compile(
            "(?:\\.env(?:\\..+)?|\\.npmrc|\\.netrc|\\.pgpass|id_(?:rsa|dsa|ecdsa|ed25519)|credentials(?:\\.json)?"
                    + "|.+\\.(?:pem|p12|pfx|jks|keystore|key|kdbx|db|sqlite))");

    private static final Set<String> SETTINGS =
            Set.of("yml", "yaml", "properties", "xml", "json", "toml", "conf", "ini", "sh", "env", "md");

    /// A name that says what follows is secret, and the value; what only names a variable is none.
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)[\\w.-]*(?:secret|token|passw(?:or)?d|api[_-]?key|credential)[\\w.-]*[\"']?\\s*(?:[=:]|>)\\s*[\"']?"
                    + "([^\\s\"'<>${}]{12,})");

    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/_=-]{32,}");

    /// What everybody may know: ids, and sums that say a download is the right one.
    private static final Pattern KNOWN = Pattern.compile(
            "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?i)\\w*sha(?:256|512)\\w*\\s*[=:]\\s*[0-9a-f]+");

    /// Bits for each character, above which nobody has thought a text up; 32 hex digits drawn at
    /// random have 3.6.
    private static final double DRAWN = 3.5;

    private static final double DRAWN_HEX = 3.2;

    /// How often capitals, small letters, digits and the rest take turns. Drawn from all of them
    /// it is six times in ten; in names put together of words twice in a word.
    private static final double TURNS = 0.38;

    private SecretScan() {}

    private static Map.Entry<String, Pattern> form(String name, String pattern) {
        return Map.entry(name, Pattern.compile(pattern));
    }

    /// Where something was found; never what.
    record Finding(Path file, int line, String kind) {

        @Override
        public String toString() {
            return file + (line == 0 ? "" : ":" + line) + " looks like it holds a secret (" + kind + ")";
        }
    }

    /// Looks through `files`, which are below `root`.
    static List<Finding> of(Path root, List<Path> files) throws IOException {
        List<Finding> found = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (PRIVATE_FILE.matcher(name).matches()) {
                found.add(new Finding(file, 0, "private file"));
            }
            boolean settings = isSettings(name);
            List<String> lines = SourceFiles.lines(root.resolve(file));
            for (int i = 0; i < lines.size(); i++) {
                int number = i + 1;
                in(lines.get(i), settings).forEach(kind -> found.add(new Finding(file, number, kind)));
            }
        }
        return found;
    }

    private static boolean isSettings(String name) {
        int dot = name.lastIndexOf('.');
        // Without an ending: Dockerfile, scripts.
        return dot <= 0 || SETTINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /// The kinds of secrets in one line.
    ///
    /// @param settings whether it is of a file of settings or scripts, where random words are no code
    static List<String> in(String line, boolean settings) {
        List<String> kinds = new ArrayList<>();
        FORMS.forEach((kind, form) -> {
            if (form.matcher(line).find()) {
                kinds.add(kind);
            }
        });
        if (settings && kinds.isEmpty()) {
            String unknown = KNOWN.matcher(line).replaceAll("");
            if (drawn(ASSIGNED, 1, unknown) || drawn(LONG_WORD, 0, unknown)) {
                kinds.add("random value");
            }
        }
        return kinds;
    }

    private static boolean drawn(Pattern pattern, int group, String line) {
        Matcher matcher = pattern.matcher(line);
        while (matcher.find()) {
            if (isDrawn(matcher.group(group))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDrawn(String word) {
        if (word.length() >= 32 && word.matches("[0-9a-fA-F]+")) {
            return entropy(word) > DRAWN_HEX;
        }
        boolean hasDigits = word.chars().filter(Character::isDigit).count() >= 2;
        return word.length() >= 16 && hasDigits && turns(word) > TURNS && entropy(word) > DRAWN;
    }

    private static double turns(String word) {
        long turns = IntStream.range(1, word.length())
                .filter(i -> kind(word.charAt(i)) != kind(word.charAt(i - 1)))
                .count();
        return (double) turns / (word.length() - 1);
    }

    private static int kind(char letter) {
        return Character.isDigit(letter)
                ? 0
                : Character.isUpperCase(letter) ? 1 : Character.isLowerCase(letter) ? 2 : 3;
    }

    /// Shannon's, in bits for each character.
    private static double entropy(String word) {
        IntUnaryOperator count =
                letter -> (int) word.chars().filter(other -> other == letter).count();
        return word.chars()
                .distinct()
                .mapToDouble(letter -> (double) count.applyAsInt(letter) / word.length())
                .map(share -> -share * Math.log(share) / Math.log(2))
                .sum();
    }
}
