package dev.rockpool.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;

/// Answers the UI's addresses with the page shell; what the page then shows is decided in the browser.
@Controller
class PageController {

    private static final String CHAT = "/chat/{id:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";

    /// What a link carries that somebody was given; whether it is worth anything, the page finds out.
    private static final String TOKEN = "{token:[A-Za-z0-9_-]{1,200}}";

    /// What every page with chats shows first. The browser asks for it before it has read the page, or it would
    /// come behind all the modules; `first.js` takes it.
    private static final String DATA = preload("/api/history?limit=30") + ", " + preload("/api/models");

    private final PageShell shell;

    PageController(PageShell shell) {
        this.shell = shell;
    }

    @GetMapping("/")
    ResponseEntity<byte[]> home(
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings) {
        return answer(Document.HOME, encodings, DATA);
    }

    @GetMapping(CHAT)
    ResponseEntity<byte[]> chat(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings) {
        return answer(Document.CHAT, encodings, preload("/api/messages?chatId=" + id) + ", " + DATA);
    }

    @GetMapping({"/login", "/register", "/reset/" + TOKEN, "/invite/" + TOKEN})
    ResponseEntity<byte[]> entry(
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings) {
        return answer(Document.ENTRY, encodings, null);
    }

    @GetMapping({"/settings", "/settings/{section:[a-z-]{1,32}}"})
    ResponseEntity<byte[]> settings(
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings) {
        return answer(Document.SETTINGS, encodings, null);
    }

    @GetMapping("/share/" + TOKEN)
    ResponseEntity<byte[]> shared(
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings) {
        return answer(Document.SHARED, encodings, null);
    }

    private static String preload(String path) {
        return "<" + path + ">; rel=preload; as=fetch; crossorigin=anonymous";
    }

    /// Asked for each time; a browser that has it already is told so.
    private ResponseEntity<byte[]> answer(Document document, @Nullable String encodings, @Nullable String data) {
        ShellPage page = shell.of(document);
        var answer = ResponseEntity.ok()
                .contentType(PageShell.HTML)
                .cacheControl(CacheControl.noCache())
                .eTag(page.tag())
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .header(ContentPolicy.HEADER, page.policy());
        if (data != null) {
            answer.header(HttpHeaders.LINK, data);
        }
        return Gzip.isAccepted(encodings)
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(page.packed())
                : answer.body(page.content());
    }
}
