package dev.rockpool.account;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The address people open, and what follows from it for cookies, links and the first
/// visitor.
@Component
public final class PublicUrl {

    private final String url;

    PublicUrl(@Value("${rockpool.public-url:}") String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /// Whether cookies must only travel encrypted.
    public boolean isSecure(HttpServletRequest request) {
        return request.isSecure() || isHttps();
    }

    boolean isHttps() {
        return url.startsWith("https:");
    }

    /// Whether the browser itself talks to us encrypted: not whoever opens this machine's
    /// plain address while others come by an `https` one.
    boolean isOpenedEncrypted(HttpServletRequest request) {
        return request.isSecure()
                || isHttps()
                        && request.getServerName()
                                .equalsIgnoreCase(URI.create(url).getHost());
    }

    /// A link to `path` for people to open.
    public String link(HttpServletRequest request, String path) {
        return (url.isEmpty() ? request.getScheme() + "://" + request.getHeader("Host") : url) + path;
    }

    /// Whether whoever asks sits at this machine. With a public URL nobody does: a proxy on
    /// this machine may not say for whom it asks.
    boolean isAtThisMachine(HttpServletRequest request) {
        try {
            return url.isEmpty()
                    && request.getHeader("X-Forwarded-For") == null
                    && request.getHeader("Forwarded") == null
                    && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
