package dev.rockpool.gateway;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.Role;
import dev.rockpool.cluster.Announcement;
import dev.rockpool.cluster.Announcements;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.SessionRouting;
import dev.rockpool.storage.Database;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The rows of gateways. Methods that write join the caller's transaction; each change is announced.
@Repository
class GatewayRepository {

    private static final String OWN = "gateway.own";

    /// What is announced when it is about none in particular.
    private static final String EVERY_GATEWAY = "00000000-0000-0000-0000-000000000000";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Database database;
    private final Announcements announcements;
    private final Clock clock;

    GatewayRepository(Database database, Announcements announcements, Clock clock) {
        this.database = database;
        this.announcements = announcements;
        this.clock = clock;
    }

    /// All gateways, the oldest first.
    List<GatewayRow> all() {
        return database.reader()
                .sql("select * from gateway order by created_at, id")
                .query(GatewayRepository::row)
                .list();
    }

    /// A gateway as the current transaction sees it, locked against other nodes until that ends.
    Optional<GatewayRow> lock(GatewayId id) {
        return database.writer()
                .sql("update gateway set enabled = enabled where id = :id returning *")
                .param("id", id.value())
                .query(GatewayRepository::row)
                .optional();
    }

    /// How many gateways of its own the account has; how many are shared for `null`.
    int count(@Nullable AccountId owner) {
        return database.writer()
                .sql("select count(*) from gateway where coalesce(account_id, '') = :owner")
                .param("owner", ownerColumn(owner))
                .query(Integer.class)
                .single();
    }

    void insert(GatewayRow row) {
        clearDefaultFor(row);
        written(
                database.writer()
                        .sql("""
                        insert into gateway (id, account_id, name, url, credential, routing, enabled, agents, roles,
                                             default_agent, is_default, created_at, changed_at)
                        values (:id, :owner, :name, :url, :credential, :routing, :enabled, :agents, :roles,
                                :defaultAgent, :isDefault, :created, :changed)""")
                        .param("owner", row.owner() == null ? null : row.owner().value(), Types.VARCHAR)
                        .param("created", row.createdAt().toEpochMilli()),
                row);
    }

    void update(GatewayRow row) {
        clearDefaultFor(row);
        written(database.writer().sql("""
                        update gateway set name = :name, url = :url, credential = :credential, routing = :routing,
                               enabled = :enabled, agents = :agents, roles = :roles, default_agent = :defaultAgent,
                               is_default = :isDefault, changed_at = :changed
                        where id = :id"""), row);
    }

    private void written(StatementSpec statement, GatewayRow row) {
        statement
                .param("id", row.id().value())
                .param("name", row.name())
                .param("url", row.url().toString())
                .param("credential", row.credential(), Types.VARCHAR)
                .param("routing", row.routing().name())
                .param("enabled", row.enabled() ? 1 : 0)
                .param("agents", json(row.agents().stream().map(AgentId::value).toList()), Types.VARCHAR)
                .param(
                        "roles",
                        json(row.roles().stream().map(Role::word).sorted().toList()),
                        Types.VARCHAR)
                .param(
                        "defaultAgent",
                        row.defaultAgent() == null ? null : row.defaultAgent().value(),
                        Types.VARCHAR)
                .param("isDefault", row.isDefault() ? 1 : 0)
                .param("changed", clock.millis())
                .update();
        announce(row.id());
    }

    /// There is one default at a time, so the one before goes first.
    private void clearDefaultFor(GatewayRow row) {
        if (row.isDefault()) {
            database.writer()
                    .sql("""
                            update gateway set is_default = 0
                            where is_default = 1 and coalesce(account_id, '') = :owner and id <> :id""")
                    .param("owner", ownerColumn(row.owner()))
                    .param("id", row.id().value())
                    .update();
        }
    }

    /// Stores the same token encrypted anew, unless it has been changed meanwhile.
    void reseal(GatewayRow before, String credential) {
        database.writer()
                .sql("update gateway set credential = :new where id = :id and credential = :old")
                .param("new", credential)
                .param("id", before.id().value())
                .param("old", before.credential(), Types.VARCHAR)
                .update();
        announce(before.id());
    }

    void delete(GatewayId id) {
        database.writer()
                .sql("delete from gateway where id = :id")
                .param("id", id.value())
                .update();
        announce(id);
    }

    /// Whether members may have gateways of their own, where an administrator has said so.
    Optional<Boolean> ownAllowed() {
        return database.reader()
                .sql("select value from setting where name = :name")
                .param("name", OWN)
                .query(String.class)
                .optional()
                .map("on"::equals);
    }

    void allowOwn(boolean allowed) {
        database.writer()
                .sql("""
                        insert into setting (name, value) values (:name, :value)
                        on conflict (name) do update set value = excluded.value""")
                .param("name", OWN)
                .param("value", allowed ? "on" : "off")
                .update();
        announcements.announce(Announcement.aboutGateway(EVERY_GATEWAY));
    }

    private void announce(GatewayId id) {
        announcements.announce(Announcement.aboutGateway(id.value()));
    }

    private static String ownerColumn(@Nullable AccountId owner) {
        return owner == null ? "" : owner.value();
    }

    private static @Nullable String json(Collection<String> words) {
        return words.isEmpty() ? null : JSON.writeValueAsString(words);
    }

    private static List<String> words(@Nullable String json) {
        return json == null ? List.of() : Arrays.asList(JSON.readValue(json, String[].class));
    }

    private static GatewayRow row(ResultSet row, int number) throws SQLException {
        String owner = row.getString("account_id");
        String defaultAgent = row.getString("default_agent");
        Set<Role> roles = words(row.getString("roles")).stream().map(Role::of).collect(Collectors.toUnmodifiableSet());
        return new GatewayRow(
                new GatewayId(row.getString("id")),
                owner == null ? null : new AccountId(owner),
                row.getString("name"),
                URI.create(row.getString("url")),
                row.getString("credential"),
                SessionRouting.valueOf(row.getString("routing")),
                row.getInt("enabled") != 0,
                words(row.getString("agents")).stream().map(AgentId::new).toList(),
                roles,
                defaultAgent == null ? null : new AgentId(defaultAgent),
                row.getInt("is_default") != 0,
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
