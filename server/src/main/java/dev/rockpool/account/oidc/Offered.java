package dev.rockpool.account.oidc;

import dev.rockpool.account.SignInOffers.Provider;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The providers people are offered to sign in by.
@Component
class Offered {

    private final OidcSettings settings;

    Offered(OidcSettings settings) {
        this.settings = settings;
    }

    List<Provider> all() {
        return settings.oidc().entrySet().stream()
                .map(entry -> new Provider(
                        entry.getKey(),
                        entry.getValue().name().isEmpty()
                                ? entry.getKey()
                                : entry.getValue().name()))
                .sorted(Comparator.comparing(Provider::name))
                .toList();
    }

    boolean has(String provider) {
        return settings.oidc().containsKey(provider);
    }

    Optional<Provider> of(Identity identity) {
        return all().stream().filter(offer -> isOf(identity, offer)).findFirst();
    }

    boolean isOf(Identity identity, Provider offer) {
        OidcSettings.Provider provider = settings.oidc().get(offer.id());
        return provider != null && provider.issuer().equals(identity.issuer());
    }
}
