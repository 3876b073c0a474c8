package dev.rockpool.simulator;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One HTTP request, read whole.
///
/// @param path the path as sent, still percent-encoded
/// @param body the body, empty when there is none or when it was too large
/// @param tooLarge whether the body was longer than this path takes
record Request(HttpMethod method, String path, String query, HttpHeaders headers, String body, boolean tooLarge) {

    static Request of(HttpMethod method, String uri, HttpHeaders headers, String body, boolean tooLarge) {
        var question = uri.indexOf('?');
        return question < 0
                ? new Request(method, uri, "", headers, body, tooLarge)
                : new Request(method, uri.substring(0, question), uri.substring(question + 1), headers, body, tooLarge);
    }

    int bodyBytes() {
        return ByteBufUtil.utf8Bytes(body);
    }

    boolean is(HttpMethod wanted, String wantedPath) {
        return method.equals(wanted) && path.equals(wantedPath);
    }

    @Nullable
    String header(String name) {
        var value = headers.get(name);
        return value == null || value.isBlank() ? null : value.trim();
    }

    @Nullable
    String queryValue(String name) {
        var values = new QueryStringDecoder("?" + query).parameters().getOrDefault(name, List.of());
        return values.isEmpty() || values.getFirst().isBlank()
                ? null
                : values.getFirst().trim();
    }
}
