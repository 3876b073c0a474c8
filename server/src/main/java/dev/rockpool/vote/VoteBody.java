package dev.rockpool.vote;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessageId;
import dev.rockpool.problem.Problem;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What somebody votes.
///
/// @param up    whether they like it; null takes the vote back
/// @param words whether they say anything about the word, if only that there is none
/// @param word  why; null for no word
record VoteBody(
        ChatId chat,
        MessageId message,
        @Nullable Boolean up,
        boolean words,
        @Nullable String word) {

    private static final int LONGEST_WORD = 500;
    private static final Set<String> FIELDS = Set.of("chatId", "messageId", "type", "word");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\t]]+");

    /// Reads `{"chatId", "messageId", "type": "up" | "down" | null, "word"?}`, or refuses it naming the field.
    static VoteBody parse(JsonNode body) {
        if (!body.isObject()) {
            throw Problem.badField("body", "Send a JSON object.");
        }
        body.propertyNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Problem.badField(name, "The field '" + name + "' is not known here.");
                });
        ChatId chat = ChatId.parse(body.path("chatId").asString(""), "chatId");
        return new VoteBody(chat, message(body), up(body), body.has("word"), word(body));
    }

    private static MessageId message(JsonNode body) {
        String id = body.path("messageId").asString("");
        if (!MessageId.isValid(id)) {
            throw Problem.badField("messageId", "The field 'messageId' must be the id of an answer.");
        }
        return new MessageId(id);
    }

    private static @Nullable Boolean up(JsonNode body) {
        JsonNode type = body.get("type");
        if (type != null && type.isNull()) {
            return null;
        }
        return switch (type == null ? "" : type.asString("")) {
            case "up" -> true;
            case "down" -> false;
            default -> throw Problem.badField("type", "The field 'type' must be 'up', 'down' or null.");
        };
    }

    private static @Nullable String word(JsonNode body) {
        JsonNode word = body.get("word");
        if (word == null || word.isNull()) {
            return null;
        }
        if (!word.isString() || word.stringValue().length() > LONGEST_WORD) {
            throw Problem.badField("word", "The field 'word' must be text of at most " + LONGEST_WORD + " characters.");
        }
        String text = UNPRINTABLE.matcher(word.stringValue()).replaceAll(" ").strip();
        return text.isEmpty() ? null : text;
    }
}
