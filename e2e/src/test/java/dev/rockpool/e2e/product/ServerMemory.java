package dev.rockpool.e2e.product;

import dev.rockpool.e2e.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server's process takes of its machine (Linux).
public final class ServerMemory {

    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final int CLOCK_TICKS_PER_SECOND = 100;

    private final long pid;

    public ServerMemory(RockpoolServer server) {
        this(server.pid());
    }

    public ServerMemory(long pid) {
        this.pid = pid;
    }

    /// Resident memory in bytes.
    public long resident() {
        Matcher rss = RSS.matcher(read("status"));
        if (!rss.find()) {
            throw new IllegalStateException("No VmRSS of " + pid);
        }
        return Long.parseLong(rss.group(1)) * 1024;
    }

    /// Heap in use after a full collection, in bytes.
    public long heapAfterCollection() {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("jcmd told no heap of " + pid);
        }
        return Long.parseLong(used.group(1)) * 1024;
    }

    /// Processor time taken since the start.
    public Duration cpu() {
        String stat = read("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return Duration.ofMillis(ticks * 1_000 / CLOCK_TICKS_PER_SECOND);
    }

    private String jcmd(String command) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Command.Result result = new Command(
                        List.of(jcmd.toString(), Long.toString(pid), command), Duration.ofSeconds(60))
                .run(Map.of());
        if (!result.ok()) {
            throw new IllegalStateException("jcmd " + command + ": " + result.output());
        }
        return result.output();
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
