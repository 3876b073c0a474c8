package dev.rockpool.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.rockpool.chat.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One chunk of an AI SDK UI message stream: the set AI SDK 6 knows, which AI SDK 7 reads as well.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = UiChunk.Start.class, name = "start"),
    @JsonSubTypes.Type(value = UiChunk.StartStep.class, name = "start-step"),
    @JsonSubTypes.Type(value = UiChunk.TextStart.class, name = "text-start"),
    @JsonSubTypes.Type(value = UiChunk.TextDelta.class, name = "text-delta"),
    @JsonSubTypes.Type(value = UiChunk.TextEnd.class, name = "text-end"),
    @JsonSubTypes.Type(value = UiChunk.ReasoningStart.class, name = "reasoning-start"),
    @JsonSubTypes.Type(value = UiChunk.ReasoningDelta.class, name = "reasoning-delta"),
    @JsonSubTypes.Type(value = UiChunk.ReasoningEnd.class, name = "reasoning-end"),
    @JsonSubTypes.Type(value = UiChunk.ToolInput.class, name = "tool-input-available"),
    @JsonSubTypes.Type(value = UiChunk.ToolOutput.class, name = "tool-output-available"),
    @JsonSubTypes.Type(value = UiChunk.ToolError.class, name = "tool-output-error"),
    @JsonSubTypes.Type(value = UiChunk.ToolApproval.class, name = "tool-approval-request"),
    @JsonSubTypes.Type(value = UiChunk.MessageMetadata.class, name = "message-metadata"),
    @JsonSubTypes.Type(value = UiChunk.Phase.class, name = "data-phase"),
    @JsonSubTypes.Type(value = UiChunk.ChatTitle.class, name = "data-chat-title"),
    @JsonSubTypes.Type(value = UiChunk.FinishStep.class, name = "finish-step"),
    @JsonSubTypes.Type(value = UiChunk.Finish.class, name = "finish"),
    @JsonSubTypes.Type(value = UiChunk.Abort.class, name = "abort"),
    @JsonSubTypes.Type(value = UiChunk.Failure.class, name = "error")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface UiChunk {

    record Start(String messageId, Metadata messageMetadata) implements UiChunk {}

    record StartStep() implements UiChunk {}

    record TextStart(String id) implements UiChunk {}

    /// @param at how much of the answer's text is before these words, where they do not stand at its end
    record TextDelta(String id, String delta, @Nullable Integer at) implements UiChunk {}

    record TextEnd(String id) implements UiChunk {}

    /// @param at how much of the answer's text was written before, where that is less than all so far
    record ReasoningStart(String id, @Nullable Integer at) implements UiChunk {}

    record ReasoningDelta(String id, String delta) implements UiChunk {}

    record ReasoningEnd(String id) implements UiChunk {}

    /// @param at as of [ReasoningStart]
    record ToolInput(
            String toolCallId,
            String toolName,
            Object input,
            String title,
            @JsonProperty("dynamic") boolean isDynamic,
            boolean providerExecuted,
            @Nullable Integer at)
            implements UiChunk {}

    /// @param durationMs how long the tool took, where that is known
    record ToolOutput(
            String toolCallId,
            Object output,
            @JsonProperty("dynamic") boolean isDynamic,
            boolean providerExecuted,
            @Nullable Long durationMs)
            implements UiChunk {}

    /// @param durationMs as of [ToolOutput]
    record ToolError(
            String toolCallId,
            String errorText,
            @JsonProperty("dynamic") boolean isDynamic,
            boolean providerExecuted,
            @Nullable Long durationMs)
            implements UiChunk {}

    record ToolApproval(String approvalId, String toolCallId) implements UiChunk {}

    record MessageMetadata(Metadata messageMetadata) implements UiChunk {}

    record Phase(String data, @JsonProperty("transient") boolean isTransient) implements UiChunk {}

    record ChatTitle(String data, @JsonProperty("transient") boolean isTransient) implements UiChunk {}

    record FinishStep() implements UiChunk {}

    record Finish(String finishReason, Metadata messageMetadata) implements UiChunk {}

    record Abort() implements UiChunk {}

    record Failure(String errorText) implements UiChunk {}

    /// What the message carries besides its parts; each chunk adds what it knows.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Metadata(
            @Nullable Instant createdAt,
            @Nullable String runId,
            @Nullable String status,
            Message.@Nullable TokenUsage usage) {}
}
