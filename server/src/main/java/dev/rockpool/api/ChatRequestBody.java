package dev.rockpool.api;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessageId;
import dev.rockpool.chat.Visibility;
import dev.rockpool.file.FileId;
import dev.rockpool.gateway.AgentName;
import dev.rockpool.problem.Problem;
import dev.rockpool.run.NewMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What `POST /api/chat` asks for, read from either of the two bodies it takes: ours with one `message`, or
/// the AI SDK's own with all `messages` and a `trigger`, of which only the newest message counts: the
/// session remembers the rest. Fields it does not know, a session key among them, mean nothing.
sealed interface ChatRequestBody {

    /// The chat it is about.
    ChatId chat();

    /// A new message.
    record Send(NewMessage message) implements ChatRequestBody {

        @Override
        public ChatId chat() {
            return message.chat();
        }
    }

    /// An answer is wanted again.
    ///
    /// @param answer the answer that is meant, or its question; empty for whichever answer is last
    /// @param anyhow whether a last answer that is complete is meant as well, as the AI SDK's
    ///     `regenerate()` does
    record Again(ChatId chat, Optional<MessageId> answer, boolean anyhow) implements ChatRequestBody {}

    /// Reads a body, or refuses it naming the field that is wrong.
    static ChatRequestBody parse(JsonNode body) {
        if (!body.isObject()) {
            throw Problem.badField("body", "The request's body must be a JSON object.");
        }
        ChatId chat = ChatId.parse(text(body, "id"), "id");
        String trigger = optionalText(body, "trigger").orElse("submit-message");
        return switch (trigger) {
            case "submit-message" -> new Send(newMessage(chat, body));
            case "regenerate-message" -> new Again(chat, named(body), body.has("messages"));
            default ->
                throw Problem.badField(
                        "trigger", "The field 'trigger' must be 'submit-message' or 'regenerate-message'.");
        };
    }

    /// The message a body names in `messageId`.
    static Optional<MessageId> named(JsonNode body) {
        if (!body.isObject()) {
            throw Problem.badField("body", "The request's body must be a JSON object.");
        }
        return optionalText(body, "messageId").map(id -> messageId(id, "messageId"));
    }

    private static NewMessage newMessage(ChatId chat, JsonNode body) {
        JsonNode own = body.get("message");
        return own == null
                ? newMessage(chat, body, newest(body), "messages", false)
                : newMessage(chat, body, own, "message", true);
    }

    private static JsonNode newest(JsonNode body) {
        JsonNode messages = body.get("messages");
        if (messages == null) {
            throw Problem.badField("message", "The field 'message' is missing.");
        }
        if (!messages.isArray() || messages.isEmpty()) {
            throw Problem.badField("messages", "The field 'messages' must be a list with at least one message.");
        }
        return messages.get(messages.size() - 1);
    }

    private static NewMessage newMessage(
            ChatId chat, JsonNode body, JsonNode message, String field, boolean uuidWanted) {
        if (!message.isObject()) {
            throw Problem.badField(field, "The field '" + field + "' must hold a message: an object.");
        }
        String id = text(message, "id", field + ".id");
        if (uuidWanted && !isUuid(id)) {
            throw Problem.badField(field + ".id", "The field '" + field + ".id' must be a UUID.");
        }
        if (!"user".equals(text(message, "role", field + ".role"))) {
            throw Problem.badField(field + ".role", "The field '" + field + ".role' must be 'user'.");
        }
        List<JsonNode> parts = parts(message.get("parts"), field + ".parts");
        Optional<MessageId> replaces = named(body);
        if (uuidWanted && replaces.isPresent() && replaces.get().value().equals(id)) {
            throw Problem.badField(field + ".id", "The field '" + field + ".id' must be new, not that of 'messageId'.");
        }
        return new NewMessage(
                chat,
                messageId(id, field + ".id"),
                words(parts, field + ".parts"),
                files(parts, field + ".parts"),
                replaces.orElse(null),
                agent(body),
                Visibility.parse(
                        optionalText(body, "selectedVisibilityType").orElse("private"), "selectedVisibilityType"));
    }

    private static boolean isUuid(String id) {
        try {
            return UUID.fromString(id).toString().equalsIgnoreCase(id);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static MessageId messageId(String id, String field) {
        if (!MessageId.isValid(id)) {
            throw Problem.badField(
                    field, "The field '" + field + "' must be a message id: 8 to 64 letters, digits, '-' or '_'.");
        }
        return new MessageId(id);
    }

    private static List<JsonNode> parts(@Nullable JsonNode parts, String field) {
        if (parts == null || !parts.isArray() || parts.isEmpty()) {
            throw Problem.badField(
                    field, "The field '" + field + "' must be a list with at least one text or file part.");
        }
        for (JsonNode part : parts) {
            if (!isText(part) && !isFile(part)) {
                throw Problem.badField(field, "Only parts of type 'text' and 'file' can be sent in '" + field + "'.");
            }
        }
        return parts.valueStream().toList();
    }

    private static boolean isText(JsonNode part) {
        return "text".equals(part.path("type").asString(""));
    }

    private static boolean isFile(JsonNode part) {
        return "file".equals(part.path("type").asString(""));
    }

    /// What is said of a file besides its address is known already.
    private static List<FileId> files(List<JsonNode> parts, String field) {
        return parts.stream()
                .filter(ChatRequestBody::isFile)
                .map(part -> file(text(part, "url", field + ".url"), field + ".url"))
                .distinct()
                .toList();
    }

    private static FileId file(String url, String field) {
        return FileId.at(url)
                .orElseThrow(() -> Problem.badField(
                        field,
                        "The field '" + field + "' must be '/api/files/' and the id that POST /api/files answered."));
    }

    /// May be empty only where there are files.
    private static String words(List<JsonNode> parts, String field) {
        String text = parts.stream()
                .filter(ChatRequestBody::isText)
                .map(part -> text(part, "text", field + ".text"))
                .collect(Collectors.joining("\n\n"));
        boolean isAlone = parts.stream().noneMatch(ChatRequestBody::isFile);
        return isAlone || !text.isBlank() ? words(text, field) : "";
    }

    private static String words(String text, String field) {
        String message = wellFormed(text);
        if (message.isBlank()) {
            throw Problem.badField(field, "The message is empty. Write something first.");
        }
        return message;
    }

    /// Reads the new words of a message, as `{"text": "..."}`.
    static String editedText(JsonNode body) {
        if (!body.isObject()) {
            throw Problem.badField("body", "The request's body must be a JSON object.");
        }
        return words(text(body, "text"), "text");
    }

    /// Half a character, as JSON can carry it, becomes the question mark a database would make of it, so
    /// that the same message sent again is the same message.
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /// The agent a body names in `selectedChatModel`.
    static @Nullable AgentName agent(JsonNode body) {
        String name = optionalText(body, "selectedChatModel").orElse(null);
        if (name == null) {
            return null;
        }
        try {
            return AgentName.parse(name);
        } catch (IllegalArgumentException e) {
            throw Problem.badField(
                    "selectedChatModel", "The field 'selectedChatModel' must be an agent id from /api/models.");
        }
    }

    private static String text(JsonNode object, String name) {
        return text(object, name, name);
    }

    private static String text(JsonNode object, String name, String field) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            throw Problem.badField(field, "The field '" + field + "' is missing.");
        }
        if (!value.isString()) {
            throw Problem.badField(field, "The field '" + field + "' must be text.");
        }
        return value.stringValue();
    }

    private static Optional<String> optionalText(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(text(object, name));
    }
}
