package dev.rockpool.file;

import dev.rockpool.problem.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/// How large files may be.
final class FileSize {

    private FileSize() {}

    /// Refuses a file that is too large for what it is.
    static void check(String name, long size, FileKind kind) {
        if (size > kind.largest()) {
            throw problem("‘%s’ has %s; %s may have %s. Make it smaller."
                    .formatted(name, words(size), kind.noun(), words(kind.largest())));
        }
    }

    /// Refuses a file that is larger than its sender's role allows, or than any may be.
    ///
    /// @param most what the role allows; null for no limit
    static void check(String name, long size, @Nullable Long most) {
        if (size > limit(most)) {
            throw tooLarge(name, words(size), most);
        }
    }

    /// The same of a file that did not end where it had to.
    static Problem endless(String name, @Nullable Long most) {
        return tooLarge(name, "more", most);
    }

    private static Problem tooLarge(String name, String size, @Nullable Long most) {
        return problem("‘%s’ has %s; %s may have %s. Make it smaller."
                .formatted(name, size, isRoles(most) ? "your files" : "a file", words(limit(most))));
    }

    /// In bytes.
    static long limit(@Nullable Long most) {
        long all = FileKind.largestOfAll();
        return most == null ? all : Math.min(most, all);
    }

    private static boolean isRoles(@Nullable Long most) {
        return most != null && most < FileKind.largestOfAll();
    }

    private static Problem problem(String sentence) {
        return Problem.of(Problem.Kind.TOO_LARGE, "file", sentence);
    }

    /// As people say it: `512 bytes`, `1.5 MB`.
    static String words(long bytes) {
        DataSize size = DataSize.ofBytes(bytes);
        if (size.toMegabytes() > 0) {
            return decimal(bytes / 1024.0 / 1024) + " MB";
        }
        return size.toKilobytes() > 0 ? decimal(bytes / 1024.0) + " KB" : bytes + " bytes";
    }

    /// Rounded up: what is a little over a limit must not read like the limit.
    private static String decimal(double number) {
        String text = String.format(Locale.ROOT, "%.1f", Math.ceil(number * 10) / 10);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
