package dev.rockpool.live;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.AccountRepository;
import dev.rockpool.account.DeviceId;
import dev.rockpool.account.Devices;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Gatherers;
import org.springframework.stereotype.Component;

/// Closes the live channels of those who are not signed in any more: a socket is let in once and
/// then open for as long as its tab, so somebody has to look.
@Component
class LiveGate {

    private static final int IN_ONE_QUERY = 500;

    /// How often all are looked at, in case word of one did not get here.
    private static final Duration ROUND = Duration.ofSeconds(30);

    private final Devices devices;
    private final AccountRepository accounts;
    private Instant lastRound = Instant.EPOCH;

    LiveGate(Devices devices, AccountRepository accounts) {
        this.devices = devices;
        this.accounts = accounts;
    }

    /// Whether it is time to look at everybody's.
    boolean isRoundDue(Instant now) {
        if (now.isBefore(lastRound.plus(ROUND))) {
            return false;
        }
        lastRound = now;
        return true;
    }

    /// Closes the sockets of `which` at devices where they are not signed in.
    void look(Collection<AccountId> which, Function<AccountId, Set<LiveSocket>> sockets) {
        for (List<AccountId> part : parts(which)) {
            Map<AccountId, Set<DeviceId>> signedIn = devices.signedIn(part);
            for (AccountId account : part) {
                Set<DeviceId> here = signedIn.getOrDefault(account, Set.of());
                sockets.apply(account).stream()
                        .filter(socket -> socket.device().isPresent())
                        .filter(socket -> !here.contains(socket.device().get()))
                        .forEach(socket -> socket.shutOut(LiveSocket.Farewell.SIGNED_OUT));
            }
        }
    }

    /// Closes the sockets that those of `which` who are guests no longer opened as guests.
    void lookAtGuests(Collection<AccountId> which, Function<AccountId, Set<LiveSocket>> sockets) {
        for (List<AccountId> part : parts(which)) {
            Set<AccountId> guests = Set.copyOf(accounts.guestsAmong(part));
            part.stream()
                    .filter(account -> !guests.contains(account))
                    .flatMap(account -> sockets.apply(account).stream())
                    .filter(socket -> socket.device().isEmpty())
                    .forEach(socket -> socket.shutOut(LiveSocket.Farewell.NO_GUEST));
        }
    }

    private static List<List<AccountId>> parts(Collection<AccountId> all) {
        return all.stream().gather(Gatherers.windowFixed(IN_ONE_QUERY)).toList();
    }
}
