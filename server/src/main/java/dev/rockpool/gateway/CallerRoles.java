package dev.rockpool.gateway;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountId;
import dev.rockpool.account.AccountRepository;
import dev.rockpool.account.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What role somebody has, looked up only where a gateway is not for everybody.
@Component
class CallerRoles {

    private final AccountRepository accounts;

    CallerRoles(AccountRepository accounts) {
        this.accounts = accounts;
    }

    /// Somebody for the length of one call.
    Caller caller(AccountId id) {
        return new Caller(id);
    }

    /// Somebody, whose role is read at most once.
    final class Caller {

        private final AccountId id;
        private @Nullable Role role;

        private Caller(AccountId id) {
            this.id = id;
        }

        AccountId id() {
            return id;
        }

        /// Whether the caller may use the gateway, were own ones allowed.
        boolean mayUse(GatewayConfig gateway) {
            return switch (gateway.source()) {
                case DEMO -> true;
                case ENVIRONMENT, SHARED -> gateway.roles().isEmpty() || gateway.isFor(role());
                case OWN -> id.equals(gateway.owner());
            };
        }

        private Role role() {
            Role known = role;
            if (known == null) {
                // A guest who has not written yet has no row.
                known = accounts.find(id).map(Account::role).orElse(Role.GUEST);
                role = known;
            }
            return known;
        }
    }
}
