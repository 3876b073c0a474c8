package dev.rockpool.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

/// A session whose last use is noted every five minutes at most: a request that only reads writes
/// nothing.
final class CalmSession implements Session {

    static final Duration PRECISION = Duration.ofMinutes(5);

    private final Session inner;

    CalmSession(Session inner) {
        this.inner = inner;
    }

    Session inner() {
        return inner;
    }

    @Override
    public void setLastAccessedTime(Instant time) {
        if (Duration.between(inner.getLastAccessedTime(), time).compareTo(PRECISION) >= 0) {
            inner.setLastAccessedTime(time);
        }
    }

    @Override
    public String getId() {
        return inner.getId();
    }

    @Override
    public String changeSessionId() {
        return inner.changeSessionId();
    }

    @Override
    public <T> @Nullable T getAttribute(String name) {
        return inner.getAttribute(name);
    }

    @Override
    public Set<String> getAttributeNames() {
        return inner.getAttributeNames();
    }

    @Override
    public void setAttribute(String name, Object value) {
        inner.setAttribute(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        inner.removeAttribute(name);
    }

    @Override
    public Instant getCreationTime() {
        return inner.getCreationTime();
    }

    @Override
    public Instant getLastAccessedTime() {
        return inner.getLastAccessedTime();
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        inner.setMaxInactiveInterval(interval);
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return inner.getMaxInactiveInterval();
    }

    @Override
    public boolean isExpired() {
        return inner.isExpired();
    }
}
