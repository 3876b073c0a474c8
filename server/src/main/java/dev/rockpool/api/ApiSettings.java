package dev.rockpool.api;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What the outside may send.
///
/// @param publicUrl the address people open when it is not this machine's own, such as
///     `https://chat.example.com`
/// @param maxBody   the largest request body taken
@ConfigurationProperties("rockpool")
public record ApiSettings(
        @DefaultValue("") String publicUrl,
        @DefaultValue("1MB") DataSize maxBody) {

    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    /// Whether pages of ours are at `origin` although the request's host name is another: a proxy in front may have
    /// changed that.
    boolean isPublicOrigin(String origin) {
        return !publicUrl.isBlank() && origin.equalsIgnoreCase(originOf(URI.create(publicUrl)));
    }

    private static String originOf(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /// The host names this server answers to, in lower case and without port.
    Set<String> knownHosts() {
        if (publicUrl.isBlank()) {
            return OWN_NAMES;
        }
        String host = URI.create(publicUrl).getHost();
        if (host == null) {
            throw new IllegalArgumentException(
                    "ROCKPOOL_PUBLIC_URL must be an address such as https://chat.example.com, not '" + publicUrl
                            + "'.");
        }
        return Stream.concat(OWN_NAMES.stream(), Stream.of(host.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
