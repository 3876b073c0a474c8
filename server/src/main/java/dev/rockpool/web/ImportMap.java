package dev.rockpool.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which module name stands for which path: what every library jar says of itself, and our own modules,
/// which import each other as `app/name.js` so that the browser finds them at their hashed URLs.
record ImportMap(Map<String, String> imports) {

    /// Its jar says nothing of itself.
    private static final String ZXCVBN = "META-INF/resources" + WebAssets.WEBJARS + "zxcvbn/*/zxcvbn.js";

    private static final String TONGUES = "tongues/";

    ImportMap {
        imports = Map.copyOf(imports);
    }

    /// Reads the fragments of all jars on the class path.
    ///
    /// @throws UncheckedIOException when a jar cannot be read
    static ImportMap ofClassPath(JsonMapper json) {
        var imports = new TreeMap<String, String>();
        try {
            var classPath = new PathMatchingResourcePatternResolver();
            for (Resource fragment : classPath.getResources("classpath*:META-INF/importmap.json")) {
                try (var in = fragment.getInputStream()) {
                    JsonNode names = json.readTree(in).path("imports");
                    names.properties()
                            .forEach(name ->
                                    imports.put(name.getKey(), name.getValue().stringValue()));
                }
            }
            for (Resource library : classPath.getResources("classpath*:" + ZXCVBN)) {
                String url = library.getURL().toString();
                String path = url.substring(url.lastIndexOf(WebAssets.WEBJARS) + WebAssets.WEBJARS.length());
                imports.put("zxcvbn", WebAssets.LIBRARIES + path);
            }
            for (Resource module : classPath.getResources("classpath:/static" + WebAssets.OWN + "*.js")) {
                imports.put("app/" + module.getFilename(), WebAssets.OWN + module.getFilename());
            }
            // What the UI says in other languages is asked for by name too.
            for (Resource tongue : classPath.getResources("classpath:/static" + WebAssets.OWN + TONGUES + "*.json")) {
                String file = TONGUES + tongue.getFilename();
                imports.put("app/" + file, WebAssets.OWN + file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the modules of the page cannot be read", e);
        }
        return new ImportMap(imports);
    }

    /// The path a module name stands for: itself, or the longest folder it lies in, as browsers do it.
    Optional<String> resolve(String name) {
        String path = imports.get(name);
        if (path != null) {
            return Optional.of(path);
        }
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            String folder = imports.get(name.substring(0, slash + 1));
            if (folder != null) {
                return Optional.of(folder + name.substring(slash + 1));
            }
        }
        return Optional.empty();
    }
}
