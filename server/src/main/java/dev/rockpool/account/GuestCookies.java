package dev.rockpool.account;

import com.fasterxml.uuid.Generators;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/// The cookies guests are known by: they say who it is by themselves, so a guest's request
/// asks the database nothing.
@Component
class GuestCookies {

    private static final Duration LIFE = Duration.ofDays(400);

    private final GuestCookie cookie;
    private final SpentGuests spent;
    private final PublicUrl url;
    private final CookieNames names;

    GuestCookies(ServerSecrets secrets, SpentGuests spent, PublicUrl url, CookieNames names) {
        this.cookie = new GuestCookie(secrets.forCookies());
        this.spent = spent;
        this.url = url;
        this.names = names;
    }

    /// The guest whose cookie the request brings, unless it is one no longer.
    ///
    /// A browser that was here before our cookies had a prefix still has the old one: it
    /// counts where there is no other, or a guest would lose their chats.
    Optional<AccountId> read(HttpServletRequest request) {
        return read(names.of(GuestCookie.NAME, request), request).or(() -> read(GuestCookie.NAME, request));
    }

    private Optional<AccountId> read(String name, HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(candidate -> candidate.getName().equals(name))
                        .flatMap(candidate -> cookie.verify(candidate.getValue()).stream())
                        .filter(guest -> !spent.contains(guest))
                        .findFirst();
    }

    /// Has a guest known by the cookie of former times keep it under the name cookies have
    /// now.
    void rename(AccountId guest, HttpServletRequest request, HttpServletResponse response) {
        String name = names.of(GuestCookie.NAME, request);
        if (!name.equals(GuestCookie.NAME) && read(name, request).isEmpty()) {
            set(name, request, response, cookie.sign(guest), LIFE);
            set(GuestCookie.NAME, request, response, "", Duration.ZERO);
        }
    }

    void giveNew(HttpServletRequest request, HttpServletResponse response) {
        AccountId guest =
                AccountId.of(Generators.timeBasedEpochRandomGenerator().generate());
        set(names.of(GuestCookie.NAME, request), request, response, cookie.sign(guest), LIFE);
    }

    void remove(HttpServletRequest request, HttpServletResponse response) {
        set(GuestCookie.NAME, request, response, "", Duration.ZERO);
        if (names.isPrefixed(request)) {
            set(CookieNames.prefixed(GuestCookie.NAME), request, response, "", Duration.ZERO);
        }
    }

    private void set(
            String name, HttpServletRequest request, HttpServletResponse response, String value, Duration life) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .secure(url.isSecure(request))
                        .path("/")
                        .maxAge(life)
                        .build()
                        .toString());
    }
}
