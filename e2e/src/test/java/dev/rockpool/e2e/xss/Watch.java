package dev.rockpool.e2e.xss;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/// Watches a browser profile, with all its pages and frames, for what no message may cause: a script of theirs that
/// runs,
/// a request that leaves the server, a breach of the content policy, a dialog, a window, a download.
public final class Watch {

    private static final Duration DRAWN_WITHIN = Duration.ofSeconds(90);
    private static final Pattern LOCAL = Pattern.compile("^(?:data|blob|about):.*", Pattern.DOTALL);

    /// Pictures and documents the page itself asks for; anything else of the kind was asked for by a message.
    private static final Map<String, Pattern> OWN = Map.of(
            "image", Pattern.compile("/app/.*"),
            "media", Pattern.compile("-"),
            "font", Pattern.compile("/_static/katex/.*"),
            "stylesheet", Pattern.compile("/app/.*|/_static/katex/.*"),
            "document", Pattern.compile("/|/chat/[^/]+|/share/[^/]+|/diagram-frame"));

    private final String server;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    private Watch(String server) {
        this.server = server;
    }

    /// Begins to watch, before a page is opened.
    public static Watch over(BrowserContext profile, String server) {
        Watch watch = new Watch(server);
        profile.exposeFunction("tellCanary", told -> watch.seen.add(String.valueOf(told[0])));
        profile.addInitScript(Corpus.resource("watch.js"));
        profile.onRequest(watch::look);
        profile.route(url -> !url.startsWith(server + "/"), Route::abort);
        profile.onPage(watch::lookAt);
        return watch;
    }

    private void lookAt(Page page) {
        page.onPopup(popup -> seen.add("a window was opened: " + popup.url()));
        page.onDownload(download -> seen.add("a download began: " + download.url()));
        page.onPageError(problem -> seen.add("the page failed: " + problem));
        page.onDialog(dialog -> {
            seen.add("a dialog was shown: " + dialog.message());
            dialog.dismiss();
        });
        page.onWebSocket(socket -> {
            if (!socket.url().startsWith(server.replace("http:", "ws:") + "/api/live")) {
                seen.add("a socket was opened: " + socket.url());
            }
        });
    }

    private void look(Request request) {
        String url = request.url();
        if (LOCAL.matcher(url).matches()) {
            return;
        }
        if (!url.startsWith(server + "/")) {
            seen.add("a request left: " + url);
            return;
        }
        Pattern own = OWN.get(request.resourceType());
        if (own != null && !own.matcher(url.substring(server.length())).matches()) {
            seen.add("a message asked for " + url + " as " + request.resourceType());
        }
    }

    /// What was seen so far, in words.
    public List<String> seen() {
        return List.copyOf(seen);
    }

    /// Waits until formulas and diagrams on the page are there.
    public static void untilAllIsDrawn(Page page) {
        String settled = Corpus.resource("settled.js");
        Awaitility.await("formulas and diagrams")
                .atMost(DRAWN_WITHIN)
                .pollInSameThread()
                .until(() -> (boolean) page.evaluate(settled));
    }

    /// What is wrong with the messages below an element.
    public static List<String> findings(Locator root) {
        return strings(root.evaluate(Corpus.resource("findings.js")));
    }

    /// Shows texts as they grow, letter by letter, and returns what was ever wrong.
    public static List<String> whileTheyGrow(Page page, List<String> texts) {
        Map<?, ?> result = (Map<?, ?>) page.evaluate(Corpus.resource("grow.js"), texts);
        return strings(Objects.requireNonNull(result.get("wrong")));
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }
}
