package dev.rockpool.account;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/// The cookie that names a session, out of reach of scripts and other sites.
final class SessionCookie implements CookieSerializer {

    static final String NAME = "rockpool-session";

    /// The server decides when a session ends; the cookie only has to outlast it.
    private static final Duration LIFE = Duration.ofDays(400);

    private final CookieNames names;
    private final DefaultCookieSerializer plain;
    private final DefaultCookieSerializer prefixed;

    SessionCookie(CookieNames names, PublicUrl url) {
        this.names = names;
        this.plain = named(NAME);
        this.prefixed = named(CookieNames.prefixed(NAME));
        prefixed.setUseSecureCookie(true);
        if (url.isHttps()) {
            plain.setUseSecureCookie(true);
        }
    }

    private static DefaultCookieSerializer named(String name) {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(name);
        cookie.setCookiePath("/");
        cookie.setSameSite("Lax");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setCookieMaxAge(Math.toIntExact(LIFE.toSeconds()));
        cookie.setUseBase64Encoding(false);
        return cookie;
    }

    @Override
    public void writeCookieValue(CookieValue value) {
        of(value.getRequest()).writeCookieValue(value);
    }

    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        return of(request).readCookieValues(request);
    }

    private DefaultCookieSerializer of(HttpServletRequest request) {
        return names.isPrefixed(request) ? prefixed : plain;
    }
}
