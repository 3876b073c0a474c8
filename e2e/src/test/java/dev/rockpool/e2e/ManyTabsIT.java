package dev.rockpool.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Cookie;
import dev.rockpool.e2e.browser.ChatPage;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.ForeignMarks;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One account, twenty chats that stream at once, three tabs that switch between them at random for a minute: no tab
/// ever holds a word of another chat, and in the end each shows exactly what the gateway sent.
@NeedsBrowser
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ManyTabsIT {

    private static final long SEED = 20_261_122;
    private static final int TABS = 3;
    private static final int TOKENS = 1_000;
    private static final Duration GAP = Duration.ofMillis(60);
    private static final List<String> WORDS = List.of(
            "kelp",
            "crab",
            "limpet",
            "mussel",
            "urchin",
            "prawn",
            "goby",
            "whelk",
            "anemone",
            "starfish",
            "oyster",
            "sponge",
            "barnacle",
            "seal",
            "cockle",
            "shrimp",
            "blenny",
            "dulse",
            "coral",
            "winkle");

    private record Tab(ChatPage page, ForeignMarks foreign) {}

    @Test
    void twentyChatsWatchedFromThreeTabsNeverMix() {
        SimulatorOptions options = SimulatorOptions.of(Dialect.CURRENT).withAgents("main");
        try (GatewaySimulator gateway = GatewaySimulator.start(options);
                RockpoolServer server = RockpoolServer.start(gateway.url(), gateway.token());
                ApiClient person = ApiClient.guest(server.url());
                Chromium chromium = Chromium.launch();
                BrowserContext profile = chromium.profile()) {
            profile.addCookies(List.of(
                    new Cookie(person.cookie().getName(), person.cookie().getValue()).setUrl(server.url())));
            Map<String, String> chats = new LinkedHashMap<>();
            WORDS.forEach(word -> chats.put(start(person, word), word));
            List<Tab> tabs = IntStream.range(0, TABS)
                    .mapToObj(_ -> tab(profile, server, chats))
                    .toList();

            int switches = switchAtRandom(tabs, List.copyOf(chats.keySet()), gateway);

            for (Tab tab : tabs) {
                assertThatAllIsExact(tab.page(), chats);
                assertThat(tab.foreign().found()).isEmpty();
                assertThat(tab.page().problems()).isEmpty();
                tab.foreign().provesThatItWouldSee(WORDS.getFirst());
            }
            assertThat(switches).isGreaterThan(30);
            System.out.println("Switched " + switches + " times in " + TABS + " tabs while " + chats.size()
                    + " chats streamed " + TOKENS + " tokens each");
        }
    }

    private static String start(ApiClient person, String word) {
        String chat = ApiClient.newId();
        String script = "/sim tokens=%d gap=%d word=%s".formatted(TOKENS, GAP.toMillis(), word);
        assertThat(person.say(chat, "main", word + "-0 begins " + script).status())
                .isEqualTo(202);
        return chat;
    }

    private static Tab tab(BrowserContext profile, RockpoolServer server, Map<String, String> chats) {
        ChatPage page = ChatPage.open(profile, server.url());
        ForeignMarks foreign = ForeignMarks.watch(page.page(), WORDS);
        chats.forEach(foreign::chatOwns);
        return new Tab(page, foreign);
    }

    private static int switchAtRandom(List<Tab> tabs, List<String> chats, GatewaySimulator gateway) {
        Random random = new Random(SEED);
        int switches = 0;
        while (gateway.openStreams() > 0) {
            ChatPage page = tabs.get(random.nextInt(tabs.size())).page();
            int next = random.nextInt(chats.size());
            page.switchTo(chats.get(next));
            assertThat(page.pill()).hasAttribute("data-session-key", "webchat-" + chats.get(next));
            if (random.nextInt(4) == 0) {
                assertThat(page.lastText()).containsText(WORDS.get(next) + "-1 ", containsWithin());
            }
            switches++;
        }
        return switches;
    }

    private static void assertThatAllIsExact(ChatPage page, Map<String, String> chats) {
        chats.forEach((chat, word) -> {
            page.switchTo(chat);
            assertThat(page.lastText()).hasText(words(word), within());
            assertThat(page.questions()).hasCount(1);
            assertThat(page.answers()).hasCount(1);
        });
    }

    /// The text of the whole answer, as a page shows it.
    private static String words(String word) {
        List<String> all = new ArrayList<>();
        IntStream.rangeClosed(1, TOKENS).forEach(i -> all.add(word + "-" + i));
        return all.stream().collect(Collectors.joining(" "));
    }

    private static LocatorAssertions.HasTextOptions within() {
        return new LocatorAssertions.HasTextOptions().setTimeout(60_000);
    }

    private static LocatorAssertions.ContainsTextOptions containsWithin() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
    }
}
