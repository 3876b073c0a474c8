package dev.rockpool.e2e.product;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What one live client has seen of one run. Guarded by its [LiveClient].
public final class LiveRun {

    final String chat;
    private final StringBuilder text = new StringBuilder();
    private long seq;
    private @Nullable String messageId;
    private @Nullable String status;

    LiveRun(String chat) {
        this.chat = chat;
    }

    /// What a client has seen of a run at one moment.
    ///
    /// @param seq number of the last event seen
    /// @param status how it ended, null while it has not
    public record View(
            String runId,
            String chat,
            @Nullable String messageId,
            long seq,
            String text,
            @Nullable String status) {}

    View view(String runId) {
        return new View(runId, chat, messageId, seq, text.toString(), status);
    }

    long seq() {
        return seq;
    }

    boolean ended() {
        return status != null;
    }

    /// Takes the chunks of the events up to `last`.
    ///
    /// @return the text they add
    String take(long last, JsonNode chunks) {
        seq = last;
        int before = text.length();
        for (JsonNode chunk : chunks) {
            switch (chunk.path("type").asString()) {
                case "start" -> messageId = chunk.path("messageId").asString();
                case "text-delta" -> text.append(chunk.path("delta").asString());
                case "message-metadata" -> takeStatus(chunk.path("messageMetadata"));
                default -> {}
            }
        }
        return text.substring(before);
    }

    private void takeStatus(JsonNode metadata) {
        if (metadata.hasNonNull("status")) {
            status = metadata.path("status").asString();
        }
    }
}
