package dev.rockpool.cluster;

import java.util.Objects;

/// Word that something has changed; what it is now stands in the database.
///
/// @param account whose it is; empty where only the id matters ([Topic#EVENTS], [Topic#STOP], [Topic#GATEWAY])
/// @param id      of the chat or, for events and stops, of the run
public record Announcement(Topic topic, String account, String id) {

    /// What has changed.
    public enum Topic {
        /// A chat was created, changed (its runs and queue too) or deleted: look at its row; no row means
        /// deleted.
        CHAT,
        /// A chat was marked as read.
        READ,
        /// Somebody signed out, was shut out, or may do more or less than before: look who is still signed in. The id
        /// is the account's too.
        ACCOUNT,
        /// Events of a run were stored by its node.
        EVENTS,
        /// A run is to be stopped by the node that answers it.
        STOP,
        /// Gateways were connected, changed or removed, or who may have one of their own: look at their rows.
        GATEWAY
    }

    public Announcement {
        Objects.requireNonNull(topic, "topic is null");
        Objects.requireNonNull(account, "account is null");
        Objects.requireNonNull(id, "id is null");
    }

    /// Word about an account and where it is signed in.
    public static Announcement aboutAccount(String account) {
        return new Announcement(Topic.ACCOUNT, account, account);
    }

    /// Word about a gateway, whoever may use it.
    public static Announcement aboutGateway(String gateway) {
        return new Announcement(Topic.GATEWAY, "", gateway);
    }

    /// Word about a run, whoever owns it.
    public static Announcement aboutRun(Topic topic, String run) {
        return new Announcement(topic, "", run);
    }
}
