package dev.rockpool.account;

import java.util.UUID;
import java.util.regex.Pattern;

/// The id of an account: a lower-case UUID made by the server.
public record AccountId(String value) {

    private static final Pattern FORMAT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public AccountId {
        if (!FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException("An account id is a lower-case UUID.");
        }
    }

    static AccountId of(UUID id) {
        return new AccountId(id.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
