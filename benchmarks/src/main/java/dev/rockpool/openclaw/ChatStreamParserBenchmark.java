package dev.rockpool.openclaw;

import dev.rockpool.benchmarks.micro.Answer;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.json.JsonMapper;

/// Reads one whole answer as a gateway streams it, in pieces of the size of a network packet.
@State(Scope.Thread)
public class ChatStreamParserBenchmark {

    private static final int PIECE_BYTES = 1_460;

    private final byte[] stream = stream();

    @Benchmark
    public void parse(Blackhole read) {
        ChatStreamParser parser = new ChatStreamParser();
        for (int from = 0; from < stream.length; from += PIECE_BYTES) {
            parser.feed(stream, from, Math.min(from + PIECE_BYTES, stream.length));
            for (ChatEvent event = parser.poll(); event != null; event = parser.poll()) {
                read.consume(event);
            }
        }
    }

    private static byte[] stream() {
        JsonMapper json = new JsonMapper();
        StringBuilder sse = new StringBuilder();
        for (String token : Answer.tokens()) {
            sse.append("""
                data: {"id":"chatcmpl_b8a2f4c1","object":"chat.completion.chunk","created":1763841234,\
                "model":"openclaw/main","choices":[{"index":0,"delta":{"content":%s},"finish_reason":null}]}

                """.formatted(json.writeValueAsString(token)));
        }
        return sse.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
