package dev.rockpool.chat;

import dev.rockpool.account.AccountId;
import dev.rockpool.problem.Problem;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Lists chats, changes them and deletes them.
@RestController
class HistoryController {

    private static final int MAX_PAGE = 100;
    private static final int MAX_TITLE = 120;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\s]+");
    private static final Set<String> CHANGEABLE = Set.of("title", "visibility", "pinned", "archived");

    private final ChatService chats;

    HistoryController(ChatService chats) {
        this.chats = chats;
    }

    @GetMapping("/api/history")
    ChatService.Page history(
            AccountId caller,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(name = "starting_after", required = false) @Nullable String startingAfter,
            @RequestParam(name = "ending_before", required = false) @Nullable String endingBefore) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw Problem.badField("limit", "The parameter 'limit' must be between 1 and " + MAX_PAGE + ".");
        }
        if (startingAfter != null && endingBefore != null) {
            throw Problem.badField(
                    "starting_after", "Give either 'starting_after' or 'ending_before', not both at once.");
        }
        return chats.history(
                caller, limit, cursor(startingAfter, "starting_after"), cursor(endingBefore, "ending_before"));
    }

    private static @Nullable ChatId cursor(@Nullable String id, String name) {
        return id == null ? null : ChatId.parse(id, name);
    }

    @DeleteMapping("/api/history")
    Map<String, Integer> deleteAll(AccountId caller) {
        return Map.of("deletedCount", chats.deleteAll(caller));
    }

    @DeleteMapping("/api/chat")
    Chat delete(AccountId caller, @RequestParam String id) {
        return chats.delete(caller, ChatId.parse(id, "id"));
    }

    @PatchMapping("/api/chat/{id}")
    Chat change(AccountId caller, @PathVariable String id, @RequestBody JsonNode body) {
        return chats.change(caller, ChatId.parse(id, "id"), changeIn(body));
    }

    private static ChatService.Change changeIn(JsonNode body) {
        if (!body.isObject() || body.isEmpty()) {
            throw Problem.badField("body", "Send a JSON object with what to change: " + CHANGEABLE + ".");
        }
        body.propertyNames().stream()
                .filter(name -> !CHANGEABLE.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Problem.badField(name, "The field '" + name + "' of a chat cannot be changed.");
                });
        return new ChatService.Change(title(body), visibility(body), flag(body, "pinned"), flag(body, "archived"));
    }

    private static @Nullable String title(JsonNode body) {
        JsonNode title = body.get("title");
        if (title == null) {
            return null;
        }
        String text = title.isString()
                ? UNPRINTABLE.matcher(title.stringValue()).replaceAll(" ").strip()
                : "";
        if (text.isEmpty() || text.length() > MAX_TITLE) {
            throw Problem.badField("title", "The field 'title' must be text of 1 to " + MAX_TITLE + " characters.");
        }
        return text;
    }

    private static @Nullable Visibility visibility(JsonNode body) {
        JsonNode word = body.get("visibility");
        Visibility visibility = word == null ? null : Visibility.parse(word.asString(""), "visibility");
        if (visibility == Visibility.PUBLIC) {
            throw Visibility.needsLink("visibility");
        }
        return visibility;
    }

    private static @Nullable Boolean flag(JsonNode body, String name) {
        JsonNode flag = body.get(name);
        if (flag == null) {
            return null;
        }
        if (!flag.isBoolean()) {
            throw Problem.badField(name, "The field '" + name + "' must be true or false.");
        }
        return flag.booleanValue();
    }
}
