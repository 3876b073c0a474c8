package dev.rockpool.share;

import dev.rockpool.account.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Shows a shared conversation to whoever has its link, signed in or not. It only reads.
@RestController
class SharedController {

    private final SharedChats chats;
    private final ShareThrottle throttle;

    SharedController(SharedChats chats, ShareThrottle throttle) {
        this.chats = chats;
        this.throttle = throttle;
    }

    @GetMapping("/api/share/{token}")
    SharedChat read(@PathVariable String token, HttpServletRequest request) {
        throttle.check(ClientAddress.of(request));
        return chats.read(token);
    }
}
