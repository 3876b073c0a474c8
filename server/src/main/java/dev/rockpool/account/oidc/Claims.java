package dev.rockpool.account.oidc;

import dev.rockpool.account.Email;
import dev.rockpool.account.Role;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/// What a provider says about somebody, read by that provider's settings.
record Claims(OidcSettings.Provider provider, OidcUser person) {

    String subject() {
        return Objects.requireNonNull(person.getSubject(), "a checked token has a subject");
    }

    String issuer() {
        return provider.issuer();
    }

    @Nullable
    String name() {
        return person.getFullName();
    }

    /// The person's e-mail address if the provider has confirmed that it is theirs.
    Optional<Email> confirmedEmail() {
        Boolean confirmed = person.getEmailVerified();
        boolean counts = confirmed == null ? provider.trustEmail() : confirmed;
        return counts ? Optional.ofNullable(person.getEmail()).flatMap(Email::of) : Optional.empty();
    }

    /// Whether the provider lets its people in at all, by the settings of who is a member.
    boolean mayEnter() {
        return provider.roleClaim().isEmpty()
                || provider.memberValues().isEmpty()
                || has(provider.memberValues())
                || has(provider.adminValues());
    }

    /// The role the claims give; empty when the provider has no say in that.
    Optional<Role> role() {
        if (provider.roleClaim().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(has(provider.adminValues()) ? Role.ADMINISTRATOR : Role.MEMBER);
    }

    private boolean has(List<String> wanted) {
        return values().stream().anyMatch(wanted::contains);
    }

    private List<String> values() {
        Object found = person.getClaims();
        for (String name : provider.roleClaim().split("\\.")) {
            found = found instanceof Map<?, ?> map && map.get(name) instanceof Object inside ? inside : List.of();
        }
        return found instanceof Collection<?> many
                ? many.stream().map(Objects::toString).toList()
                : List.of(found.toString());
    }
}
