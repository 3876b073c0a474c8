package dev.rockpool.account;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Where an administrator is one. With `rockpool.admin-passkey` on only where they signed in by
/// passkey or by a provider: a password alone makes them a member there.
@Component
class AdministratorRights {

    /// The attribute of a session that says how it was opened.
    static final String HOW = "how";

    private final AccountRepository accounts;
    private final boolean isPasswordTooLittle;

    AdministratorRights(AccountRepository accounts, @Value("${rockpool.admin-passkey:off}") String setting) {
        this.accounts = accounts;
        this.isPasswordTooLittle = switch (setting) {
            case "on" -> true;
            case "off" -> false;
            default ->
                throw new IllegalArgumentException("ROCKPOOL_ADMIN_PASSKEY must be on or off, not '" + setting + "'.");
        };
    }

    /// The account as whoever sends `request` may use it.
    Account here(Account account, HttpServletRequest request) {
        return isPasswordTooLittle && account.role() == Role.ADMINISTRATOR && !isOpenedByMore(request)
                ? account.as(Role.MEMBER)
                : account;
    }

    private static boolean isOpenedByMore(HttpServletRequest request) {
        return Visitor.of(request)
                .how()
                .filter(how -> !how.equals(SignIn.BY_PASSWORD))
                .isPresent();
    }

    /// Whether the caller is an administrator, though not where they are.
    boolean areHeldBack(Account caller) {
        return isPasswordTooLittle
                && caller.role() == Role.MEMBER
                && accounts.find(caller.id())
                        .filter(kept -> kept.role() == Role.ADMINISTRATOR)
                        .isPresent();
    }
}
