package dev.rockpool.e2e.crawl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What can be seen of an answer without attacking anything: headers, cookies, and words that
/// should not be in it.
public final class PassiveChecks {

    private static final Pattern INLINE_SCRIPT =
            Pattern.compile("<script(?![^>]*\\bsrc=)([^>]*)>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern INLINE_STYLE_OR_HANDLER =
            Pattern.compile("<style|<[^>]+\\s(?:style|on[a-z]+)\\s*=|javascript:", Pattern.CASE_INSENSITIVE);
    private static final Pattern INSECURE =
            Pattern.compile("(?:src|href|action)\\s*=\\s*[\"']http:", Pattern.CASE_INSENSITIVE);
    private static final Pattern INSIDES = Pattern.compile(
            "org\\.(?:springframework|apache|hibernate|flywaydb|sqlite|postgresql)\\b|\\bjava\\.(?:lang|util|io|sql)\\."
                    + "|\\bat [\\w.$]+\\([\\w]+\\.java:\\d+\\)|[a-z]Exception\\b|Tomcat|Whitelabel|SQLSTATE"
                    + "|/BOOT-INF/|jar:(?:file|nested):");
    private static final Pattern PRIVATE_ADDRESS = Pattern.compile(
            "\\b(?:10(?:\\.\\d{1,3}){3}|192\\.168(?:\\.\\d{1,3}){2}|172\\.(?:1[6-9]|2\\d|3[01])(?:\\.\\d{1,3}){2})\\b");
    private static final List<String> TELLTALES =
            List.of("Server", "X-Powered-By", "X-AspNet-Version", "X-Generator", "Via", "X-Application-Context");
    private static final List<String> FOR_OTHER_SITES =
            List.of("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Allow-Methods");
    private static final List<String> POLICY = List.of(
            "default-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'");
    private static final List<String> LAX =
            List.of("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:");

    private final boolean encrypted;
    private final String folder;

    /// @param encrypted whether people reach the server over TLS
    /// @param folder    where the server keeps its files, which nobody is to be told
    public PassiveChecks(boolean encrypted, String folder) {
        this.encrypted = encrypted;
        this.folder = folder;
    }

    /// What is wrong with an answer, each in a sentence; empty when nothing is.
    public List<String> of(Answer answer) {
        List<Optional<String>> faults = new ArrayList<>();
        headers(answer, faults);
        cookies(answer, faults);
        words(answer, faults);
        if (answer.isHtml()) {
            page(answer, faults);
        }
        if (answer.isApi()) {
            api(answer, faults);
        }
        return faults.stream().flatMap(Optional::stream).toList();
    }

    /// The frame that draws diagrams has no origin of its own, so it reads its code as another site would.
    private static boolean isOfDiagrams(Answer answer) {
        return answer.path().startsWith("/_static/mermaid/") || answer.path().startsWith("/app/diagram-frame");
    }

    private void headers(Answer answer, List<Optional<String>> faults) {
        faults.add(answer.fault(answer.status() >= 500, "the server failed"));
        faults.add(answer.fault(!answer.header("X-Content-Type-Options").equals("nosniff"), "no nosniff"));
        faults.add(answer.fault(
                encrypted == answer.header("Strict-Transport-Security").isEmpty(),
                "HSTS where it should not be or none"));
        for (String name : TELLTALES) {
            faults.add(answer.fault(!answer.header(name).isEmpty(), name + " tells what this is"));
        }
        for (String name : FOR_OTHER_SITES) {
            faults.add(answer.fault(
                    !answer.header(name).isEmpty() && !isOfDiagrams(answer), name + " lets other sites read"));
        }
        if (!answer.isAsset()) {
            faults.add(answer.fault(
                    !List.of("same-origin", "no-referrer").contains(answer.header("Referrer-Policy")),
                    "no Referrer-Policy"));
            faults.add(answer.fault(!answer.header("X-Frame-Options").equals("DENY"), "no X-Frame-Options"));
            faults.add(answer.fault(answer.header("Permissions-Policy").isEmpty(), "no Permissions-Policy"));
        }
        String type = answer.header("Content-Type");
        faults.add(answer.fault(!answer.body().isEmpty() && type.isEmpty(), "no Content-Type"));
        // JSON, SVG and modules have their own rules for what they are written in; styles take their page's.
        faults.add(answer.fault(
                type.matches("text/(?!javascript|css).*")
                        && !type.toLowerCase(Locale.ROOT).contains("charset=utf-8"),
                "text without a charset: " + type));
    }

    private void cookies(Answer answer, List<Optional<String>> faults) {
        for (String cookie : answer.headers("Set-Cookie")) {
            String name = cookie.substring(0, cookie.indexOf('='));
            for (String flag : List.of("HttpOnly", "SameSite=Lax", "Path=/")) {
                faults.add(answer.fault(!cookie.contains(flag), "the cookie " + name + " has no " + flag));
            }
            faults.add(answer.fault(encrypted != cookie.contains("Secure"), "Secure is wrong at the cookie " + name));
            faults.add(answer.fault(answer.isAsset(), "an asset sets the cookie " + name));
        }
    }

    private void words(Answer answer, List<Optional<String>> faults) {
        String body = answer.body();
        faults.add(answer.fault(body.contains(folder), "tells where the server keeps its files"));
        // Of the libraries everybody has the source anyway.
        faults.add(answer.fault(
                body.contains("sourceMappingURL") && !answer.path().startsWith("/_static/"), "names a source map"));
        faults.add(answer.fault(body.contains("Index of /"), "lists a folder"));
        if (!answer.isAsset() && !answer.path().startsWith("/actuator/prometheus")) {
            found(INSIDES, body).forEach(word -> faults.add(answer.fault(true, "shows its insides: " + word)));
            found(PRIVATE_ADDRESS, body).forEach(word -> faults.add(answer.fault(true, "names " + word)));
        }
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).distinct();
    }

    private void page(Answer answer, List<Optional<String>> faults) {
        String policy = answer.header("Content-Security-Policy");
        for (String part : POLICY) {
            faults.add(answer.fault(!policy.contains(part), "the content policy lacks " + part));
        }
        for (String word : LAX) {
            faults.add(answer.fault(List.of(policy.split("[ ;]+")).contains(word), "the content policy has " + word));
        }
        INLINE_SCRIPT.matcher(answer.body()).results().forEach(script -> {
            faults.add(answer.fault(!policy.contains(hash(script.group(2))), "a script the policy does not name"));
            faults.add(answer.fault(!script.group(1).contains("importmap"), "a script in the page"));
        });
        faults.add(
                answer.fault(INLINE_STYLE_OR_HANDLER.matcher(answer.body()).find(), "a style or handler in the page"));
        faults.add(answer.fault(INSECURE.matcher(answer.body()).find(), "something loaded without encryption"));
        faults.add(answer.fault(answer.header("Cache-Control").isEmpty(), "no Cache-Control"));
    }

    private void api(Answer answer, List<Optional<String>> faults) {
        faults.add(answer.fault(!answer.header("Cache-Control").contains("no-store"), "may be stored on its way"));
        // Spring takes it away from errors, whose words are our own.
        boolean attached = answer.header("Content-Disposition").startsWith("attachment");
        faults.add(answer.fault(answer.status() < 400 && !attached, "opens as a page"));
        boolean json = answer.header("Content-Type").startsWith("application/json");
        faults.add(answer.fault(
                answer.status() >= 400 && (!json || answer.reply().message().isEmpty()), "no sentence"));
    }

    private static String hash(String script) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
