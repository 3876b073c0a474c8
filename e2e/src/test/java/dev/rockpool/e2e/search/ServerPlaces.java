package dev.rockpool.e2e.search;

import dev.rockpool.e2e.process.Command;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.Reply;
import dev.rockpool.e2e.product.RockpoolServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a server leaves behind on its own machine, and what it tells whoever asks: its files, its log, how it was
/// started, what its threads do, and every address that answers a plain GET.
public final class ServerPlaces {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> OPERATIONS = List.of(
            "/actuator",
            "/actuator/health",
            "/actuator/health/readiness",
            "/actuator/prometheus",
            "/actuator/env",
            "/actuator/configprops",
            "/actuator/heapdump",
            "/actuator/threaddump",
            "/actuator/logfile",
            "/v3/api-docs");

    private ServerPlaces() {}

    /// @param administrator who asks; nobody is told more
    public static List<Place> of(RockpoolServer server, ApiClient administrator) {
        List<Place> places = new ArrayList<>(files(server.data()));
        Stream.concat(OPERATIONS.stream(), calls(administrator).stream())
                .forEach(path -> places.add(asked(administrator, path)));
        places.add(Place.of(Place.Kind.PROCESS, "threads", server.threads()));
        places.add(Place.of(Place.Kind.PROCESS, "command line", told(server, "VM.command_line")));
        places.add(Place.of(Place.Kind.PROCESS, "system properties", told(server, "VM.system_properties")));
        places.add(Place.of(Place.Kind.LOG, "log", server.output()));
        return places;
    }

    /// The data folder whole: the database with its write-ahead log, and whatever else is there.
    private static List<Place> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(ServerPlaces::file).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + folder, e);
        }
    }

    private static Place file(Path file) {
        try {
            return Place.of(Place.Kind.FILE, file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /// The documented calls that take nothing but an address.
    private static List<String> calls(ApiClient administrator) {
        return administrator
                .get("/v3/api-docs")
                .json()
                .path("paths")
                .propertyStream()
                .filter(path -> path.getValue().has("get") && !path.getKey().contains("{"))
                .map(Map.Entry::getKey)
                .filter(path -> !path.equals("/api/live"))
                .toList();
    }

    private static Place asked(ApiClient administrator, String path) {
        Reply reply = administrator.get(path);
        return Place.of(Place.Kind.ENDPOINT, path, reply.headers().map() + "\n" + reply.body());
    }

    private static String told(RockpoolServer server, String what) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        return new Command(List.of(jcmd.toString(), Long.toString(server.pid()), what), PATIENCE)
                .run(Map.of())
                .output();
    }
}
