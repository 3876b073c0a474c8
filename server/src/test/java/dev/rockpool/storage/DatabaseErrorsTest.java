package dev.rockpool.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rockpool.testing.OnPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Exceptions end up in the log, which must not say what people write.
@OnPostgres
class DatabaseErrorsTest {

    private static final String SQL =
            "insert into message (chat_id, id, position, role, parts, created_at) values (:chat, 'm', 1, 'user', :parts, 1)";

    @Autowired
    Database database;

    @Test
    void aBatchThatFailsDoesNotSayWhatWasToBeStored() {
        Map<String, ?> orphan = Map.of("chat", "nowhere", "parts", "very private");

        Throwable failure = catchThrowable(() -> database.batches().batchUpdate(SQL, new Map[] {orphan}));

        assertThat(written(failure)).contains("message_chat_id_fkey").doesNotContain("very private", "nowhere");
    }

    private static String written(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
