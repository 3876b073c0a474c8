package dev.rockpool.account;

import com.codahale.passpol.BreachDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The 100,000 passwords that are tried first, and what people make of them when they have to
/// be longer: figures and signs around one, or the same again and again.
final class CommonPasswords {

    /// More than that, and it is no longer guessed in a hurry.
    private static final int AROUND = 6;

    /// The longest piece that makes nothing of itself by coming again, such as `abcd`.
    private static final int PIECE = 4;

    private static final Pattern EDGES = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");
    private static final Pattern REPEATED = Pattern.compile("(.+?)\\1+", Pattern.DOTALL);

    private CommonPasswords() {}

    static boolean contain(String password) {
        String plain = password.toLowerCase(Locale.ROOT);
        String piece = piece(plain);
        String core = EDGES.matcher(plain).replaceAll("");
        boolean isDecorated = plain.length() - core.length() <= AROUND;
        return piece.length() <= PIECE || areListed(password, plain, piece, isDecorated ? core : plain);
    }

    /// What the whole is a repetition of; itself when it is none.
    private static String piece(String password) {
        var repeated = REPEATED.matcher(password);
        return repeated.matches() ? repeated.group(1) : password;
    }

    /// The list is read each time: passwords are chosen seldom, and it takes megabytes.
    private static boolean areListed(String... candidates) {
        try {
            BreachDatabase list = BreachDatabase.top100K();
            for (String candidate : Stream.of(candidates).distinct().toList()) {
                if (list.contains(candidate)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
