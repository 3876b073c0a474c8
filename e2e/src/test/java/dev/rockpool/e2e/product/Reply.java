package dev.rockpool.e2e.product;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the server answered to one call.
public record Reply(int status, String body, HttpHeaders headers) {

    private static final JsonMapper JSON = new JsonMapper();

    static Reply of(HttpResponse<String> response) {
        return new Reply(response.statusCode(), response.body(), response.headers());
    }

    /// The body as JSON; a missing node when it is none.
    public JsonNode json() {
        try {
            return body.isBlank() ? JSON.missingNode() : JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }

    /// The code of an error such as `not_found:chat`, or an empty text.
    public String code() {
        return json().path("code").asString("");
    }

    /// The sentence of an error, or an empty text.
    public String message() {
        return json().path("message").asString("");
    }

    /// Status, and the body cut to what a failing test should show.
    @Override
    public String toString() {
        return status + " " + (body.length() > 500 ? body.substring(0, 500) + "..." : body);
    }
}
