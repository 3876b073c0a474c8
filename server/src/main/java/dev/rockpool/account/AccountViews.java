package dev.rockpool.account;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Accounts as their holders see them, with what other rooms have to say about them.
@Component
public class AccountViews {

    private final AccountRepository accounts;
    private final AdministratorRights rights;
    private final ObjectProvider<AccountDetail> details;

    AccountViews(AccountRepository accounts, AdministratorRights rights, ObjectProvider<AccountDetail> details) {
        this.accounts = accounts;
        this.rights = rights;
        this.details = details;
    }

    /// An account as JSON.
    ///
    /// @param role     as which they are signed in here
    /// @param heldBack whether they are an administrator, though not here: they have to sign in
    ///     by passkey for it
    /// @param details  what other rooms say, each as a field
    public record View(
            String id,
            Role role,
            @Nullable String email,
            @Nullable String name,
            boolean hasPassword,
            boolean heldBack,
            Instant createdAt,
            @JsonAnyGetter Map<String, @Nullable Object> details) {}

    /// What its holder is told of `account`.
    public View of(Account account) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>();
        details.orderedStream().forEach(detail -> more.put(detail.name(), detail.value(account)));
        return new View(
                account.id().value(),
                account.role(),
                account.email(),
                account.name(),
                !account.isGuest() && accounts.hasPassword(account.id()),
                rights.areHeldBack(account),
                account.createdAt(),
                more);
    }
}
