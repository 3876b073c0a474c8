package dev.rockpool.vote;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.Administrator;
import dev.rockpool.chat.ChatId;
import dev.rockpool.problem.Problem;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Takes votes from those whose chats they are about, and counts them for administrators.
@RestController
class VoteController {

    private static final int MOST_DAYS = 366;

    private final VoteService votes;

    VoteController(VoteService votes) {
        this.votes = votes;
    }

    @GetMapping("/api/vote")
    List<Vote> votes(AccountId caller, @RequestParam String chatId) {
        return votes.of(caller, ChatId.parse(chatId, "chatId"));
    }

    @PatchMapping("/api/vote")
    ResponseEntity<Vote> vote(AccountId caller, @RequestBody JsonNode body) {
        return votes.vote(caller, VoteBody.parse(body))
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    record Counts(List<VoteCount> counts) {}

    @GetMapping("/api/votes/counts")
    Counts counts(Administrator caller, @RequestParam(defaultValue = "30") int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw Problem.badField("days", "The parameter 'days' must be between 1 and " + MOST_DAYS + ".");
        }
        return new Counts(votes.counts(days));
    }
}
