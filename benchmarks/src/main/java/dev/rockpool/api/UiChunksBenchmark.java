package dev.rockpool.api;

import dev.rockpool.benchmarks.micro.Answer;
import dev.rockpool.run.RunEvent;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.json.JsonMapper;

/// Translates one whole answer for one reader and writes it as JSON, as [UiMessageStream] does, without the
/// socket and without waiting.
@State(Scope.Thread)
public class UiChunksBenchmark {

    /// What comes within [UiMessageStream#COALESCE] at 20 ms a token, rounded up.
    private static final int AT_ONCE = 2;

    private final JsonMapper json = JsonMapper.builder().findAndAddModules().build();
    private final List<RunEvent> events =
            Answer.tokens().stream().<RunEvent>map(RunEvent.Text::new).toList();

    @Benchmark
    public void write(Blackhole socket) {
        UiChunks chunks = new UiChunks("message", "run", Instant.EPOCH);
        for (int from = 0; from < events.size(); from += AT_ONCE) {
            for (UiChunk chunk : chunks.of(events.subList(from, from + AT_ONCE))) {
                socket.consume(json.writeValueAsBytes(chunk));
            }
        }
    }
}
