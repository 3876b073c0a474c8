package dev.rockpool.storage;

import dev.rockpool.testing.TestPostgres;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PreviousVersionOnPostgresTest extends PreviousVersionSuite {

    private final String address = TestPostgres.newDatabase();

    @Override
    String emptyDatabase() {
        return "rockpool.database-url=" + address;
    }

    @Override
    DriverManagerDataSource connections() {
        PostgresUrl url = PostgresUrl.parse(address);
        return new DriverManagerDataSource(url.jdbcUrl(), String.valueOf(url.user()), String.valueOf(url.password()));
    }
}
