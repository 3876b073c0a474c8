package dev.rockpool.account;

import com.fasterxml.uuid.Generators;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Finds out who is calling, and gives a browser that opens a page for the first time a guest account.
///
/// The account's row is written with its first message, so merely looking leaves nothing behind.
@Component
@Order(0)
class AccountFilter extends OncePerRequestFilter {

    static final String CALLER = AccountFilter.class.getName() + ".caller";
    private static final Duration COOKIE_LIFE = Duration.ofDays(400);

    private final GuestSettings guests;
    private final GuestCookie cookie;

    AccountFilter(GuestSettings guests, AccountRepository accounts) {
        this.guests = guests;
        this.cookie = new GuestCookie(accounts.cookieSecret());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (guests.allowed()) {
            Optional<AccountId> known = account(request);
            if (known.isEmpty() && isPage(request)) {
                response.addHeader(HttpHeaders.SET_COOKIE, newGuest(request.isSecure()));
            }
            known.ifPresent(account -> request.setAttribute(CALLER, account));
        }
        chain.doFilter(request, response);
    }

    private Optional<AccountId> account(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(candidate -> candidate.getName().equals(GuestCookie.NAME))
                        .flatMap(candidate -> cookie.verify(candidate.getValue()).stream())
                        .findFirst();
    }

    private static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI();
        return request.getMethod().equals("GET") && (path.equals("/") || path.startsWith("/chat/"));
    }

    private String newGuest(boolean secure) {
        AccountId account =
                AccountId.of(Generators.timeBasedEpochRandomGenerator().generate());
        return ResponseCookie.from(GuestCookie.NAME, cookie.sign(account))
                .httpOnly(true)
                .sameSite("Lax")
                .secure(secure)
                .path("/")
                .maxAge(COOKIE_LIFE)
                .build()
                .toString();
    }
}
