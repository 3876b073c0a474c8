package dev.rockpool.share;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountDetail;
import dev.rockpool.problem.Problem;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Whether chats may be shown to others on this server at all, by the setting `rockpool.sharing`.
/// While they may not, links lead nowhere; those that were not taken back do again afterwards.
@Component
class Sharing implements AccountDetail {

    private final boolean allowed;

    Sharing(@Value("${rockpool.sharing:on}") boolean allowed) {
        this.allowed = allowed;
    }

    boolean isAllowed() {
        return allowed;
    }

    /// @throws Problem when nothing is shared here (403)
    void check() {
        if (!allowed) {
            throw Problem.of(
                    Problem.Kind.FORBIDDEN,
                    "share",
                    "Sharing is switched off on this server. Ask whoever runs it if you need it.");
        }
    }

    @Override
    public String name() {
        return "canShare";
    }

    @Override
    public Object value(Account account) {
        return allowed;
    }
}
