package dev.rockpool.openclaw;

/// A gateway's shared token. It is a full owner's credential on every HTTP surface, so it is never shown:
/// [#toString()] hides it.
///
/// @param token the secret, printable ASCII without spaces
public record Credential(String token) {

    /// Checks the token.
    ///
    /// @throws IllegalArgumentException when the token is empty or cannot stand in a header
    public Credential {
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("A gateway token is not empty and has no spaces or special characters.");
        }
    }

    @Override
    public String toString() {
        return "Credential[***]";
    }
}
