package dev.rockpool.account;

import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Links by which somebody may create one account. The link is told once; only its hash is kept.
@Service
class Invitations {

    private static final int LISTED = 500;

    private final Database database;
    private final Journal journal;
    private final Clock clock;

    Invitations(Database database, Journal journal, Clock clock) {
        this.database = database;
        this.journal = journal;
        this.clock = clock;
    }

    /// An invitation as administrators see it.
    ///
    /// @param email  whom it is for; null when it is for whoever has the link
    /// @param usedAt when an account came of it; null while none has
    record Invitation(
            String id,
            @Nullable String email,
            Role role,
            String invitedBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant usedAt) {}

    /// A new invitation with the secret of its link.
    record Invited(Invitation invitation, String token) {}

    Invited invite(Administrator inviter, @Nullable Email email, Role role, Duration life) {
        Instant now = clock.instant();
        String token = Tokens.fresh();
        Invitation made = new Invitation(
                AccountRepository.newId().value(),
                email == null ? null : email.value(),
                role,
                inviter.id().value(),
                now,
                now.plus(life),
                null);
        database.inTransaction(() -> {
            insert(made, token);
            journal.note("invitation_created", inviter.id(), made.id(), Map.of("role", role.word()));
        });
        return new Invited(made, token);
    }

    private void insert(Invitation made, String token) {
        database.writer()
                .sql("""
                        insert into invitation (id, token_hash, email, role, invited_by, created_at, expires_at)
                        values (:id, :hash, :email, :role, :by, :created, :expires)""")
                .param("id", made.id())
                .param("hash", Tokens.hash(token))
                .param("email", made.email(), Types.VARCHAR)
                .param("role", made.role().word())
                .param("by", made.invitedBy())
                .param("created", made.createdAt().toEpochMilli())
                .param("expires", made.expiresAt().toEpochMilli())
                .update();
    }

    /// The newest invitations, used and expired ones too.
    List<Invitation> list() {
        return database.reader()
                .sql("select * from invitation order by id desc limit :limit")
                .param("limit", LISTED)
                .query((row, number) -> new Invitation(
                        row.getString("id"),
                        row.getString("email"),
                        Role.of(row.getString("role")),
                        row.getString("invited_by"),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Instant.ofEpochMilli(row.getLong("expires_at")),
                        row.getObject("used_at") == null ? null : Instant.ofEpochMilli(row.getLong("used_at"))))
                .list();
    }

    /// Makes an invitation that has not been used worth nothing.
    void revoke(Administrator administrator, String id) {
        database.inTransaction(() -> {
            int revoked = database.writer()
                    .sql("delete from invitation where id = :id and used_at is null")
                    .param("id", id)
                    .update();
            if (revoked == 0) {
                throw Problem.of(
                        Problem.Kind.NOT_FOUND, "account", "There is no such invitation, or it has been used.");
            }
            journal.note("invitation_revoked", administrator.id(), id, Map.of());
        });
    }

    /// The role somebody is invited to.
    ///
    /// @throws Problem the invitation is used, expired, revoked, for somebody else or was never
    ///     made;
    ///     which of these is not told
    Role check(String token, Email email) {
        return valid(token)
                .filter(found -> found.email() == null || found.email().equals(email.value()))
                .map(Valid::role)
                .orElseThrow(Invitations::invalid);
    }

    private record Valid(@Nullable String email, Role role) {}

    private Optional<Valid> valid(String token) {
        return database.reader()
                .sql("""
                        select email, role from invitation
                        where token_hash = :hash and used_at is null and expires_at > :now""")
                .param("hash", Tokens.hash(token))
                .param("now", clock.millis())
                .query((row, number) -> new Valid(row.getString("email"), Role.of(row.getString("role"))))
                .optional();
    }

    /// Uses an invitation up; joins the caller's transaction.
    ///
    /// @throws Problem somebody else was faster
    void use(String token) {
        int used = database.writer()
                .sql("""
                        update invitation set used_at = :now
                        where token_hash = :hash and used_at is null and expires_at > :now""")
                .param("now", clock.millis())
                .param("hash", Tokens.hash(token))
                .update();
        if (used == 0) {
            throw invalid();
        }
    }

    private static Problem invalid() {
        return Problem.of(
                Problem.Kind.FORBIDDEN,
                "account",
                "This invitation is not valid: it is used, too old or for another e-mail. Ask for a new one.");
    }
}
