package dev.rockpool.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Has requests find their session in the database, by a cookie no script can read. Assets have
/// none.
@Component
@Order(AccountFilter.ORDER - 10)
class SessionFilter extends OncePerRequestFilter {

    static final String COOKIE = "rockpool-session";

    /// The server decides when a session ends; the cookie only has to outlast it.
    private static final Duration COOKIE_LIFE = Duration.ofDays(400);

    private final SessionRepositoryFilter<CalmSession> sessions;

    SessionFilter(Sessions repository, PublicUrl url) {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(COOKIE);
        cookie.setCookiePath("/");
        cookie.setSameSite("Lax");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setCookieMaxAge(Math.toIntExact(COOKIE_LIFE.toSeconds()));
        cookie.setUseBase64Encoding(false);
        if (url.isHttps()) {
            cookie.setUseSecureCookie(true);
        }
        CookieHttpSessionIdResolver ids = new CookieHttpSessionIdResolver();
        ids.setCookieSerializer(cookie);
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
