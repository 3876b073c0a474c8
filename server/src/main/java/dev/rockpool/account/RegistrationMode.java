package dev.rockpool.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who may create an account.
public enum RegistrationMode {
    /// Everybody who can reach the server.
    OPEN,
    /// Whoever an administrator has invited.
    INVITATION,
    /// Nobody.
    CLOSED;

    /// As it is stored, set and sent.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<RegistrationMode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }
}
