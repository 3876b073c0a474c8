package dev.rockpool.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;

/// Whoever sends a request: found out when somebody asks, and once. A page or a health check that
/// nobody asks about costs no look at the database.
final class Visitor {

    private static final String ATTRIBUTE = Visitor.class.getName();

    private final HttpServletRequest request;
    private final GuestCookies cookies;
    private final boolean guestsAllowed;
    private @Nullable Optional<AccountId> signedIn;
    private @Nullable Optional<AccountId> guest;

    Visitor(HttpServletRequest request, GuestCookies cookies, boolean guestsAllowed) {
        this.request = request;
        this.cookies = cookies;
        this.guestsAllowed = guestsAllowed;
    }

    /// Who sends `request`, which has come through the [AccountFilter].
    static Visitor of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Visitor visitor) {
            return visitor;
        }
        throw new IllegalStateException("The request has not come through the filter that knows who sends it.");
    }

    void remember() {
        request.setAttribute(ATTRIBUTE, this);
    }

    /// The account the caller may act for: that of a session, else a guest's.
    Optional<AccountId> account() {
        Optional<AccountId> member = signedIn();
        return member.isPresent() || !guestsAllowed ? member : guest();
    }

    /// The account the caller has signed in to.
    @SuppressWarnings("OptionalAssignedToNull") // null: not asked yet
    Optional<AccountId> signedIn() {
        Optional<AccountId> known = signedIn;
        if (known == null) {
            known = session()
                    .map(session -> session.getAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME))
                    .map(id -> new AccountId((String) id));
            signedIn = known;
        }
        return known;
    }

    /// The guest whose cookie the caller has, whether or not guests are let in.
    @SuppressWarnings("OptionalAssignedToNull") // null: not asked yet
    Optional<AccountId> guest() {
        Optional<AccountId> known = guest;
        if (known == null) {
            known = cookies.read(request);
            guest = known;
        }
        return known;
    }

    /// Where the caller is signed in.
    Optional<DeviceId> device() {
        return signedIn().isEmpty() ? Optional.empty() : session().map(session -> DeviceId.ofSession(session.getId()));
    }

    /// How the caller signed in; empty where that is not known.
    Optional<String> how() {
        return session().map(session -> (String) session.getAttribute(AdministratorRights.HOW));
    }

    private Optional<HttpSession> session() {
        return Optional.ofNullable(request.getSession(false));
    }
}
