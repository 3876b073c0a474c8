package dev.rockpool.run;

import dev.rockpool.benchmarks.micro.Answer;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.json.JsonMapper;

/// Keeps one whole answer in the event log and as the rows that are stored of it, and reads it back from
/// those. The database is not part of it.
@State(Scope.Thread)
public class EventLogBenchmark {

    /// What comes within 100 ms at 20 ms a token.
    private static final int BATCH = 5;

    private final EventCodec codec =
            new EventCodec(JsonMapper.builder().findAndAddModules().build());
    private final List<RunEvent> events =
            Answer.tokens().stream().<RunEvent>map(RunEvent.Text::new).toList();
    private final List<String> rows = rows();

    @Benchmark
    public RunLog append(Blackhole stored) {
        RunLog log = new RunLog();
        for (int from = 0; from < events.size(); from += BATCH) {
            for (RunEvent event : events.subList(from, from + BATCH)) {
                log.append(event);
            }
            stored.consume(codec.encode(log.after(from)));
        }
        return log;
    }

    @Benchmark
    public List<RunEvent> replay() {
        List<RunEvent> read = new ArrayList<>();
        for (String row : rows) {
            read.addAll(codec.decode(row));
        }
        return RunLog.of(read).after(0);
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (int from = 0; from < events.size(); from += BATCH) {
            rows.add(codec.encode(events.subList(from, from + BATCH)));
        }
        return rows;
    }
}
