package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestGateway;
import dev.rockpool.testing.TestLive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A conversation that goes other ways: what the screen shows, and what each session is told.
@Timeout(60)
abstract class BranchesSuite {

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    TestClient ada;
    String chat;

    @BeforeEach
    void aChatOfTwoTurns() {
        ada = TestClient.guest(port);
        chat = UUID.randomUUID().toString();
        say("apples", "one");
        say("pears", "two");
    }

    @Test
    void anEditedMessageGoesToAFreshSessionWithWhatStoodBeforeItAndNothingElse() {
        Reply edited = edit("pears", "plums", "three");

        assertThat(edited.status()).isEqualTo(202);
        assertThat(edited.json().at("/chat/openclawSessionKey").asString()).isEqualTo(key(2));
        assertThat(edited.json().at("/chat/branch").asInt()).isEqualTo(2);
        assertThat(edited.json().at("/chat/branches").asInt()).isEqualTo(2);
        assertThat(words()).containsExactly("apples", "one", "plums", "three");
        SimulatedTurn turn = only(turns(2));
        assertThat(turn.userMessage()).contains("apples", "one", "plums").doesNotContain("pears", "two");
        assertThat(turn.systemNote()).isNull();
    }

    @Test
    void theSessionIsToldItsPastOnce() {
        edit("pears", "plums", "three");
        settled();
        say("cherries", "four");

        List<SimulatedTurn> turns = turns(2);
        assertThat(turns).hasSize(2);
        assertThat(turns.getLast().userMessage()).startsWith("cherries").doesNotContain("apples");
        assertThat(turns.getLast().requestBytes()).isLessThan(turns.getFirst().requestBytes());
    }

    @Test
    void theFirstMessageCanBeEditedAndIsThenAllThereIs() {
        edit("apples", "melons", "five");

        settled();
        assertThat(words()).containsExactly("melons", "five");
        assertThat(only(turns(2)).userMessage()).startsWith("melons");
    }

    @Test
    void eachVersionSaysHowManyThereAreAndWhereToFindTheOthers() {
        edit("pears", "plums", "three");
        settled();
        edit("plums", "cherries", "four");

        JsonNode messages = settled();
        assertThat(messages.get(0).has("versions")).isFalse();
        assertThat(messages.get(1).has("versions")).isFalse();
        assertThat(messages.get(3).has("versions")).isFalse();
        JsonNode versions = messages.get(2).at("/versions");
        assertThat(versions.at("/index").asInt()).isEqualTo(3);
        assertThat(versions.at("/count").asInt()).isEqualTo(3);
        assertThat(versions.at("/previous").asInt()).isEqualTo(2);
        assertThat(versions.at("/next").isNull()).isTrue();

        assertThat(turnTo(2).status()).isEqualTo(200);
        JsonNode second = settled().get(2).at("/versions");
        assertThat(List.of(
                        second.at("/index").asInt(),
                        second.at("/previous").asInt(),
                        second.at("/next").asInt()))
                .containsExactly(2, 1, 3);
    }

    @Test
    void goingBackUsesTheOldSessionWhichRemembersItsOwnTurns() {
        edit("pears", "plums", "three");
        settled();

        Reply back = turnTo(1);

        assertThat(back.json().at("/openclawSessionKey").asString()).isEqualTo(key(1));
        assertThat(back.json().at("/branch").asInt()).isEqualTo(1);
        assertThat(words()).containsExactly("apples", "one", "pears", "two");
        say("figs", "six");
        SimulatedTurn last = turns(1).getLast();
        assertThat(last.userMessage()).startsWith("figs");
        assertThat(last.shownUserTexts()).hasSize(3).noneMatch(text -> text.contains("plums"));
        assertThat(words()).containsExactly("apples", "one", "pears", "two", "figs", "six");
        turnTo(2);
        assertThat(words()).containsExactly("apples", "one", "plums", "three");
    }

    @Test
    void aBranchOfABranchKeepsWhatItGrewFrom() {
        edit("pears", "plums", "three");
        settled();
        say("cherries", "four");
        edit("cherries", "grapes", "five");

        assertThat(settledWords()).containsExactly("apples", "one", "plums", "three", "grapes", "five");
        assertThat(only(turns(3)).userMessage())
                .contains("apples", "one", "plums", "three", "grapes")
                .doesNotContain("pears", "two", "cherries", "four");
        assertThat(settled().get(2).at("/versions/previous").asInt()).isEqualTo(1);
        turnTo(1);
        // The way that was gone last leads back to where one was.
        assertThat(settled().get(2).at("/versions/next").asInt()).isEqualTo(3);
    }

    @Test
    void anAnswerIsRegeneratedOnItsOwnBranchFromItsQuestion() {
        String answer = settled().get(1).at("/id").asString();

        Reply again = regenerate(answer);

        assertThat(again.status()).isEqualTo(202);
        JsonNode messages = settled();
        assertThat(words()).containsExactly("apples", "one");
        assertThat(messages.get(1).at("/id").asString()).isNotEqualTo(answer);
        assertThat(messages.get(1).at("/versions/index").asInt()).isEqualTo(2);
        SimulatedTurn turn = only(turns(2));
        assertThat(turn.userMessage()).startsWith("apples").doesNotContain("one\n", "pears");
        assertThat(turn.systemNote()).isNull();
        turnTo(1);
        assertThat(words()).containsExactly("apples", "one", "pears", "two");
    }

    @Test
    void theLastAnswerIsRegeneratedWithWhatStandsBeforeItsQuestion() {
        regenerate(settled().get(3).at("/id").asString());

        assertThat(settledWords()).containsExactly("apples", "one", "pears", "two");
        assertThat(only(turns(2)).userMessage())
                .contains("User: apples", "Assistant: one")
                .doesNotContain("Assistant: two");
    }

    @Test
    void aiSdkClientsEditByTheIdOfTheMessageItselfAndRegenerateWithoutOne() {
        JsonNode pears = settled().get(2);
        String body = """
                {"id": "%s", "trigger": "submit-message", "messageId": "%s", "messages": [{"id": "%s", "role": "user",
                 "parts": [{"type": "text", "text": "plums /sim text=\\"three\\""}]}]}""".formatted(chat, id(pears), id(pears));

        assertThat(ada.postForJson("/api/chat", body).status()).isEqualTo(202);

        assertThat(settledWords()).containsExactly("apples", "one", "plums", "three");
        assertThat(id(settled().get(2))).isNotEqualTo(id(pears));
        String again = "{\"id\": \"%s\", \"trigger\": \"regenerate-message\", \"messages\": []}".formatted(chat);
        assertThat(ada.postForJson("/api/chat", again).json().at("/chat/branch").asInt())
                .isEqualTo(3);
        assertThat(settledWords()).containsExactly("apples", "one", "plums", "three");
    }

    @Test
    void anAiSdkMessageNobodyKnowsYetIsSimplySent() {
        String id = UUID.randomUUID().toString();
        String body = """
                {"id": "%s", "messageId": "%s", "messages": [{"id": "%s", "role": "user",
                 "parts": [{"type": "text", "text": "figs /sim text=\\"six\\""}]}]}""".formatted(chat, id, id);

        assertThat(ada.postForJson("/api/chat", body)
                        .json()
                        .at("/chat/branches")
                        .asInt())
                .isEqualTo(1);
        assertThat(settledWords()).containsExactly("apples", "one", "pears", "two", "figs", "six");
    }

    @Test
    void anEditSentTwiceIsOneEdit() {
        String replaced = id(settled().get(2));
        String id = UUID.randomUUID().toString();
        String body = editBody(id, replaced, "plums /sim text=\"three\"");
        Reply first = ada.postForJson("/api/chat", body);
        settled();
        Reply second = ada.postForJson("/api/chat", body);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json().at("/runId")).isEqualTo(first.json().at("/runId"));
        assertThat(second.json().at("/chat/branches").asInt()).isEqualTo(2);
        assertThat(settledWords()).containsExactly("apples", "one", "plums", "three");
    }

    @Test
    void whatIsNoMessageOfThePersonOnTheCurrentBranchIsNotEdited() {
        JsonNode before = settled();
        String oldId = id(before.get(2));
        edit("pears", "plums", "three");
        settled();

        for (String replaced :
                List.of(oldId, id(before.get(1)), UUID.randomUUID().toString())) {
            Reply refused =
                    ada.postForJson("/api/chat", editBody(UUID.randomUUID().toString(), replaced, "x"));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().at("/cause").asString()).isEqualTo("messageId");
        }
        Reply taken = ada.postForJson(
                "/api/chat", editBody(id(before.get(0)), id(settled().get(2)), "x"));
        assertThat(taken.status()).isEqualTo(400);
        assertThat(taken.json().at("/cause").asString()).isEqualTo("message.id");
        assertThat(settledWords()).containsExactly("apples", "one", "plums", "three");
    }

    @Test
    void nothingBranchesWhileAnAnswerIsWritten() {
        JsonNode before = settled();
        edit("pears", "plums", "three");
        settled();
        ada.say(chat, "long /sim tokens=100000 gap=10");

        for (Reply refused : List.of(
                ada.postForJson("/api/chat", editBody(UUID.randomUUID().toString(), id(before.get(0)), "x")),
                regenerate(id(before.get(1))),
                turnTo(1))) {
            assertThat(refused.code()).isEqualTo("conflict:chat");
            assertThat(refused.message()).contains("Stop it first");
        }
        stop();
        assertThat(turnTo(1).status()).isEqualTo(200);
    }

    @Test
    void aBranchTheChatDoesNotHaveIsRefused() {
        assertThat(turnTo(2).json().at("/cause").asString()).isEqualTo("branch");
        assertThat(turnTo(1).status()).isEqualTo(200);
    }

    @Test
    void aSeededTurnThatWasStoppedIsFollowedByAFreshSessionThatIsToldAgain() {
        ada.postForJson("/api/chat", editOf("pears", "plums /sim tokens=100000 gap=10 word=drop"));
        awaitText();
        stop();
        say("cherries", "four");

        assertThat(chatRow().at("/openclawSessionKey").asString()).isEqualTo(key(3));
        SimulatedTurn turn = only(turns(3));
        assertThat(turn.userMessage())
                .contains("apples", "one", "plums", "drop-1", "stopped by the person", "cherries")
                .doesNotContain("pears");
        assertThat(turn.systemNote()).isNull();
        say("grapes", "five");
        assertThat(turns(3).getLast().userMessage()).startsWith("grapes");
        await().until(() -> givenUp(key(2)));
    }

    @Test
    void aSeededTurnThatFailedIsAskedAgainInAFreshSessionWithoutANoteThatItRepeats() {
        ada.postForJson("/api/chat", editOf("pears", "plums /sim error=provider"));
        String failed = id(settled().get(3));

        assertThat(regenerate(failed).status()).isEqualTo(202);

        settled();
        SimulatedTurn turn = turns(3).getFirst();
        assertThat(turn.systemNote()).isNull();
        assertThat(turn.userMessage()).contains("apples", "one", "plums");
        assertThat(chatRow().at("/branch").asInt()).isEqualTo(2);
    }

    @Test
    void aRetryHeardTwiceIsOneRetryAndNoBranch() {
        ada.say(chat, "figs /sim tokens=20 error-after=5 word=crack");
        String broken = id(settled().get(5));
        ada.say(chat, "grapes /sim error=500");
        String empty = id(settled().get(7));
        assertThat(regenerate(empty).status()).isEqualTo(202);
        settled();

        Reply refused = regenerate(empty);
        assertThat(refused.code()).isEqualTo("conflict:chat");
        assertThat(refused.message()).contains("asked for again already");
        assertThat(chatRow().at("/branches").asInt()).isEqualTo(1);
        assertThat(regenerate(broken).json().at("/chat/branch").asInt()).isEqualTo(2);
        settled();
    }

    @Test
    void anAnswerThatWasAskedForAgainIsNotRegeneratedInPlaceOfTheNewerOne() {
        ada.say(chat, "figs /sim tokens=20 error-after=5 word=crack");
        String broken = id(settled().get(5));
        assertThat(regenerate(broken).status()).isEqualTo(202);
        assertThat(settled()).hasSize(7);

        assertThat(regenerate(broken).code()).isEqualTo("conflict:chat");
        assertThat(chatRow().at("/branches").asInt()).isEqualTo(1);
    }

    @Test
    void aMessageThatWaitedBehindASeededTurnIsNotToldThePastAgain() {
        ada.postForJson("/api/chat", editOf("pears", "plums /sim tokens=50 gap=10 word=drop"));
        ada.say(chat, "cherries /sim text=\"four\"");

        assertThat(settledWords()).hasSize(6).endsWith("cherries", "four");
        assertThat(turns(2)).hasSize(2);
        assertThat(turns(2).getLast().userMessage()).startsWith("cherries");
    }

    @Test
    void aBranchLeftWithAnUnfinishedSeedIsToldAgainWhenOneComesBack() {
        ada.postForJson("/api/chat", editOf("pears", "plums /sim error=provider"));
        settled();
        turnTo(1);
        say("figs", "six");
        assertThat(turns(1).getLast().userMessage()).startsWith("figs");
        assertThat(turns(1).getLast().systemNote()).isNull();
        turnTo(2);
        assertThat(chatRow().at("/state").asString()).isEqualTo("failed");
        say("cherries", "four");

        assertThat(only(turns(3)).userMessage())
                .contains("apples", "plums", "cherries")
                .doesNotContain("figs", "pears");
    }

    @Test
    void aBranchNewerThanAnUnfinishedOneGetsAKeyOfItsOwn() {
        ada.postForJson("/api/chat", editOf("pears", "plums /sim error=provider"));
        settled();
        say("cherries", "four");
        edit("cherries", "grapes", "five");
        settled();

        assertThat(chatRow().at("/openclawSessionKey").asString()).isEqualTo(key(4));
    }

    @Test
    void aNoteAboutABrokenAnswerIsOnlyForTheBranchItStandsOn() {
        ada.say(chat, "long /sim tokens=100000 gap=10 word=wave");
        awaitText();
        stop();
        edit("pears", "plums", "three");
        settled();
        say("cherries", "four");
        turnTo(1);
        say("figs", "six");

        assertThat(turns(2)).allSatisfy(turn -> assertThat(turn.systemNote()).isNull());
        assertThat(turns(1).getLast().systemNote()).contains("stopped by the person", "wave-1");
    }

    @Test
    void aDeletedChatTakesTheSessionsOfAllItsBranchesWithIt() {
        edit("pears", "plums", "three");
        settled();
        edit("plums", "cherries", "four");
        settled();
        turnTo(2);
        assertThat(TestGateway.simulator().sessions()).contains(listed(1), listed(2), listed(3));

        assertThat(ada.delete("/api/chat?id=" + chat).status()).isEqualTo(200);

        await().until(() -> TestGateway.simulator().sessions().stream().noneMatch(key -> key.contains(chat)));
        assertThat(ada.say(chat, "anybody there?").code()).isEqualTo("gone:chat");
        assertThat(count("select count(*) from branch where chat_id = ?")).isZero();
    }

    @Test
    void aGivenUpSessionDoesNotMakeItsChatLookDeleted() {
        ada.postForJson("/api/chat", editOf("pears", "plums /sim error=provider"));
        settled();
        say("cherries", "four");

        assertThat(count("select count(*) from session_tombstone where chat_id = ?"))
                .isEqualTo(1);
        assertThat(say("figs", "six").status()).isEqualTo(202);
        assertThat(ada.get("/api/messages?chatId=" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(ada.get("/api/messages?chatId=" + chat).status()).isEqualTo(200);
    }

    @Test
    void whoHasTheLinkReadsTheBranchTheChatStandsAt() {
        String url =
                ada.post("/api/chat/" + chat + "/share", "{}").json().at("/url").asString();
        String token = url.substring(url.lastIndexOf('/') + 1);
        edit("pears", "plums", "three");
        settled();

        assertThat(TestClient.stranger(port).get("/api/share/" + token).body())
                .contains("plums")
                .doesNotContain("pears");
        turnTo(1);
        assertThat(TestClient.stranger(port).get("/api/share/" + token).body())
                .contains("pears")
                .doesNotContain("plums");
    }

    @Test
    void everyTabHearsOfTheBranchAndItsKey() {
        edit("pears", "plums", "three");
        settled();
        try (TestLive tab = ada.live()) {
            tab.next("hello");
            turnTo(1);
            JsonNode row =
                    tab.next(frame -> frame.at("/chat/branch").asInt(0) == 1).at("/chat");
            assertThat(row.at("/branches").asInt()).isEqualTo(2);
            assertThat(row.at("/openclawSessionKey").asString()).isEqualTo(key(1));
        }
    }

    @Test
    void aForkIsAChatOfItsOwnThatIsToldItsPastOnce() {
        await().until(() -> !chatRow().at("/titlePending").asBoolean());

        Reply forked = ada.post("/api/chat/" + chat + "/fork", "{}");

        assertThat(forked.status()).isEqualTo(201);
        JsonNode row = forked.json();
        String copy = row.at("/id").asString();
        assertThat(copy).isNotEqualTo(chat);
        assertThat(row.at("/title")).isEqualTo(chatRow().at("/title"));
        assertThat(row.at("/openclawSessionKey").asString()).isEqualTo("webchat-" + copy);
        assertThat(words(copy)).containsExactly("apples", "one", "pears", "two");
        assertThat(ids(copy)).doesNotContainAnyElementsOf(ids(chat));
        assertThat(ada.settledMessages(copy).get(1).at("/metadata").has("runId"))
                .isFalse();
        assertThat(ada.settledMessages(copy).get(1).at("/metadata/createdAt"))
                .isEqualTo(settled().get(1).at("/metadata/createdAt"));

        ada.say(copy, "figs /sim text=\"six\"");
        ada.settledMessages(copy);
        ada.say(copy, "grapes /sim text=\"seven\"");
        ada.settledMessages(copy);
        List<SimulatedTurn> turns = TestGateway.turns("main", "webchat-" + copy);
        assertThat(turns.getFirst().userMessage()).contains("apples", "one", "pears", "two", "figs");
        assertThat(turns.getLast().userMessage()).startsWith("grapes").doesNotContain("apples");
        assertThat(turns(1)).hasSize(2);
        assertThat(words()).containsExactly("apples", "one", "pears", "two");
    }

    @Test
    void aForkGoesUpToTheMessageThatIsNamedAndMayHaveAnotherAgent() {
        String body = """
                {"messageId": "%s", "selectedChatModel": "ops"}""".formatted(id(settled().get(1)));

        String copy =
                ada.post("/api/chat/" + chat + "/fork", body).json().at("/id").asString();

        assertThat(words(copy)).containsExactly("apples", "one");
        ada.postForJson(
                "/api/chat", TestClient.message(copy, UUID.randomUUID().toString(), "figs /sim text=\"six\"", "ops"));
        ada.settledMessages(copy);
        assertThat(only(TestGateway.turns("ops", "webchat-" + copy)).userMessage())
                .contains("apples", "one", "figs")
                .doesNotContain("pears");
    }

    @Test
    void anAnswerOfAForkCanBeRegenerated() {
        String copy =
                ada.post("/api/chat/" + chat + "/fork", "{}").json().at("/id").asString();
        String answer = id(ada.settledMessages(copy).get(3));

        Reply again = ada.postForJson("/api/chat", """
                {"id": "%s", "trigger": "regenerate-message", "messageId": "%s"}""".formatted(copy, answer));

        assertThat(again.json().at("/chat/openclawSessionKey").asString()).isEqualTo("webchat-" + copy + "-2");
        assertThat(ada.settledMessages(copy).get(3).at("/versions/count").asInt())
                .isEqualTo(2);
    }

    @Test
    void aForkThatCannotBeIsRefused() {
        String path = "/api/chat/" + chat + "/fork";
        assertThat(ada.post(path, "{\"messageId\": \"00000000-0000-4000-8000-000000000000\"}")
                        .json()
                        .at("/cause")
                        .asString())
                .isEqualTo("messageId");
        assertThat(ada.post(path, "{\"selectedChatModel\": \"nobody\"}")
                        .json()
                        .at("/cause")
                        .asString())
                .isEqualTo("selectedChatModel");
        String fresh = UUID.randomUUID().toString();
        ada.say(fresh, "long /sim tokens=100000 gap=10");
        assertThat(ada.post("/api/chat/" + fresh + "/fork", "{}").code()).isEqualTo("conflict:chat");
        ada.post("/api/chat/" + fresh + "/stop", "{}");
    }

    @Test
    void aLongPastIsToldFromItsEndWithAWordThatTheRestWasLeftOut() {
        String big = "b".repeat(120_000);
        ada.say(chat, "first " + big + " /sim text=\"x\"");
        settled();
        ada.say(chat, "second " + big + " /sim text=\"y\"");
        settled();
        say("cherries", "four");
        edit("cherries", "grapes", "five");
        settled();

        String told = only(turns(2)).userMessage();
        assertThat(told)
                .contains(Past.LEFT_OUT, "second b", "grapes")
                .doesNotContain("apples")
                .hasSizeLessThan(Past.LONGEST + 1_000);
    }

    private Reply say(String words, String answer) {
        Reply reply = ada.say(chat, "%s /sim text=\"%s\"".formatted(words, answer));
        settled();
        return reply;
    }

    private Reply edit(String old, String words, String answer) {
        return ada.postForJson("/api/chat", editOf(old, "%s /sim text=\"%s\"".formatted(words, answer)));
    }

    private String editOf(String old, String text) {
        String replaced = settled()
                .valueStream()
                .filter(message -> message.at("/parts/0/text").asString("").startsWith(old))
                .map(BranchesSuite::id)
                .findFirst()
                .orElseThrow();
        return editBody(UUID.randomUUID().toString(), replaced, text);
    }

    private String editBody(String id, String replaced, String text) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "id",
                        chat,
                        "messageId",
                        replaced,
                        "message",
                        Map.of("id", id, "role", "user", "parts", List.of(Map.of("type", "text", "text", text)))));
    }

    private Reply regenerate(String answer) {
        return ada.postForJson("/api/chat", """
                {"id": "%s", "trigger": "regenerate-message", "messageId": "%s"}""".formatted(chat, answer));
    }

    private Reply turnTo(int branch) {
        return ada.post("/api/chat/" + chat + "/branch", "{\"branch\": %d}".formatted(branch));
    }

    private void stop() {
        ada.post("/api/chat/" + chat + "/stop", "{}");
        settled();
    }

    private void awaitText() {
        await().until(() -> count("""
                select count(*) from run_event join run on run.id = run_event.run_id
                where chat_id = ? and status = 'RUNNING'""") > 0);
    }

    private JsonNode settled() {
        return ada.settledMessages(chat);
    }

    private List<String> settledWords() {
        settled();
        return words();
    }

    private List<String> words() {
        return words(chat);
    }

    private List<String> words(String ofChat) {
        List<String> words = new ArrayList<>();
        ada.settledMessages(ofChat)
                .forEach(message ->
                        words.add(message.at("/parts/0/text").asString("").replaceAll(" /sim.*", "")));
        return words;
    }

    private List<String> ids(String ofChat) {
        return ada.settledMessages(ofChat).valueStream().map(BranchesSuite::id).toList();
    }

    private static String id(JsonNode message) {
        return message.at("/id").asString();
    }

    private JsonNode chatRow() {
        return ada.get("/api/messages?chatId=" + chat).json().path("chat");
    }

    private String key(int number) {
        return "webchat-" + chat + (number == 1 ? "" : "-" + number);
    }

    private String listed(int number) {
        return "agent:main:" + key(number);
    }

    private List<SimulatedTurn> turns(int key) {
        return TestGateway.turns("main", key(key));
    }

    private static SimulatedTurn only(List<SimulatedTurn> turns) {
        assertThat(turns).hasSize(1);
        return turns.getFirst();
    }

    private boolean givenUp(String key) {
        return database.reader()
                        .sql("select count(*) from session_tombstone where session_key = ? and replaced = 1")
                        .param(key)
                        .query(Long.class)
                        .single()
                == 1;
    }

    private long count(String sql) {
        return database.reader().sql(sql).param(chat).query(Long.class).single();
    }
}
