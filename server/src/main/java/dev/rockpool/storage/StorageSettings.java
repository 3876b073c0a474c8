package dev.rockpool.storage;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where Rockpool keeps what it knows.
///
/// @param data        folder of the SQLite file, used when no `databaseUrl` is given
/// @param databaseUrl `jdbc:postgresql:...` or `postgres://user:password@host/name`; empty for SQLite
@ConfigurationProperties("rockpool")
public record StorageSettings(
        @DefaultValue("./data") Path data, @DefaultValue("") String databaseUrl) {

    Vendor vendor() {
        return databaseUrl.isBlank() ? Vendor.SQLITE : Vendor.POSTGRESQL;
    }
}
