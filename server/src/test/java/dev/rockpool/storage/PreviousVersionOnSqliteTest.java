package dev.rockpool.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PreviousVersionOnSqliteTest extends PreviousVersionSuite {

    @TempDir
    static Path folder;

    @Override
    String emptyDatabase() {
        return "rockpool.data=" + folder;
    }

    @Override
    DriverManagerDataSource connections() {
        return new DriverManagerDataSource("jdbc:sqlite:" + folder.resolve("rockpool.db"));
    }
}
