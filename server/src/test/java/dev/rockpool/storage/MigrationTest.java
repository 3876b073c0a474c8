package dev.rockpool.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.testing.TestPostgres;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// A product that already has chats gets the session key column: they stay, without a key.
class MigrationTest {

    @Test
    void chatsFromBeforeTheSessionKeyColumnSurviveOnSqlite(@TempDir Path folder) {
        chatsSurvive(new DriverManagerDataSource("jdbc:sqlite:" + folder.resolve("old.db")), "sqlite");
    }

    @Test
    void chatsFromBeforeTheSessionKeyColumnSurviveOnPostgres() {
        PostgresUrl url = PostgresUrl.parse(TestPostgres.newDatabase());
        chatsSurvive(
                new DriverManagerDataSource(url.jdbcUrl(), String.valueOf(url.user()), String.valueOf(url.password())),
                "postgresql");
    }

    private static void chatsSurvive(DataSource source, String vendor) {
        JdbcClient client = JdbcClient.create(source);
        migrate(source, vendor, "1");
        client.sql("insert into account values ('a', 'guest', 1)").update();
        client.sql("insert into chat (id, account_id, title, visibility, created_at, updated_at)"
                        + " values ('c', 'a', 'Old chat', 'private', 1, 2)")
                .update();

        migrate(source, vendor, "2");
        assertThat(keyOfOldChat(client)).isNull();
        migrate(source, vendor, "latest");

        assertThat(client.sql("select role from account where id = 'a' and email is null and disabled = 0")
                        .query(String.class)
                        .single())
                .isEqualTo("guest");
        assertThat(keyOfOldChat(client)).isNull();
        assertThat(client.sql("select coalesce(openclaw_session_key, 'webchat-' || id) from chat")
                        .query(String.class)
                        .single())
                .isEqualTo("webchat-c");
        assertThat(client.sql("select state from chat").query(String.class).single())
                .isEqualTo("idle");
    }

    private static @Nullable Object keyOfOldChat(JdbcClient client) {
        return client.sql("select openclaw_session_key from chat")
                .query()
                .singleRow()
                .get("openclaw_session_key");
    }

    private static void migrate(DataSource source, String vendor, String version) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
                .target(version)
                .load()
                .migrate();
    }
}
