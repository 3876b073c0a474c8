package dev.rockpool.account.oidc;

import dev.rockpool.account.SignInOffers;
import dev.rockpool.account.passkey.RelyingParty;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Component;

/// Tells the sign-in page what there is besides a password.
@Component
class Offers implements SignInOffers {

    private final Offered offered;
    private final RelyingParty relyingParty;

    Offers(Offered offered, RelyingParty relyingParty) {
        this.offered = offered;
        this.relyingParty = relyingParty;
    }

    @Override
    public boolean passkeys(HttpServletRequest request) {
        return relyingParty.serves(request);
    }

    @Override
    public List<Provider> providers() {
        return offered.all();
    }
}
