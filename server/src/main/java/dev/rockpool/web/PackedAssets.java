package dev.rockpool.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Keeps every asset in memory as it is sent, ours without comments, compressed once and as well as gzip can,
/// so that a first load costs the server and the line next to nothing. Their addresses carry hashes or versions: what
/// was packed never changes.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class PackedAssets extends OncePerRequestFilter {

    /// Far more than there are assets. Other spellings of their addresses, once there are so many, are
    /// answered without being kept.
    private static final int MOST_KEPT = 1_000;

    private final boolean remember;
    private final Map<String, Packed> kept = new ConcurrentHashMap<>();

    PackedAssets(@Value("${spring.web.resources.chain.cache:true}") boolean remember) {
        this.remember = remember;
    }

    private record Packed(@Nullable String type, byte[] content) {}

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !remember
                || !WebAssets.isAsset(request.getRequestURI())
                || !request.getMethod().equals("GET")
                || request.getHeader(HttpHeaders.RANGE) != null
                || request.getHeader(HttpHeaders.IF_MODIFIED_SINCE) != null
                || !Gzip.isAccepted(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Packed packed = kept.get(request.getRequestURI());
        if (packed == null) {
            var answer = new ContentCachingResponseWrapper(response);
            chain.doFilter(request, answer);
            if (answer.getStatus() != HttpServletResponse.SC_OK || kept.size() >= MOST_KEPT) {
                answer.copyBodyToResponse();
                return;
            }
            packed = new Packed(answer.getContentType(), Gzip.pack(toSend(request, answer.getContentAsByteArray())));
            kept.put(request.getRequestURI(), packed);
        }
        send(packed, response);
    }

    private static byte[] toSend(HttpServletRequest request, byte[] content) {
        String path = request.getRequestURI();
        if (!path.startsWith(WebAssets.OWN) || !(path.endsWith(".js") || path.endsWith(".css"))) {
            return content;
        }
        return Comments.leftOut(new String(content, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static void send(Packed packed, HttpServletResponse response) throws IOException {
        response.setContentType(packed.type());
        response.setHeader(HttpHeaders.CACHE_CONTROL, WebAssets.FOR_EVER.getHeaderValue());
        response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        response.setContentLength(packed.content().length);
        response.getOutputStream().write(packed.content());
    }
}
