package dev.rockpool.chat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/// One message of a chat as it is stored, for whoever hands it on: the same JSON as a [Message], without
/// being taken apart and put together again.
///
/// @param parts    the JSON of [Message#parts]
/// @param metadata the JSON of [Message#metadata]
/// @param position its place in the chat, over all branches
/// @param versions where it is one of several; null where it is the only one
public record StoredMessage(
        MessageId id,
        Message.Role role,
        @JsonRawValue String parts,
        @JsonRawValue String metadata,
        @JsonIgnore int position,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Versions versions) {

    StoredMessage with(@Nullable Versions these) {
        return new StoredMessage(id, role, parts, metadata, position, these);
    }
}
