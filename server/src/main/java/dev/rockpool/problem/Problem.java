package dev.rockpool.problem;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request that cannot be served, told in a sentence for the person who reads it: what happened, to what,
/// what to do next. `kind` and `surface` make the code a program branches on, such as `forbidden:chat`.
public final class Problem extends RuntimeException {

    /// What went wrong, with the HTTP status it is answered with.
    public enum Kind {
        BAD_REQUEST(400),
        UNAUTHORIZED(401),
        FORBIDDEN(403),
        NOT_FOUND(404),
        CONFLICT(409),
        GONE(410),
        TOO_LARGE(413),
        UNSUPPORTED(415),
        MISDIRECTED(421),
        TOO_MANY(429),
        INTERNAL(500),
        OFFLINE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private final Kind kind;
    private final String surface;
    private final @Nullable String detail;
    private final @Nullable Duration retryAfter;

    private Problem(
            Kind kind, String surface, String sentence, @Nullable String detail, @Nullable Duration retryAfter) {
        super(sentence, null, false, false);
        this.kind = kind;
        this.surface = surface;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    /// A problem of `kind` with `surface` (`chat`, `api`, ...), told in `sentence`.
    public static Problem of(Kind kind, String surface, String sentence) {
        return new Problem(kind, surface, sentence, null, null);
    }

    /// Somebody did something too often; it is taken again after `retryAfter`.
    public static Problem tooMany(String surface, String sentence, Duration retryAfter) {
        return new Problem(Kind.TOO_MANY, surface, sentence, null, retryAfter);
    }

    /// A body that cannot be taken, with the `field` that is wrong.
    public static Problem badField(String field, String sentence) {
        return new Problem(Kind.BAD_REQUEST, "api", sentence, field, null);
    }

    public Kind kind() {
        return kind;
    }

    /// The code a program branches on, `kind:surface` in lower case.
    public String code() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + surface;
    }

    /// The sentence a person reads.
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /// The field or part that is wrong, where one can be named.
    public @Nullable String detail() {
        return detail;
    }

    /// When to try again, where that is known.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /// As the header `Retry-After` has it: whole seconds, rounded up; null where it is not known.
    public @Nullable String retryAfterSeconds() {
        return retryAfter == null
                ? null
                : Long.toString(Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds()));
    }
}
