package dev.rockpool.account.oidc;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/// The providers of the settings, each asked about itself when somebody first wants to sign in by
/// it: one that is away when the server starts is away for those who need it, not for the server.
final class Providers implements ClientRegistrationRepository {

    private static final String ABOUT = "/.well-known/openid-configuration";
    private static final Logger log = LoggerFactory.getLogger(Providers.class);

    private final OidcSettings settings;
    private final String redirectUri;
    private final RestClient http;
    private final Map<String, ClientRegistration> known = new ConcurrentHashMap<>();

    Providers(OidcSettings settings, @Value("${rockpool.public-url:}") String publicUrl, RestClient http) {
        this.settings = settings;
        String base = publicUrl.isBlank() ? "{baseUrl}" : publicUrl.replaceAll("/$", "");
        this.redirectUri = base + "/login/oauth2/code/{registrationId}";
        this.http = http;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        OidcSettings.Provider provider = settings.oidc().get(id);
        if (provider == null) {
            return null;
        }
        ClientRegistration registration = known.get(id);
        if (registration == null) {
            registration = discover(id, provider);
            known.put(id, registration);
        }
        return registration;
    }

    private ClientRegistration discover(String id, OidcSettings.Provider provider) {
        try {
            return ClientRegistrations.fromOidcConfiguration(about(provider))
                    .registrationId(id)
                    .clientId(provider.clientId())
                    .clientSecret(provider.clientSecret())
                    .clientAuthenticationMethod(
                            provider.clientSecret().isEmpty()
                                    ? ClientAuthenticationMethod.NONE
                                    : ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .clientSettings(ClientRegistration.ClientSettings.builder()
                            .requireProofKey(true)
                            .build())
                    .scope(provider.scopes())
                    .redirectUri(redirectUri)
                    .build();
        } catch (RestClientException | IllegalArgumentException | IllegalStateException e) {
            log.warn("the sign-in provider '{}' cannot be asked about itself: {}", id, e.toString());
            throw new OidcRefusal(OidcFailure.PROVIDER_DOWN);
        }
    }

    private Map<String, Object> about(OidcSettings.Provider provider) {
        Map<String, Object> about = http.get()
                .uri(URI.create(provider.issuer().replaceAll("/$", "") + ABOUT))
                .retrieve()
                .body(new ParameterizedTypeReference<>() {});
        if (about == null || !provider.issuer().equals(about.get("issuer"))) {
            throw new IllegalStateException("it calls itself " + (about == null ? "nothing" : about.get("issuer")));
        }
        return about;
    }
}
