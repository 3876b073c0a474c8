package dev.rockpool.account;

import dev.rockpool.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// The rules for people somebody else vouches for: whether they may have an account, and as what.
@Service
public class Vouched {

    private static final int LONGEST_NAME = 80;
    private static final Logger log = LoggerFactory.getLogger(Vouched.class);

    private final RegistrationRules rules;
    private final Accounts accounts;

    Vouched(RegistrationRules rules, Accounts accounts) {
        this.rules = rules;
        this.accounts = accounts;
    }

    /// The account somebody new is to have. Being vouched for is as good as an invitation, but
    /// the first administrator is the operator, or whom the operator has named or given that role
    /// at the provider.
    ///
    /// @param email which the provider has confirmed
    /// @throws Problem they may have none (403)
    public Registration.NewAccount newcomer(Email email, @Nullable String name, Role role, HttpServletRequest request) {
        boolean isFirst = rules.isFirst();
        boolean mayBeFirst = isFirst
                && (rules.isOperator(request, null) ? rules.mayAdminister(email) : rules.isAdministrators(email));
        if (isFirst ? !mayBeFirst && role != Role.ADMINISTRATOR : rules.mode() == RegistrationMode.CLOSED) {
            throw Problem.of(Problem.Kind.FORBIDDEN, "account", "Nobody new is let in now. Ask an administrator.");
        }
        return new Registration.NewAccount(email, shortened(name), null, role, null, mayBeFirst);
    }

    private static @Nullable String shortened(@Nullable String name) {
        String plain = name == null ? "" : name.replaceAll("[\\p{Cc}\\s]+", " ").strip();
        return plain.isEmpty() ? null : plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    }

    /// Gives the account the role the provider says, unless it is the only administrator.
    public void follow(AccountId account, Role role, String provider) {
        try {
            accounts.changeRole(null, account, role);
        } catch (Problem e) {
            if (e.kind() != Problem.Kind.CONFLICT) {
                throw e;
            }
            log.warn(
                    "account={} stays administrator, though '{}' says otherwise: it is the only one",
                    account,
                    provider);
        }
    }
}
