package dev.rockpool.file;

import dev.rockpool.storage.Database;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Takes away files nobody sends or has a chat for any more. Every node does it; whoever comes second finds it done.
@Component
class FileKeeping {

    /// How long a file waits to be sent.
    static final Duration PATIENCE = Duration.ofHours(24);

    private static final Logger log = LoggerFactory.getLogger(FileKeeping.class);

    private final Database database;
    private final FileRepository files;
    private final FileContents contents;
    private final Clock clock;

    FileKeeping(Database database, FileRepository files, FileContents contents, Clock clock) {
        this.database = database;
        this.files = files;
        this.contents = contents;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void tidy() {
        int unsent =
                database.inTransaction(() -> files.deleteUnsent(clock.instant().minus(PATIENCE)));
        int orphans = database.inTransaction(() -> files.deleteOrphans());
        if (unsent + orphans > 0) {
            log.debug("{} files were never sent, {} belonged to chats that are gone", unsent, orphans);
        }
        try {
            int contentsGone = database.inTransaction(() -> contents.deleteUnused());
            log.trace("{} contents are gone", contentsGone);
        } catch (DataIntegrityViolationException e) {
            // The same bytes were sent here again at this moment.
            log.debug("contents stay for now: {}", e.toString());
        }
    }
}
