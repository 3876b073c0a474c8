package dev.rockpool.account;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/// The ways to sign in besides a password, for the page that offers them.
public interface SignInOffers {

    /// Somebody else who says who people are.
    record Provider(String id, String name) {}

    /// Whether passkeys work at the address the page was opened at.
    boolean passkeys(HttpServletRequest request);

    List<Provider> providers();
}
