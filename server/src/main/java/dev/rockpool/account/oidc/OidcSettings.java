package dev.rockpool.account.oidc;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The OpenID Connect providers people may sign in by, each under a short id that is part of its
/// addresses.
@ConfigurationProperties("rockpool")
record OidcSettings(@DefaultValue Map<String, Provider> oidc) {

    private static final String ID = "[a-z0-9]{1,32}";

    OidcSettings {
        oidc.keySet().stream().filter(id -> !id.matches(ID)).findFirst().ifPresent(id -> {
            throw new IllegalArgumentException("The id of an OpenID Connect provider has letters a to z and digits,"
                    + " as in ROCKPOOL_OIDC_GOOGLE_ISSUER; '" + id + "' has others.");
        });
        oidc = Map.copyOf(oidc);
    }

    /// One provider.
    ///
    /// @param issuer       the address its tokens name; what else there is to know is read from
    ///     there
    /// @param clientId     what it knows this server by
    /// @param clientSecret proof of that; empty for a public client, which PKCE protects alone
    /// @param name         what people read on the button; empty for the id
    /// @param scopes       what is asked for
    /// @param roleClaim    the claim that says what somebody may do, such as `groups` or
    ///     `realm_access.roles`; empty when the provider has no say in that
    /// @param adminValues  who has one of these in that claim is an administrator
    /// @param memberValues who has none of these, nor of the others, may not sign in; empty:
    ///     everybody may
    /// @param registration whether people it vouches for get an account when they have none
    /// @param trustEmail   whether its e-mail addresses count as confirmed where it does not say;
    ///     only for a provider that lets nobody claim somebody else's
    record Provider(
            String issuer,
            String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("") String name,
            @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
            @DefaultValue("") String roleClaim,
            @DefaultValue List<String> adminValues,
            @DefaultValue List<String> memberValues,
            @DefaultValue("open") Registration registration,
            @DefaultValue("false") boolean trustEmail) {

        /// Its secret is nobody's business, least of all the log's.
        @Override
        public String toString() {
            return "provider " + issuer;
        }
    }

    /// Whether a provider's people become members by themselves.
    enum Registration {
        OPEN,
        CLOSED
    }
}
