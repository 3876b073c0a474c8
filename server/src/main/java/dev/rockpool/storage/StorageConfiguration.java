package dev.rockpool.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Opens the database the settings name.
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    private static final String SQLITE_OPTIONS =
            "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=5000&foreign_keys=on";
    private static final int SQLITE_READERS = 4;
    private static final int POSTGRES_CONNECTIONS = 16;

    /// A person does not wait longer for a sentence that says the database is away.
    private static final Duration POSTGRES_PATIENCE = Duration.ofSeconds(5);

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnExpression("'${rockpool.database-url:}'.isBlank()")
    static class Sqlite {

        @Bean
        DataFolder dataFolder(StorageSettings settings) {
            return DataFolder.open(settings.data());
        }

        @Bean
        @Primary
        HikariDataSource writerDataSource(DataFolder folder) {
            return sqlite(folder.databaseFile(), "&transaction_mode=IMMEDIATE", 1, "sqlite-writer");
        }

        @Bean
        HikariDataSource readerDataSource(DataFolder folder) {
            return sqlite(folder.databaseFile(), "", SQLITE_READERS, "sqlite-readers");
        }

        private static HikariDataSource sqlite(Path file, String options, int connections, String name) {
            HikariDataSource pool = pool("jdbc:sqlite:" + file + SQLITE_OPTIONS + options, connections, name);
            pool.setMaxLifetime(0);
            return pool;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @OnPostgresql
    static class Postgres {

        @Bean
        @Primary
        HikariDataSource writerDataSource(StorageSettings settings) {
            PostgresUrl url = PostgresUrl.parse(settings.databaseUrl());
            HikariDataSource pool = pool(url.jdbcUrl(), POSTGRES_CONNECTIONS, "postgresql");
            pool.setConnectionTimeout(POSTGRES_PATIENCE.toMillis());
            // Otherwise exceptions, and with them the log, say what was to be stored.
            pool.addDataSourceProperty("logServerErrorDetail", "false");
            setIfPresent(url.user(), pool::setUsername);
            setIfPresent(url.password(), pool::setPassword);
            return pool;
        }

        @Bean
        OwnConnections ownConnections(StorageSettings settings) {
            PostgresUrl url = PostgresUrl.parse(settings.databaseUrl());
            Properties properties = new Properties();
            setIfPresent(url.user(), user -> properties.setProperty("user", user));
            setIfPresent(url.password(), password -> properties.setProperty("password", password));
            properties.setProperty("tcpKeepAlive", "true");
            return () -> DriverManager.getConnection(url.jdbcUrl(), properties);
        }

        private static void setIfPresent(@Nullable String value, Consumer<String> setter) {
            if (value != null) {
                setter.accept(value);
            }
        }
    }

    /// Whoever uses the database uses it after its migrations.
    @Bean
    @DependsOnDatabaseInitialization
    Database database(
            StorageSettings settings,
            DataSource writer,
            @Qualifier("readerDataSource") @Nullable DataSource reader,
            PlatformTransactionManager transactionManager) {
        return new Database(
                settings.vendor(),
                JdbcClient.create(writer),
                new NamedParameterJdbcTemplate(writer),
                JdbcClient.create(reader == null ? writer : reader),
                new TransactionTemplate(transactionManager));
    }

    private static HikariDataSource pool(String jdbcUrl, int connections, String name) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(jdbcUrl);
        pool.setMaximumPoolSize(connections);
        pool.setPoolName(name);
        return pool;
    }
}
