package dev.rockpool.account;

import dev.rockpool.problem.Problem;
import dev.rockpool.storage.IdText;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// What administrators decide about who may sign in.
@RestController
class MembersController {

    private static final int MAX_PAGE = 100;
    private static final int LONGEST_INVITATION_DAYS = 90;

    private final AccountRepository rows;
    private final Accounts accounts;
    private final Invitations invitations;
    private final PasswordLinks links;
    private final RegistrationRules registration;
    private final PublicUrl url;
    private final Journal journal;

    MembersController(
            AccountRepository rows,
            Accounts accounts,
            Invitations invitations,
            PasswordLinks links,
            RegistrationRules registration,
            PublicUrl url,
            Journal journal) {
        this.rows = rows;
        this.accounts = accounts;
        this.invitations = invitations;
        this.links = links;
        this.registration = registration;
        this.url = url;
        this.journal = journal;
    }

    /// Somebody who may sign in.
    record Person(
            String id,
            Role role,
            @Nullable String email,
            @Nullable String name,
            boolean disabled,
            Instant createdAt) {

        static Person of(Account account) {
            return new Person(
                    account.id().value(),
                    account.role(),
                    account.email(),
                    account.name(),
                    account.disabled(),
                    account.createdAt());
        }
    }

    record People(List<Person> accounts, boolean hasMore) {}

    @GetMapping("/api/accounts")
    People people(
            Administrator caller,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw Problem.badField("limit", "The parameter 'limit' must be between 1 and " + MAX_PAGE + ".");
        }
        String from = after.isEmpty() ? "" : id(after, "after").value();
        List<Account> found = rows.people(query, from, limit + 1);
        return new People(found.stream().limit(limit).map(Person::of).toList(), found.size() > limit);
    }

    @PatchMapping("/api/accounts/{id}")
    Person change(Administrator caller, @PathVariable String id, @RequestBody JsonNode body) {
        AccountId account = id(id, "id");
        Fields fields = Fields.of(body, "role", "disabled");
        Account changed = null;
        if (fields.has("role")) {
            changed = accounts.changeRole(caller.id(), account, Role.parse(fields.text("role"), "role"));
        }
        if (fields.has("disabled")) {
            changed = accounts.disable(caller, account, fields.flag("disabled"));
        }
        if (changed == null) {
            throw Problem.badField("body", "Send what to change: 'role' or 'disabled'.");
        }
        return Person.of(changed);
    }

    @DeleteMapping("/api/accounts/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Administrator caller, @PathVariable String id) {
        accounts.delete(caller.id(), id(id, "id"));
    }

    record Link(String url, Instant expiresAt) {}

    @PostMapping("/api/accounts/{id}/password-link")
    @ResponseStatus(HttpStatus.CREATED)
    Link passwordLink(Administrator caller, @PathVariable String id, HttpServletRequest request) {
        PasswordLinks.Made made = links.make(caller, id(id, "id"));
        return new Link(url.link(request, "/reset/" + made.token()), made.expiresAt());
    }

    /// @param url only told when it is made
    record Invited(
            String id,
            @Nullable String url,
            @Nullable String email,
            Role role,
            String invitedBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant usedAt) {

        static Invited of(Invitations.Invitation made, @Nullable String url) {
            return new Invited(
                    made.id(),
                    url,
                    made.email(),
                    made.role(),
                    made.invitedBy(),
                    made.createdAt(),
                    made.expiresAt(),
                    made.usedAt());
        }
    }

    @GetMapping("/api/invitations")
    Map<String, List<Invited>> invitations(Administrator caller) {
        return Map.of(
                "invitations",
                invitations.list().stream().map(made -> Invited.of(made, null)).toList());
    }

    @PostMapping("/api/invitations")
    @ResponseStatus(HttpStatus.CREATED)
    Invited invite(Administrator caller, @RequestBody JsonNode body, HttpServletRequest request) {
        Fields fields = Fields.of(body, "email", "role", "days");
        Invitations.Invited made = invitations.invite(
                caller,
                fields.secret("email") == null ? null : fields.email("email"),
                Role.parse(Objects.requireNonNullElse(fields.optional("role"), "member"), "role"),
                Duration.ofDays(fields.has("days") ? fields.number("days", 1, LONGEST_INVITATION_DAYS) : 7));
        return Invited.of(made.invitation(), url.link(request, "/invite/" + made.token()));
    }

    @DeleteMapping("/api/invitations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Administrator caller, @PathVariable String id) {
        invitations.revoke(caller, id(id, "id").value());
    }

    record Mode(RegistrationMode mode) {}

    @GetMapping("/api/registration")
    Mode registration(Administrator caller) {
        return new Mode(registration.mode());
    }

    @PutMapping("/api/registration")
    Mode changeRegistration(Administrator caller, @RequestBody JsonNode body) {
        RegistrationMode mode = RegistrationMode.of(Fields.of(body, "mode").text("mode"))
                .orElseThrow(
                        () -> Problem.badField("mode", "The field 'mode' must be 'open', 'invitation' or 'closed'."));
        registration.set(mode);
        journal.note("registration_changed", caller.id(), null, Map.of("mode", mode.word()));
        return new Mode(mode);
    }

    private static AccountId id(String value, String field) {
        if (!IdText.isUuid(value)) {
            throw Problem.badField(field, "The field '" + field + "' must be an id: a UUID in lower case.");
        }
        return new AccountId(value);
    }
}
