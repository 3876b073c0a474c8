package dev.rockpool.file;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountId;
import dev.rockpool.account.AccountRepository;
import dev.rockpool.limit.Limits;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Takes files that are to be sent with messages.
@Service
class FileIntake {

    static final int MOST_UNSENT = 200;
    static final long MOST_UNSENT_BYTES = 100L << 20;

    /// How many files are looked at and stored at the same time, each whole in memory.
    private static final int IN_MEMORY = 4;

    private final Database database;
    private final AccountRepository accounts;
    private final FileRepository files;
    private final FileContents contents;
    private final UploadGate gate;
    private final Limits limits;
    private final Clock clock;
    private final Semaphore memory = new Semaphore(IN_MEMORY);

    FileIntake(
            Database database,
            AccountRepository accounts,
            FileRepository files,
            FileContents contents,
            UploadGate gate,
            Limits limits,
            Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.files = files;
        this.contents = contents;
        this.gate = gate;
        this.limits = limits;
        this.clock = clock;
    }

    /// A file as its sender tells it.
    ///
    /// @param length in bytes; negative when it is not told
    record Upload(String name, @Nullable String mediaType, long length, InputStream body) {}

    /// Takes a file that is to be sent with a message.
    ///
    /// @throws Problem when it is too large (413), nothing an agent can be given (415) or empty (400),
    ///     or there are too many already (413, 429)
    /// @throws IOException when it breaks off
    StoredFile take(Account caller, Upload upload) throws IOException {
        String name = FileName.clean(upload.name());
        Long most = limits.largestFile(caller);
        FileSize.check(name, upload.length(), most);
        try (UploadGate.Place _ = gate.enter(caller.id());
                Spool spool = Spool.of(upload.body(), FileSize.limit(most))) {
            if (spool.size() > FileSize.limit(most)) {
                throw FileSize.endless(name, most);
            }
            if (spool.size() == 0) {
                throw Problem.badField("body", "‘%s’ is empty.".formatted(name));
            }
            return store(caller.id(), name, upload.mediaType(), spool);
        }
    }

    private StoredFile store(AccountId owner, String name, @Nullable String told, Spool spool) {
        memory.acquireUninterruptibly();
        try {
            byte[] bytes = spool.bytes();
            FileType type = FileType.of(name, told, bytes);
            StoredFile file = new StoredFile(
                    FileId.next(), name, type.mediaType(), bytes.length, type.kind(), type.characters(), hash(bytes));
            return database.inTransaction(() -> store(owner, file, bytes));
        } finally {
            memory.release();
        }
    }

    private StoredFile store(AccountId owner, StoredFile file, byte[] bytes) {
        Instant now = clock.instant();
        accounts.ensureGuest(owner, now);
        FileRepository.Unsent unsent = files.unsent(owner);
        if (unsent.files() >= MOST_UNSENT || unsent.bytes() + file.size() > MOST_UNSENT_BYTES) {
            throw Problem.of(
                    Problem.Kind.TOO_LARGE,
                    "file",
                    "There are %d files of yours here, %s, that you have not sent; %d with %s may be. Send or remove some."
                            .formatted(
                                    unsent.files(),
                                    FileSize.words(unsent.bytes()),
                                    MOST_UNSENT,
                                    FileSize.words(MOST_UNSENT_BYTES)));
        }
        contents.store(file.hash(), bytes);
        files.insert(file, owner, now);
        return file;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
