package dev.rockpool.web;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import tools.jackson.databind.json.JsonMapper;

/// The document diagrams are drawn in. It has an origin of its own, wherever it is opened, and may load nothing but the
/// library that draws; the page puts it into a frame and shows what comes back as an image.
@Controller
class DiagramFrame {

    private final ResourceUrlProvider urls;
    private final JsonMapper json;

    DiagramFrame(ResourceUrlProvider urls, JsonMapper json) {
        this.urls = urls;
        this.json = json;
    }

    @GetMapping("/diagram-frame")
    ResponseEntity<String> frame() {
        String map = importMap();
        return ResponseEntity.ok()
                .contentType(PageShell.HTML)
                .cacheControl(CacheControl.noCache())
                .header(ContentPolicy.HEADER, ContentPolicy.ofDiagrams(map))
                .body(page(map));
    }

    private String page(String map) {
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Draws diagrams</title>
            <script type="importmap">%s</script>
            <script type="module" src="%s"></script>
            </head>
            <body></body>
            </html>
            """.formatted(map, url(WebAssets.DIAGRAM_SCRIPT));
    }

    private String importMap() {
        Map<String, String> imports = new TreeMap<>();
        ImportMap.ofClassPath(json).resolve("mermaid").ifPresent(path -> imports.put("mermaid", path));
        return json.writeValueAsString(Map.of("imports", imports)).replace("<", "\\u003c");
    }

    private String url(String path) {
        return Objects.requireNonNullElse(urls.getForLookupPath(path), path);
    }
}
