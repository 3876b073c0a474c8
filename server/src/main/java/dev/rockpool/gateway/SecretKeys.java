package dev.rockpool.gateway;

import dev.rockpool.storage.StorageSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The keys that gateways' tokens are encrypted with: the one of `ROCKPOOL_SECRET_KEY`, else the one in the
/// file `secret.key` of the data folder, which is made when it is first needed; and those of
/// `ROCKPOOL_SECRET_KEY_OLD`, which only read.
@Component
final class SecretKeys {

    /// Bytes of a key.
    static final int LENGTH = 32;

    private static final int ID_BYTES = 4;
    private static final String FILE = "secret.key";
    private static final Logger log = LoggerFactory.getLogger(SecretKeys.class);

    /// A key with what it is called in whatever it encrypted.
    record Key(String id, SecretKey key) {

        static Key of(byte[] bytes) {
            return new Key(idOf(bytes), new SecretKeySpec(bytes, "AES"));
        }

        /// Tells nothing about the key but whether it is the same.
        private static String idOf(byte[] bytes) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
                return HexFormat.of().formatHex(digest, 0, ID_BYTES);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This Java lacks SHA-256.", e);
            }
        }

        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }

    private final Path file;
    private final Map<String, Key> known = new LinkedHashMap<>();
    private @Nullable Key current;

    /// @param secretKey the key in force, 32 bytes in base64; empty for the file's
    /// @param oldKeys keys that were in force or will be, separated by commas; may be empty
    /// @throws IllegalArgumentException when one of them is no key
    SecretKeys(
            @Value("${rockpool.secret-key:}") String secretKey,
            @Value("${rockpool.secret-key-old:}") String oldKeys,
            StorageSettings storage) {
        this.file = storage.data().toAbsolutePath().normalize().resolve(FILE);
        if (!secretKey.isBlank()) {
            current = known(decoded(secretKey, "ROCKPOOL_SECRET_KEY"));
        }
        Arrays.stream(oldKeys.split(","))
                .filter(key -> !key.isBlank())
                .forEach(key -> known(decoded(key, "ROCKPOOL_SECRET_KEY_OLD")));
        takeFile();
    }

    private void takeFile() {
        if (Files.exists(file)) {
            Key stored = known(readFile());
            current = current == null ? stored : current;
        }
    }

    /// The key to encrypt with; made and stored if there is none yet.
    synchronized Key current() {
        Key key = current;
        if (key == null) {
            key = known(createFile());
            current = key;
        }
        return key;
    }

    /// The key to encrypt with, if there is one.
    synchronized Optional<Key> present() {
        return Optional.ofNullable(current);
    }

    /// The key of that id, if it is known. Another node that uses the same folder may have made the file meanwhile.
    synchronized Optional<Key> find(String id) {
        if (!known.containsKey(id)) {
            takeFile();
        }
        return Optional.ofNullable(known.get(id));
    }

    private Key known(byte[] bytes) {
        Key key = Key.of(bytes);
        known.put(key.id(), key);
        return key;
    }

    /// The value itself never gets into a message.
    private static byte[] decoded(String text, String source) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException _) {
            bytes = new byte[0];
        }
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(
                    source + " must hold 32 random bytes in base64, as" + " `openssl rand -base64 32` makes them.");
        }
        return bytes;
    }

    private byte[] readFile() {
        try {
            warnOfReaders();
            return decoded(Files.readString(file), "The file " + file);
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + file + " cannot be read.", e);
        }
    }

    private void warnOfReaders() throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return;
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
        if (!PosixFilePermissions.fromString("rw-------").containsAll(rights)) {
            log.warn("Others than its owner have rights to the key file {}. Set its mode to 600.", file);
        }
    }

    private byte[] createFile() {
        byte[] fresh = new byte[LENGTH];
        new SecureRandom().nextBytes(fresh);
        try {
            Files.createDirectories(file.getParent());
            Files.createFile(file, ownersAlone());
            Files.writeString(
                    file, Base64.getEncoder().encodeToString(fresh) + "\n", StandardOpenOption.TRUNCATE_EXISTING);
            log.info(
                    "The key that gateways' tokens are encrypted with was made: {}. Keep a copy apart from the"
                            + " database's; other nodes need the same one.",
                    file);
            return fresh;
        } catch (FileAlreadyExistsException e) {
            log.debug("another node has made {} meanwhile", e.getFile());
            return readFile();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The key file " + file + " cannot be written. Set ROCKPOOL_SECRET_KEY instead.", e);
        }
    }

    private FileAttribute<?>[] ownersAlone() throws IOException {
        return Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
