package dev.rockpool.e2e.product;

import dev.rockpool.testing.TestOidcProvider;
import java.util.Locale;
import java.util.Map;

/// What a server has to be told about an OpenID Connect provider.
public final class SignOnSettings {

    private SignOnSettings() {}

    /// @param name what is on the button; in lower case it is the provider's id
    public static Map<String, String> of(String name, String issuer, String clientSecret) {
        String prefix = "ROCKPOOL_OIDC_" + name.toUpperCase(Locale.ROOT) + "_";
        return Map.of(
                prefix + "NAME", name,
                prefix + "ISSUER", issuer,
                prefix + "CLIENT_ID", TestOidcProvider.CLIENT,
                prefix + "CLIENT_SECRET", clientSecret);
    }
}
