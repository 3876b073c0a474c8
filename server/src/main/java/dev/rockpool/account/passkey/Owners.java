package dev.rockpool.account.passkey;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;

/// Owners of passkeys as Spring Security asks for them. Each is an account, so there is nothing
/// to store.
final class Owners implements PublicKeyCredentialUserEntityRepository {

    @Override
    public PublicKeyCredentialUserEntity findById(Bytes handle) {
        String account = UserHandle.account(handle).value();
        return entity(handle, account, account);
    }

    static PublicKeyCredentialUserEntity entity(Bytes handle, String name, String displayName) {
        return ImmutablePublicKeyCredentialUserEntity.builder()
                .id(handle)
                .name(name)
                .displayName(displayName)
                .build();
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String name) {
        return null;
    }

    @Override
    public void save(PublicKeyCredentialUserEntity owner) {
        throw new UnsupportedOperationException("Owners of passkeys are accounts.");
    }

    @Override
    public void delete(Bytes handle) {
        throw new UnsupportedOperationException("Owners of passkeys are accounts.");
    }
}
