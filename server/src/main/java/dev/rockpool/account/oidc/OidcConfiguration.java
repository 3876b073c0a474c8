package dev.rockpool.account.oidc;

import dev.rockpool.account.Throttle;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.client.RestClient;

/// Spring Security's OpenID Connect client, at two addresses of its own: one that leads to a
/// provider and one it sends back to. State, nonce and PKCE are checked there. No token is kept:
/// once a provider has said who somebody is, it is asked nothing more.
@Configuration(proxyBeanMethods = false)
class OidcConfiguration {

    private static final String TO_PROVIDER = "/oauth2/authorization";
    private static final String BACK = "/login/oauth2/code/*";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    Providers oidcProviders(OidcSettings settings, @Value("${rockpool.public-url:}") String publicUrl) {
        return new Providers(settings, publicUrl, http().build());
    }

    @Bean
    @Order(0)
    SecurityFilterChain oidcFilters(
            OidcSettings settings, Providers providers, Return end, NextPage next, Throttle throttle) {
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        RequestMatcher toProvider = path.matcher(TO_PROVIDER + "/*");
        RequestMatcher addresses = new OrRequestMatcher(toProvider, path.matcher(BACK));
        if (settings.oidc().isEmpty()) {
            // Nobody comes this way: the filters and what they load are spared.
            return new DefaultSecurityFilterChain(addresses);
        }
        OAuth2AuthorizationRequestRedirectFilter to = new OAuth2AuthorizationRequestRedirectFilter(
                new DefaultOAuth2AuthorizationRequestResolver(providers, TO_PROVIDER));
        to.setAuthenticationFailureHandler(end);

        Filter noteNext = (request, response, chain) -> {
            if (toProvider.matches((HttpServletRequest) request)) {
                next.note((HttpServletRequest) request);
            }
            chain.doFilter(request, response);
        };

        OAuth2LoginAuthenticationFilter back = new OAuth2LoginAuthenticationFilter(providers, new NoTokens(), BACK);
        back.setAuthenticationManager(new ProviderManager(
                new OidcAuthorizationCodeAuthenticationProvider(tokenClient(), new OidcUserService())));
        back.setSecurityContextRepository(new NullSecurityContextRepository());
        back.setAuthenticationSuccessHandler(end);
        back.setAuthenticationFailureHandler(end);

        return new DefaultSecurityFilterChain(addresses, new ProviderGate(throttle), noteNext, to, back);
    }

    private static RestClientAuthorizationCodeTokenResponseClient tokenClient() {
        RestClientAuthorizationCodeTokenResponseClient client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(http().configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }

    /// A provider that does not answer keeps nobody waiting for long.
    private static RestClient.Builder http() {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(PATIENCE);
        requests.setReadTimeout(PATIENCE);
        return RestClient.builder().requestFactory(requests);
    }
}
