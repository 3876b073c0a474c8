package dev.rockpool.account.oidc;

import dev.rockpool.account.ClientAddress;
import dev.rockpool.account.Throttle;
import dev.rockpool.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Bounds how often one address goes to a provider and comes back. A person who is stopped here
/// lands at the sign-in page, which says so; nothing is stored or noted for it.
final class ProviderGate extends OncePerRequestFilter {

    private final Throttle throttle;

    ProviderGate(Throttle throttle) {
        this.throttle = throttle;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            throttle.throughProvider(ClientAddress.of(request));
        } catch (Problem tooOften) {
            Return.toLogin(OidcFailure.TOO_OFTEN, response);
            return;
        }
        chain.doFilter(request, response);
    }
}
