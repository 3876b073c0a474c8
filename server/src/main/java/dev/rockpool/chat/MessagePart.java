package dev.rockpool.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/// A piece of a message, in the shape AI SDK clients read (`UIMessage.parts` of AI SDK 6).
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MessagePart.Text.class, name = "text"),
    @JsonSubTypes.Type(value = MessagePart.File.class, name = "file"),
    @JsonSubTypes.Type(value = MessagePart.Reasoning.class, name = "reasoning"),
    @JsonSubTypes.Type(value = MessagePart.Tool.class, name = "dynamic-tool")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface MessagePart {

    /// Words for the reader, Markdown.
    record Text(String text) implements MessagePart {}

    /// A file its sender has attached.
    ///
    /// @param url  where it is at this server, `/api/files/<id>`
    /// @param size in bytes; null in messages from before it was noted
    record File(
            String url,
            String mediaType,
            String filename,
            @Nullable Long size) implements MessagePart {}

    /// What the agent thought, where its gateway tells.
    record Reasoning(String text) implements MessagePart {}

    /// A tool the agent used.
    ///
    /// @param state `input-available`, `output-available` or `output-error`
    /// @param durationMs how long it took, where that is known
    record Tool(
            String toolCallId,
            String toolName,
            String state,
            @Nullable Object input,
            @Nullable Object output,
            @Nullable String errorText,
            @Nullable Long durationMs)
            implements MessagePart {

        /// What its end is told as when it had none: the turn was over first, or nobody was told.
        public static final String UNFINISHED = "This did not finish.";
    }
}
