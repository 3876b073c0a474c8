package dev.rockpool.openclaw;

/// Which generation of the gateway's HTTP interface is spoken.
public enum Dialect {
    /// As OpenClaw 2026.9.6: `/healthz`, `/v1/models` and history answer JSON, bodies may have 20 MB,
    /// closing a stream aborts the run (verified live).
    CURRENT,
    /// As OpenClaw 2026.2.9 (unknown paths answer the HTML app shell, bodies may have 1 MB, a closed
    /// stream's run goes on to its end; verified live), and whatever cannot be told from it.
    LEGACY
}
