package dev.rockpool.openclaw;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// A whole answer of the gateway. A status of 200 alone means nothing: an older gateway answers unknown
/// paths with its HTML app shell (OpenClaw 2026.2.9, verified live), so [#json()] looks at the content type
/// first.
///
/// @param contentType in lower case, without parameters, empty when there is none
record Reply(int status, String contentType, @Nullable Duration retryAfter, String text) {

    private static final JsonMapper JSON = JsonMapper.shared();

    boolean ok() {
        return status >= 200 && status < 300;
    }

    boolean html() {
        return contentType.equals("text/html");
    }

    boolean isJson() {
        return contentType.equals("application/json");
    }

    /// The body as JSON, missing when it is none.
    JsonNode json() {
        if (!isJson()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(text);
        } catch (JacksonException _) {
            return MissingNode.getInstance();
        }
    }

    static String contentType(String header) {
        int parameters = header.indexOf(';');
        return (parameters < 0 ? header : header.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
