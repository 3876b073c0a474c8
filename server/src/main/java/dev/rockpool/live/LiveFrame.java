package dev.rockpool.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.rockpool.api.UiChunk;
import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatId;
import dev.rockpool.problem.Problem;
import dev.rockpool.run.OpenRun;
import dev.rockpool.run.RunId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server tells a browser over the live channel, one JSON text message each.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LiveFrame.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = LiveFrame.Changed.class, name = "chat"),
    @JsonSubTypes.Type(value = LiveFrame.Deleted.class, name = "chat"),
    @JsonSubTypes.Type(value = LiveFrame.Read.class, name = "read"),
    @JsonSubTypes.Type(value = LiveFrame.Runs.class, name = "run"),
    @JsonSubTypes.Type(value = LiveFrame.Events.class, name = "event"),
    @JsonSubTypes.Type(value = LiveFrame.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = LiveFrame.Ping.class, name = "ping"),
    @JsonSubTypes.Type(value = LiveFrame.Pong.class, name = "pong"),
    @JsonSubTypes.Type(value = LiveFrame.Bye.class, name = "bye")
})
sealed interface LiveFrame {

    /// The first frame: the chats that may want their owner, and how many are unread in all.
    record Hello(List<Chat> chats, int unread) implements LiveFrame {}

    /// A chat is new or has changed.
    record Changed(Chat chat) implements LiveFrame {}

    /// A chat is gone.
    record Deleted(ChatId chatId, boolean deleted) implements LiveFrame {
        Deleted(ChatId chat) {
            this(chat, true);
        }
    }

    /// A chat was read, in whichever tab.
    record Read(ChatId chatId, long version) implements LiveFrame {}

    /// How the runs of a watched chat stand.
    ///
    /// @param version the chat's
    record Runs(ChatId chatId, long version, @Nullable OpenRun current, List<OpenRun> queued) implements LiveFrame {}

    /// The events `from` to `seq` of a run, both included.
    record Events(ChatId chatId, RunId runId, long from, long seq, List<UiChunk> chunks) implements LiveFrame {}

    /// A command that could not be followed.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refused(@Nullable ChatId chatId, String code, String message) implements LiveFrame {
        static Refused of(@Nullable ChatId chat, Problem problem) {
            return new Refused(chat, problem.code(), problem.sentence());
        }
    }

    /// Are you there?
    record Ping() implements LiveFrame {}

    /// I am.
    record Pong() implements LiveFrame {}

    /// This node is leaving: connect again.
    record Bye() implements LiveFrame {}
}
