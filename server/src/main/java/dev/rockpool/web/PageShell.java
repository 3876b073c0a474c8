package dev.rockpool.web;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import tools.jackson.databind.json.JsonMapper;

/// Writes the HTML there is: a shell for each [Document] of the UI, and the small page for addresses that mean
/// nothing. None of them says anything about who asks.
@Component
class PageShell {

    static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final ResourceUrlProvider urls;
    private final JsonMapper json;
    private final boolean remember;
    private volatile @Nullable Map<Document, ShellPage> shells;

    PageShell(
            ResourceUrlProvider urls,
            JsonMapper json,
            @Value("${spring.web.resources.chain.cache:true}") boolean remember) {
        this.urls = urls;
        this.json = json;
        this.remember = remember;
    }

    /// The shell of a document.
    ShellPage of(Document document) {
        return Objects.requireNonNull(shells().get(document));
    }

    private Map<Document, ShellPage> shells() {
        Map<Document, ShellPage> known = shells;
        if (known == null || !remember) {
            ImportMap map = ImportMap.ofClassPath(json);
            String script = script(map);
            String policy = ContentPolicy.allowing(script);
            known = new EnumMap<>(Document.class);
            for (Document document : Document.values()) {
                String head = look(document) + modules(map, script, document.module());
                known.put(document, ShellPage.of(page(head, document), policy));
            }
            shells = known;
        }
        return known;
    }

    private String page(String head, Document document) {
        return """
            <!doctype html>
            <html lang="en">
            <head>
            %s</head>
            <body>
            <%s aria-busy="true">%s</%s>
            <noscript><p class="page-note">Rockpool needs JavaScript.</p></noscript>
            </body>
            </html>
            """.formatted(head, document.element(), outline(document), document.element());
    }

    private String outline(Document document) {
        return document.isChat() ? Skeleton.around(document.outline(), url("/app/mark.svg")) : document.outline();
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
            """.formatted(look(Document.HOME), url("/app/mark.svg"));
    }

    /// The script comes before the style sheets, or it would wait for them.
    private String look(Document document) {
        return """
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
            <meta name="color-scheme" content="light dark">
            <title>Rockpool</title>
            <script src="%s"></script>
            %s%s%s<link rel="icon" href="%s" type="image/svg+xml">
            """.formatted(
                        url("/app/first.js"),
                        style("/app/tokens.css"),
                        style("/app/app.css"),
                        document.isChat() ? "" : style("/app/people.css"),
                        url("/app/mark.svg"));
    }

    private String style(String path) {
        return "<link rel=\"stylesheet\" href=\"" + url(path) + "\">\n";
    }

    private String script(ImportMap map) {
        Map<String, String> served = new TreeMap<>();
        map.imports().forEach((name, path) -> served.put(name, url(path)));
        return json.writeValueAsString(Map.of("imports", served)).replace("<", "\\u003c");
    }

    /// The import map comes before everything that loads a module: browsers refuse one that comes later.
    private String modules(ImportMap map, String script, String entry) {
        String preloads = new ModuleGraph(map)
                .closure(entry).stream()
                        .map(path -> "<link rel=\"modulepreload\" href=\"" + url(path) + "\">\n")
                        .collect(Collectors.joining());
        return """
            <script type="importmap">%s</script>
            %s<script type="module" src="%s"></script>
            """.formatted(script, preloads, url("/" + entry));
    }

    /// The address an asset is served at: with its content hash where it is ours.
    private String url(String path) {
        return Objects.requireNonNullElse(urls.getForLookupPath(path), path);
    }
}
