package dev.rockpool.web;

import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// Answers the UI's addresses with the page shell; what the page then shows is decided in the browser.
@Controller
class PageController {

    private static final String CHAT = "/chat/{id:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";

    private final PageShell shell;
    private final SecureRandom random = new SecureRandom();

    PageController(PageShell shell) {
        this.shell = shell;
    }

    @GetMapping({"/", CHAT})
    ResponseEntity<String> page() {
        String nonce = nonce();
        return ResponseEntity.ok()
                .contentType(PageShell.HTML)
                .cacheControl(CacheControl.noCache())
                .header(ContentPolicy.HEADER, ContentPolicy.withNonce(nonce))
                .body(shell.page(nonce));
    }

    private String nonce() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
