package dev.rockpool.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Puts the headers that keep a browser careful, whoever writes the answer: no guessing of types, no address
/// of a chat told to other sites, no device the UI does not use, no foreign page that embeds or opens ours
/// with a hold on it. Assets carry only what means something for them: there are many, and each header
/// counts at the first load.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SafeHeaders extends OncePerRequestFilter {

    /// The microphone is for dictation, and the browser asks before it listens.
    private static final String DEVICES =
            "camera=(), microphone=(self), geolocation=(), payment=(), usb=(), serial=(), midi=(), display-capture=()";

    private static final String API = "/api/";

    private static final List<String> SECRET = List.of("/share/", "/reset/", "/invite/", "/api/share/");

    /// From now on only encrypted, whatever somebody types.
    private static final String TWO_YEARS = "max-age=63072000";

    private final boolean isPublicAddressEncrypted;
    private final String onlyEncrypted;

    /// @param names whose addresses are meant: `host`, this one's, or `subdomains`, also those
    ///     below it, which are other servers' affair unless the operator says so
    SafeHeaders(@Value("${rockpool.public-url:}") String publicUrl, @Value("${rockpool.hsts:host}") String names) {
        this.isPublicAddressEncrypted = publicUrl.startsWith("https:");
        this.onlyEncrypted = switch (names) {
            case "host" -> TWO_YEARS;
            case "subdomains" -> TWO_YEARS + "; includeSubDomains";
            default ->
                throw new IllegalArgumentException("ROCKPOOL_HSTS must be host or subdomains, not '" + names + "'.");
        };
    }

    /// What Tomcat refuses by itself, such as `/WEB-INF/`, comes by here only as an error.
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (isPublicAddressEncrypted || request.isSecure()) {
            response.setHeader("Strict-Transport-Security", onlyEncrypted);
        }
        if (WebAssets.isOfDiagrams(request.getRequestURI())) {
            response.setHeader("Access-Control-Allow-Origin", "*");
        }
        if (WebAssets.isAsset(request.getRequestURI())) {
            response.setCharacterEncoding(StandardCharsets.UTF_8);
        } else {
            boolean secret = isSecret(request.getServletPath());
            response.setHeader("Referrer-Policy", secret ? "no-referrer" : "same-origin");
            if (secret) {
                response.setHeader("X-Robots-Tag", "noindex, nofollow");
            }
            // What the policy of our pages says already, for browsers and scanners that look here.
            response.setHeader("X-Frame-Options", "DENY");
            response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
            response.setHeader("Permissions-Policy", DEVICES);
        }
        if (request.getServletPath().startsWith(API)) {
            keepToTheCaller(response);
        }
        chain.doFilter(request, response);
    }

    /// An answer for whoever asked: no browser somebody else uses next and nobody on the way keeps
    /// it, and it is never opened as a page.
    private static void keepToTheCaller(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"api.json\"");
    }

    /// Whether who knows this address may do what others may not: it is told to nobody, and found nowhere.
    private static boolean isSecret(String path) {
        return SECRET.stream().anyMatch(path::startsWith);
    }
}
