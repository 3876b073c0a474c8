package dev.rockpool.cluster;

import dev.rockpool.storage.Database;
import dev.rockpool.storage.OnPostgresql;
import dev.rockpool.storage.OwnConnections;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Links the nodes that share a PostgreSQL database. A SQLite file has one server, which has nobody to tell.
@Configuration(proxyBeanMethods = false)
@OnPostgresql
class ClusterConfiguration {

    @Bean
    PostgresLink postgresLink(LocalAnnouncements local, OwnConnections connections, Database database, NodeId node) {
        return new PostgresLink(local, connections, database, node);
    }
}
