package dev.rockpool.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | unauthorized | Unauthorized | UNAUTHORIZED",
                "401 | authentication_error | Incorrect API key | PROVIDER_AUTH",
                "429 | rate_limited | Too many failed authentication attempts. | LOCKED_OUT",
                "429 | rate_limit_error | slow down | RATE_LIMITED",
                "402 | insufficient_quota | no credit | PROVIDER_AUTH",
                "403 | proxy_attribution_required | Proxy client attribution is required. | PROXY_REFUSED",
                "400 | invalid_request_error | Unknown agent 'nope'. | UNKNOWN_AGENT",
                "400 | invalid_request_error | Multiple agents are configured, but this operation has none | AGENT_REQUIRED",
                "400 | invalid_request_error | Missing user message in `messages`. | BAD_REQUEST",
                "413 | invalid_request_error | Payload too large | TOO_LARGE",
                "404 | not_found | Unknown model: x/y | BAD_REQUEST",
                "404 | not_found | nothing here | ENDPOINT_OFF",
                "500 | api_error | internal error | INTERNAL",
                "502 | api_error | upstream provider error | UNAVAILABLE",
                "503 | gateway_unavailable | draining | UNAVAILABLE",
            })
    void typeDecidesBeforeStatus(int status, String type, String message, GatewayError.Kind kind) {
        String body = "{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type + "\"}}";

        GatewayError error = GatewayErrors.of(reply(status, "application/json", body));

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.type()).isEqualTo(type);
        assertThat(error.message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({
        "200, text/html, ENDPOINT_OFF",
        "302, text/html, NOT_OPENCLAW",
        "200, application/json, NOT_OPENCLAW",
        "401, text/plain, UNAUTHORIZED",
        "404, text/plain, ENDPOINT_OFF",
        "405, text/plain, ENDPOINT_OFF",
        "413, text/plain, TOO_LARGE",
        "429, text/html, RATE_LIMITED",
        "500, text/plain, INTERNAL",
        "503, text/plain, UNAVAILABLE",
    })
    void statusDecidesWhereThereIsNoType(int status, String contentType, GatewayError.Kind kind) {
        assertThat(GatewayErrors.of(reply(status, contentType, "{}")).kind()).isEqualTo(kind);
    }

    @Test
    void wordsOfTheGatewayStayOnOneShortLine() {
        String body = "{\"error\":{\"message\":\"a\\nb\\u0000" + "c".repeat(2000) + "\",\"type\":\"api_error\"}}";

        assertThat(GatewayErrors.of(reply(500, "application/json", body)).message())
                .startsWith("a b ")
                .hasSizeLessThanOrEqualTo(500);
    }

    @ParameterizedTest
    @EnumSource(GatewayError.Kind.class)
    void everyKindHasAdvice(GatewayError.Kind kind) {
        assertThat(GatewayErrors.advice(kind)).endsWith(".");
    }

    private static Reply reply(int status, String contentType, String body) {
        return new Reply(status, contentType, null, body);
    }
}
