package dev.rockpool.benchmarks.streaming;

import dev.rockpool.e2e.process.ChildProcess;
import dev.rockpool.e2e.process.TempFolders;
import dev.rockpool.simulator.GatewaySimulatorMain;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The gateway simulator as a process of its own, so that what it takes of the machine is not the server's.
public final class SimulatorProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("at (http://\\S+), token (\\S+),");

    private final Path home = TempFolders.create("rockpool-simulator-");
    private final ChildProcess process;
    private final Matcher address;

    private SimulatorProcess() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        process = ChildProcess.start(
                "simulator",
                List.of(
                        java.toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GatewaySimulatorMain.class.getName()),
                home,
                Map.of());
        process.awaitReady(
                Duration.ofSeconds(30), () -> ADDRESS.matcher(process.output()).find());
        address = ADDRESS.matcher(process.output());
        address.find();
    }

    public static SimulatorProcess start() {
        return new SimulatorProcess();
    }

    public URI url() {
        return URI.create(address.group(1));
    }

    public String token() {
        return address.group(2);
    }

    @Override
    public void close() {
        process.close();
        TempFolders.remove(home);
    }
}
