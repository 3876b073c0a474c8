package dev.rockpool.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.testing.OnSqlite;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnSqlite
class HistoryOnSqliteTest extends HistorySuite {

    /// PostgreSQL finds them so too, but only once there are many: it looks through few.
    @Test
    void activeChatsAreFoundWithoutLookingAtTheOthers() {
        List<String> plan = database.reader()
                .sql("explain query plan select id from chat where account_id = :owner and (" + ChatRepository.ACTIVE
                        + ")")
                .param("owner", ada.value())
                .query((row, number) -> row.getString("detail"))
                .list();

        assertThat(plan).containsExactly("SEARCH chat USING INDEX chat_active (account_id=?)");
    }
}
