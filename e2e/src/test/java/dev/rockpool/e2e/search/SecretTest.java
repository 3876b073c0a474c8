package dev.rockpool.e2e.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

    private final Secret secret = Secret.random("a token", "POST /api/gateways");

    static Stream<Function<String, byte[]>> encodings() {
        return Stream.of(
                text -> utf8(text),
                text -> utf8(URLEncoder.encode(text, StandardCharsets.UTF_8)),
                text -> utf8("{\"token\": \"" + text.replace("/", "\\/") + "\"}"),
                text -> text.getBytes(StandardCharsets.UTF_16LE),
                text -> text.getBytes(StandardCharsets.UTF_16BE),
                text -> utf8(HexFormat.of().formatHex(utf8(text))),
                text -> utf8(HexFormat.of().withUpperCase().formatHex(utf8(text))),
                text -> utf8(Base64.getEncoder().encodeToString(utf8(text))),
                text -> utf8(Base64.getUrlEncoder().withoutPadding().encodeToString(utf8("rockpool:" + text))),
                text -> utf8(Base64.getEncoder().encodeToString(utf8("u:" + text + ":and more"))),
                text -> utf8(Base64.getEncoder().encodeToString(utf8("a" + text + "b"))),
                text -> utf8("Bearer " + text.substring(0, 14) + "..."));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void itIsFoundHoweverItIsWritten(Function<String, byte[]> encoding) {
        Place place = Place.of(Place.Kind.FILE, "a file", around(encoding.apply(secret.value())));

        assertThat(secret.leaks(List.of(place))).isNotEmpty().allMatch(leak -> !leak.contains(secret.value()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a token", "GHJKLMNPQRSTVWXYZ"})
    void whatIsNotItIsNotFound(String text) {
        assertThat(secret.leaks(List.of(Place.of(Place.Kind.LOG, "the log", text))))
                .isEmpty();
    }

    @Test
    void theRequestInWhichItWasTypedMayHoldIt() {
        Place typed = Place.of(Place.Kind.REQUEST, "POST /api/gateways", secret.value());
        Place answered = Place.of(Place.Kind.ANSWER, "POST /api/gateways", secret.value());
        Place elsewhere = Place.of(Place.Kind.REQUEST, "GET /api/gateways", secret.value());

        assertThat(secret.leaks(List.of(typed))).isEmpty();
        assertThat(secret.leaks(List.of(answered))).isNotEmpty();
        assertThat(secret.leaks(List.of(elsewhere))).isNotEmpty();
    }

    private static byte[] around(byte[] bytes) {
        byte[] all = new byte[bytes.length + 200];
        System.arraycopy(bytes, 0, all, 100, bytes.length);
        return all;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
