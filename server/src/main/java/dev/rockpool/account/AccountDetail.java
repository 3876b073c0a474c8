package dev.rockpool.account;

import org.jspecify.annotations.Nullable;

/// Something another room has to say about an account in `GET /api/account`.
public interface AccountDetail {

    /// The field it is told in.
    String name();

    /// What is told: anything that can be written as JSON.
    @Nullable
    Object value(Account account);
}
