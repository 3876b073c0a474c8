package dev.rockpool.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class OidcSettingsTest {

    @Test
    void aProviderIsReadFromTheEnvironmentWithOrWithoutUnderscores() {
        OidcSettings settings = read(Map.of(
                "ROCKPOOL_OIDC_ACME_ISSUER", "https://id.acme.com",
                "ROCKPOOL_OIDC_ACME_CLIENT_ID", "rockpool",
                "ROCKPOOL_OIDC_ACME_CLIENT_SECRET", "hidden",
                "ROCKPOOL_OIDC_ACME_ROLE_CLAIM", "realm_access.roles",
                "ROCKPOOL_OIDC_ACME_ADMIN_VALUES", "wizards,owners",
                "ROCKPOOL_OIDC_OTHER_ISSUER", "https://other.example",
                "ROCKPOOL_OIDC_OTHER_CLIENTID", "rockpool"));

        OidcSettings.Provider acme = settings.oidc().getOrDefault("acme", provider());
        assertThat(acme.clientId()).isEqualTo("rockpool");
        assertThat(acme.roleClaim()).isEqualTo("realm_access.roles");
        assertThat(acme.adminValues()).containsExactly("wizards", "owners");
        assertThat(acme.scopes()).containsExactly("openid", "profile", "email");
        assertThat(acme.registration()).isEqualTo(OidcSettings.Registration.OPEN);
        assertThat(settings.oidc()).containsOnlyKeys("acme", "other");
    }

    @Test
    void aSecretIsNotSpokenOf() {
        OidcSettings settings = read(Map.of(
                "ROCKPOOL_OIDC_ACME_ISSUER", "https://id.acme.com",
                "ROCKPOOL_OIDC_ACME_CLIENTID", "rockpool",
                "ROCKPOOL_OIDC_ACME_CLIENTSECRET", "hidden"));

        assertThat(settings.toString()).doesNotContain("hidden");
    }

    @Test
    void withoutSettingsThereIsNoProvider() {
        assertThat(read(Map.of()).oidc()).isEmpty();
    }

    @Test
    void anIdThatCannotBePartOfAnAddressIsRefused() {
        assertThatThrownBy(() -> new OidcSettings(Map.of("a/b", provider())))
                .hasMessageContaining("ROCKPOOL_OIDC_GOOGLE_ISSUER");
    }

    private static OidcSettings.Provider provider() {
        return read(Map.of(
                        "ROCKPOOL_OIDC_X_ISSUER", "https://id.acme.com",
                        "ROCKPOOL_OIDC_X_CLIENTID", "rockpool"))
                .oidc()
                .values()
                .iterator()
                .next();
    }

    private static OidcSettings read(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("rockpool", OidcSettings.class);
    }
}
