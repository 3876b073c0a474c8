package dev.rockpool.file;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.GuestMoved;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessagePart;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/// What people may do with files of their own. A file of somebody else's is one that is not there.
@Service
public class FileService {

    private final Database database;
    private final FileRepository files;
    private final FileContents contents;
    private final Clock clock;

    FileService(Database database, FileRepository files, FileContents contents, Clock clock) {
        this.database = database;
        this.files = files;
        this.contents = contents;
        this.clock = clock;
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

    /// Takes files out of a chat no message of which has them any more, in the caller's transaction.
    /// Those that no other chat has count as not sent: for a day they can be sent again or taken
    /// away, then they go.
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
