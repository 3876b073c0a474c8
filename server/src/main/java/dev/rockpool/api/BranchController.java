package dev.rockpool.api;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatId;
import dev.rockpool.problem.Problem;
import dev.rockpool.run.BranchService;
import dev.rockpool.run.MemoryService;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Turns chats to other branches of theirs, forks them, and has their agents told again what they have forgotten.
@RestController
class BranchController {

    private final BranchService branches;
    private final MemoryService memory;

    BranchController(BranchService branches, MemoryService memory) {
        this.branches = branches;
        this.memory = memory;
    }

    @PostMapping("/api/chat/{id}/remember")
    Chat remember(AccountId caller, @PathVariable String id) {
        return memory.remember(caller, ChatId.parse(id, "id"));
    }

    @PostMapping("/api/chat/{id}/branch")
    Chat turnTo(AccountId caller, @PathVariable String id, @RequestBody JsonNode body) {
        return branches.turnTo(caller, ChatId.parse(id, "id"), number(body));
    }

    private static int number(JsonNode body) {
        JsonNode number = body.path("branch");
        if (!number.isInt() || number.intValue() < 1) {
            throw Problem.badField("branch", "The field 'branch' must be the number of a branch of the chat.");
        }
        return number.intValue();
    }

    @PostMapping("/api/chat/{id}/fork")
    @ResponseStatus(HttpStatus.CREATED)
    Chat fork(AccountId caller, @PathVariable String id, @RequestBody JsonNode body) {
        return branches.fork(caller, ChatId.parse(id, "id"), ChatRequestBody.named(body), ChatRequestBody.agent(body));
    }
}
