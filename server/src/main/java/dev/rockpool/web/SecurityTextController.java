package dev.rockpool.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells finders of weaknesses whom to write to (RFC 9116), if the operator has said.
@RestController
class SecurityTextController {

    /// The text is written when it is asked for, so it never runs out.
    private static final Duration GOOD_FOR = Duration.ofDays(90);

    private final String contact;
    private final String publicUrl;
    private final Clock clock;

    SecurityTextController(
            @Value("${rockpool.security-contact:}") String contact,
            @Value("${rockpool.public-url:}") String publicUrl,
            Clock clock) {
        this.contact = address(contact.strip());
        this.publicUrl = publicUrl.replaceAll("/$", "");
        this.clock = clock;
    }

    private static String address(String contact) {
        boolean isEmail = contact.contains("@") && !contact.contains(":");
        if (contact.isEmpty() || isEmail) {
            return isEmail ? "mailto:" + contact : contact;
        }
        if (!contact.matches("(mailto:|https://|tel:)\\S+")) {
            throw new IllegalArgumentException(
                    "ROCKPOOL_SECURITY_CONTACT must be an e-mail address or an https:// page.");
        }
        return contact;
    }

    @GetMapping("/.well-known/security.txt")
    ResponseEntity<String> securityText() {
        if (contact.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        Instant expires = clock.instant().plus(GOOD_FOR).truncatedTo(ChronoUnit.SECONDS);
        String canonical = publicUrl.isEmpty() ? "" : "Canonical: " + publicUrl + "/.well-known/security.txt\n";
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body("Contact: " + contact + "\nExpires: " + expires + "\nPreferred-Languages: en\n" + canonical);
    }
}
