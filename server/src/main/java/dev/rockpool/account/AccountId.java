package dev.rockpool.account;

import dev.rockpool.storage.IdText;
import java.util.UUID;

/// The id of an account: a lower-case UUID made by the server.
public record AccountId(String value) {

    public AccountId {
        if (!IdText.isUuid(value)) {
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
