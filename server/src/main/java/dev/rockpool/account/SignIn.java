package dev.rockpool.account;

import dev.rockpool.storage.Database;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Service;

/// The end of every way to sign in, and of every stay.
@Service
public class SignIn {

    static final String BY_PASSWORD = "password";

    private static final int ATTEMPTS = 3;
    private static final Logger log = LoggerFactory.getLogger(SignIn.class);

    private final AccountRepository accounts;
    private final Credentials credentials;
    private final GuestCookies cookies;
    private final Devices devices;
    private final SessionLife life;
    private final Journal journal;
    private final Database database;
    private final ApplicationEventPublisher events;

    SignIn(
            AccountRepository accounts,
            Credentials credentials,
            GuestCookies cookies,
            Devices devices,
            SessionLife life,
            Journal journal,
            Database database,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.cookies = cookies;
        this.devices = devices;
        this.life = life;
        this.journal = journal;
        this.database = database;
        this.events = events;
    }

    /// Signs the caller in to `account`, who has shown that it is theirs: a new session with an
    /// id of its own, the chats of the guest the browser was until now, and no guest any more.
    /// Outside a transaction.
    ///
    /// @param how how they showed it, a word for the audit log: `password`, `passkey`, the name
    ///     of a provider
    public void complete(Account account, String how, HttpServletRequest request, HttpServletResponse response) {
        Visitor visitor = Visitor.of(request);
        Optional<AccountId> guest = visitor.guest();
        Optional<AccountId> before = visitor.signedIn();
        open(account, how, request);
        before.ifPresent(devices::changed);
        guest.filter(id -> !id.equals(account.id())).ifPresent(id -> {
            moveChats(id, account.id(), 1);
            devices.changed(id);
        });
        cookies.remove(request, response);
        credentials.know(account.id(), ClientAddress.of(request));
        journal.note("sign_in", account.id(), account.id().value(), Map.of("how", how));
        log.info("account={} signed in", account.id());
    }

    /// Another session than the one before, so that nobody can have known its id.
    private void open(Account account, String how, HttpServletRequest request) {
        HttpSession old = request.getSession(false);
        if (old != null) {
            old.invalidate();
        }
        HttpSession session = request.getSession(true);
        session.setMaxInactiveInterval(Math.toIntExact(life.idle().toSeconds()));
        session.setAttribute(
                FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME,
                account.id().value());
        session.setAttribute(AdministratorRights.HOW, how);
        String browser = BrowserName.of(request.getHeader("User-Agent"));
        if (browser != null) {
            session.setAttribute(Devices.BROWSER, browser);
        }
        session.setAttribute(Devices.ADDRESS, request.getRemoteAddr());
    }

    /// Many chats are locked at once, in no order: answers being stored at the same time may then
    /// wait in a circle with it, which PostgreSQL breaks by failing one of the two.
    private void moveChats(AccountId guest, AccountId into, int attempt) {
        try {
            database.inTransaction(() -> {
                // Meanwhile the guest may have registered in another tab: then nothing of it is anybody else's.
                if (accounts.lock(guest).filter(Account::isGuest).isPresent()) {
                    events.publishEvent(new GuestMoved(guest, into));
                    accounts.delete(guest);
                }
            });
        } catch (PessimisticLockingFailureException e) {
            if (attempt == ATTEMPTS) {
                throw e;
            }
            moveChats(guest, into, attempt + 1);
        }
    }

    /// Ends the caller's stay at this device.
    void out(HttpServletRequest request, HttpServletResponse response) {
        Optional<AccountId> account = Visitor.of(request).signedIn();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        account.ifPresent(id -> {
            devices.changed(id);
            journal.note("sign_out", id);
        });
        cookies.remove(request, response);
    }
}
