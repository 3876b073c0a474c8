package dev.rockpool.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.stereotype.Component;

/// Encrypts what must not be readable in the database, with AES-256 in GCM. The text it makes is
/// `v1.<key id>.<base64url of nonce and cipher text>`.
///
/// Each text is bound to a purpose, such as the row it is stored in: put elsewhere it does not open.
@Component
final class SecretBox {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Pattern SEALED = Pattern.compile("v1\\.([0-9a-f]{8})\\.([A-Za-z0-9_-]{38,})");

    /// A text that cannot be opened.
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        /// @param message why, without a full stop
        UnreadableException(String message) {
            super(message, null, false, false);
        }
    }

    private final SecretKeys keys;
    private final SecureRandom random = new SecureRandom();

    SecretBox(SecretKeys keys) {
        this.keys = keys;
    }

    String seal(String plain, String purpose) {
        SecretKeys.Key key = keys.current();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(plain.getBytes(StandardCharsets.UTF_8));
            byte[] both = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return "v1." + key.id() + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot encrypt with AES in GCM.", e);
        }
    }

    /// @throws UnreadableException when the key is not known, or the text is not what was sealed for this purpose
    String open(String sealed, String purpose) throws UnreadableException {
        Matcher parts = parts(sealed);
        String id = parts.group(1);
        SecretKeys.Key key = keys.find(id)
                .orElseThrow(() -> new UnreadableException(
                        "it was encrypted with the key " + id + ", which this server does not have"));
        byte[] both = Base64.getUrlDecoder().decode(parts.group(2));
        try {
            byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, key, nonce, purpose)
                    .doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException _) {
            throw new UnreadableException("it is not what was stored here");
        }
    }

    /// Whether the text was made with another key than the one in force.
    boolean isOutdated(String sealed) {
        return keys.present()
                .filter(key -> !sealed.startsWith("v1." + key.id() + "."))
                .isPresent();
    }

    private static Matcher parts(String sealed) throws UnreadableException {
        Matcher parts = SEALED.matcher(sealed);
        if (!parts.matches()) {
            throw new UnreadableException("it is not in a form this version knows");
        }
        return parts;
    }

    private static Cipher cipher(int mode, SecretKeys.Key key, byte[] nonce, String purpose)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
