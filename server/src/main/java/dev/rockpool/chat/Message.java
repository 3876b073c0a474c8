package dev.rockpool.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One message of a chat.
public record Message(MessageId id, Role role, List<MessagePart> parts, Metadata metadata) {

    public Message {
        parts = List.copyOf(parts);
    }

    /// The words of the message, text parts one after another.
    public String text() {
        return parts.stream()
                .filter(MessagePart.Text.class::isInstance)
                .map(part -> ((MessagePart.Text) part).text())
                .collect(Collectors.joining("\n\n"));
    }

    /// The files that are attached to it.
    public List<MessagePart.File> files() {
        return parts.stream()
                .filter(MessagePart.File.class::isInstance)
                .map(MessagePart.File.class::cast)
                .toList();
    }

    /// The parts of a message a person sends: files, then words, unless there are none.
    public static List<MessagePart> parts(List<MessagePart.File> files, String text) {
        List<MessagePart> parts = new ArrayList<>(files);
        if (!text.isBlank()) {
            parts.add(new MessagePart.Text(text));
        }
        return parts;
    }

    /// The message with other words, and its files.
    public Message edited(String text, Instant now) {
        Metadata edited = new Metadata(metadata.createdAt(), null, null, null, null, null, now);
        return new Message(id, role, parts(files(), text), edited);
    }

    /// Who wrote it.
    public enum Role {
        USER,
        ASSISTANT;

        /// The word used in the database and on the wire: the name in lower case.
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What is known about a message besides its words. An answer has all of it, a user's message only the
    /// time.
    ///
    /// @param status       how the answer ended: `finished`, `stopped`, `failed` or `interrupted`
    /// @param finishReason `stop`, `length` or `other`, of a finished answer
    /// @param editedAt     when its words were last changed, while it waited
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Metadata(
            Instant createdAt,
            @Nullable String runId,
            @Nullable String status,
            @Nullable String finishReason,
            @Nullable Failure error,
            @Nullable TokenUsage usage,
            @Nullable Instant editedAt) {

        /// The metadata of a message that is not an answer.
        public static Metadata at(Instant createdAt) {
            return new Metadata(createdAt, null, null, null, null, null, null);
        }

        /// The same of a message that belongs to no run.
        Metadata withoutRun() {
            return new Metadata(createdAt, null, status, finishReason, error, usage, editedAt);
        }
    }

    /// Why an answer is not complete, in a sentence for its reader.
    public record Failure(String code, String message) {}

    /// Tokens the whole turn cost, all model calls added up.
    public record TokenUsage(long inputTokens, long outputTokens, long totalTokens) {}
}
