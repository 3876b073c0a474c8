package dev.rockpool.e2e.search;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.process.TempFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One person's browser with all it sends, is answered, prints and keeps: whole requests and answers with their
/// headers, the frames of the live channel, the console, and what is in the page and its storage at the end.
public final class Recording {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEPT = """
        () => JSON.stringify({
          local: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie, address: location.href,
          page: document.documentElement.outerHTML, fields: [...document.querySelectorAll('input, textarea')].map((f) => f.value),
        })""";

    private final Path folder = TempFolders.create("rockpool-recording-");
    private final BrowserContext profile;
    private final List<Place> places = new CopyOnWriteArrayList<>();
    private final List<String> cookies = new ArrayList<>();

    /// Opens a browser profile and records from now on.
    public Recording(Chromium chromium) {
        profile = chromium.recordedProfile(folder.resolve("traffic.har"));
        profile.onPage(this::listen);
    }

    public BrowserContext profile() {
        return profile;
    }

    private void listen(Page page) {
        page.onConsoleMessage(line -> places.add(Place.of(Place.Kind.CONSOLE, "console", line.text())));
        page.onPageError(error -> places.add(Place.of(Place.Kind.CONSOLE, "error of the page", error)));
        page.onWebSocket(socket -> {
            String name = URI.create(socket.url()).getPath();
            socket.onFrameReceived(frame -> places.add(Place.of(Place.Kind.FRAME, "from " + name, text(frame.text()))));
            socket.onFrameSent(frame -> places.add(Place.of(Place.Kind.FRAME, "to " + name, text(frame.text()))));
        });
    }

    private static String text(String frame) {
        return frame == null ? "" : frame;
    }

    /// Ends the recording.
    public void close() {
        for (Page page : profile.pages()) {
            places.add(Place.of(Place.Kind.STORAGE, "page and storage", (String) page.evaluate(KEPT)));
        }
        // What scripts may read proves nothing.
        profile.cookies().stream()
                .filter(cookie -> Boolean.TRUE.equals(cookie.httpOnly))
                .forEach(cookie -> cookies.add(cookie.value));
        profile.close();
        read(folder.resolve("traffic.har"));
        TempFolders.remove(folder);
    }

    /// Everything, once the recording has ended.
    public List<Place> places() {
        return List.copyOf(places);
    }

    /// What proves to the server who this is.
    public List<String> cookies() {
        return List.copyOf(cookies);
    }

    private void read(Path har) {
        try {
            JSON.readTree(Files.readString(har)).path("log").path("entries").forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException("No recording was made", e);
        }
    }

    private void add(JsonNode entry) {
        JsonNode request = entry.path("request");
        JsonNode answer = entry.path("response");
        String name = request.path("method").asString() + " "
                + URI.create(request.path("url").asString()).getPath();
        String sent = request.path("url").asString() + "\n" + headers(request)
                + request.path("postData").path("text").asString("");
        places.add(Place.of(Place.Kind.REQUEST, name, sent));
        places.add(Place.of(Place.Kind.ANSWER, name, headers(answer) + body(answer.path("content"))));
    }

    private static String headers(JsonNode message) {
        return message.path("headers")
                .valueStream()
                .map(header -> Map.entry(
                        header.path("name").asString(), header.path("value").asString()))
                .map(header -> header.getKey() + ": " + header.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String body(JsonNode content) {
        String text = content.path("text").asString("");
        boolean encoded = content.path("encoding").asString("").equals("base64");
        return encoded ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8) : text;
    }
}
