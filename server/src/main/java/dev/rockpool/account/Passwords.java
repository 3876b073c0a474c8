package dev.rockpool.account;

import dev.rockpool.problem.Problem;
import java.text.Normalizer;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/// Makes and checks passwords. Each takes 19 MB and some 50 ms for a moment, on purpose; no more
/// than [#AT_ONCE] are worked at, so that many who sign in cannot take the server's memory.
@Component
class Passwords {

    private static final int SHORTEST = 12;
    private static final int LONGEST = 128;
    /// Many in a row make a password no longer.
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private static final int AT_ONCE = 4;
    private static final int PATIENCE_SECONDS = 10;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KB = 19 * 1024;
    private static final int ROUNDS = 2;

    /// Takes as long to compare with as any other, and fits nothing anybody can type.
    static final String NOBODYS = "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(MEMORY_KB, ROUNDS, LANES, "cm9ja3Bvb2wtbm9ib2R5cw", "A".repeat(43));

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KB, ROUNDS);
    private final Semaphore working = new Semaphore(AT_ONCE);

    /// Whether `password` is the one stored as `stored`. For null, which nobody's password is, it
    /// takes as long.
    boolean matches(String password, @Nullable String stored) {
        boolean isEqual = oneOfFew(() -> encoder.matches(normal(password), stored == null ? NOBODYS : stored));
        return isEqual && stored != null;
    }

    /// What to store of a password.
    String hash(String password) {
        return oneOfFew(() -> String.valueOf(encoder.encode(normal(password))));
    }

    private <T> T oneOfFew(Supplier<T> work) {
        try {
            if (!working.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            working.release();
        }
    }

    private static Problem busy() {
        return Problem.of(
                Problem.Kind.OFFLINE,
                "account",
                "Many people are signing in at this moment. Try again in a few seconds.");
    }

    /// The same characters however the keyboard composes them.
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    /// Refuses a password that is easily guessed, naming the `field` it came in.
    void check(String password, @Nullable String email, String field) {
        int length = password.codePointCount(0, password.length());
        String spaced = SPACES.matcher(password).replaceAll(" ");
        if (spaced.codePointCount(0, spaced.length()) < SHORTEST) {
            throw Problem.badField(field, "A password has at least " + SHORTEST + " characters. A few words will do.");
        }
        if (length > LONGEST) {
            throw Problem.badField(field, "A password has at most " + LONGEST + " characters.");
        }
        if (email != null && isLike(password, email)) {
            throw Problem.badField(field, "A password must not be the e-mail address.");
        }
        if (CommonPasswords.contain(password)) {
            throw Problem.badField(field, "This password is among the first that are tried. Choose another.");
        }
    }

    private static boolean isLike(String password, String email) {
        String plain = normal(password).strip().toLowerCase(Locale.ROOT);
        return plain.equals(email) || plain.equals(email.substring(0, email.indexOf('@')));
    }
}
