package dev.rockpool.api;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessageId;
import dev.rockpool.run.OpenRun;
import dev.rockpool.run.RunQueue;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// The calls about messages that wait for their turn: change, take out, send now.
@RestController
@RequestMapping("/api/chat/{id}/queue/{messageId}")
class QueueController {

    private final RunQueue queue;

    QueueController(RunQueue queue) {
        this.queue = queue;
    }

    @PatchMapping
    OpenRun edit(
            AccountId caller, @PathVariable String id, @PathVariable String messageId, @RequestBody JsonNode body) {
        return queue.edit(caller, ChatId.parse(id, "id"), message(messageId), ChatRequestBody.editedText(body));
    }

    @DeleteMapping
    OpenRun remove(AccountId caller, @PathVariable String id, @PathVariable String messageId) {
        return queue.remove(caller, ChatId.parse(id, "id"), message(messageId));
    }

    @PostMapping("/now")
    OpenRun sendNow(AccountId caller, @PathVariable String id, @PathVariable String messageId) {
        return queue.sendNow(caller, ChatId.parse(id, "id"), message(messageId));
    }

    private static MessageId message(String id) {
        return ChatRequestBody.messageId(id, "messageId");
    }
}
