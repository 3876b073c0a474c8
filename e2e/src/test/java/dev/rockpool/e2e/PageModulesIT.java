package dev.rockpool.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.rockpool.e2e.browser.Chromium;
import dev.rockpool.e2e.browser.NeedsBrowser;
import dev.rockpool.e2e.product.RockpoolServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// The page's modules that know neither document nor network, tested in the browser they are written for.
/// Each script in `page-modules` holds the tests of the module of that name.
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageModulesIT {

    private static final String RUN = """
        async () => {
          const tests = [];
          const test = (name, body) => tests.push({ name, body });
          const equal = (actual, expected, when = "") => {
            const [is, should] = [actual, expected].map((value) => JSON.stringify(value));
            if (is !== should) throw new Error(`${when ? when + ": " : ""}${is} should be ${should}`);
          };
          const same = (actual, expected, when) => {
            if (actual !== expected) throw new Error(when + ": not the same object");
          };
          %s
          const results = [];
          for (const { name, body } of tests) {
            try {
              await body();
              results.push({ name, problem: "" });
            } catch (problem) {
              results.push({ name, problem: String(problem.stack) });
            }
          }
          return results;
        }""";

    private RockpoolServer server;
    private Chromium chromium;
    private Page page;

    @BeforeAll
    void openPage() {
        server = RockpoolServer.startWithoutGateway();
        chromium = Chromium.launch();
        page = chromium.profile().newPage();
        page.navigate(server.url() + "/");
    }

    @AfterAll
    void close() {
        chromium.close();
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> textIsCutIntoBlocksThatStay() {
        return testsOf("markdown-blocks");
    }

    @TestFactory
    Stream<DynamicTest> markdownIsReadAsPeopleWriteIt() {
        return testsOf("markdown-reader");
    }

    @TestFactory
    Stream<DynamicTest> formulasAreToldFromMoney() {
        return testsOf("maths");
    }

    @TestFactory
    Stream<DynamicTest> ofADiagramOnlyWhatAnImageCanShowIsDrawn() {
        return testsOf("diagram-source");
    }

    @TestFactory
    Stream<DynamicTest> aTableIsCopiedSoThatNoSpreadsheetRunsIt() {
        return testsOf("csv");
    }

    @TestFactory
    Stream<DynamicTest> ofALongListOnlyWhatIsSeenIsDrawn() {
        return testsOf("heights");
    }

    @TestFactory
    Stream<DynamicTest> anAnswerIsPutTogetherFromItsChunks() {
        return testsOf("answer");
    }

    @TestFactory
    Stream<DynamicTest> whatAnAgentDidIsToldInWords() {
        return testsOf("deeds");
    }

    @TestFactory
    Stream<DynamicTest> theChannelLosesAndRepeatsNothing() {
        return testsOf("live");
    }

    @TestFactory
    Stream<DynamicTest> aConversationTakesWhatComesInAnyOrder() {
        return testsOf("conversation");
    }

    @TestFactory
    Stream<DynamicTest> oneWayOfAConversationTakesThePlaceOfAnother() {
        return testsOf("paths");
    }

    @TestFactory
    Stream<DynamicTest> whatIsSentIsKeptUntilItHasArrived() {
        return testsOf("outbox");
    }

    @TestFactory
    Stream<DynamicTest> whatThePageKnowsIsKeyedByChat() {
        return testsOf("store");
    }

    @TestFactory
    Stream<DynamicTest> formsTellWhatIsWrongBeforeTheyAreSent() {
        return testsOf("validation");
    }

    @TestFactory
    Stream<DynamicTest> peopleAreCalledByTheirNamesAndFindTheirWay() {
        return testsOf("who");
    }

    @TestFactory
    Stream<DynamicTest> limitsAndTimesReadAsPeopleWriteThem() {
        return testsOf("words");
    }

    @TestFactory
    Stream<DynamicTest> eachWayAGatewayCanFailHasItsWords() {
        return testsOf("gateway-words");
    }

    @TestFactory
    Stream<DynamicTest> settingsShowWhatAnAccountMayChange() {
        return testsOf("sections");
    }

    @TestFactory
    Stream<DynamicTest> theAuditLogReadsAsSentences() {
        return testsOf("audit-words");
    }

    @TestFactory
    Stream<DynamicTest> nobodyFindsTheDraftsOfWhoWasHereBefore() {
        return testsOf("forget");
    }

    @TestFactory
    Stream<DynamicTest> noTwoAgentsLookAlike() {
        return testsOf("agents");
    }

    @TestFactory
    Stream<DynamicTest> wordsAreFoundHoweverTheyAreWritten() {
        return testsOf("folding");
    }

    @TestFactory
    Stream<DynamicTest> ofAnAnswerOnlyWhatIsReadIsFound() {
        return testsOf("plain");
    }

    @TestFactory
    Stream<DynamicTest> ourCommandsAreToldFromTheAgents() {
        return testsOf("reach");
    }

    @TestFactory
    Stream<DynamicTest> whatWasSentComesBackInOrder() {
        return testsOf("recall");
    }

    @TestFactory
    Stream<DynamicTest> whatCannotGoWithAMessageIsSaidBeforeItIsSent() {
        return testsOf("attachment-check");
    }

    @TestFactory
    Stream<DynamicTest> keysAreDrawnAsTheyAre() {
        return testsOf("keys");
    }

    @TestFactory
    Stream<DynamicTest> everybodyIsSpokenToInTheirLanguage() {
        return testsOf("tongue");
    }

    private Stream<DynamicTest> testsOf(String module) {
        List<?> results = (List<?>) page.evaluate(RUN.formatted(script(module)));
        assertThat(results).isNotEmpty();
        return results.stream().map(result -> {
            Map<?, ?> test = (Map<?, ?>) result;
            return DynamicTest.dynamicTest(
                    String.valueOf(test.get("name")),
                    () -> assertThat((String) test.get("problem")).isEmpty());
        });
    }

    private static String script(String module) {
        String path = "/page-modules/" + module + ".js";
        try (InputStream in = PageModulesIT.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }
}
