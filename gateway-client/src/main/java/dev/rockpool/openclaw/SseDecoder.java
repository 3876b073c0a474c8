package dev.rockpool.openclaw;

import java.util.Arrays;

/// Takes server-sent events apart: bytes in, in pieces of any size, the data of whole events out. Field
/// names other than `data`, comments and empty events are passed over; lines end in LF, CR or both; a byte
/// order mark is allowed.
final class SseDecoder {

    /// Takes the data of one event, valid during the call only.
    interface Sink {
        void event(byte[] buffer, int length);
    }

    /// A line or an event got larger than allowed; nothing sensible can follow.
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLargeException(int limit) {
            super("an event of more than " + limit + " bytes");
        }
    }

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] NEWLINE = {'\n'};

    private final int limit;
    private final Sink sink;
    private final Buffer line = new Buffer();
    private final Buffer data = new Buffer();
    private boolean firstLine = true;
    private boolean afterReturn;
    private boolean anyData;

    /// @param limit how many bytes a line and an event may have
    SseDecoder(int limit, Sink sink) {
        this.limit = limit;
        this.sink = sink;
    }

    /// @throws TooLargeException when a line or an event is larger than allowed
    void feed(byte[] bytes, int from, int to) {
        int start = from;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '\n' || b == '\r') {
                boolean secondHalf = b == '\n' && afterReturn;
                if (!secondHalf) {
                    line(bytes, start, i);
                }
                start = i + 1;
                afterReturn = b == '\r';
            } else {
                afterReturn = false;
            }
        }
        line.append(bytes, start, to);
    }

    /// The input ended. An event without its closing empty line is incomplete by the standard, yet a sender
    /// that is in a hurry may leave the line out after its last one, so it is handed on as well.
    void end() {
        if (line.length > 0) {
            line(line.bytes, 0, 0);
        }
        dispatch();
    }

    private void line(byte[] bytes, int from, int to) {
        if (line.length == 0) {
            field(bytes, from, to);
        } else {
            line.append(bytes, from, to);
            int length = line.length;
            line.length = 0;
            field(line.bytes, 0, length);
        }
    }

    private void field(byte[] bytes, int from, int to) {
        int start = from;
        if (firstLine) {
            firstLine = false;
            start = startsWith(bytes, from, to, MARK) ? from + MARK.length : from;
        }
        if (start == to) {
            dispatch();
        } else if (startsWith(bytes, start, to, DATA)) {
            int value = start + DATA.length;
            if (value < to && bytes[value] != ':') {
                return;
            }
            value = Math.min(to, value + 1);
            value = value < to && bytes[value] == ' ' ? value + 1 : value;
            if (anyData) {
                data.append(NEWLINE, 0, 1);
            }
            data.append(bytes, value, to);
            anyData = true;
        }
    }

    private void dispatch() {
        int length = data.length;
        data.length = 0;
        anyData = false;
        if (length > 0) {
            sink.event(data.bytes, length);
        }
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        return to - from >= prefix.length && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
    }

    private final class Buffer {
        private byte[] bytes = new byte[512];
        private int length;

        void append(byte[] from, int start, int end) {
            int more = end - start;
            if (more > limit - length) {
                throw new TooLargeException(limit);
            }
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.min(limit, bytes.length * 2)));
            }
            System.arraycopy(from, start, bytes, length, more);
            length += more;
        }
    }
}
