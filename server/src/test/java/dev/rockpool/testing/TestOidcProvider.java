package dev.rockpool.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/// A real OpenID Connect provider: Spring's authorization server, with people that tests make up.
/// Everybody's password is [#PASSWORD].
public final class TestOidcProvider implements AutoCloseable {

    public static final String CLIENT = "rockpool";
    public static final String CLIENT_SECRET = "what only the client knows";
    public static final String PASSWORD = "at the provider";

    private final ConfigurableApplicationContext context;
    private final Map<String, Map<String, Object>> people;
    private final String issuer;

    private TestOidcProvider(
            ConfigurableApplicationContext context, Map<String, Map<String, Object>> people, String issuer) {
        this.context = context;
        this.people = people;
        this.issuer = issuer;
    }

    /// Where a provider on `port` is.
    public static String issuerAt(int port) {
        return "http://127.0.0.1:" + port;
    }

    /// Starts one that knows nobody yet, and asks nobody for consent.
    ///
    /// @param clients the ids under which the server has it in its settings
    public static TestOidcProvider start(int port, String... clients) {
        return start(new Served(issuerAt(port), CLIENT_SECRET, false, List.of(clients)));
    }

    /// Starts one that asks everybody who comes for the first time what the server may know.
    ///
    /// @param issuer       its address on this machine, with a port
    /// @param clientSecret instead of [#CLIENT_SECRET]
    public static TestOidcProvider startAsking(String issuer, String clientSecret, String... clients) {
        return start(new Served(issuer, clientSecret, true, List.of(clients)));
    }

    private static TestOidcProvider start(Served served) {
        People people = new People(new ConcurrentHashMap<>());
        ApplicationContextInitializer<GenericApplicationContext> known = context -> {
            context.registerBean(People.class, () -> people);
            context.registerBean(Served.class, () -> served);
        };
        ConfigurableApplicationContext context = new SpringApplicationBuilder(
                        Configuration.class,
                        TomcatServletWebServerAutoConfiguration.class,
                        DispatcherServletAutoConfiguration.class)
                .initializers(known)
                .run(
                        "--server.port=" + URI.create(served.issuer()).getPort(),
                        "--server.address=127.0.0.1",
                        "--spring.main.banner-mode=off",
                        "--spring.config.location=optional:classpath:/none/");
        return new TestOidcProvider(context, people.claims(), served.issuer());
    }

    public String issuer() {
        return issuer;
    }

    /// Has the provider say this about somebody from now on.
    public void says(String person, Map<String, Object> claims) {
        people.put(person, claims);
    }

    @Override
    public void close() {
        context.close();
    }

    private record People(Map<String, Map<String, Object>> claims) {}

    private record Served(String issuer, String clientSecret, boolean asksForConsent, List<String> clients) {}

    /// Not annotated as a configuration, or the server under test would find it too.
    @EnableWebSecurity
    static class Configuration {

        @Bean
        SecurityFilterChain filters(HttpSecurity http) throws Exception {
            return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(resources -> resources.jwt(Customizer.withDefaults()))
                    .csrf(csrf -> csrf.ignoringRequestMatchers("/**"))
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        RegisteredClientRepository clients(Served served) {
            RegisteredClient.Builder client = RegisteredClient.withId(CLIENT)
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + served.clientSecret())
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .scope("openid")
                    .scope("profile")
                    .scope("email")
                    .clientSettings(ClientSettings.builder()
                            .requireProofKey(true)
                            .requireAuthorizationConsent(served.asksForConsent())
                            .build());
            for (String id : served.clients()) {
                // On this machine any port is as good.
                client.redirectUri("http://127.0.0.1:1/login/oauth2/code/" + id);
            }
            return new InMemoryRegisteredClientRepository(client.build());
        }

        @Bean
        UserDetailsService users() {
            return name -> User.withUsername(name)
                    .password("{noop}" + PASSWORD)
                    .authorities("person")
                    .build();
        }

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            return new ImmutableJWKSet<>(
                    new JWKSet(new RSAKeyGenerator(2048).keyID("test").generate()));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        AuthorizationServerSettings settings(Served served) {
            return AuthorizationServerSettings.builder().issuer(served.issuer()).build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims(People people) {
            return token -> {
                if (token.getTokenType().getValue().equals("id_token")) {
                    String person = Objects.requireNonNull(token.<Authentication>getPrincipal())
                            .getName();
                    token.getClaims()
                            .claims(claims -> claims.putAll(people.claims().getOrDefault(person, Map.of())));
                }
            };
        }
    }
}
