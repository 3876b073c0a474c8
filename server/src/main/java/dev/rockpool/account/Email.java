package dev.rockpool.account;

import dev.rockpool.problem.Problem;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An e-mail address as accounts are found by: in lower case, at most 254 characters.
public record Email(String value) {

    private static final int LONGEST = 254;
    private static final Pattern FORM = Pattern.compile("[^\\s@\\p{Cc}]+@[^\\s@\\p{Cc}]+");

    /// Reads what somebody typed; empty when it is no address.
    public static Optional<Email> of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        return plain.length() <= LONGEST && FORM.matcher(plain).matches()
                ? Optional.of(new Email(plain))
                : Optional.empty();
    }

    /// Reads an address a client sent, or refuses it naming the `field` it came in.
    static Email parse(String text, String field) {
        return of(text).orElseThrow(() -> Problem.badField(field, "Enter an e-mail address, such as user@acme.com."));
    }

    /// What comes before the @.
    String localPart() {
        return value.substring(0, value.indexOf('@'));
    }

    @Override
    public String toString() {
        return value;
    }
}
