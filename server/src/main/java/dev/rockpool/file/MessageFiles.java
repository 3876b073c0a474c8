package dev.rockpool.file;

import dev.rockpool.problem.Problem;
import java.util.List;

/// How many files one message can carry: what gateways take (OpenClaw 2026.9.6: 8 images, bodies of 20 MB, in which
/// images are a third larger).
final class MessageFiles {

    static final int MOST = 20;
    static final int MOST_IMAGES = 8;
    static final long MOST_IMAGE_BYTES = 14_000_000;

    private static final String FIELD = "message.parts";

    private MessageFiles() {}

    static void check(List<StoredFile> files) {
        List<StoredFile> images =
                files.stream().filter(file -> file.kind() == FileKind.IMAGE).toList();
        long bytes = images.stream().mapToLong(StoredFile::size).sum();
        long characters = files.stream().mapToLong(StoredFile::characters).sum();
        if (files.size() > MOST) {
            throw refused("This message has %d files; it may have %d.".formatted(files.size(), MOST));
        }
        if (images.size() > MOST_IMAGES) {
            throw refused("This message has %d images; it may have %d.".formatted(images.size(), MOST_IMAGES));
        }
        if (bytes > MOST_IMAGE_BYTES) {
            throw refused("The images of this message have %s together; they may have %s. Send fewer at once."
                    .formatted(FileSize.words(bytes), FileSize.words(MOST_IMAGE_BYTES)));
        }
        if (characters > FileType.LONGEST_TEXT) {
            throw refused(
                    "The text files of this message have %,d characters together; they may have %,d. Send fewer at once."
                            .formatted(characters, FileType.LONGEST_TEXT));
        }
    }

    static Problem missing() {
        return refused("A file of this message is not there (any more). Attach it again.");
    }

    private static Problem refused(String sentence) {
        return Problem.badField(FIELD, sentence);
    }
}
