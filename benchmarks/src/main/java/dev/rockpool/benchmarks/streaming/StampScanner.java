package dev.rockpool.benchmarks.streaming;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.util.function.LongConsumer;

/// Finds the times that the simulator stamps on tokens (`@`, sixteen digits, a space) in bytes that may be cut
/// anywhere. It looks at each byte once and keeps nothing but a number: reading must cost little, for the load
/// shares the machine with what is measured.
final class StampScanner implements ByteProcessor {

    private static final int DIGITS = 16;

    private final LongConsumer found;
    private int digits = -1;
    private long value;

    /// @param found takes each stamp, in microseconds since 1970
    StampScanner(LongConsumer found) {
        this.found = found;
    }

    void scan(ByteBuf bytes) {
        bytes.forEachByte(this);
    }

    @Override
    public boolean process(byte b) {
        if (b == '@') {
            digits = 0;
            value = 0;
        } else if (digits >= 0) {
            digit(b);
        }
        return true;
    }

    private void digit(byte b) {
        if (b >= '0' && b <= '9') {
            value = value * 10 + b - '0';
            digits++;
            return;
        }
        if (b == ' ' && digits == DIGITS) {
            found.accept(value);
        }
        digits = -1;
    }
}
