package dev.rockpool.chat;

import com.fasterxml.jackson.annotation.JsonRawValue;

/// One message of a chat as it is stored, for whoever hands it on: the same JSON as a [Message], without
/// being taken apart and put together again.
///
/// @param parts    the JSON of [Message#parts]
/// @param metadata the JSON of [Message#metadata]
public record StoredMessage(
        MessageId id,
        Message.Role role,
        @JsonRawValue String parts,
        @JsonRawValue String metadata) {}
