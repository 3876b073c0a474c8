package dev.rockpool.account;

import dev.rockpool.cluster.Announcement;
import dev.rockpool.cluster.Announcements;
import dev.rockpool.storage.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;

/// Where people are signed in, and how they sign out there. Whoever holds something open for a
/// device, such as a live channel, is told by an announcement ([Announcement.Topic#ACCOUNT]) to
/// look who is still signed in.
@Service
public class Devices {

    static final String BROWSER = "browser";
    static final String ADDRESS = "address";

    private final Sessions sessions;
    private final Database database;
    private final Announcements announcements;
    private final Clock clock;

    Devices(Sessions sessions, Database database, Announcements announcements, Clock clock) {
        this.sessions = sessions;
        this.database = database;
        this.announcements = announcements;
        this.clock = clock;
    }

    /// A place somebody is signed in at, as they recognise it.
    ///
    /// @param current    whether it is the one that asks
    /// @param lastSeenAt as exact as five minutes
    record Device(
            DeviceId id,
            boolean current,
            @Nullable String browser,
            @Nullable String address,
            Instant signedInAt,
            Instant lastSeenAt) {}

    /// The device a request comes from; empty for guests.
    public Optional<DeviceId> of(HttpServletRequest request) {
        return Visitor.of(request).device();
    }

    /// The devices at which each of `accounts` is signed in; nothing for those that are nowhere.
    public Map<AccountId, Set<DeviceId>> signedIn(Collection<AccountId> accounts) {
        return sessions.idsOf(accounts, clock.millis()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream()
                                .map(DeviceId::ofSession)
                                .collect(Collectors.toSet())));
    }

    /// The devices of one account, the one last used first.
    List<Device> list(AccountId account, @Nullable DeviceId current) {
        return sessions.of(account).stream()
                .map(session -> device(session, current))
                .sorted(Comparator.comparing(Device::lastSeenAt).reversed())
                .toList();
    }

    private static Device device(Session session, @Nullable DeviceId current) {
        DeviceId id = DeviceId.ofSession(session.getId());
        return new Device(
                id,
                id.equals(current),
                session.getAttribute(BROWSER),
                session.getAttribute(ADDRESS),
                session.getCreationTime(),
                session.getLastAccessedTime());
    }

    /// Signs the account out at one device.
    ///
    /// @return whether it was signed in there
    boolean signOut(AccountId account, DeviceId device) {
        Optional<Session> found = sessions.of(account).stream()
                .filter(session -> DeviceId.ofSession(session.getId()).equals(device))
                .findFirst();
        found.ifPresent(session -> {
            sessions.deleteById(session.getId());
            changed(account);
        });
        return found.isPresent();
    }

    /// Signs the account out everywhere but at the session with the id `kept`, if any.
    void signOutEverywhere(AccountId account, @Nullable String kept) {
        database.inTransaction(() -> {
            sessions.deleteAll(account, kept);
            changed(account);
        });
    }

    /// Has everybody look again where the account is signed in.
    void changed(AccountId account) {
        announcements.announce(Announcement.aboutAccount(account.value()));
    }
}
