package dev.rockpool.share;

import dev.rockpool.account.Tokens;
import java.util.Optional;
import java.util.regex.Pattern;

/// The secret part of a link. Only its hash is kept, so that whoever reads the database has no
/// links.
record ShareToken(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    static ShareToken fresh() {
        return new ShareToken(Tokens.fresh());
    }

    /// The token a client sent; empty when it cannot be one.
    static Optional<ShareToken> parse(String value) {
        return FORM.matcher(value).matches() ? Optional.of(new ShareToken(value)) : Optional.empty();
    }

    String hash() {
        return Tokens.hash(value);
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "a share's token";
    }
}
