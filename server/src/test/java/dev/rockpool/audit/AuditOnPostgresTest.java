package dev.rockpool.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rockpool.testing.OnPostgres;
import org.junit.jupiter.api.Test;

@OnPostgres
class AuditOnPostgresTest extends AuditSuite {

    @Test
    void theAuditCannotBeEmptied() {
        assertThatThrownBy(() -> execute("truncate audit")).hasMessageContaining("only ever added to");
    }
}
