package dev.rockpool.account.passkey;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountId;
import dev.rockpool.account.Journal;
import dev.rockpool.account.WaysIn;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.stereotype.Service;

/// What people do with their own passkeys.
@Service
class Passkeys {

    /// More than anybody has devices.
    static final int MOST = 20;

    private static final Logger log = LoggerFactory.getLogger(Passkeys.class);

    private final PasskeyRepository repository;
    private final RelyingParty relyingParty;
    private final Challenges challenges;
    private final WaysIn waysIn;
    private final Database database;
    private final Journal journal;

    Passkeys(
            PasskeyRepository repository,
            RelyingParty relyingParty,
            Challenges challenges,
            WaysIn waysIn,
            Database database,
            Journal journal) {
        this.repository = repository;
        this.relyingParty = relyingParty;
        this.challenges = challenges;
        this.waysIn = waysIn;
        this.database = database;
        this.journal = journal;
    }

    List<Passkey> of(AccountId account) {
        return repository.of(account);
    }

    PublicKeyCredentialCreationOptions creation(Account owner, HttpServletRequest request) {
        if (repository.count(owner.id()) >= MOST) {
            throw Problem.of(
                    Problem.Kind.CONFLICT,
                    "account",
                    "An account has up to " + MOST + " passkeys. Remove one you no longer use, then add this one.");
        }
        return relyingParty.creation(owner, challenges.give(Challenges.Purpose.REGISTER, request));
    }

    Passkey add(
            Account owner,
            PublicKeyCredential<AuthenticatorAttestationResponse> credential,
            String label,
            HttpServletRequest request) {
        Bytes challenge = challenges.take(Challenges.Purpose.REGISTER, request).orElseThrow(Passkeys::refused);
        CredentialRecord added;
        try {
            added = relyingParty.register(owner, challenge, credential, label);
        } catch (RuntimeException e) {
            log.debug("account={} a new passkey was refused: {}", owner.id(), e.toString());
            throw refused();
        }
        journal.note("passkey_added", owner.id());
        return repository.find(added.getCredentialId()).orElseThrow(Passkeys::unknown);
    }

    Passkey rename(AccountId account, String id, String label) {
        if (!database.inTransaction(() -> repository.rename(account, id, label))) {
            throw unknown();
        }
        return repository.of(account).stream()
                .filter(passkey -> passkey.id().equals(id))
                .findFirst()
                .orElseThrow(Passkeys::unknown);
    }

    void remove(AccountId account, String id) {
        database.inTransaction(() -> {
            if (!repository.remove(account, id)) {
                throw unknown();
            }
            waysIn.requireOne(account);
        });
        journal.note("passkey_removed", account);
    }

    private static Problem refused() {
        return Problem.of(
                Problem.Kind.BAD_REQUEST,
                "account",
                "The passkey could not be added: what the device sent does not fit. Try again.");
    }

    private static Problem unknown() {
        return Problem.of(Problem.Kind.NOT_FOUND, "account", "There is no such passkey. It may have been removed.");
    }
}
