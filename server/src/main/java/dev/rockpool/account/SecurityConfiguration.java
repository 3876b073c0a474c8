package dev.rockpool.account;

import jakarta.servlet.Filter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;

/// Spring Security, with nothing on that something else here does already: who calls is found out
/// by [Visitor] and what they may do is asked for by each call's parameters ([CallerResolver]),
/// so that a call nobody thought of is open to nobody. What stays is the firewall for odd
/// requests, and the ways to sign in that others add by a bean of type
/// `Customizer<HttpSecurity>`.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    @Bean
    SecurityFilterChain securityFilters(HttpSecurity http) throws Exception {
        return http
                // Pages of other sites are refused by where a request says it comes from (RequestGuard): no token is
                // needed, and AI SDK clients work unchanged.
                .csrf(AbstractHttpConfigurer::disable)
                // Written by SafeHeaders, on answers of every kind.
                .headers(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                // A session says whose it is, and nothing else that would have to be kept in step.
                .securityContext(context -> context.securityContextRepository(new NullSecurityContextRepository()))
                .build();
    }

    @Bean
    FilterRegistrationBean<Filter> securityFilterOrder(@Qualifier("springSecurityFilterChain") Filter filters) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filters);
        registration.setOrder(AccountFilter.ORDER + 10);
        return registration;
    }

    /// Each filter would count and time itself.
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
