package dev.rockpool.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/// Answers the UI's addresses with the page shell; what the page then shows is decided in the browser.
@Controller
class PageController {

    private static final String CHAT = "/chat/{id:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";

    private final PageShell shell;

    PageController(PageShell shell) {
        this.shell = shell;
    }

    @GetMapping("/")
    ResponseEntity<byte[]> home(
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings) {
        return answer(shell.home(), encodings);
    }

    @GetMapping(CHAT)
    ResponseEntity<byte[]> chat(
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings) {
        return answer(shell.chat(), encodings);
    }

    /// Asked for each time; a browser that has it already is told so.
    private static ResponseEntity<byte[]> answer(ShellPage page, @Nullable String encodings) {
        var answer = ResponseEntity.ok()
                .contentType(PageShell.HTML)
                .cacheControl(CacheControl.noCache())
                .eTag(page.tag())
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .header(ContentPolicy.HEADER, page.policy());
        return Gzip.isAccepted(encodings)
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(page.packed())
                : answer.body(page.content());
    }
}
