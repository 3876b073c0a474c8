package dev.rockpool.openclaw;

/// Why a model stopped.
public enum FinishReason {
    /// It had said everything. Also where an older gateway gives no reason.
    STOP,
    /// It reached its limit of tokens: the answer is cut off.
    LENGTH,
    /// A reason this client does not know.
    OTHER
}
