package dev.rockpool.web;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import tools.jackson.databind.json.JsonMapper;

/// Writes the two HTML pages there are: the shell every address of the UI answers with, and the small one
/// for addresses that mean nothing. Neither says anything about who asks.
@Component
class PageShell {

    static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final ResourceUrlProvider urls;
    private final JsonMapper json;
    private final boolean remember;
    private volatile String head = "";

    PageShell(
            ResourceUrlProvider urls,
            JsonMapper json,
            @Value("${spring.web.resources.chain.cache:true}") boolean remember) {
        this.urls = urls;
        this.json = json;
        this.remember = remember;
    }

    /// The shell. The nonce marks the import map, the only inline script a browser may take from us.
    String page(String nonce) {
        return """
            <!doctype html>
            <html lang="en">
            <head>
            %s</head>
            <body>
            <rp-app></rp-app>
            <noscript><p class="page-note">Rockpool needs JavaScript.</p></noscript>
            </body>
            </html>
            """.formatted(shellHead().replace("{nonce}", nonce));
    }

    /// The page for an address that means nothing here.
    String notFound() {
        return """
            <!doctype html>
            <html lang="en">
            <head>
            %s</head>
            <body>
            <main class="page-note">
            <img src="%s" width="32" height="32" alt="">
            <h1>There is nothing at this address</h1>
            <p>The link may be incomplete. Your chats are where you left them.</p>
            <p><a class="button primary" href="/">Open Rockpool</a></p>
            </main>
            </body>
            </html>
            """.formatted(look(), url("/app/mark.svg"));
    }

    private String shellHead() {
        if (head.isEmpty() || !remember) {
            head = look() + modules();
        }
        return head;
    }

    private String look() {
        return """
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
            <meta name="color-scheme" content="light dark">
            <title>Rockpool</title>
            <link rel="icon" href="%s" type="image/svg+xml">
            <link rel="stylesheet" href="%s">
            <link rel="stylesheet" href="%s">
            <script src="%s"></script>
            """.formatted(url("/app/mark.svg"), url("/app/tokens.css"), url("/app/app.css"), url("/app/theme.js"));
    }

    /// The import map comes before everything that loads a module: browsers refuse one that comes later.
    private String modules() {
        ImportMap map = ImportMap.ofClassPath(json);
        Map<String, String> served = new TreeMap<>();
        map.imports().forEach((name, path) -> served.put(name, url(path)));
        String preloads = new ModuleGraph(map)
                .closure("app/main.js").stream()
                        .map(path -> "<link rel=\"modulepreload\" href=\"" + url(path) + "\">\n")
                        .collect(Collectors.joining());
        return """
            <script type="importmap" nonce="{nonce}">%s</script>
            %s<script type="module" src="%s"></script>
            """.formatted(
                        json.writeValueAsString(Map.of("imports", served)).replace("<", "\\u003c"),
                        preloads,
                        url("/app/main.js"));
    }

    /// The address an asset is served at: with its content hash where it is ours.
    private String url(String path) {
        return Objects.requireNonNullElse(urls.getForLookupPath(path), path);
    }
}
