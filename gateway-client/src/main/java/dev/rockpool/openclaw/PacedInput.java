package dev.rockpool.openclaw;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// What comes from the network, fetched at a [Pace] once there is one. Whoever reads it has a buffer and asks here only
/// when that is empty.
final class PacedInput extends FilterInputStream {

    private volatile @Nullable Pace pace;
    private boolean more;

    PacedInput(InputStream network) {
        super(network);
    }

    /// From now on, pieces gather before they are fetched.
    void follow(Pace pace) {
        this.pace = pace;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        Pace kept = pace;
        if (kept != null && !more) {
            kept.keep();
        }
        int count = in.read(buffer, from, length);
        // A full buffer says that there was more: one who is behind does not rest.
        more = count == length;
        return count;
    }
}
