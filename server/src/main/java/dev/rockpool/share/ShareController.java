package dev.rockpool.share;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.PublicUrl;
import dev.rockpool.chat.ChatId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The calls by which an owner shares a chat: make its link, see since when there is one, take
/// it back.
@RestController
@RequestMapping("/api/chat/{id}/share")
class ShareController {

    private final ShareService shares;
    private final PublicUrl address;

    ShareController(ShareService shares, PublicUrl address) {
        this.shares = shares;
        this.address = address;
    }

    /// @param url what people open; it cannot be asked for again
    record Link(String url, Instant createdAt) {}

    record Since(Instant createdAt) {}

    @PostMapping
    Link share(AccountId caller, @PathVariable String id, HttpServletRequest request) {
        ShareService.Made made = shares.share(caller, ChatId.parse(id, "id"));
        String url = address.link(request, "/share/" + made.token().value());
        return new Link(url, made.createdAt());
    }

    @GetMapping
    Since since(AccountId caller, @PathVariable String id) {
        return new Since(shares.sharedSince(caller, ChatId.parse(id, "id")));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(AccountId caller, @PathVariable String id) {
        shares.revoke(caller, ChatId.parse(id, "id"));
    }
}
