package dev.rockpool.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The value a guest's browser keeps: the account id and its signature, `<uuid>.<base64url of
/// HMAC-SHA-256>`.
final class GuestCookie {

    static final String NAME = "rockpool-account";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    GuestCookie(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /// The cookie value that says its bearer is `account`.
    String sign(AccountId account) {
        return account.value() + "." + signature(account.value());
    }

    /// The account a cookie value names, or empty when this server has not signed it.
    Optional<AccountId> verify(String value) {
        int dot = value.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String account = value.substring(0, dot);
        byte[] given = value.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
        byte[] expected = signature(account).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(given, expected) ? Optional.of(new AccountId(account)) : Optional.empty();
    }

    private String signature(String account) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal(account.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks " + ALGORITHM + ".", e);
        }
    }
}
