package dev.rockpool.api;

import dev.rockpool.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses what no page of ours sends: calls to a host name that is not ours (DNS rebinding), changes on
/// behalf of another site (cross-site request forgery), and bodies over the limit.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class RequestGuard extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String HEALTH = "/actuator/health";

    /// Where the server itself takes a request that has failed; nobody else has business there.
    private static final String ERRORS = "/error";

    private static final String FILES = "/api/files";

    private static final String METRICS = "/actuator/prometheus";

    private final ApiSettings settings;
    private final Set<String> knownHosts;
    private final ProblemWriter problems;

    RequestGuard(ApiSettings settings, ProblemWriter problems) {
        this.settings = settings;
        this.knownHosts = settings.knownHosts();
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Problem> refusal = refusal(request);
        if (refusal.isPresent()) {
            problems.write(refusal.get(), response);
        } else if (isFile(request)) {
            chain.doFilter(request, response);
        } else {
            chain.doFilter(new BodyLimit(request, settings.maxBody()), response);
        }
    }

    private Optional<Problem> refusal(HttpServletRequest request) {
        // Decoded and without path parameters, as the call will be found by: another spelling is no way round.
        String path = request.getServletPath();
        boolean isHealthCheck = path.equals(HEALTH) || path.startsWith(HEALTH + "/");
        if (!isHealthCheck && !isKnownHost(request.getHeader("Host"))) {
            return Optional.of(Problem.of(
                    Problem.Kind.MISDIRECTED,
                    "api",
                    "This server does not answer to that host name. Its operator can set ROCKPOOL_PUBLIC_URL."));
        }
        if (path.equals(ERRORS)) {
            return Optional.of(Problem.of(Problem.Kind.NOT_FOUND, "api", "There is no such call."));
        }
        if (path.startsWith(METRICS) && !isFromThisMachine(request)) {
            return Optional.of(Problem.of(Problem.Kind.FORBIDDEN, "api", "Metrics are read on the server itself."));
        }
        if (isHandshake(request)
                ? isForeign(request)
                : !READING.contains(request.getMethod()) && isCrossSite(request)) {
            return Optional.of(Problem.of(
                    Problem.Kind.FORBIDDEN, "api", "This call came from a page of another site and was refused."));
        }
        if (request.getContentLengthLong() > settings.maxBody().toBytes() && !isFile(request)) {
            return Optional.of(BodyLimit.problem(settings.maxBody()));
        }
        return Optional.empty();
    }

    /// Whoever takes files has limits of its own, by what they are and who sends them.
    private static boolean isFile(HttpServletRequest request) {
        return request.getServletPath().equals(FILES) && request.getMethod().equals("POST");
    }

    private boolean isKnownHost(@Nullable String host) {
        return host != null && knownHosts.contains(withoutPort(host).toLowerCase(Locale.ROOT));
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    /// A proxy on this machine says for whom it asks; then the question is not this machine's own.
    private static boolean isFromThisMachine(HttpServletRequest request) {
        try {
            return request.getHeader("X-Forwarded-For") == null
                    && request.getHeader("Forwarded") == null
                    && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /// Whether a WebSocket is to be opened, which any page may try and whose answers it may read.
    private static boolean isHandshake(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    private boolean isCrossSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        return request.getHeader("Origin") != null && isForeign(request);
    }

    private boolean isForeign(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null || !settings.isPublicOrigin(origin) && !isOwnOrigin(origin, request.getHeader("Host"));
    }

    private static boolean isOwnOrigin(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
