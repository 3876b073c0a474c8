package dev.rockpool.account;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Whether people may chat without an account of their own.
///
/// `rockpool.guests` is `on`, `off` or `auto`; `auto` lets guests in only while the server listens on this
/// machine alone and no public address leads to it, because whoever may chat may have an agent run
/// commands.
@Component
public final class GuestSettings {

    private final boolean allowed;
    private final boolean thisMachineOnly;

    GuestSettings(
            @Value("${rockpool.guests:auto}") String guests,
            @Value("${server.address:}") @Nullable String address,
            @Value("${rockpool.public-url:}") String publicUrl) {
        this.thisMachineOnly = publicUrl.isBlank() && listensHereOnly(address);
        this.allowed = switch (guests) {
            case "on" -> true;
            case "off" -> false;
            case "auto" -> thisMachineOnly;
            default ->
                throw new IllegalArgumentException("ROCKPOOL_GUESTS must be on, off or auto, not '" + guests + "'.");
        };
    }

    /// Whether a browser without an account gets a guest account.
    public boolean allowed() {
        return allowed;
    }

    /// Whether nobody but this machine can reach the server.
    public boolean isOnlyThisMachine() {
        return thisMachineOnly;
    }

    private static boolean listensHereOnly(@Nullable String address) {
        if (address == null || address.isBlank()) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
