package dev.rockpool.account;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/// What our cookies are called. At an address that is encrypted they have the prefix by which
/// a browser takes them from this very host alone and sends them nowhere else; at a plain
/// one, such as `localhost`, browsers refuse it.
@Component
class CookieNames {

    private static final String THIS_HOST_ONLY = "__Host-";

    private final PublicUrl url;

    CookieNames(PublicUrl url) {
        this.url = url;
    }

    /// The name under which the browser that sends `request` keeps the cookie `plain`.
    String of(String plain, HttpServletRequest request) {
        return isPrefixed(request) ? prefixed(plain) : plain;
    }

    static String prefixed(String plain) {
        return THIS_HOST_ONLY + plain;
    }

    boolean isPrefixed(HttpServletRequest request) {
        return url.isOpenedEncrypted(request);
    }
}
