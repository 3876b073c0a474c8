package dev.rockpool.e2e.crawl;

import dev.rockpool.e2e.product.Reply;
import java.util.List;
import java.util.Optional;

/// What the server answered to one request.
///
/// @param who    as whom it was asked
/// @param reply  what came back
public record Answer(String who, String method, String path, Reply reply) {

    String header(String name) {
        return reply.headers().firstValue(name).orElse("");
    }

    List<String> headers(String name) {
        return reply.headers().allValues(name);
    }

    String body() {
        return reply.body();
    }

    int status() {
        return reply.status();
    }

    boolean isHtml() {
        return header("Content-Type").startsWith("text/html");
    }

    boolean isAsset() {
        return path.startsWith("/app/") || path.startsWith("/_static/");
    }

    boolean isApi() {
        return path.startsWith("/api/");
    }

    /// A fault, with where it is.
    Optional<String> fault(boolean wrong, String what) {
        return wrong
                ? Optional.of("%s %s as %s, %d: %s".formatted(method, path, who, status(), what))
                : Optional.empty();
    }
}
