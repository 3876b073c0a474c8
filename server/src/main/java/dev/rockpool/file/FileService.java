package dev.rockpool.file;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountId;
import dev.rockpool.account.AccountRepository;
import dev.rockpool.account.GuestMoved;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessagePart;
import dev.rockpool.limit.Limits;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/// What people may do with files of their own. A file of somebody else's is one that is not there.
@Service
public class FileService {

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

    FileService(
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

    /// A file, for whoever sent it here.
    ///
    /// @throws Problem when there is none of that id that is the caller's (404)
    StoredFile owned(AccountId caller, String id) {
        return FileId.parse(id).flatMap(parsed -> files.find(caller, parsed)).orElseThrow(FileService::unknown);
    }

    /// Writes a file's bytes out.
    void write(StoredFile file, OutputStream out) throws IOException {
        contents.write(file, out);
    }

    /// Takes away a file that has not been sent.
    ///
    /// @throws Problem when it has been (409), or there is none of that id that is the caller's (404)
    void delete(AccountId caller, String id) {
        FileId parsed = FileId.parse(id).orElseThrow(FileService::unknown);
        boolean deleted = database.inTransaction(() -> files.deleteUnsent(caller, parsed));
        if (!deleted) {
            throw files.find(caller, parsed).map(FileService::sent).orElseGet(FileService::unknown);
        }
    }

    private static Problem sent(StoredFile file) {
        return Problem.of(
                Problem.Kind.CONFLICT,
                "file",
                "‘%s’ was sent with a message. It goes when its chat is deleted.".formatted(file.name()));
    }

    private static Problem unknown() {
        return Problem.of(Problem.Kind.NOT_FOUND, "file", "There is no such file. It may have been removed.");
    }

    /// The files that are to be sent with one message, in this order.
    ///
    /// @throws Problem when one is not the caller's or they are too much for a message (400)
    public List<StoredFile> forMessage(AccountId caller, Collection<FileId> ids) {
        Map<FileId, StoredFile> found = new HashMap<>();
        files.find(caller, ids).forEach(file -> found.put(file.id(), file));
        if (found.size() < ids.size()) {
            throw MessageFiles.missing();
        }
        List<StoredFile> all =
                ids.stream().map(found::get).map(Objects::requireNonNull).toList();
        MessageFiles.check(all);
        return all;
    }

    /// Makes files part of a chat, in the caller's transaction.
    ///
    /// @throws Problem when one is not the caller's or not there any more (400)
    public void attach(AccountId caller, ChatId chat, Collection<StoredFile> sent) {
        List<FileId> ids = sent.stream().map(StoredFile::id).toList();
        if (files.attach(caller, chat, ids, clock.instant()) < ids.size()) {
            throw MessageFiles.missing();
        }
    }

    /// Takes files out of a chat no message of which has them any more, in the caller's transaction. Those that no other
    /// chat has count as not sent: for a day they can be sent again or taken away, then they go.
    public void detach(ChatId chat, Collection<MessagePart.File> parts) {
        List<FileId> ids =
                parts.stream().flatMap(part -> FileId.at(part.url()).stream()).toList();
        if (!ids.isEmpty()) {
            files.detach(chat, ids, clock.instant());
        }
    }

    /// Makes what is attached to one chat part of another too, in the caller's transaction.
    public void copy(ChatId from, ChatId to) {
        files.copy(from, to);
    }

    /// A file as a message has it, for its owner; empty when it is not there any more.
    public Optional<StoredFile> find(AccountId owner, MessagePart.File part) {
        return FileId.at(part.url()).flatMap(id -> files.find(owner, id));
    }

    /// All bytes of a file.
    public byte[] bytes(StoredFile file) {
        return contents.read(file);
    }

    /// The words of a text.
    public String text(StoredFile file) {
        return FileType.words(contents.read(file)).orElse("");
    }

    @EventListener
    void guestHasSignedIn(GuestMoved moved) {
        files.moveAll(moved.guest(), moved.into());
    }
}
