package dev.rockpool.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.cluster.Announcement.Topic;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

@Timeout(20)
class LocalAnnouncementsTest {

    private final LocalAnnouncements announcements = new LocalAnnouncements();
    private final TransactionTemplate transaction = new TransactionTemplate(
            new DataSourceTransactionManager(new DriverManagerDataSource("jdbc:sqlite::memory:")));
    private final List<Announcement> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        announcements.start();
        announcements.listen(heard::addAll);
    }

    @AfterEach
    void stop() {
        announcements.stop();
    }

    @Test
    void whatATransactionAnnouncesIsToldOnceAfterItsCommit() {
        transaction.executeWithoutResult(status -> {
            announcements.announce(chat("one"));
            announcements.announce(chat("one"));
            announcements.announce(chat("two"));
            assertThat(heard).isEmpty();
        });

        await().until(() -> heard.size() == 2);
        assertThat(heard).containsExactly(chat("one"), chat("two"));
    }

    @Test
    void whatIsRolledBackIsNeverTold() {
        transaction.executeWithoutResult(status -> {
            announcements.announce(chat("never"));
            status.setRollbackOnly();
        });
        announcements.announce(chat("after"));

        await().until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly(chat("after"));
    }

    @Test
    void theSameAnnouncementOfManyIsToldOnceABatch() {
        CountDownLatch busy = new CountDownLatch(1);
        announcements.listen(batch -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        announcements.announce(chat("first"));
        await().until(() -> heard.contains(chat("first")));
        IntStream.range(0, 100).forEach(i -> announcements.announce(chat("again")));
        busy.countDown();

        await().until(() -> heard.contains(chat("again")));
        announcements.announce(chat("last"));
        await().until(() -> heard.contains(chat("last")));
        assertThat(heard).containsExactly(chat("first"), chat("again"), chat("last"));
    }

    @Test
    void aListenerThatFailsTakesNothingFromTheOthers() {
        List<Announcement> other = new CopyOnWriteArrayList<>();
        announcements.listen(batch -> {
            throw new IllegalStateException("on purpose");
        });
        announcements.listen(other::addAll);

        announcements.announce(chat("one"));

        await().until(() -> other.contains(chat("one")));
    }

    @Test
    void othersAreToldOnlyWhatThisNodeAnnounced() {
        List<Announcement> forwarded = new CopyOnWriteArrayList<>();
        announcements.forwardTo(forwarded::addAll);

        announcements.fromElsewhere(List.of(chat("theirs")));
        announcements.announce(chat("ours"));

        await().until(() -> heard.size() == 2);
        assertThat(forwarded).containsExactly(chat("ours"));
    }

    private static Announcement chat(String id) {
        return new Announcement(Topic.CHAT, "ada", id);
    }
}
