package dev.rockpool.attack;

import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A call with places for ids.
///
/// @param path with kinds of ids in braces, in what stands behind the question mark too
/// @param body likewise; empty when there is none
record Attack(String method, String path, String body) {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+(?:-[a-z]+)*)}");

    /// Reads a line such as `PATCH /api/chat/{chat} {"title": "Taken"}`.
    static Attack parse(String line) {
        String[] words = line.strip().split("\\s+", 3);
        return new Attack(words[0], words[1], words.length == 3 ? words[2] : "");
    }

    /// The route it is a call of, see [Route#shape].
    String shape() {
        return (method + " " + path.replaceFirst("\\?.*", "")).replaceAll("\\{[^}]*}", "{}");
    }

    /// The names of what stands behind the question mark.
    Set<String> parameters() {
        return path.contains("?")
                ? Pattern.compile("[?&](\\w+)=")
                        .matcher(path)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /// What ids it takes.
    List<Kind> kinds() {
        return Stream.of(path, body)
                .flatMap(text -> PLACE.matcher(text).results())
                .map(found -> Kind.named(found.group(1)))
                .filter(kind -> kind.rule() != Kind.Rule.NO_ID)
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return method + " " + path + (PLACE.matcher(body).find() ? " " + body : "");
    }

    /// An answer, and what the database was asked for it.
    record Answer(Reply reply, List<String> statements) {}

    Answer by(TestClient browser, Function<Kind, String> ids) {
        String request = UUID.randomUUID().toString();
        HttpRequest.Builder call = browser.request(filled(
                        path,
                        ids,
                        id -> URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20")))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header(Statements.REQUEST, request)
                .method(
                        method,
                        body.isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(filled(body, ids, UnaryOperator.identity())));
        return new Answer(browser.send(call), Statements.of(request));
    }

    private static String filled(String text, Function<Kind, String> ids, UnaryOperator<String> encoding) {
        return PLACE.matcher(text).replaceAll(found -> {
            Kind kind = Kind.named(found.group(1));
            String id = kind.rule() == Kind.Rule.NO_ID ? kind.unknown() : ids.apply(kind);
            return Matcher.quoteReplacement(encoding.apply(id));
        });
    }
}
