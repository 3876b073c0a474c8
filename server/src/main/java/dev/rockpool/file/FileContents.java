package dev.rockpool.file;

import dev.rockpool.storage.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Repository;

/// The bytes of files, the same bytes once. Methods that write join the caller's transaction.
@Repository
class FileContents {

    private static final int PIECE = 512 * 1024;

    private final Database database;

    FileContents(Database database) {
        this.database = database;
    }

    /// Keeps these bytes, unless they are there. Until the transaction ends nobody takes them away.
    void store(String hash, byte[] bytes) {
        // An update of what is there holds it on PostgreSQL, where somebody may be about to delete it.
        database.writer()
                .sql("""
                        insert into file_content (hash, size) values (:hash, :size)
                        on conflict (hash) do update set size = excluded.size""")
                .param("hash", hash)
                .param("size", bytes.length)
                .update();
        boolean isThere = database.writer()
                .sql("select exists (select 1 from file_piece where hash = :hash)")
                .param("hash", hash)
                .query(Boolean.class)
                .single();
        for (int from = 0; !isThere && from < bytes.length; from += PIECE) {
            insert(hash, from / PIECE, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE)));
        }
    }

    private void insert(String hash, int number, byte[] piece) {
        database.writer()
                .sql("insert into file_piece (hash, number, bytes) values (:hash, :number, :bytes)")
                .param("hash", hash)
                .param("number", number)
                .param("bytes", piece)
                .update();
    }

    /// All bytes of a file.
    byte[] read(StoredFile file) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
        while (bytes.hasRemaining()) {
            bytes.put(piece(file, bytes.position() / PIECE));
        }
        return bytes.array();
    }

    /// Writes a file out piece by piece; no connection to the database waits for the reader.
    void write(StoredFile file, OutputStream out) throws IOException {
        for (long from = 0; from < file.size(); from += PIECE) {
            out.write(piece(file, (int) (from / PIECE)));
        }
    }

    private byte[] piece(StoredFile file, int number) {
        return database.reader()
                .sql("select bytes from file_piece where hash = :hash and number = :number")
                .param("hash", file.hash())
                .param("number", number)
                .query((row, index) -> row.getBytes("bytes"))
                .single();
    }

    /// Takes away what belongs to no file any more.
    ///
    /// @return how much that was
    int deleteUnused() {
        List<String> unused = database.reader()
                .sql("""
                        select hash from file_content
                        where not exists (select 1 from file where file.hash = file_content.hash) limit 500""")
                .query((row, number) -> row.getString("hash"))
                .list();
        if (unused.isEmpty()) {
            return 0;
        }
        return database.writer().sql("""
                        delete from file_content where hash in (:hashes)
                        and not exists (select 1 from file where file.hash = file_content.hash)""").param("hashes", unused).update();
    }
}
