package dev.rockpool.account;

import dev.rockpool.cluster.Announcement;
import dev.rockpool.cluster.Announcements;
import dev.rockpool.storage.Database;
import dev.rockpool.storage.Vendor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The guests whose cookies are worth nothing any more, because they have registered or were shut
/// out. Kept in memory, an id each, so that the requests of all others need not ask.
@Component
class SpentGuests implements Announcements.Listener {

    private final Database database;
    private final AtomicInteger changes = new AtomicInteger();
    private volatile Known known = new Known(-1, Set.of());

    /// What was read after so many changes.
    private record Known(int changes, Set<String> ids) {}

    SpentGuests(Database database, Announcements announcements) {
        this.database = database;
        announcements.listen(this);
    }

    boolean contains(AccountId guest) {
        int now = changes.get();
        Known latest = known;
        if (latest.changes() != now) {
            latest = new Known(now, read());
            known = latest;
        }
        return latest.ids().contains(guest.value());
    }

    /// Has the next request look again.
    void changed() {
        changes.incrementAndGet();
    }

    @Override
    public void heard(List<Announcement> batch) {
        if (batch.stream().anyMatch(what -> what.topic() == Announcement.Topic.ACCOUNT)) {
            changed();
        }
    }

    @Override
    public void missed() {
        changed();
    }

    /// What another node announced may have been lost.
    @Scheduled(fixedDelay = 30, initialDelay = 30, timeUnit = TimeUnit.SECONDS)
    void look() {
        if (database.vendor() == Vendor.POSTGRESQL) {
            changed();
        }
    }

    private Set<String> read() {
        return Set.copyOf(database.reader().sql("""
                        select id from account
                        where (was_guest = 1 or disabled = 1) and (role <> 'guest' or disabled = 1)""").query(String.class).list());
    }
}
