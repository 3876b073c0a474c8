package dev.rockpool.storage;

/// The two databases Rockpool runs on.
public enum Vendor {
    /// One file, one server process.
    SQLITE,
    /// Shared by any number of nodes.
    POSTGRESQL
}
