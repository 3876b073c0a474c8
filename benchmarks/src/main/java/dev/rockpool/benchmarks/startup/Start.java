package dev.rockpool.benchmarks.startup;

import dev.rockpool.e2e.process.ChildProcess;
import dev.rockpool.e2e.process.Ports;
import dev.rockpool.e2e.process.TempFolders;
import dev.rockpool.e2e.product.ServerMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// One start that was measured.
///
/// @param seconds       from the start of the process until it answered `GET /` with the page
/// @param cpuSeconds    processor time it took until then
/// @param idleMegabytes resident memory ten seconds later; not a number where nobody waited for it
record Start(double seconds, double cpuSeconds, double idleMegabytes) {

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int CALL_LIMIT_MILLIS = 10_000;
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /// @param idle whether to stay for the memory of an idle server
    static Start of(Launch launch, boolean idle) {
        Path home = TempFolders.create("rockpool-start-");
        int port = Ports.free();
        long began = System.nanoTime();
        try (ChildProcess server =
                ChildProcess.start("startup", launch.command(), home, environment(launch, home, port))) {
            while (!pageOpens(port)) {
                if (!server.alive() || System.nanoTime() - began > LIMIT.toNanos()) {
                    throw new IllegalStateException(launch.name() + " did not start: " + server.tail());
                }
                pause(POLL);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            ServerMemory process = new ServerMemory(server.pid());
            double cpuSeconds = process.cpu().toMillis() / 1e3;
            if (idle) {
                pause(IDLE);
            }
            double megabytes = idle ? process.resident() / 1e6 : Double.NaN;
            server.stop();
            return new Start(seconds, cpuSeconds, megabytes);
        } finally {
            TempFolders.remove(home);
        }
    }

    private static Map<String, String> environment(Launch launch, Path home, int port) {
        Map<String, String> environment = new HashMap<>(launch.settings());
        environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
        environment.put("HOME", home.toString());
        environment.put("ROCKPOOL_DATA", home.resolve("data").toString());
        environment.put("ROCKPOOL_PORT", Integer.toString(port));
        return environment;
    }

    /// Whether the whole page was answered.
    private static boolean pageOpens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(CALL_LIMIT_MILLIS);
            socket.getOutputStream().write(REQUEST);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.startsWith("HTTP/1.1 200") && answer.contains("<rp-app");
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
