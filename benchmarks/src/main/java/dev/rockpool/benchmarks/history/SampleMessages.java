package dev.rockpool.benchmarks.history;

import dev.rockpool.e2e.product.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Messages as chats have them: short questions, answers of headings, lists, tables and code.
final class SampleMessages {

    private static final List<String> WORDS = List.of(
            "harbour", "tide", "the", "moves", "slowly", "between", "two", "stones", "and", "a", "net", "is", "drawn",
            "before", "morning", "café", "über", "→", "every", "answer", "needs", "an", "example", "which", "runs");
    private static final String CODE = """
            ```java
            record Tide(Instant at, double metres) {
                /// Whether boats can leave: "high" means above 3.2 m.
                boolean high() {
                    return metres > 3.2 && !at.isBefore(Instant.EPOCH);
                }
            }
            ```
            """;
    private static final String TABLE = """
            | port | high water | metres |
            |---|---|--:|
            | Whitby | 04:12 | 5.1 |
            | Saint-Malo | 06:47 | 11.9 |
            """;

    private SampleMessages() {}

    /// The stored parts of this many messages, the same ones each time; about a kilobyte on average.
    static List<String> parts(int count) {
        Random random = new Random(count);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = i % 2 == 0 ? prose(random, 12) + "?" : answer(random, i);
            parts.add(ApiClient.json(List.of(Map.of("type", "text", "text", text))));
        }
        return parts;
    }

    private static String answer(Random random, int number) {
        StringBuilder text = new StringBuilder("## Answer ").append(number).append("\n\n");
        text.append(prose(random, 90)).append(".\n\n");
        for (int item = 1; item <= 4; item++) {
            text.append("- **")
                    .append(prose(random, 2))
                    .append("**: ")
                    .append(prose(random, 14))
                    .append('\n');
        }
        text.append('\n').append(number % 4 == 1 ? CODE : TABLE).append('\n');
        return text.append(prose(random, 60)).append('.').toString();
    }

    private static String prose(Random random, int words) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            chosen.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join(" ", chosen);
    }

    /// What is stored about a question besides its words.
    static String asked() {
        return "{\"createdAt\":\"2025-01-01T00:00:00.123Z\"}";
    }

    /// What is stored about an answer besides its words.
    static String answered(String run) {
        return """
                {"createdAt":"2025-01-01T00:00:00.456Z","runId":"%s","status":"finished","finishReason":"stop",\
                "usage":{"inputTokens":18211,"outputTokens":388,"totalTokens":18599}}""".formatted(run);
    }
}
