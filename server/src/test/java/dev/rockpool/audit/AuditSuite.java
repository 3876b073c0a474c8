package dev.rockpool.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestPeople;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is kept of who did what, and who may see it.
@Timeout(60)
abstract class AuditSuite {

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    @Autowired
    AuditRepository entries;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    JsonMapper json;

    @Autowired
    Clock clock;

    String somebody;

    @BeforeEach
    void somebodyNew() {
        somebody = UUID.randomUUID().toString();
    }

    @Test
    void anEntrySaysWhoDidWhatToWhatFromWhere() {
        TestClient mary = TestPeople.mary(port);
        String chat = UUID.randomUUID().toString();
        mary.say(chat, "/sim text=\"hi\"");
        mary.settledMessages(chat);
        mary.delete("/api/chat?id=" + chat);

        AuditEntry entry = entriesOf(mary.account()).getFirst();

        assertThat(entry.type()).isEqualTo("chat_deleted");
        assertThat(entry.subject()).isEqualTo(chat);
        assertThat(entry.actorName()).isEqualTo("Mary");
        assertThat(entry.address()).isEqualTo("127.0.0.1");
        assertThat(entry.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void deletingAllChatsIsOneEntryWithTheirNumber() {
        TestClient mary = TestPeople.mary(port);
        for (int i = 0; i < 2; i++) {
            String chat = UUID.randomUUID().toString();
            mary.say(chat, "/sim text=\"hi\"");
            mary.settledMessages(chat);
        }
        mary.delete("/api/history");
        mary.delete("/api/history");

        List<AuditEntry> deletions = entriesOf(mary.account()).stream()
                .filter(entry -> entry.type().equals("history_deleted"))
                .toList();
        assertThat(deletions).hasSize(1);
        assertThat(deletions.getFirst().data()).isEqualTo("{\"chats\":\"2\"}");
    }

    @Test
    void whatIsTakenBackWithItsTransactionIsNotTold() {
        assertThatThrownBy(() -> database.inTransaction(() -> {
                    publish("role_changed", Map.of());
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(entriesOf(somebody)).isEmpty();
    }

    @Test
    void whoeverIsNotSignedInIsNobody() {
        String subject = UUID.randomUUID().toString();
        events.publishEvent(new AuditApplicationEvent("-", "sign_in_failed", Map.of("subject", subject)));

        AuditEntry entry =
                entries.page(new AuditFilter("sign_in_failed", null), null, 1).getFirst();
        assertThat(entry.subject()).isEqualTo(subject);
        assertThat(entry.actor()).isNull();
        assertThat(entry.address()).isNull();
    }

    @Test
    void oddCharactersAndTooManyAreKeptOut() {
        publish("gateway_changed", Map.of("subject", "a\0b\uD800c" + "x".repeat(500), "name", "q\0\uD800"));
        publish("gateway_changed", Map.of("much", "x".repeat(5_000)));

        List<AuditEntry> kept = entriesOf(somebody);
        assertThat(kept.get(0).data()).hasSizeLessThan(200);
        assertThat(kept.get(1).subject()).startsWith("ab?cx").hasSizeLessThanOrEqualTo(200);
        assertThat(json.readTree(kept.get(1).data()).at("/name").asString()).startsWith("q");
    }

    @Test
    void anEntryCannotBeChanged() {
        publish("sign_in", Map.of());

        assertThatThrownBy(() -> execute("update audit set actor = null")).hasMessageContaining("only ever added to");
    }

    @Test
    void anEntryCannotBeRemoved() {
        publish("sign_in", Map.of());

        assertThatThrownBy(() -> execute("delete from audit")).hasMessageContaining("only ever added to");
        assertThat(entriesOf(somebody)).hasSize(1);
    }

    void execute(String sql) {
        database.inTransaction(() -> database.writer().sql(sql).update());
    }

    @Test
    void pagesGoBackInTimeWithoutGapOrRepetition() {
        for (int i = 0; i < 25; i++) {
            publish("sign_in", Map.of("number", i));
        }
        TestClient grace = TestPeople.grace(port, database);

        List<Integer> seen = new ArrayList<>();
        JsonNode page = page(grace, null);
        seen.addAll(numbers(page));
        while (page.at("/hasMore").asBoolean()) {
            page = page(grace, page.at("/entries").get(9).at("/id").asString());
            seen.addAll(numbers(page));
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        Stream.iterate(24, i -> i - 1).limit(25).toList());
    }

    private JsonNode page(TestClient browser, @Nullable String before) {
        String from = before == null ? "" : "&before=" + before;
        return browser.get("/api/audit?limit=10&actor=" + somebody + from).json();
    }

    private static List<Integer> numbers(JsonNode page) {
        return page.at("/entries")
                .valueStream()
                .map(entry -> entry.at("/data/number").asInt())
                .toList();
    }

    @Test
    void entriesAreFoundByTheirType() {
        publish("sign_in", Map.of());
        publish("sign_out", Map.of());
        TestClient grace = TestPeople.grace(port, database);

        JsonNode found =
                grace.get("/api/audit?type=sign_out&actor=" + somebody).json().at("/entries");

        assertThat(found).hasSize(1);
        assertThat(found.at("/0/type").asString()).isEqualTo("sign_out");
        assertThat(found.at("/0/actor").asString()).isEqualTo(somebody);
    }

    @Test
    void aSubjectThatIsAnAccountHasAName() {
        TestClient grace = TestPeople.grace(port, database);
        String mary = TestPeople.mary(port).account();
        publish("role_changed", Map.of("subject", mary));

        JsonNode found = grace.get("/api/audit?actor=" + somebody).json();

        assertThat(found.at("/entries/0/subjectName").asString()).isEqualTo("Mary");
    }

    static Stream<Function<TestClient, TestClient.Reply>> calls() {
        return Stream.of(
                browser -> browser.get("/api/audit"),
                browser -> browser.get("/api/audit/export"),
                browser -> browser.delete("/api/audit"));
    }

    @Test
    void onlyAdministratorsSeeTheAudit() {
        TestClient guest = TestClient.guest(port);
        TestClient member = TestPeople.mary(port);
        TestClient stranger = TestClient.stranger(port);

        calls().forEach(call -> {
            assertThat(call.apply(guest).code()).isEqualTo("forbidden:account");
            assertThat(call.apply(member).code()).isEqualTo("forbidden:account");
            assertThat(call.apply(stranger).status()).isEqualTo(401);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1000", "before=7", "type=Sign-In", "actor=ada%27"})
    void aBadQuestionIsRefused(String query) {
        TestClient grace = TestPeople.grace(port, database);

        assertThat(grace.get("/api/audit?" + query).code()).isEqualTo("bad_request:api");
    }

    @Test
    void theExportHasEverythingAndIsItselfAnEntry() {
        for (int i = 0; i < 450; i++) {
            publish("sign_in", Map.of("number", i));
        }
        TestClient grace = TestPeople.grace(port, database);

        TestClient.Reply file = grace.get("/api/audit/export?actor=" + somebody);

        assertThat(file.header("content-type")).startsWith("text/csv");
        assertThat(file.header("content-disposition")).startsWith("attachment; filename=\"rockpool-");
        assertThat(file.body().lines()).hasSize(451);
        assertThat(entriesOf(grace.account()).getFirst().type()).isEqualTo("exported");
    }

    @Test
    void withoutASettingNothingIsRemoved() {
        TestClient grace = TestPeople.grace(port, database);

        TestClient.Reply reply = grace.delete("/api/audit");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.message()).contains("ROCKPOOL_AUDIT_DAYS");
    }

    @Test
    void whatIsOldEnoughIsRemovedAndTheAuditSaysSo() {
        publish("sign_in", Map.of());
        Instant old = clock.instant().minus(Duration.ofDays(40));
        database.inTransaction(() -> {
            entries.append(new AuditRepository.NewEntry(old, somebody, "sign_out", null, "{}", null));
            entries.append(new AuditRepository.NewEntry(old, somebody, "register", null, "{}", null));
        });
        AuditLog log = new AuditLog(database, entries, new AuditSettings(30), events, json, clock);

        assertThat(log.cut(somebody)).isEqualTo(2);

        assertThat(entriesOf(somebody)).extracting(AuditEntry::type).containsExactly(AuditLog.CUT, "sign_in");
        assertThatThrownBy(() -> execute("delete from audit where type = 'sign_in'"))
                .hasMessageContaining("only ever added to");
    }

    @Test
    void aSettingThatWouldKeepNothingIsRefused() {
        assertThatThrownBy(() -> new AuditSettings(0)).hasMessageContaining("ROCKPOOL_AUDIT_DAYS");
        assertThatThrownBy(() ->
                        new AuditLog(database, entries, new AuditSettings(null), events, json, clock).cut(somebody))
                .isInstanceOf(Problem.class);
    }

    void publish(String type, Map<String, @Nullable Object> data) {
        events.publishEvent(new AuditApplicationEvent(somebody, type, data));
    }

    private List<AuditEntry> entriesOf(String actor) {
        return entries.page(new AuditFilter(null, actor), null, 1_000);
    }
}
