package dev.rockpool.account.passkey;

import dev.rockpool.account.Member;
import dev.rockpool.account.WaysIn;
import dev.rockpool.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// A person's own passkeys: add, list, rename, remove.
@RestController
@RequestMapping("/api/account/passkeys")
class PasskeyController {

    private static final int LONGEST_LABEL = 64;

    private final Passkeys passkeys;
    private final WaysIn waysIn;
    private final PasskeyJson json;

    PasskeyController(Passkeys passkeys, WaysIn waysIn, PasskeyJson json) {
        this.passkeys = passkeys;
        this.waysIn = waysIn;
        this.json = json;
    }

    record Listed(List<Passkey> passkeys) {}

    record Named(@Nullable String label) {}

    @GetMapping
    Listed list(Member member) {
        return new Listed(passkeys.of(member.id()));
    }

    /// What the browser's `navigator.credentials.create` is given.
    @PostMapping("/options")
    JsonNode options(Member member, HttpServletRequest request) {
        waysIn.requireFull(member.account());
        return json.write(passkeys.creation(member.account(), request));
    }

    /// Takes what it gave back.
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Passkey add(Member member, @RequestBody JsonNode body, HttpServletRequest request) {
        waysIn.requireFull(member.account());
        String label = label(body.path("label").asString("Passkey"));
        return passkeys.add(member.account(), json.registration(body.path("credential")), label, request);
    }

    @PatchMapping("/{id}")
    Passkey rename(Member member, @PathVariable String id, @RequestBody Named named) {
        return passkeys.rename(member.id(), id, label(named.label() == null ? "" : named.label()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Member member, @PathVariable String id) {
        waysIn.requireFull(member.account());
        passkeys.remove(member.id(), id);
    }

    private static String label(String text) {
        String plain = text.replaceAll("[\\p{Cc}\\s]+", " ").strip();
        if (plain.isEmpty() || plain.length() > LONGEST_LABEL) {
            throw Problem.badField(
                    "label", "Give the passkey a name of 1 to " + LONGEST_LABEL + " characters, such as 'Laptop'.");
        }
        return plain;
    }
}
