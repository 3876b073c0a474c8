package dev.rockpool.e2e.crawl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The addresses there are: those the API's page tells people, those its description tells
/// programs, the assets that pages name, and those that must not be there.
public final class Addresses {

    private static final Path TOLD = Path.of("..", "docs", "http-api.md");
    private static final Pattern READING_ROW = Pattern.compile("\\|([^|]*`GET[^|]*)\\|.*");
    private static final Pattern PATH = Pattern.compile("/[\\w/.{}?=&-]+");
    private static final Pattern ASSET = Pattern.compile("[\"'](/(?:app|_static)/[^\"']+)[\"']");

    private Addresses() {}

    /// What `docs/http-api.md` says can be read.
    ///
    /// @param chat  stands for every id
    /// @param token stands for every link's secret part
    public static Set<String> told(String chat, String token) {
        try (Stream<String> lines = Files.lines(TOLD)) {
            return lines.map(READING_ROW::matcher)
                    .filter(row -> row.matches())
                    .flatMap(row -> PATH.matcher(row.group(1)).results().map(MatchResult::group))
                    .map(path -> filled(path, chat, token))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the description at `/v3/api-docs` says can be read.
    public static Set<String> described(JsonNode description, String chat, String token) {
        return description.path("paths").properties().stream()
                .filter(path -> path.getValue().has("get"))
                .map(path -> filled(path.getKey(), chat, token))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String filled(String path, String chat, String token) {
        String asked =
                path.contains("chatId=") ? path.replace("chatId=", "chatId=" + chat) : path.replaceAll("\\?.*", "");
        return asked.replace("{id}", chat)
                .replace("{token}", token)
                .replace("{code}", "cancelled")
                .replaceAll("\\{\\w+}", chat);
    }

    /// The assets a page names, in its import map too.
    public static List<String> assets(String html) {
        return ASSET.matcher(html).results().map(found -> found.group(1)).toList();
    }

    /// What is left lying about elsewhere, and what frameworks show when nobody has forbidden it.
    public static List<String> notThere() {
        return List.of(
                "/.git/config",
                "/.git/HEAD",
                "/.env",
                "/.htaccess",
                "/.DS_Store",
                "/.svn/entries",
                "/actuator",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/info",
                "/actuator/beans",
                "/actuator/configprops",
                "/actuator/loggers",
                "/actuator/mappings",
                "/actuator/threaddump",
                "/actuator/sbom",
                "/error",
                "/app/",
                "/app/main.js.map",
                "/_static/",
                "/webjars/",
                "/META-INF/MANIFEST.MF",
                "/WEB-INF/web.xml",
                "/BOOT-INF/classes/application.yaml",
                "/application.yaml",
                "/db/migration/common/V1__chats.sql",
                "/h2-console",
                "/swagger-ui.html",
                "/swagger-ui/index.html",
                "/manager/html",
                "/server-status",
                "/package.json",
                "/backup.zip",
                "/rockpool.db",
                "/data/rockpool.db",
                "/data/secret.key");
    }
}
