package dev.rockpool.live;

import dev.rockpool.chat.ChatId;
import dev.rockpool.problem.Problem;
import dev.rockpool.run.RunId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a browser asks for over the live channel.
sealed interface LiveCommand {

    /// Tell me about this chat's runs.
    ///
    /// @param run   the run of which the browser has seen the events up to `after`; null when it has seen none
    record Watch(ChatId chat, @Nullable RunId run, long after) implements LiveCommand {}

    /// No more about this chat's runs.
    record Unwatch(ChatId chat) implements LiveCommand {}

    /// The chat was read.
    record Read(ChatId chat) implements LiveCommand {}

    /// Are you there?
    record Ping() implements LiveCommand {}

    /// I am; that it came is all there is to know.
    record Pong() implements LiveCommand {}

    /// Something else.
    record Malformed(Problem problem) implements LiveCommand {}

    static LiveCommand parse(JsonMapper json, String message) {
        try {
            return Parser.parse(json.readTree(message));
        } catch (JacksonException e) {
            return new Malformed(Problem.badField("body", "A command must be one JSON object."));
        } catch (Problem e) {
            return new Malformed(e);
        }
    }

    /// Reads commands field by field.
    final class Parser {

        private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

        private Parser() {}

        private static LiveCommand parse(JsonNode command) {
            return switch (command.path("type").asString("")) {
                case "watch" -> new Watch(chat(command), run(command), after(command));
                case "unwatch" -> new Unwatch(chat(command));
                case "read" -> new Read(chat(command));
                case "ping" -> new Ping();
                case "pong" -> new Pong();
                default ->
                    throw Problem.badField(
                            "type", "The field 'type' must be one of watch, unwatch, read, ping and pong.");
            };
        }

        private static ChatId chat(JsonNode command) {
            return ChatId.parse(command.path("chatId").asString(""), "chatId");
        }

        private static @Nullable RunId run(JsonNode command) {
            JsonNode run = command.path("runId");
            if (run.isMissingNode() || run.isNull()) {
                return null;
            }
            if (!UUID.matcher(run.asString("")).matches()) {
                throw Problem.badField("runId", "The field 'runId' must be a run id: a UUID in lower case.");
            }
            return new RunId(run.asString());
        }

        private static long after(JsonNode command) {
            JsonNode after = command.path("after");
            if (after.isMissingNode() || after.isNull()) {
                return 0;
            }
            if (!after.isIntegralNumber() || !after.canConvertToInt() || after.intValue() < 0) {
                throw Problem.badField("after", "The field 'after' must be the number of an event, or 0.");
            }
            return after.intValue();
        }
    }
}
