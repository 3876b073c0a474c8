package dev.rockpool.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

class PackedJsonTest {

    private final MockMvcTester browser = MockMvcTester.of(
            List.of(new Sea()),
            mvc -> mvc.setMessageConverters(new PackedJson(JsonMapper.shared())).build());

    @RestController
    static class Sea {

        @GetMapping("/waves")
        List<String> waves(@RequestParam int count) {
            return Collections.nCopies(count, "wave → café");
        }
    }

    @Test
    void aLongAnswerIsCompressedForWhoReadsThat() throws IOException {
        MockHttpServletResponse packed = answer(5_000, "gzip, br");
        MockHttpServletResponse plain = answer(5_000, "identity");

        assertThat(packed.getHeader(HttpHeaders.CONTENT_ENCODING)).isEqualTo("gzip");
        assertThat(packed.getContentAsByteArray()).hasSizeLessThan(plain.getContentAsByteArray().length / 10);
        assertThat(unpacked(packed)).isEqualTo(text(plain));
        assertThat(plain.containsHeader(HttpHeaders.CONTENT_ENCODING)).isFalse();
    }

    @Test
    void aShortAnswerIsSentAsItIsAndSaysItsLength() {
        MockHttpServletResponse answer = answer(3, "gzip");

        assertThat(answer.containsHeader(HttpHeaders.CONTENT_ENCODING)).isFalse();
        assertThat(text(answer)).isEqualTo("[\"wave → café\",\"wave → café\",\"wave → café\"]");
        assertThat(answer.getContentLength()).isEqualTo(answer.getContentAsByteArray().length);
    }

    @Test
    void cachesOnTheWayLearnThatTheAnswerDependsOnWhatIsRead() {
        assertThat(answer(3, "gzip").getHeaders(HttpHeaders.VARY)).contains(HttpHeaders.ACCEPT_ENCODING);
        assertThat(answer(5_000, "identity").getHeaders(HttpHeaders.VARY)).contains(HttpHeaders.ACCEPT_ENCODING);
    }

    private MockHttpServletResponse answer(int count, String acceptEncoding) {
        return browser.get()
                .uri("/waves?count=" + count)
                .header(HttpHeaders.ACCEPT_ENCODING, acceptEncoding)
                .exchange()
                .getResponse();
    }

    private static String text(MockHttpServletResponse answer) {
        return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static String unpacked(MockHttpServletResponse answer) throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(answer.getContentAsByteArray()))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
