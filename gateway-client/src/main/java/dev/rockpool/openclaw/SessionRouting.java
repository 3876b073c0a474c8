package dev.rockpool.openclaw;

/// How a gateway is told which session a turn belongs to.
public enum SessionRouting {
    /// Find out with the first call and remember; see [OpenClawClient#info()] for the rule.
    AUTO,
    /// As real gateways want it: `model: openclaw/<agentId>` together with `x-openclaw-session-key:
    /// agent:<agentId>:<sessionKey>` (OpenClaw 2026.9.6 and 2026.2.9, verified live).
    HEADER,
    /// For gateways and proxies that read the session from the model: `model: openclaw:<sessionKey>`. Such
    /// a gateway has no choice of agents.
    MODEL
}
