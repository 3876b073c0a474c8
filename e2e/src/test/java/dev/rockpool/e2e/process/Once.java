package dev.rockpool.e2e.process;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value made at its first use and then kept. Thread-safe: later callers wait for the first.
public final class Once<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private @Nullable T value;

    private Once(Supplier<T> maker) {
        this.maker = maker;
    }

    public static <T> Once<T> of(Supplier<T> maker) {
        return new Once<>(maker);
    }

    @Override
    public synchronized T get() {
        T made = value;
        if (made == null) {
            made = maker.get();
            value = made;
        }
        return made;
    }
}
