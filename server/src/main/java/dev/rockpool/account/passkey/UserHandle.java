package dev.rockpool.account.passkey;

import dev.rockpool.account.AccountId;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.springframework.security.web.webauthn.api.Bytes;

/// The name an authenticator knows an account by: the sixteen bytes of its id, which say nothing
/// about the person.
final class UserHandle {

    private static final int LENGTH = 16;

    private UserHandle() {}

    static Bytes of(AccountId account) {
        UUID id = UUID.fromString(account.value());
        return new Bytes(ByteBuffer.allocate(LENGTH)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    /// The account a handle names.
    ///
    /// @throws IllegalArgumentException when it is none of ours
    static AccountId account(Bytes handle) {
        byte[] bytes = handle.getBytes();
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A user handle of this server has " + LENGTH + " bytes.");
        }
        ByteBuffer id = ByteBuffer.wrap(bytes);
        return new AccountId(new UUID(id.getLong(), id.getLong()).toString());
    }
}
