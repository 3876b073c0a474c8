package dev.rockpool.chat;

import dev.rockpool.account.AccountId;
import dev.rockpool.problem.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Finds chats of the caller, and of nobody else.
@RestController
class SearchController {

    private static final int MAX_RESULTS = 50;
    private static final int MAX_QUERY = 200;
    private static final int MAX_WORDS = 8;

    private final ChatSearch search;

    SearchController(ChatSearch search) {
        this.search = search;
    }

    /// What was found.
    ///
    /// @param chats whose titles have all the words, newest first
    /// @param hasMore whether there are more of them
    record Found(List<Chat> chats, boolean hasMore) {}

    @GetMapping("/api/search")
    Found search(
            AccountId caller,
            @RequestParam(name = "q", defaultValue = "") String query,
            @RequestParam(defaultValue = "20") int limit) {
        if (limit < 1 || limit > MAX_RESULTS) {
            throw Problem.badField("limit", "The parameter 'limit' must be between 1 and " + MAX_RESULTS + ".");
        }
        if (query.length() > MAX_QUERY) {
            throw Problem.badField("q", "The parameter 'q' must have at most " + MAX_QUERY + " characters.");
        }
        List<Chat> found = search.titled(caller, words(query), limit + 1);
        boolean hasMore = found.size() > limit;
        return new Found(hasMore ? found.subList(0, limit) : found, hasMore);
    }

    private static List<String> words(String query) {
        return Stream.of(Folding.fold(query.replace('\0', ' ')).split("[\\s\\p{Z}]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MAX_WORDS)
                .toList();
    }
}
