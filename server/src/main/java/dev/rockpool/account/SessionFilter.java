package dev.rockpool.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Has requests find their session in the database, by a cookie no script can read. Assets have
/// none.
@Component
@Order(AccountFilter.ORDER - 10)
class SessionFilter extends OncePerRequestFilter {

    private final SessionRepositoryFilter<CalmSession> sessions;

    SessionFilter(Sessions repository, PublicUrl url, CookieNames names) {
        CookieHttpSessionIdResolver ids = new CookieHttpSessionIdResolver();
        ids.setCookieSerializer(new SessionCookie(names, url));
        this.sessions = new SessionRepositoryFilter<>(repository);
        sessions.setHttpSessionIdResolver(ids);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        sessions.doFilter(request, response, chain);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/app/") || path.startsWith("/_static/");
    }
}
