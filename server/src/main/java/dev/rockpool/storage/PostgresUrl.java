package dev.rockpool.storage;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL address in either of its two spellings, taken apart for the driver.
record PostgresUrl(
        String jdbcUrl, @Nullable String user, @Nullable String password) {

    /// Reads `jdbc:postgresql:...` as it is, and `postgres://` or `postgresql://` with user and password
    /// inside.
    static PostgresUrl parse(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgresUrl(url, null, null);
        }
        if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
            throw new IllegalArgumentException("DATABASE_URL must start with jdbc:postgresql: or postgres://.");
        }
        URI uri = URI.create(url);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String jdbcUrl = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
        String userInfo = uri.getRawUserInfo();
        if (userInfo == null) {
            return new PostgresUrl(jdbcUrl, null, null);
        }
        String[] parts = userInfo.split(":", 2);
        return new PostgresUrl(jdbcUrl, decode(parts[0]), parts.length > 1 ? decode(parts[1]) : null);
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
