package dev.rockpool.benchmarks.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The same call again and again, over some connections at once.
final class Load {

    private static final double NANOS_PER_MS = 1e6;

    private final int port;
    private final byte[] request;

    Load(int port, String path, String cookie) {
        this.port = port;
        this.request = KeptConnection.get(port, path, cookie);
    }

    /// Calls `calls` times in all, each connection waiting for an answer before it asks again.
    ///
    /// @return how long each call took, in milliseconds
    double[] run(int connections, int calls) throws InterruptedException, ExecutionException {
        try (ExecutorService callers = Executors.newFixedThreadPool(connections)) {
            List<Future<double[]>> taken = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                taken.add(callers.submit(() -> callInTurn(calls / connections)));
            }
            List<double[]> all = new ArrayList<>();
            for (Future<double[]> one : taken) {
                all.add(one.get());
            }
            return all.stream().flatMapToDouble(Arrays::stream).toArray();
        }
    }

    private double[] callInTurn(int calls) throws IOException {
        double[] taken = new double[calls];
        try (KeptConnection connection = new KeptConnection(port)) {
            for (int i = 0; i < calls; i++) {
                long start = System.nanoTime();
                connection.call(request);
                taken[i] = (System.nanoTime() - start) / NANOS_PER_MS;
            }
        }
        return taken;
    }

    /// How many bytes the body of one answer takes on the wire.
    long bytes() throws IOException {
        try (KeptConnection connection = new KeptConnection(port)) {
            return connection.call(request);
        }
    }
}
