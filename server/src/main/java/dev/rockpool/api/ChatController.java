package dev.rockpool.api;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatService;
import dev.rockpool.chat.MessageId;
import dev.rockpool.chat.MessageRepository;
import dev.rockpool.chat.StoredMessage;
import dev.rockpool.run.OpenRun;
import dev.rockpool.run.RunId;
import dev.rockpool.run.RunReader;
import dev.rockpool.run.RunService;
import dev.rockpool.run.RunStatus;
import dev.rockpool.run.Standing;
import dev.rockpool.run.Submitted;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The calls of a conversation: send, follow, stop, read. AI SDK clients work with them as they are.
@RestController
class ChatController {

    /// How often a conversation that changes while it is read is read again.
    private static final int ATTEMPTS = 5;

    /// How many messages may still be sent today; not there when there is no limit.
    static final String MESSAGES_LEFT = "x-rockpool-messages-left";

    private final ChatService chats;
    private final MessageRepository messages;
    private final RunService runs;
    private final JsonMapper json;

    ChatController(ChatService chats, MessageRepository messages, RunService runs, JsonMapper json) {
        this.chats = chats;
        this.messages = messages;
        this.runs = runs;
        this.json = json;
    }

    /// What a client that follows the run elsewhere is told.
    record Accepted(RunId runId, MessageId messageId, RunStatus status, Chat chat) {}

    /// A chat as a page shows it.
    ///
    /// @param run    the answer in the making, whose message is not among `messages` yet
    /// @param queued what waits for its turn
    record Conversation(
            Chat chat,
            List<StoredMessage> messages,
            @Nullable OpenRun run,
            List<OpenRun> queued) {}

    @PostMapping(path = "/api/chat", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Nullable
    ResponseEntity<Accepted> send(
            AccountId caller,
            @RequestBody JsonNode body,
            @RequestHeader(name = "Accept", defaultValue = "*/*") String accept,
            HttpServletResponse response)
            throws IOException {
        ChatRequestBody request = ChatRequestBody.parse(body);
        Submitted submitted = switch (request) {
            case ChatRequestBody.Send(var message) -> runs.submit(caller, message);
            case ChatRequestBody.Again(ChatId chat, var answer, boolean anyhow) ->
                runs.again(caller, chat, answer, anyhow);
        };
        OpenRun run = submitted.run();
        if (submitted.messagesLeft() != null) {
            response.setHeader(MESSAGES_LEFT, submitted.messagesLeft().toString());
        }
        if (wantsJson(accept)) {
            return ResponseEntity.accepted()
                    .body(new Accepted(
                            run.runId(), run.messageId(), run.status(), chats.owned(caller, request.chat())));
        }
        return stream(runs.reader(request.chat(), run.runId(), 0), response);
    }

    private static boolean wantsJson(String accept) {
        return accept.contains(MediaType.APPLICATION_JSON_VALUE) && !accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    @GetMapping("/api/chat/{id}/stream")
    @Nullable
    ResponseEntity<Accepted> resume(AccountId caller, @PathVariable String id, HttpServletResponse response)
            throws IOException {
        return stream(runs.follow(caller, ChatId.parse(id, "id")), response);
    }

    /// Streams what there is to stream, on this request's own virtual thread; without a run: 204.
    private @Nullable ResponseEntity<Accepted> stream(Optional<RunReader> reader, HttpServletResponse response)
            throws IOException {
        if (reader.isEmpty()) {
            return ResponseEntity.noContent().build();
        }
        try (RunReader open = reader.get()) {
            new UiMessageStream(open, json).writeTo(response);
        }
        return null;
    }

    @PostMapping("/api/chat/{id}/stop")
    ResponseEntity<OpenRun> stop(AccountId caller, @PathVariable String id) {
        return runs.stop(caller, ChatId.parse(id, "id"))
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.status(HttpStatus.NO_CONTENT).build());
    }

    @GetMapping("/api/messages")
    Conversation messages(AccountId caller, @RequestParam String chatId) {
        ChatId id = ChatId.parse(chatId, "chatId");
        for (int attempt = 1; ; attempt++) {
            Chat before = chats.owned(caller, id);
            Standing standing = runs.standing(id);
            List<StoredMessage> all = messages.allWithVersions(before);
            // What was read one after the other is of one moment only if the chat has not changed meanwhile.
            if (attempt == ATTEMPTS || chats.owned(caller, id).version() == before.version()) {
                return new Conversation(before, all, standing.current(), standing.queued());
            }
        }
    }
}
