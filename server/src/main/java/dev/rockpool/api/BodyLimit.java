package dev.rockpool.api;

import dev.rockpool.problem.Problem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.springframework.util.unit.DataSize;

/// A request whose body may not be longer than a limit, whether or not its sender said how long it is.
final class BodyLimit extends HttpServletRequestWrapper {

    private final DataSize limit;

    BodyLimit(HttpServletRequest request, DataSize limit) {
        super(request);
        this.limit = limit;
    }

    /// The body went past the limit while it was read.
    static final class TooLarge extends IOException {

        private final DataSize limit;

        TooLarge(DataSize limit) {
            super("body over " + limit);
            this.limit = limit;
        }

        Problem problem() {
            return BodyLimit.problem(limit);
        }
    }

    static Problem problem(DataSize limit) {
        return Problem.of(
                Problem.Kind.TOO_LARGE,
                "chat",
                "This message is too large: at most %d KB can be sent. Shorten it.".formatted(limit.toKilobytes()));
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Counted(super.getInputStream());
    }

    private final class Counted extends ServletInputStream {

        private final ServletInputStream body;
        private long count;

        Counted(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = body.read(target, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws TooLarge {
            count += read;
            if (count > limit.toBytes()) {
                throw new TooLarge(limit);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
