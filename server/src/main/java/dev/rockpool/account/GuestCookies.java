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

/// The cookies guests are known by: they say who it is by themselves, so a guest's request asks
/// the database nothing.
@Component
class GuestCookies {

    private static final Duration LIFE = Duration.ofDays(400);

    private final GuestCookie cookie;
    private final SpentGuests spent;
    private final PublicUrl url;

    GuestCookies(ServerSecrets secrets, SpentGuests spent, PublicUrl url) {
        this.cookie = new GuestCookie(secrets.forCookies());
        this.spent = spent;
        this.url = url;
    }

    /// The guest whose cookie the request brings, unless it is one no longer.
    Optional<AccountId> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(candidate -> candidate.getName().equals(GuestCookie.NAME))
                        .flatMap(candidate -> cookie.verify(candidate.getValue()).stream())
                        .filter(guest -> !spent.contains(guest))
                        .findFirst();
    }

    void giveNew(HttpServletRequest request, HttpServletResponse response) {
        AccountId guest =
                AccountId.of(Generators.timeBasedEpochRandomGenerator().generate());
        set(request, response, cookie.sign(guest), LIFE);
    }

    void remove(HttpServletRequest request, HttpServletResponse response) {
        set(request, response, "", Duration.ZERO);
    }

    private void set(HttpServletRequest request, HttpServletResponse response, String value, Duration life) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(GuestCookie.NAME, value)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .secure(url.isSecure(request))
                        .path("/")
                        .maxAge(life)
                        .build()
                        .toString());
    }
}
