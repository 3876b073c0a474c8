package dev.rockpool.account;

import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/// Makes accounts. A guest who registers becomes the new account, with the chats it has.
@Service
public class Registration {

    private static final Logger log = LoggerFactory.getLogger(Registration.class);

    private final AccountRepository accounts;
    private final RegistrationRules rules;
    private final Invitations invitations;
    private final Passwords passwords;
    private final Throttle throttle;
    private final SpentGuests spent;
    private final Database database;
    private final SignIn signIn;
    private final Devices devices;
    private final Journal journal;
    private final Clock clock;

    Registration(
            AccountRepository accounts,
            RegistrationRules rules,
            Invitations invitations,
            Passwords passwords,
            Throttle throttle,
            SpentGuests spent,
            Database database,
            SignIn signIn,
            Devices devices,
            Journal journal,
            Clock clock) {
        this.accounts = accounts;
        this.rules = rules;
        this.invitations = invitations;
        this.passwords = passwords;
        this.throttle = throttle;
        this.spent = spent;
        this.database = database;
        this.signIn = signIn;
        this.devices = devices;
        this.journal = journal;
        this.clock = clock;
    }

    /// Somebody who registers.
    ///
    /// @param invitation the secret of an invitation, or the setup code
    record Applicant(
            Email email,
            @Nullable String name,
            String password,
            @Nullable String invitation) {}

    /// An account to be made.
    ///
    /// @param password   as it is stored; null for who signs in otherwise
    /// @param invitation the secret of the invitation that is used up with it
    /// @param mayBeFirst whether it becomes administrator when there is none yet
    public record NewAccount(
            Email email,
            @Nullable String name,
            @Nullable String password,
            Role role,
            @Nullable String invitation,
            boolean mayBeFirst) {}

    /// Registers somebody with a password, and signs them in.
    Account register(Applicant applicant, HttpServletRequest request, HttpServletResponse response) {
        String address = ClientAddress.of(request);
        throttle.attempt(address);
        NewAccount wanted = admit(applicant, request);
        passwords.check(applicant.password(), applicant.email().value(), "password");
        if (wanted.invitation() == null && !rules.isOperator(request, null)) {
            throttle.newAccount(address);
        }
        String hash = passwords.hash(applicant.password());
        Account made = open(
                new NewAccount(
                        wanted.email(), wanted.name(), hash, wanted.role(), wanted.invitation(), wanted.mayBeFirst()),
                "password",
                request,
                response);
        throttle.succeeded(address);
        return made;
    }

    /// Whether, and as what, somebody may register.
    private NewAccount admit(Applicant applicant, HttpServletRequest request) {
        Email email = applicant.email();
        String invitation = applicant.invitation();
        boolean isFirst = rules.isFirst();
        if (isFirst && rules.isOperator(request, invitation)) {
            return new NewAccount(email, applicant.name(), null, Role.MEMBER, null, rules.mayAdminister(email));
        }
        if (isFirst) {
            throw Problem.of(
                    Problem.Kind.FORBIDDEN,
                    "account",
                    "This server has no administrator yet. Give the setup code from its log to become the first.");
        }
        return switch (rules.mode()) {
            case CLOSED ->
                throw Problem.of(Problem.Kind.FORBIDDEN, "account", "Registration is closed. Ask an administrator.");
            case INVITATION -> {
                if (invitation == null) {
                    throw Problem.of(
                            Problem.Kind.FORBIDDEN,
                            "account",
                            "Registration is by invitation. Ask an administrator for a link.");
                }
                yield invited(applicant, invitation);
            }
            case OPEN ->
                invitation == null
                        ? new NewAccount(email, applicant.name(), null, Role.MEMBER, null, false)
                        : invited(applicant, invitation);
        };
    }

    private NewAccount invited(Applicant applicant, String invitation) {
        Role role = invitations.check(invitation, applicant.email());
        return new NewAccount(applicant.email(), applicant.name(), null, role, invitation, false);
    }

    /// Makes an account for somebody who may have one, and signs them in.
    ///
    /// @param how how they showed who they are, a word for the audit log
    /// @throws Problem the e-mail is taken (409), or the invitation has just been used
    public Account open(NewAccount wanted, String how, HttpServletRequest request, HttpServletResponse response) {
        Optional<AccountId> guest = Visitor.of(request).guest();
        Account made;
        try {
            made = database.inTransaction(() -> insert(wanted, guest));
        } catch (DuplicateKeyException e) {
            throw taken();
        }
        spent.changed();
        journal.note(
                "register",
                made.id(),
                made.id().value(),
                Map.of("role", made.role().word(), "how", how));
        log.info("account={} registered as {}", made.id(), made.role().word());
        signIn.complete(made, how, request, response);
        if (guest.isPresent()) {
            // Other nodes learn that its cookie is spent; its other tabs connect anew, as who it is now.
            devices.changed(guest.get());
        }
        return made;
    }

    private Account insert(NewAccount wanted, Optional<AccountId> guest) {
        AccountId id = guest.orElseGet(AccountRepository::newId);
        Role role = wanted.mayBeFirst() && accounts.lockAdministrators(id) == 0 ? Role.ADMINISTRATOR : wanted.role();
        if (accounts.isTaken(wanted.email())) {
            throw taken();
        }
        String invitation = wanted.invitation();
        if (invitation != null) {
            invitations.use(invitation);
        }
        Account account = account(id, wanted, role);
        if (!accounts.insert(account, wanted.password(), guest.isPresent())) {
            // The guest has registered a moment ago, in another tab.
            account = account(AccountRepository.newId(), wanted, role);
            accounts.insert(account, wanted.password(), false);
        }
        if (role == Role.ADMINISTRATOR) {
            rules.forgetSetupCode();
        }
        return account;
    }

    private Account account(AccountId id, NewAccount wanted, Role role) {
        return new Account(id, role, wanted.email().value(), wanted.name(), false, clock.instant());
    }

    private static Problem taken() {
        return Problem.of(
                Problem.Kind.CONFLICT, "account", "There is an account with this e-mail already. Sign in instead.");
    }
}
