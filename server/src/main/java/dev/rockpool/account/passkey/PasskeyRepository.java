package dev.rockpool.account.passkey;

import com.fasterxml.uuid.Generators;
import dev.rockpool.account.AccountId;
import dev.rockpool.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Repository;

/// The public halves of everybody's passkeys.
@Repository
class PasskeyRepository implements UserCredentialRepository {

    private final Database database;

    PasskeyRepository(Database database) {
        this.database = database;
    }

    List<Passkey> of(AccountId account) {
        return database.reader()
                .sql("select * from passkey where account_id = :account order by created_at, id")
                .param("account", account.value())
                .query(PasskeyRepository::passkey)
                .list();
    }

    Optional<Passkey> find(Bytes credentialId) {
        return byCredential(credentialId).query(PasskeyRepository::passkey).optional();
    }

    private static Passkey passkey(ResultSet row, int number) throws SQLException {
        return new Passkey(
                row.getString("id"),
                row.getString("label"),
                row.getInt("backup_state") == 1,
                Instant.ofEpochMilli(row.getLong("created_at")),
                lastUse(row));
    }

    private StatementSpec byCredential(Bytes credentialId) {
        return database.reader()
                .sql("select * from passkey where credential_id = :credential")
                .param("credential", credentialId.toBase64UrlString());
    }

    int count(AccountId account) {
        return database.reader()
                .sql("select count(*) from passkey where account_id = :account")
                .param("account", account.value())
                .query(Integer.class)
                .single();
    }

    /// Whether there was such a passkey of that account to rename.
    boolean rename(AccountId account, String id, String label) {
        return database.writer()
                        .sql("update passkey set label = :label where id = :id and account_id = :account")
                        .param("label", label)
                        .param("id", id)
                        .param("account", account.value())
                        .update()
                == 1;
    }

    /// Whether there was such a passkey of that account to remove.
    boolean remove(AccountId account, String id) {
        return database.writer()
                        .sql("delete from passkey where id = :id and account_id = :account")
                        .param("id", id)
                        .param("account", account.value())
                        .update()
                == 1;
    }

    @Override
    public void delete(Bytes credentialId) {
        database.writer()
                .sql("delete from passkey where credential_id = :credential")
                .param("credential", credentialId.toBase64UrlString())
                .update();
    }

    /// Stores a new passkey, or what has changed about one that was used. A passkey never changes
    /// hands. A device that counts has to count on from its last use: Spring Security compares with
    /// the first only.
    ///
    /// @throws IllegalArgumentException it has not, and so may be a copy
    @Override
    public void save(CredentialRecord record) {
        int changed = database.writer()
                .sql("""
                        update passkey set sign_count = :count, uv_initialized = :verified, backup_state = :backedUp,
                                           last_used_at = :used
                        where credential_id = :credential and account_id = :account
                          and (:count > sign_count or :count = 0 and sign_count = 0)""")
                .param("count", record.getSignatureCount())
                .param("verified", record.isUvInitialized() ? 1 : 0)
                .param("backedUp", record.isBackupState() ? 1 : 0)
                .param("used", record.getLastUsed().toEpochMilli())
                .param("credential", record.getCredentialId().toBase64UrlString())
                .param(
                        "account",
                        UserHandle.account(record.getUserEntityUserId()).value())
                .update();
        if (changed == 0) {
            if (findByCredentialId(record.getCredentialId()) != null) {
                throw new IllegalArgumentException("This passkey's count has not gone on: it may be a copy.");
            }
            insert(record);
        }
    }

    private void insert(CredentialRecord record) {
        database.writer()
                .sql("""
                        insert into passkey (id, account_id, credential_id, public_key, attestation_object, sign_count,
                                             transports, uv_initialized, backup_eligible, backup_state, label,
                                             created_at)
                        values (:id, :account, :credential, :key, :attestation, :count,
                                :transports, :verified, :eligible, :backedUp, :label, :now)""")
                .param(
                        "id",
                        Generators.timeBasedEpochRandomGenerator().generate().toString())
                .param(
                        "account",
                        UserHandle.account(record.getUserEntityUserId()).value())
                .param("credential", record.getCredentialId().toBase64UrlString())
                .param("key", new Bytes(record.getPublicKey().getBytes()).toBase64UrlString())
                .param("attestation", attestation(record).toBase64UrlString())
                .param("count", record.getSignatureCount())
                .param("transports", words(record.getTransports()))
                .param("verified", record.isUvInitialized() ? 1 : 0)
                .param("eligible", record.isBackupEligible() ? 1 : 0)
                .param("backedUp", record.isBackupState() ? 1 : 0)
                .param("label", record.getLabel())
                .param("now", record.getCreated().toEpochMilli())
                .update();
    }

    private static Bytes attestation(CredentialRecord record) {
        Bytes attestation = record.getAttestationObject();
        if (attestation == null) {
            throw new IllegalArgumentException("A passkey without its attestation cannot be checked later.");
        }
        return attestation;
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
        return byCredential(credentialId)
                .query(PasskeyRepository::record)
                .optional()
                .orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes userHandle) {
        return database.reader()
                .sql("select * from passkey where account_id = :account order by created_at, id")
                .param("account", UserHandle.account(userHandle).value())
                .query(PasskeyRepository::record)
                .list();
    }

    private static CredentialRecord record(ResultSet row, int number) throws SQLException {
        Instant created = Instant.ofEpochMilli(row.getLong("created_at"));
        Instant used = lastUse(row);
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(Bytes.fromBase64(row.getString("credential_id")))
                .userEntityUserId(UserHandle.of(new AccountId(row.getString("account_id"))))
                .publicKey(new ImmutablePublicKeyCose(
                        Bytes.fromBase64(row.getString("public_key")).getBytes()))
                .attestationObject(Bytes.fromBase64(row.getString("attestation_object")))
                .signatureCount(row.getLong("sign_count"))
                .transports(transports(row.getString("transports")))
                .uvInitialized(row.getInt("uv_initialized") == 1)
                .backupEligible(row.getInt("backup_eligible") == 1)
                .backupState(row.getInt("backup_state") == 1)
                .label(row.getString("label"))
                .created(created)
                .lastUsed(used == null ? created : used)
                .build();
    }

    private static @Nullable Instant lastUse(ResultSet row) throws SQLException {
        long used = row.getLong("last_used_at");
        return row.wasNull() ? null : Instant.ofEpochMilli(used);
    }

    private static String words(Set<AuthenticatorTransport> transports) {
        return transports.stream()
                .map(AuthenticatorTransport::getValue)
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static Set<AuthenticatorTransport> transports(String words) {
        return Arrays.stream(words.split(","))
                .filter(word -> !word.isEmpty())
                .map(AuthenticatorTransport::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }
}
