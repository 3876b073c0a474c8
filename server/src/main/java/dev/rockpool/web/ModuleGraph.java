package dev.rockpool.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/// Finds what a module imports at once, directly or not, so that the page can ask for all of it in one go
/// instead of level by level. Modules loaded later with `import()` are left out.
final class ModuleGraph {

    private static final Pattern IMPORT =
            Pattern.compile("(?:import|export)\\s*(?:[\\w$*{}\\s,]+?from\\s*)?[\"']([^\"'\\n]+)[\"']");

    private final ImportMap map;

    ModuleGraph(ImportMap map) {
        this.map = map;
    }

    /// Paths of all modules that `name` needs before it runs, itself first.
    Collection<String> closure(String name) {
        var seen = new LinkedHashSet<String>();
        var waiting = new ArrayDeque<String>();
        map.resolve(name).ifPresent(waiting::add);
        while (!waiting.isEmpty()) {
            String path = waiting.remove();
            source(path).filter(text -> seen.add(path)).ifPresent(text -> imports(path, text, waiting));
        }
        return seen;
    }

    private void imports(String path, String text, Collection<String> found) {
        var matcher = IMPORT.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (name.startsWith(".")) {
                found.add(URI.create(path).resolve(name).getPath());
            } else {
                map.resolve(name).ifPresent(found::add);
            }
        }
    }

    private static Optional<String> source(String path) {
        String root = path.startsWith(WebAssets.OWN) ? "static" : "META-INF/resources";
        Resource module = new ClassPathResource(root + path);
        if (!module.isReadable()) {
            return Optional.empty();
        }
        try {
            return Optional.of(module.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the module " + path + " cannot be read", e);
        }
    }
}
