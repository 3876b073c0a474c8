package dev.rockpool.cluster;

import java.util.List;

/// Tells this node, and every other that shares its database, what has changed.
///
/// An announcement only makes things fast. It may be late or get lost, so nobody may depend on one: whoever
/// listens also looks for itself from time to time.
public interface Announcements {

    /// Announces: inside a transaction after its commit (never when it rolls back), else at once. Never
    /// waits on the network.
    void announce(Announcement what);

    /// Has `listener` told of every announcement from now on, this node's own too.
    void listen(Listener listener);

    /// Hears announcements, all on one thread: it must not wait.
    interface Listener {

        /// The next announcements, at most about 30 ms old, each but once.
        void heard(List<Announcement> batch);

        /// Announcements of other nodes may have been missed: look for yourself.
        default void missed() {}
    }
}
