package dev.rockpool.openclaw;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a gateway tool answered.
///
/// @param ok whether the tool did what was asked
/// @param text its answer in words, empty when it gave none; when not `ok`, why
/// @param details its answer as data: maps, lists, strings, numbers, booleans and `null`; empty when it
///     gave none
/// @param errorType the gateway's name of the error, such as `not_found` or `tool_error`; `null` when `ok`
public record ToolResult(
        boolean ok,
        String text,
        Map<String, ? extends @Nullable Object> details,
        @Nullable String errorType) {}
