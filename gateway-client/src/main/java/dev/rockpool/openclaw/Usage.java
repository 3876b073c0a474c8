package dev.rockpool.openclaw;

/// Tokens used by a turn. A turn with tools calls the model several times and these are the sums, so they
/// tell the cost and not the size of the context (OpenClaw 2026.9.6, verified live).
///
/// @param promptTokens tokens read by the model
/// @param completionTokens tokens written by the model
/// @param totalTokens both together
public record Usage(long promptTokens, long completionTokens, long totalTokens) {}
