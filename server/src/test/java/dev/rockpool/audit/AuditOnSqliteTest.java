package dev.rockpool.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rockpool.testing.OnSqlite;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnSqlite
class AuditOnSqliteTest extends AuditSuite {

    @Test
    void anEntryCannotBeReplaced() {
        publish("sign_in", Map.of());

        assertThatThrownBy(() -> execute("insert or replace into audit select * from audit"))
                .hasMessageContaining("only ever added to");
    }

    @Test
    void entriesOfATypeAreFoundWithoutLookingAtTheOthers() {
        assertThat(database.reader()
                        .sql("explain query plan select id from audit where type = 'sign_in' order by id desc limit 10")
                        .query((row, number) -> row.getString("detail"))
                        .list())
                .containsExactly("SEARCH audit USING COVERING INDEX audit_by_type (type=?)");
    }
}
