package dev.rockpool.e2e.product;

import tools.jackson.databind.JsonNode;

/// One message of a chat as the server keeps it.
///
/// @param status how the run of an answer ended (`finished`, `stopped`, `failed`, `interrupted`), empty for
/// a person's message
/// @param error the sentence of a failed run, or an empty text
/// @param runId the run that made an answer, or an empty text
public record ChatMessage(String id, String role, String text, String status, String error, String runId) {

    public boolean isAnswer() {
        return role.equals("assistant");
    }

    static ChatMessage of(JsonNode message) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : message.path("parts")) {
            if (part.path("type").asString().equals("text")) {
                text.append(part.path("text").asString());
            }
        }
        JsonNode metadata = message.path("metadata");
        return new ChatMessage(
                message.path("id").asString(),
                message.path("role").asString(),
                text.toString(),
                metadata.path("status").asString(""),
                metadata.path("error").path("message").asString(""),
                metadata.path("runId").asString(""));
    }
}
