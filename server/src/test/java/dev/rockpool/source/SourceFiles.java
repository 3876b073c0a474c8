package dev.rockpool.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The files of a source tree: those git tracks or would, and where there is no git, as in an
/// unpacked archive, everything but what builds and runs leave behind.
final class SourceFiles {

    /// A longer file is data; nobody writes one by hand.
    private static final long MAX_BYTES = 2_000_000;

    private static final Set<String> NOT_SOURCE = Set.of(".git", "target", "data", "node_modules", ".idea", ".vscode");

    private SourceFiles() {}

    /// The folder of the whole project, from that of a module.
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException("The tests do not run inside the project."));
        }
        return folder;
    }

    /// The files below `root`, by paths relative to it.
    static List<Path> below(Path root) throws IOException {
        // In a work tree of its own `.git` is a file.
        List<Path> known = Files.exists(root.resolve(".git")) ? known(root) : List.of();
        return known.isEmpty() ? walked(root) : known;
    }

    private static List<Path> known(Path root) throws IOException {
        ProcessBuilder git = new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
                .directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process;
        try {
            process = git.start();
        } catch (IOException e) {
            // There is no git on this machine.
            return List.of();
        }
        try (var output = process.getInputStream()) {
            return Stream.of(new String(output.readAllBytes(), UTF_8).split("\0"))
                    .filter(name -> !name.isEmpty())
                    .map(Path::of)
                    .filter(file -> Files.isRegularFile(root.resolve(file)))
                    .toList();
        }
    }

    static List<Path> walked(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean skip = !folder.equals(root)
                        && NOT_SOURCE.contains(folder.getFileName().toString())
                        && !folder.startsWith(root.resolve("server/src"));
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(root.relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /// The lines of a file of text; none of one that is not.
    static List<String> lines(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            return List.of();
        }
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            return List.of();
        }
    }
}
