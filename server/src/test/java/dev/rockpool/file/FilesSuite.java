package dev.rockpool.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.simulator.SimulatorOptions;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Files on their way to an agent: what is taken, who sees it, what the agent is shown, and when it goes.
@Timeout(60)
abstract class FilesSuite {

    private static final String PNG = "image/png";

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    @Autowired
    FileKeeping keeping;

    TestClient ada;
    String chat;

    @BeforeEach
    void adaComes() {
        ada = TestClient.guest(port);
        chat = UUID.randomUUID().toString();
    }

    @Test
    void anImageIsTakenForWhatItIsAndShownToItsOwner() {
        Reply taken = ada.upload("C:\\fakepath\\Flut bei Büsum.png", "text/html", Pictures.png());

        assertThat(taken.status()).isEqualTo(201);
        String id = taken.json().at("/id").asString();
        assertThat(taken.json().toString()).isEqualTo("""
                {"id":"%s","name":"Flut bei Büsum.png","mediaType":"image/png","size":%d,"kind":"image"}""".formatted(id, Pictures.png().length));
        Reply shown = ada.get("/api/files/" + id);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.header("content-type")).isEqualTo(PNG);
        assertThat(shown.header("content-length")).isEqualTo("" + Pictures.png().length);
        assertThat(shown.header("content-disposition"))
                .startsWith("inline;")
                .contains("filename*=UTF-8''Flut%20bei%20B%C3%BCsum.png");
    }

    @Test
    void whateverAFileHoldsABrowserRunsNoneOfIt() {
        String page = "<html><script>alert(document.cookie)</script></html>";
        Reply taken = ada.upload("page.html", "text/html", bytes(page));

        Reply shown = ada.get("/api/files/" + taken.json().at("/id").asString());

        assertThat(shown.body()).isEqualTo(page);
        assertThat(taken.json().at("/kind").asString()).isEqualTo("text");
        assertThat(shown.headers().get("content-type")).containsExactly("text/plain;charset=UTF-8");
        assertThat(shown.headers().get("x-content-type-options")).containsExactly("nosniff");
        assertThat(shown.headers().get("content-security-policy")).containsExactly("default-src 'none'; sandbox");
        assertThat(shown.header("content-disposition")).startsWith("attachment; filename=");
        assertThat(shown.headers().get("cross-origin-resource-policy")).containsExactly("same-origin");
    }

    @Test
    void aBrowserAsksOnceAndAnothersCookieGetsNothingOfWhatItKept() {
        String path = "/api/files/" + image();
        Reply first = ada.get(path);

        assertThat(first.headers().get("cache-control")).containsExactly("private, max-age=31536000, immutable");
        assertThat(first.headers().get("vary")).contains("Cookie");
        Reply again = ada.send(
                ada.request(path).header("If-None-Match", first.header("etag")).GET());
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        Reply asked = ada.send(ada.request(path).method("HEAD", BodyPublishers.noBody()));
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).isEmpty();
    }

    @Test
    void whatOthersSentIsNotThereForAnybodyElse() {
        String id = image();
        TestClient eve = TestClient.guest(port);

        Reply foreign = eve.get("/api/files/" + id);
        Reply unknown = eve.get("/api/files/" + UUID.randomUUID());

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.code()).isEqualTo("not_found:file");
        assertThat(foreign.body()).isEqualTo(unknown.body());
        assertThat(eve.delete("/api/files/" + id).status()).isEqualTo(404);
        Reply sent = eve.sayWith(chat, UUID.randomUUID().toString(), "Look", List.of(id));
        assertThat(sent.status()).isEqualTo(400);
        assertThat(sent.json().at("/cause").asString()).isEqualTo("message.parts");
        assertThat(eve.get("/api/messages?chatId=" + chat).status()).isEqualTo(404);
        assertThat(TestClient.stranger(port).get("/api/files/" + id).status()).isEqualTo(401);
        assertThat(ada.get("/api/files/" + id).status()).isEqualTo(200);
    }

    @Test
    void theAgentIsShownTheImageAndToldTheWords() {
        String id = image();

        Reply sent = ada.sayWith(chat, UUID.randomUUID().toString(), "What is on it?", List.of(id));

        assertThat(sent.status()).isEqualTo(202);
        JsonNode question = ada.settledMessages(chat).get(0);
        assertThat(question.at("/parts").toString()).isEqualTo("""
                [{"type":"file","url":"/api/files/%s","mediaType":"image/png","filename":"tide.png","size":%d},\
                {"type":"text","text":"What is on it?"}]""".formatted(id, Pictures.png().length));
        SimulatedTurn turn = turns().getLast();
        assertThat(turn.images()).containsExactly(PNG);
        assertThat(turn.userMessage()).isEqualTo("What is on it?");
    }

    @Test
    void anImageAloneIsAMessageAndItsNameTheTitle() {
        Reply sent = ada.sayWith(chat, UUID.randomUUID().toString(), "", List.of(image()));

        assertThat(sent.status()).isEqualTo(202);
        assertThat(sent.json().at("/chat/title").asString()).isEqualTo("tide.png");
        assertThat(ada.settledMessages(chat).at("/0/parts")).hasSize(1);
        assertThat(turns().getLast().images()).containsExactly(PNG);
    }

    @Test
    void aTextFileBecomesPartOfTheMessageForTheAgentAndStaysAFileOnTheScreen() {
        String id = text("tide.py", "print('``` high')\n");

        ada.sayWith(chat, UUID.randomUUID().toString(), "Explain", List.of(id));

        JsonNode question = ada.settledMessages(chat).get(0);
        assertThat(question.at("/parts/0/filename").asString()).isEqualTo("tide.py");
        assertThat(question.at("/parts/1/text").asString()).isEqualTo("Explain");
        assertThat(turns().getLast().userMessage())
                .isEqualTo("Explain\n\nFile: tide.py\n````py\nprint('``` high')\n````");
    }

    @Test
    void aFileOfSeveralPiecesComesBackWhole() {
        String words = "€".repeat(190_000) + "end";

        assertThat(ada.get("/api/files/" + text("long.txt", words)).body()).isEqualTo(words);
    }

    @Test
    void theSameMessageSentAgainIsTheSameOnlyWithTheSameFiles() {
        String message = UUID.randomUUID().toString();
        String id = image();
        Reply first = ada.sayWith(chat, message, "Look", List.of(id));

        Reply again = ada.sayWith(chat, message, "Look", List.of(id));
        Reply without = ada.sayWith(chat, message, "Look", List.of());

        assertThat(again.json().at("/runId")).isEqualTo(first.json().at("/runId"));
        assertThat(without.status()).isEqualTo(409);
        assertThat(ada.settledMessages(chat)).hasSize(2);
    }

    @Test
    void whatASenderSaysOfAFileIsNotBelieved() {
        String id = text("a.txt", "words");

        ada.postForJson("/api/chat", """
                {"id": "%s", "message": {"id": "%s", "role": "user", "parts": [{"type": "file", "size": 1,
                 "filename": "b.png", "mediaType": "image/png", "url": "/api/files/%s"}]}}""".formatted(chat, UUID.randomUUID(), id));

        assertThat(ada.settledMessages(chat).at("/0/parts/0").toString()).isEqualTo("""
                {"type":"file","url":"/api/files/%s","mediaType":"text/plain","filename":"a.txt","size":5}""".formatted(id));
    }

    @Test
    void aFileOfAMessageFromBeforeSizesWereNotedIsReadAndTheMessageIsStillTheSame() {
        String message = UUID.randomUUID().toString();
        String id = text("a.txt", "words");
        Reply first = ada.sayWith(chat, message, "Read", List.of(id));
        ada.settledMessages(chat);
        database.inTransaction(() -> database.writer()
                .sql("update message set parts = replace(parts, ',\"size\":5', '') where chat_id = :chat")
                .param("chat", chat)
                .update());

        assertThat(ada.settledMessages(chat).at("/0/parts/0").has("size")).isFalse();
        assertThat(ada.sayWith(chat, message, "Read", List.of(id)).json().at("/runId"))
                .isEqualTo(first.json().at("/runId"));
        String fork =
                ada.post("/api/chat/" + chat + "/fork", "{}").json().at("/id").asString();
        ada.say(fork, "And now?");
        ada.settledMessages(fork);
        assertThat(TestGateway.turns("main", "webchat-" + fork).getLast().userMessage())
                .contains("File: a.txt\n```txt\nwords\n```");
    }

    @Test
    void whatIsAskedAgainIsShownAgain() {
        ada.sayWith(
                chat, UUID.randomUUID().toString(), "/sim error=provider", List.of(image(), text("a.txt", "words")));
        ada.settledMessages(chat);

        ada.retry(chat);

        ada.settledMessages(chat);
        assertThat(turns()).hasSize(2).allSatisfy(turn -> {
            assertThat(turn.images()).containsExactly(PNG);
            assertThat(turn.userMessage()).contains("File: a.txt\n```txt\nwords\n```");
        });
    }

    @Test
    void aForkTellsTextsOfThePastAndNamesItsImagesAndHasTheFilesWhenItsSourceIsGone() {
        String image = image();
        ada.sayWith(chat, UUID.randomUUID().toString(), "Look", List.of(image, text("a.txt", "words of a file")));
        ada.settledMessages(chat);
        String fork =
                ada.post("/api/chat/" + chat + "/fork", "{}").json().at("/id").asString();
        ada.delete("/api/chat?id=" + chat);
        keeping.tidy();

        ada.say(fork, "And now?");

        ada.settledMessages(fork);
        SimulatedTurn turn = TestGateway.turns("main", "webchat-" + fork).getLast();
        assertThat(turn.userMessage()).contains("Look", "[image tide.png]", "File: a.txt", "words of a file");
        assertThat(ada.get("/api/files/" + image).status()).isEqualTo(200);
    }

    @Test
    void anEditedMessageMayKeepItsFiles() {
        String id = image();
        String question = UUID.randomUUID().toString();
        ada.sayWith(chat, question, "Look", List.of(id));
        ada.settledMessages(chat);

        Reply edited = ada.postForJson("/api/chat", """
                {"id": "%s", "messageId": "%s", "message": {"id": "%s", "role": "user", "parts": [
                    {"type": "text", "text": "Look closer"}, {"type": "file", "url": "/api/files/%s"}]}}""".formatted(chat, question, UUID.randomUUID(), id));

        assertThat(edited.status()).isEqualTo(202);
        assertThat(ada.settledMessages(chat).at("/0/parts/0/filename").asString())
                .isEqualTo("tide.png");
        SimulatedTurn turn = TestGateway.turns("main", "webchat-" + chat + "-2").getLast();
        assertThat(turn.images()).containsExactly(PNG);
    }

    @Test
    void aWaitingMessageKeepsItsFilesWhenItsWordsAreChanged() {
        ada.say(chat, "/sim tokens=100000 gap=50");
        String waiting = UUID.randomUUID().toString();
        ada.sayWith(chat, waiting, "Look", List.of(image()));

        Reply edited = ada.patch("/api/chat/%s/queue/%s".formatted(chat, waiting), "{\"text\": \"Look closer\"}");

        assertThat(edited.json().at("/question/parts/0/filename").asString()).isEqualTo("tide.png");
        ada.post("/api/chat/%s/queue/%s/now".formatted(chat, waiting), "{}");
        await().atMost(Duration.ofSeconds(20)).until(() -> turns().size() == 2);
        assertThat(turns().getLast().images()).containsExactly(PNG);
        ada.settledMessages(chat);
    }

    @Test
    void aWaitingMessageThatIsTakenOutTakesAlongTheFilesNoOtherHas() {
        String begun = image();
        String alone = image();
        String shared = text("a.txt", "words");
        String first = UUID.randomUUID().toString();
        ada.sayWith(chat, UUID.randomUUID().toString(), "/sim tokens=100000 gap=50", List.of(begun));
        ada.sayWith(chat, first, "Look", List.of(begun, alone, shared));
        ada.sayWith(chat, UUID.randomUUID().toString(), "Read", List.of(shared));

        Reply removed = ada.delete("/api/chat/%s/queue/%s".formatted(chat, first));

        assertThat(removed.json().at("/question/parts")).hasSize(4);
        assertThat(ada.delete("/api/files/" + begun).status()).isEqualTo(409);
        assertThat(ada.delete("/api/files/" + shared).status()).isEqualTo(409);
        assertThat(ada.delete("/api/files/" + alone).status()).isEqualTo(204);
        assertThat(ada.get("/api/files/" + alone).status()).isEqualTo(404);
        assertThat(ada.delete("/api/chat?id=" + chat).status()).isEqualTo(200);
    }

    @Test
    void filesOfAMessageThatWasTakenOutCanBeSentAgainForADay() {
        String again = text("a.txt", "words");
        String forgotten = text("b.txt", "words");
        String message = UUID.randomUUID().toString();
        ada.say(chat, "/sim tokens=100000 gap=50");
        ada.sayWith(chat, message, "Read", List.of(again, forgotten));
        cameAt(again, Instant.EPOCH);
        ada.delete("/api/chat/%s/queue/%s".formatted(chat, message));

        keeping.tidy();
        String other = UUID.randomUUID().toString();
        assertThat(ada.sayWith(other, message, "Read", List.of(again)).status()).isEqualTo(202);
        cameAt(forgotten, Instant.now().minus(FileKeeping.PATIENCE).minusSeconds(60));
        keeping.tidy();

        assertThat(ada.get("/api/files/" + forgotten).status()).isEqualTo(404);
        assertThat(ada.get("/api/files/" + again).body()).isEqualTo("words");
        ada.settledMessages(other);
        ada.delete("/api/chat?id=" + chat);
    }

    @Test
    void whatAnotherChatHasStaysWhenTheWaitingMessageIsTakenOut() {
        String id = image();
        String other = UUID.randomUUID().toString();
        ada.sayWith(other, UUID.randomUUID().toString(), "Look", List.of(id));
        ada.settledMessages(other);
        String waiting = UUID.randomUUID().toString();
        ada.say(chat, "/sim tokens=100000 gap=50");
        ada.sayWith(chat, waiting, "Look", List.of(id));

        ada.delete("/api/chat/%s/queue/%s".formatted(chat, waiting));

        assertThat(ada.delete("/api/files/" + id).status()).isEqualTo(409);
        assertThat(ada.get("/api/files/" + id).status()).isEqualTo(200);
        ada.delete("/api/chat?id=" + chat);
    }

    @Test
    void aFileIsTakenAwayWhileItIsNotSentAndNoLonger() {
        String removed = image();
        String sent = image();
        ada.sayWith(chat, UUID.randomUUID().toString(), "Look", List.of(sent));

        assertThat(ada.delete("/api/files/" + removed).status()).isEqualTo(204);
        assertThat(ada.get("/api/files/" + removed).status()).isEqualTo(404);
        assertThat(ada.delete("/api/files/" + removed).status()).isEqualTo(404);
        assertThat(ada.delete("/api/files/" + sent).status()).isEqualTo(409);
        assertThat(ada.get("/api/files/" + sent).status()).isEqualTo(200);
        ada.settledMessages(chat);
    }

    @Test
    void filesGoWithTheLastChatThatHasThemAndTheirBytesToo() {
        String words = "only here " + UUID.randomUUID();
        String id = text("a.txt", words);
        String same = text("b.txt", words);
        ada.sayWith(chat, UUID.randomUUID().toString(), "Read", List.of(id));
        ada.settledMessages(chat);
        assertThat(contents(same)).isEqualTo(1);

        ada.delete("/api/chat?id=" + chat);

        assertThat(ada.get("/api/files/" + id).status()).isEqualTo(404);
        keeping.tidy();
        assertThat(rows("file", "id", id)).isZero();
        assertThat(ada.get("/api/files/" + same).body()).isEqualTo(words);
        String hash = hash(same);
        ada.delete("/api/files/" + same);
        keeping.tidy();
        assertThat(rows("file_content", "hash", hash)).isZero();
        assertThat(rows("file_piece", "hash", hash)).isZero();
    }

    @Test
    void whatWasNotSentForADayGoes() {
        String forgotten = image();
        String fresh = image();
        String sent = image();
        ada.sayWith(chat, UUID.randomUUID().toString(), "Look", List.of(sent));
        ada.settledMessages(chat);
        cameAt(forgotten, Instant.now().minus(FileKeeping.PATIENCE).minusSeconds(60));
        cameAt(sent, Instant.EPOCH);

        keeping.tidy();

        assertThat(ada.get("/api/files/" + forgotten).status()).isEqualTo(404);
        assertThat(ada.get("/api/files/" + fresh).status()).isEqualTo(200);
        assertThat(ada.get("/api/files/" + sent).status()).isEqualTo(200);
    }

    @Test
    void aGuestsFilesBecomeThoseOfTheAccountSheSignsInTo() {
        TestClient member = TestClient.member(port);
        String unsent = image();
        String sent = image();
        ada.sayWith(chat, UUID.randomUUID().toString(), "Look", List.of(sent));
        ada.settledMessages(chat);

        ada.signIn(member.email());

        assertThat(ada.get("/api/files/" + unsent).status()).isEqualTo(200);
        assertThat(member.get("/api/files/" + sent).status()).isEqualTo(200);
        String next = UUID.randomUUID().toString();
        assertThat(member.sayWith(next, UUID.randomUUID().toString(), "", List.of(unsent))
                        .status())
                .isEqualTo(202);
        member.settledMessages(next);
    }

    @Test
    void everythingGoesWithTheAccount() {
        TestClient member = TestClient.member(port);
        String id = member.upload("a.txt", "text/plain", bytes("of a member"))
                .json()
                .at("/id")
                .asString();
        member.sayWith(chat, UUID.randomUUID().toString(), "Read", List.of(id));
        member.settledMessages(chat);

        assertThat(member.delete("/api/account", "{\"password\": \"%s\"}".formatted(TestClient.PASSWORD))
                        .status())
                .isEqualTo(204);

        assertThat(rows("file", "id", id)).isZero();
    }

    @Test
    void whatCannotBeSentIsRefusedInASentence() {
        Reply pdf = ada.upload("a.pdf", "application/pdf", bytes("%PDF-1.7"));
        assertThat(pdf.status()).isEqualTo(415);
        assertThat(pdf.code()).isEqualTo("unsupported:file");
        assertThat(pdf.message()).contains("‘a.pdf’", "PNG, JPEG, GIF, WebP");

        Reply large = ada.upload("big.png", PNG, Pictures.png((10 << 20) + 1));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.message()).isEqualTo("‘big.png’ has 10.1 MB; a file may have 10 MB. Make it smaller.");
        assertThat(ada.upload("most.png", PNG, Pictures.png(10 << 20)).status()).isEqualTo(201);

        assertThat(ada.upload("empty.txt", "text/plain", new byte[0]).status()).isEqualTo(400);
        assertThat(ada.post("/api/files", "{}").json().at("/cause").asString()).isEqualTo("name");
    }

    @Test
    void aFileWhoseLengthIsNotToldIsMeasuredAsItArrives() {
        byte[] large = Pictures.png((10 << 20) + 1);

        Reply refused =
                ada.send(ada.request("/api/files?name=big.png").POST(BodyPublishers.ofByteArrays(List.of(large))));

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.message()).startsWith("‘big.png’ has more; a file may have 10 MB.");
    }

    @Test
    void aRoleMayHaveALowerLimitAndOneThatMayNotWriteSendsNothing() {
        TestClient administrator = TestClient.administrator(port, database);
        try {
            limitGuests(administrator, "null", "2000");
            Reply large = ada.upload("a.txt", "text/plain", bytes("a".repeat(2_001)));
            assertThat(large.status()).isEqualTo(413);
            assertThat(large.message()).isEqualTo("‘a.txt’ has 2 KB; your files may have 2 KB. Make it smaller.");
            assertThat(ada.upload("a.txt", "text/plain", bytes("a".repeat(2_000)))
                            .status())
                    .isEqualTo(201);

            limitGuests(administrator, "0", "null");
            assertThat(ada.upload("a.txt", "text/plain", bytes("a")).status()).isEqualTo(403);
        } finally {
            database.inTransaction(
                    () -> database.writer().sql("delete from role_limit").update());
        }
    }

    private static void limitGuests(TestClient administrator, String messages, String bytes) {
        assertThat(administrator
                        .put("/api/limits", """
                        {"limits": [{"role": "guest", "messagesPerDay": %s, "runsAtOnce": null, "attachmentBytes": %s}]}""".formatted(messages, bytes))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aMessageHasAtMostEightImagesAndTwentyFiles() {
        List<String> images = IntStream.range(0, 9).mapToObj(_ -> image()).toList();
        List<String> texts =
                IntStream.range(0, 21).mapToObj(i -> text(i + ".txt", "words")).toList();

        Reply tooMany = ada.sayWith(chat, UUID.randomUUID().toString(), "Look", images);
        assertThat(tooMany.status()).isEqualTo(400);
        assertThat(tooMany.message()).isEqualTo("This message has 9 images; it may have 8.");
        assertThat(ada.sayWith(chat, UUID.randomUUID().toString(), "Read", texts)
                        .message())
                .isEqualTo("This message has 21 files; it may have 20.");
        assertThat(ada.sayWith(chat, UUID.randomUUID().toString(), "Look", images.subList(0, 8))
                        .status())
                .isEqualTo(202);
        ada.settledMessages(chat);
        assertThat(turns().getLast().images()).hasSize(8);
    }

    @Test
    void theTextsOfAMessageHaveAtMostSoManyCharactersTogether() {
        List<String> texts = List.of(text("a.txt", "a".repeat(150_000)), text("b.txt", "b".repeat(50_001)));

        assertThat(ada.sayWith(chat, UUID.randomUUID().toString(), "Read", texts)
                        .message())
                .contains("200,001 characters together", "200,000");
    }

    @Test
    void onlyHundredMegabytesWaitToBeSent() {
        byte[] large = Pictures.png(10 << 20);
        for (int i = 0; i < 10; i++) {
            assertThat(ada.upload(i + ".png", PNG, large).status()).isEqualTo(201);
        }

        Reply refused = ada.upload("one more.png", PNG, Pictures.png());

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.message()).contains("10 files of yours", "100 MB", "not sent");
    }

    @Test
    void onlyAddressesOfFilesHereAreTaken() {
        for (String url : List.of(
                "https://elsewhere.example/tide.png",
                "data:image/png;base64,AAAA",
                "/api/files/" + UUID.randomUUID() + "/..",
                "/api/files/" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT),
                "//elsewhere.example/api/files/" + image())) {
            Reply refused = ada.postForJson("/api/chat", """
                    {"id": "%s", "message": {"id": "%s", "role": "user", "parts": [{"type": "file", "url": "%s"}]}}""".formatted(chat, UUID.randomUUID(), url));
            assertThat(refused.status()).as(url).isEqualTo(400);
            assertThat(refused.json().at("/cause").asString()).isEqualTo("message.parts.url");
        }
    }

    @Test
    void aSharedChatTellsHowManyFilesThereWereAndNothingElseOfThem() {
        ada.sayWith(chat, UUID.randomUUID().toString(), "Look /sim text=\"I see\"", List.of(image()));
        ada.settledMessages(chat);
        ada.sayWith(chat, UUID.randomUUID().toString(), "", List.of(image(), image()));
        ada.settledMessages(chat);
        String url =
                ada.post("/api/chat/" + chat + "/share", "{}").json().at("/url").asString();

        Reply shared = TestClient.stranger(port).get("/api/share/" + url.substring(url.lastIndexOf('/') + 1));

        JsonNode messages = shared.json().at("/messages");
        assertThat(messages).hasSize(4);
        assertThat(messages.get(0).toString()).isEqualTo("""
                {"role":"user","parts":[{"type":"text","text":"Look /sim text=\\"I see\\""}],"files":1}""");
        assertThat(messages.get(1).has("files")).isFalse();
        assertThat(messages.get(2).toString()).isEqualTo("""
                {"role":"user","parts":[],"files":2}""");
        assertThat(messages.toString()).doesNotContain("tide.png", "/api/files", "image/");
    }

    @Test
    void aGatewayThatShowsNoImagesIsNotSentAny() {
        TestClient administrator = TestClient.administrator(port, database);
        try (GatewaySimulator old = GatewaySimulator.start(SimulatorOptions.of(Dialect.LEGACY))) {
            String gateway = administrator
                    .post("/api/gateways", """
                            {"name": "Attic", "url": "%s", "credential": "%s", "agents": ["main"]}""".formatted(old.url(), old.token()))
                    .json()
                    .at("/id")
                    .asString();
            String image = administrator
                    .upload("tide.png", PNG, Pictures.png())
                    .json()
                    .at("/id")
                    .asString();
            String body = """
                    {"id": "%s", "selectedChatModel": "%s/main", "message": {"id": "%s", "role": "user",
                     "parts": [{"type": "text", "text": "Look"}, {"type": "file", "url": "/api/files/%s"}]}}""";
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> administrator.get("/api/models").body().contains(gateway));

            Reply refused =
                    administrator.postForJson("/api/chat", body.formatted(chat, gateway, UUID.randomUUID(), image));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.message()).contains("‘Attic’", "no images");
            administrator.delete("/api/gateways/" + gateway);
        }
    }

    private String image() {
        return ada.upload("tide.png", PNG, Pictures.png()).json().at("/id").asString();
    }

    private String text(String name, String words) {
        return ada.upload(name, "text/plain", bytes(words)).json().at("/id").asString();
    }

    private List<SimulatedTurn> turns() {
        return TestGateway.turns("main", "webchat-" + chat);
    }

    private int contents(String file) {
        return rows("file_content", "hash", hash(file));
    }

    private String hash(String file) {
        return database.reader()
                .sql("select hash from file where id = :id")
                .param("id", file)
                .query(String.class)
                .single();
    }

    private int rows(String table, String column, String value) {
        return database.reader()
                .sql("select count(*) from %s where %s = :value".formatted(table, column))
                .param("value", value)
                .query(Integer.class)
                .single();
    }

    private void cameAt(String file, Instant when) {
        database.inTransaction(() -> {
            database.writer()
                    .sql("update file set created_at = :when where id = :id")
                    .param("when", when.toEpochMilli())
                    .param("id", file)
                    .update();
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
