package dev.rockpool.account;

import dev.rockpool.storage.Database;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/// What administrators set in the product itself, as words by name.
@Repository
class Settings {

    private final Database database;

    Settings(Database database) {
        this.database = database;
    }

    Optional<String> find(String name) {
        return database.reader()
                .sql("select value from setting where name = :name")
                .param("name", name)
                .query(String.class)
                .optional();
    }

    /// Joins the caller's transaction.
    void set(String name, String value) {
        database.writer().sql("""
                        insert into setting (name, value) values (:name, :value)
                        on conflict (name) do update set value = excluded.value""").param("name", name).param("value", value).update();
    }
}
