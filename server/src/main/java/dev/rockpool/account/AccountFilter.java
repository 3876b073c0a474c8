package dev.rockpool.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Has everybody behind it know who is calling, and gives a browser that opens a page for the
/// first time a guest account.
///
/// The account's row is written with its first message, so merely looking leaves nothing behind.
@Component
@Order(AccountFilter.ORDER)
class AccountFilter extends OncePerRequestFilter {

    static final int ORDER = 0;

    private final GuestSettings guests;
    private final GuestCookies cookies;

    AccountFilter(GuestSettings guests, GuestCookies cookies) {
        this.guests = guests;
        this.cookies = cookies;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Visitor visitor = new Visitor(request, cookies, guests.allowed());
        visitor.remember();
        if (guests.allowed() && isPage(request)) {
            keepGuest(visitor, request, response);
        }
        chain.doFilter(request, response);
    }

    private void keepGuest(Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        if (visitor.account().isEmpty()) {
            cookies.giveNew(request, response);
        } else if (visitor.signedIn().isEmpty()) {
            visitor.guest().ifPresent(guest -> cookies.rename(guest, request, response));
        }
    }

    private static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI();
        return request.getMethod().equals("GET") && (path.equals("/") || path.startsWith("/chat/"));
    }
}
