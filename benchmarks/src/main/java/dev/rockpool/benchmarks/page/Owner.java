package dev.rockpool.benchmarks.page;

import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.LiveClient;
import dev.rockpool.e2e.product.RockpoolServer;
import java.net.HttpCookie;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/// An account with chats of given lengths, all of them read.
///
/// @param url    of the server, without a slash at its end
/// @param cookie says which account this is
/// @param chats  ids, in the order they were asked for
record Owner(String url, HttpCookie cookie, List<String> chats) {

    private static final String SENTENCE =
            "The service writes its log in batches and reads it at its own pace, so a slow reader never holds up a writer. ";
    private static final String CODE = """
                var found = index.find("key"); // a comment that says why
                if (found == null) {
                    throw new IllegalStateException("nothing");
                }
            """;

    /// @param messages how many each chat has; no more than the sidebar shows at once
    static Owner with(RockpoolServer server, int... messages) {
        try (ApiClient person = ApiClient.guest(server.url());
                LiveClient live = LiveClient.open("owner", person, server.url())) {
            List<String> chats = new ArrayList<>();
            for (int length : messages) {
                String chat = ApiClient.newId();
                person.ask(chat, "main", length + " messages /sim tokens=2 gap=1");
                server.write(chat, texts(chat, length));
                chats.add(chat);
            }
            chats.forEach(live::read);
            Awaitility.await("all chats to be read")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> live.unread() == 0);
            return new Owner(server.url(), person.cookie(), chats);
        }
    }

    private static List<String> texts(String chat, int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> i % 2 == 0
                        ? "Question number " + i + " about the log and its readers?"
                        : answer(i / 2, i == length - 1 ? "end-of-" + chat : "done"))
                .toList();
    }

    /// Prose with a list, code, a table and a heading in turn, as agents write.
    private static String answer(int number, String end) {
        return switch (number % 4) {
            case 0 ->
                "Here is what I found in run " + number + ".\n\n" + SENTENCE.repeat(4)
                        + "\n\n- first point with `code`\n- second point, **bold**\n- third point\n\n" + end;
            case 1 -> "Use this:\n\n```java\n" + CODE.repeat(4) + "```\n\nIt fails early. " + end;
            case 2 ->
                "| service | p50 | p99 |\n|---|---|---|\n" + "| billing | 12 ms | 80 ms |\n".repeat(6)
                        + "\nAll within limits.\n\n" + end;
            default ->
                "### Result " + number + "\n\nShort answer with a [link](https://example.org) and some words. " + end;
        };
    }

    /// A long answer with much code, for the simulator to write: about 25 KB.
    static String longAnswer() {
        String code = "\n\n```java\n" + CODE.repeat(80) + "```\n\n";
        String text = "Long text with many words. ".repeat(20) + code + "- one\n- two\n\nNext:" + code + "The end.";
        String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "Long code /sim gap=2 text=\"" + quoted + "\"";
    }
}
