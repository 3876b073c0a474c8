package dev.rockpool.file;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.rockpool.chat.MessagePart;

/// A file somebody has sent here, or is about to.
///
/// @param size       in bytes
/// @param characters how long a text is, in UTF-16 units; 0 for what is none
/// @param hash       the SHA-256 of its bytes, in hex
public record StoredFile(
        FileId id,
        String name,
        String mediaType,
        long size,
        FileKind kind,
        @JsonIgnore int characters,
        @JsonIgnore String hash) {

    /// The file as part of a message.
    public MessagePart.File part() {
        return new MessagePart.File(id.url(), mediaType, name, size);
    }
}
