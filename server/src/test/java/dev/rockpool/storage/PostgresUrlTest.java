package dev.rockpool.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PostgresUrlTest {

    @Test
    void theDriversOwnSpellingIsTakenAsItIs() {
        String url = "jdbc:postgresql://db:5432/rockpool?user=u";

        assertThat(PostgresUrl.parse(url)).isEqualTo(new PostgresUrl(url, null, null));
    }

    @Test
    void theCommonSpellingIsTakenApart() {
        assertThat(PostgresUrl.parse("postgres://ada:p%40ss+word@db:6432/rockpool?sslmode=require"))
                .isEqualTo(new PostgresUrl("jdbc:postgresql://db:6432/rockpool?sslmode=require", "ada", "p@ss+word"));
    }

    @Test
    void anotherDatabaseIsRefusedWithASentence() {
        assertThatThrownBy(() -> PostgresUrl.parse("mysql://db/rockpool"))
                .hasMessage("DATABASE_URL must start with jdbc:postgresql: or postgres://.");
    }
}
