package dev.rockpool.benchmarks.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StampScannerTest {

    private static final String TEXT = "data: {\"delta\":\"tide-1@1763841234567890 tide-2@1763841234587890 \"}\n\n";

    private final List<Long> found = new ArrayList<>();
    private final StampScanner scanner = new StampScanner(found::add);

    @Test
    void stampsAreFoundWhereverTheBytesAreCut() {
        for (int cut = 0; cut <= TEXT.length(); cut++) {
            found.clear();

            scan(TEXT.substring(0, cut));
            scan(TEXT.substring(cut));

            assertThat(found).as("cut at %d", cut).containsExactly(1763841234567890L, 1763841234587890L);
        }
    }

    @Test
    void anAtSignInOrdinaryTextIsNoStamp() {
        scan("somebody@example.org wrote @17 at 1763841234567890 ");

        assertThat(found).isEmpty();
    }

    private void scan(String text) {
        scanner.scan(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }
}
