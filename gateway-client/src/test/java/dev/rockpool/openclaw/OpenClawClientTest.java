package dev.rockpool.openclaw;

import static dev.rockpool.openclaw.FakeGateway.DONE;
import static dev.rockpool.openclaw.FakeGateway.HEALTHZ;
import static dev.rockpool.openclaw.FakeGateway.ROLE;
import static dev.rockpool.openclaw.FakeGateway.STOP;
import static dev.rockpool.openclaw.FakeGateway.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class OpenClawClientTest {

    private static final SessionKey CHAT = SessionKey.of("webchat-1");
    private static final ChatRequest HELLO = ChatRequest.of(CHAT, "Hello");
    private static final String INTERNAL = "{\"error\":{\"message\":\"internal error\",\"type\":\"api_error\"}}";

    private final ManualTimer timer = new ManualTimer();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : open.reversed()) {
            resource.close();
        }
    }

    @Test
    void answerIsStreamed() {
        FakeGateway gateway = use(
                FakeGateway.current((_, exchange) -> exchange.stream(ROLE, text("Hi"), text(" there"), STOP, DONE)));

        assertThat(read(client(gateway).streamChat(HELLO)))
                .containsExactly(
                        new ChatEvent.Text("Hi"),
                        new ChatEvent.Text(" there"),
                        new ChatEvent.Finished(FinishReason.STOP));
    }

    @Test
    void noUpgradeToHttp2IsOffered() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        read(client(gateway).streamChat(HELLO));

        assertThat(gateway.requests())
                .isNotEmpty()
                .noneMatch(request -> request.headers().containsKey("upgrade"));
    }

    @Test
    void qualifiedLowerCaseKeyIsInTheHeaderAndTheAgentInTheModel() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        read(client(gateway).streamChat(HELLO.withAgent(AgentId.of("ops"))));

        assertThat(gateway.turns()).singleElement().satisfies(turn -> {
            assertThat(turn.headers()).containsEntry("x-openclaw-session-key", "agent:ops:webchat-1");
            assertThat(turn.body()).contains("\"model\":\"openclaw/ops\"");
        });
    }

    @Test
    void turnCarriesTheNewMessageOnly() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        read(client(gateway).streamChat(HELLO));

        JsonNode body = JsonMapper.shared().readTree(gateway.turns().getFirst().body());
        assertThat(body.path("stream").booleanValue()).isTrue();
        assertThat(body.path("stream_options").path("include_usage").booleanValue())
                .isTrue();
        assertThat(body.path("messages")).singleElement().satisfies(message -> {
            assertThat(message.path("role").asString()).isEqualTo("user");
            assertThat(message.path("content").asString()).isEqualTo("Hello");
        });
    }

    @Test
    void historyGoesBeforeTheNewMessage() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));
        List<ChatRequest.Entry> history = List.of(
                new ChatRequest.Entry(ChatRequest.Role.USER, "One?"),
                new ChatRequest.Entry(ChatRequest.Role.ASSISTANT, "One."));

        read(client(gateway).streamChat(HELLO.withHistory(history).withNote("Be brief.")));

        assertThat(messages(gateway))
                .extracting(
                        message -> message.path("role").asString(),
                        message -> message.path("content").asString())
                .containsExactly(
                        tuple("system", "Be brief."),
                        tuple("user", "One?"),
                        tuple("assistant", "One."),
                        tuple("user", "Hello"));
    }

    @Test
    void imagesAreSentWholeWithTheNewMessage() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        read(client(gateway).streamChat(HELLO.withImages(List.of(ChatRequest.Image.of("image/png", new byte[] {1, 2
        })))));

        JsonNode content = messages(gateway).getFirst().path("content");
        assertThat(content.at("/0/type").asString()).isEqualTo("text");
        assertThat(content.at("/0/text").asString()).isEqualTo("Hello");
        assertThat(content.at("/1/type").asString()).isEqualTo("image_url");
        assertThat(content.at("/1/image_url/url").asString()).isEqualTo("data:image/png;base64,AQI=");
        assertThat(content).hasSize(2);
    }

    private static List<JsonNode> messages(FakeGateway gateway) {
        JsonNode body = JsonMapper.shared().readTree(gateway.turns().getFirst().body());
        return body.path("messages").valueStream().toList();
    }

    @Test
    void noteAndModelAreForThisTurn() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        read(client(gateway).streamChat(HELLO.withNote("Be brief.").withModel("fake/small")));

        assertThat(gateway.turns()).singleElement().satisfies(turn -> {
            assertThat(turn.headers()).containsEntry("x-openclaw-model", "fake/small");
            assertThat(turn.body()).contains("Be brief.").contains("system");
        });
    }

    @Test
    void onlyTheNecessaryHeadersAreSent() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        read(client(gateway).streamChat(HELLO));

        assertThat(gateway.requests()).allSatisfy(request -> {
            assertThat(request.headers()).containsEntry("authorization", "Bearer s3cret-t0ken");
            assertThat(request.headers().keySet())
                    .noneMatch(name -> name.startsWith("x-forwarded") || name.equals("forwarded"))
                    .doesNotContain("origin", "x-real-ip");
        });
    }

    @Test
    void todaysGatewayIsRecognized() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        assertThat(client(gateway).info())
                .isEqualTo(new GatewayInfo(
                        Dialect.CURRENT,
                        "2026.9.6",
                        SessionRouting.HEADER,
                        true,
                        true,
                        true,
                        true,
                        true,
                        true,
                        20_000_000));
    }

    @Test
    void olderGatewayIsRecognizedByItsApp() {
        FakeGateway gateway = use(FakeGateway.legacy((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        assertThat(client(gateway).info())
                .isEqualTo(new GatewayInfo(
                        Dialect.LEGACY,
                        null,
                        SessionRouting.HEADER,
                        true,
                        false,
                        false,
                        false,
                        false,
                        false,
                        1_000_000));
    }

    @Test
    void olderGatewayWithoutItsAppIsRecognizedByItsTools() {
        FakeGateway gateway = use(FakeGateway.start()
                .on(
                        "POST /tools/invoke",
                        (_, exchange) -> exchange.json(400, "{\"ok\":false,\"error\":{\"type\":\"invalid_request\"}}"))
                .chat((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        assertThat(client(gateway).info())
                .extracting(GatewayInfo::dialect, GatewayInfo::routing)
                .containsExactly(Dialect.LEGACY, SessionRouting.HEADER);
    }

    @Test
    void gatewayBehindAProxyIsRecognizedByItsModels() {
        FakeGateway gateway = use(FakeGateway.start()
                .on(
                        "GET /v1/models",
                        (_, exchange) ->
                                exchange.json(200, "{\"data\":[{\"id\":\"openclaw\"},{\"id\":\"openclaw/ops\"}]}"))
                .chat((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        assertThat(client(gateway).info())
                .extracting(GatewayInfo::dialect, GatewayInfo::routing)
                .containsExactly(Dialect.CURRENT, SessionRouting.HEADER);
    }

    @Test
    void otherGatewayIsToldTheSessionByTheModelString() {
        FakeGateway gateway = use(modelGateway());
        OpenClawClient client = client(gateway);

        read(client.streamChat(HELLO));

        assertThat(client.info().routing()).isEqualTo(SessionRouting.MODEL);
        assertThat(gateway.turns()).singleElement().satisfies(turn -> {
            assertThat(turn.body()).contains("\"model\":\"openclaw:webchat-1\"");
            assertThat(turn.headers()).doesNotContainKey("x-openclaw-session-key");
        });
    }

    @Test
    void configuredRoutingIsKept() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));
        OpenClawClient client = use(new OpenClawClient(gateway.settings().withRouting(SessionRouting.MODEL), timer));

        read(client.streamChat(HELLO));

        assertThat(gateway.turns())
                .singleElement()
                .satisfies(turn -> assertThat(turn.body()).contains("\"model\":\"openclaw:webchat-1\""));
    }

    @Test
    void somethingElseIsNoGateway() {
        FakeGateway gateway =
                use(FakeGateway.start().on("GET *", (_, exchange) -> exchange.html("<html>My router</html>")));

        assertThat(failure(() -> client(gateway).info()).kind()).isEqualTo(GatewayError.Kind.NOT_OPENCLAW);
    }

    @Test
    void endpointThatIsOffIsFoundByTheProbeAndNamedByATurn() {
        FakeGateway gateway = use(FakeGateway.start().on("GET /healthz", (_, exchange) -> exchange.json(200, HEALTHZ)));
        OpenClawClient client = client(gateway);

        assertThat(client.info().chatEndpointEnabled()).isFalse();
        GatewayError error = failure(() -> client.streamChat(HELLO));
        assertThat(error.kind()).isEqualTo(GatewayError.Kind.ENDPOINT_OFF);
        assertThat(error.advice()).contains("gateway.http.endpoints.chatCompletions.enabled: true");
    }

    @Test
    void htmlInPlaceOfAStreamIsNoAnswer() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.html("<html>app</html>")));

        assertThat(failure(() -> client(gateway).streamChat(HELLO)).kind()).isEqualTo(GatewayError.Kind.ENDPOINT_OFF);
    }

    @Test
    void probeIsMadeOnceAndSharedByCallersAtTheSameTime() {
        CountDownLatch go = new CountDownLatch(1);
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE))
                .on("GET /healthz", (_, exchange) -> {
                    await(go);
                    exchange.json(200, HEALTHZ);
                }));
        OpenClawClient client = client(gateway);

        List<CompletableFuture<GatewayInfo>> callers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            callers.add(background(client::info));
        }
        Awaitility.await().until(() -> !gateway.requests().isEmpty());
        go.countDown();

        assertThat(callers).allSatisfy(caller -> assertThat(caller).succeedsWithin(Duration.ofSeconds(10)));
        client.info();
        assertThat(gateway.requests("GET /healthz")).hasSize(1);
    }

    @Test
    void failedProbeIsNotRemembered() {
        AtomicInteger calls = new AtomicInteger();
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE))
                .on("GET /healthz", (_, exchange) -> {
                    if (calls.incrementAndGet() == 1) {
                        exchange.answer(503, Map.of("Content-Type", "text/plain", "Retry-After", "1"), "starting");
                    } else {
                        exchange.json(200, HEALTHZ);
                    }
                }));
        OpenClawClient client = client(gateway);

        GatewayError error = failure(client::info);
        assertThat(error.kind()).isEqualTo(GatewayError.Kind.UNAVAILABLE);
        assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(client.info().dialect()).isEqualTo(Dialect.CURRENT);
    }

    @Test
    void gatewayThatCameBackIsLookedAtAgain() {
        AtomicInteger turns = new AtomicInteger();
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> {
            if (turns.incrementAndGet() == 1) {
                exchange.reset();
            } else {
                exchange.stream(text("Hi"), DONE);
            }
        }));
        OpenClawClient client = client(gateway);

        assertThat(failure(() -> client.streamChat(HELLO)).kind()).isEqualTo(GatewayError.Kind.UNREACHABLE);
        read(client.streamChat(HELLO));

        assertThat(gateway.requests("GET /healthz")).hasSize(2);
    }

    @Test
    void wrongTokenIsToldFromAWrongProviderKey() {
        FakeGateway refusing = use(FakeGateway.current((_, exchange) -> exchange.json(
                401, "{\"error\":{\"message\":\"Incorrect API key\",\"type\":\"authentication_error\"}}")));
        FakeGateway strange = use(FakeGateway.start()
                .on("GET /healthz", (_, exchange) -> exchange.json(200, HEALTHZ))
                .on(
                        "POST /v1/chat/completions",
                        (_, exchange) -> exchange.json(
                                401, "{\"error\":{\"message\":\"Unauthorized\",\"type\":\"unauthorized\"}}")));

        assertThat(failure(() -> client(refusing).streamChat(HELLO)).kind()).isEqualTo(GatewayError.Kind.PROVIDER_AUTH);
        assertThat(failure(() -> client(strange).streamChat(HELLO)).kind()).isEqualTo(GatewayError.Kind.UNAUTHORIZED);
    }

    @Test
    void lockOutSaysHowLong() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.answer(
                429,
                Map.of("Content-Type", "application/json", "Retry-After", "300"),
                "{\"error\":{\"message\":\"Too many failed attempts\",\"type\":\"rate_limited\"}}")));

        GatewayError error = failure(() -> client(gateway).streamChat(HELLO));

        assertThat(error.kind()).isEqualTo(GatewayError.Kind.LOCKED_OUT);
        assertThat(error.retryAfter()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void tokenIsInNoMessage() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.reset()));

        GatewayException e = catchThrowableOfType(
                GatewayException.class, () -> client(gateway).streamChat(HELLO));

        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("s3cret-t0ken");
        }
    }

    @Test
    void nobodyListeningIsUnreachable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        OpenClawClient client = use(
                new OpenClawClient(GatewaySettings.of("Nobody", URI.create("http://127.0.0.1:" + port), null), timer));

        GatewayError error = failure(() -> client.streamChat(HELLO));

        assertThat(error.kind()).isEqualTo(GatewayError.Kind.UNREACHABLE);
        assertThat(error.message()).isEqualTo("The connection was refused.");
    }

    @Test
    void unknownHostIsUnreachable() {
        OpenClawClient client = use(
                new OpenClawClient(GatewaySettings.of("Nowhere", URI.create("http://no-such.invalid"), null), timer));

        assertThat(failure(client::info).message()).isEqualTo("The host name no-such.invalid is not known.");
    }

    @Test
    void resetInMidAnswerIsAnInterruption() {
        CountDownLatch heard = new CountDownLatch(1);
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> {
            exchange.stream(ROLE, text("half"));
            // A reset throws away what has been sent but not read: the text, even the headers.
            await(heard);
            exchange.reset();
        }));
        ChatStream stream = client(gateway).streamChat(HELLO);
        assertThat(stream.next()).isEqualTo(new ChatEvent.Text("half"));

        heard.countDown();

        assertThat(read(stream)).singleElement().isInstanceOf(ChatEvent.Interrupted.class);
    }

    @Test
    void endWithoutDoneIsAnInterruption() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(ROLE, text("half"))));

        assertThat(read(client(gateway).streamChat(HELLO)))
                .containsExactly(
                        new ChatEvent.Text("half"),
                        new ChatEvent.Interrupted("The stream ended before the answer was complete."));
    }

    @Test
    void doneWithoutAWordIsAFailureAtAnOlderGateway() {
        FakeGateway gateway = use(FakeGateway.legacy((_, exchange) -> exchange.stream(DONE)));

        assertThat(read(client(gateway).streamChat(HELLO)))
                .singleElement()
                .isInstanceOfSatisfying(
                        ChatEvent.Failed.class,
                        failed -> assertThat(failed.error().kind()).isEqualTo(GatewayError.Kind.EMPTY_ANSWER));
    }

    @Test
    void lastEventIsRepeatedForEver() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));
        ChatStream stream = client(gateway).streamChat(HELLO);
        List<ChatEvent> events = read(stream);

        stream.close();
        assertThat(stream.next()).isEqualTo(events.getLast());
        assertThat(stream.next()).isEqualTo(events.getLast());
    }

    @Test
    void silenceBeyondTheLimitEndsTheStream() {
        CountDownLatch left = new CountDownLatch(1);
        FakeGateway gateway = use(
                FakeGateway.current((_, exchange) -> exchange.stream(text("Hi")).awaitClose(left)));
        ChatStream stream = client(gateway).streamChat(HELLO);
        assertThat(stream.next()).isEqualTo(new ChatEvent.Text("Hi"));
        CompletableFuture<ChatEvent> next = background(stream::next);

        timer.pass(Duration.ofMinutes(9));
        assertThat(next).isNotDone();
        timer.pass(Duration.ofMinutes(1));

        assertThat(next)
                .succeedsWithin(Duration.ofSeconds(10))
                .isInstanceOfSatisfying(
                        ChatEvent.Failed.class,
                        failed -> assertThat(failed.error().kind()).isEqualTo(GatewayError.Kind.STALLED));
        await(left);
    }

    @Test
    void everySignOfLifeStartsTheLimitAnew() {
        CountDownLatch more = new CountDownLatch(1);
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> {
            exchange.stream(text("Hi"));
            await(more);
            exchange.raw(text(" again"));
            exchange.awaitClose(new CountDownLatch(1));
        }));
        ChatStream stream = client(gateway).streamChat(HELLO);
        assertThat(stream.next()).isEqualTo(new ChatEvent.Text("Hi"));
        timer.pass(Duration.ofMinutes(9));
        more.countDown();
        assertThat(stream.next()).isEqualTo(new ChatEvent.Text(" again"));

        timer.pass(Duration.ofMinutes(9));
        CompletableFuture<ChatEvent> next = background(stream::next);
        assertThat(next).isNotDone();
        timer.pass(Duration.ofMinutes(1));

        assertThat(next).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(ChatEvent.Failed.class);
    }

    @Test
    void silenceBeforeTheHeadersIsLimitedToo() {
        CountDownLatch left = new CountDownLatch(1);
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.awaitClose(left)));
        OpenClawClient client = client(gateway);
        CompletableFuture<GatewayError> start = background(() -> failure(() -> client.streamChat(HELLO)));
        Awaitility.await().until(() -> gateway.turns().size() == 1);

        timer.pass(Duration.ofMinutes(10));

        assertThat(start)
                .succeedsWithin(Duration.ofSeconds(10))
                .extracting(GatewayError::kind)
                .isEqualTo(GatewayError.Kind.STALLED);
        await(left);
    }

    @Test
    void endedStreamLeavesNothingAtTheTimer() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        read(client(gateway).streamChat(HELLO));

        assertThat(timer.waiting()).isZero();
    }

    @Test
    void closingWakesTheReaderAndReachesTheGateway() {
        CountDownLatch left = new CountDownLatch(1);
        FakeGateway gateway = use(
                FakeGateway.current((_, exchange) -> exchange.stream(text("Hi")).awaitClose(left)));
        ChatStream stream = client(gateway).streamChat(HELLO);
        assertThat(stream.next()).isEqualTo(new ChatEvent.Text("Hi"));
        CompletableFuture<ChatEvent> next = background(stream::next);

        stream.close();
        stream.close();

        assertThat(next).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new ChatEvent.Cancelled());
        assertThat(stream.next()).isEqualTo(new ChatEvent.Cancelled());
        await(left);
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void interruptingTheReaderCancels() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(1);
        FakeGateway gateway = use(
                FakeGateway.current((_, exchange) -> exchange.stream(text("Hi")).awaitClose(left)));
        ChatStream stream = client(gateway).streamChat(HELLO);
        stream.next();
        AtomicReference<ChatEvent> last = new AtomicReference<>();
        Thread reader = Thread.ofVirtual().start(() -> last.set(stream.next()));

        reader.interrupt();
        reader.join();

        assertThat(last).hasValue(new ChatEvent.Cancelled());
        await(left);
    }

    @Test
    void callCanBeClosedWhileItsHeadersAreAwaited() {
        CountDownLatch left = new CountDownLatch(1);
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.awaitClose(left)));
        ChatCall call = client(gateway).call(HELLO);
        CompletableFuture<ChatStream> start = background(call::start);
        Awaitility.await().until(() -> gateway.turns().size() == 1);

        call.close();

        assertThat(start)
                .succeedsWithin(Duration.ofSeconds(10))
                .extracting(ChatStream::next)
                .isEqualTo(new ChatEvent.Cancelled());
        await(left);
    }

    @Test
    void callCanBeClosedWhileTheConnectionIsBeingMade() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                SocketChannel filler = use(SocketChannel.open());
                filler.configureBlocking(false);
                filler.connect(full.getLocalSocketAddress());
            }
            OpenClawClient client = use(new OpenClawClient(
                    GatewaySettings.of("Full", URI.create("http://127.0.0.1:" + full.getLocalPort()), null), timer));
            ChatCall call = client.call(HELLO);
            CompletableFuture<ChatStream> start = background(call::start);
            Awaitility.await().until(() -> timer.waiting() == 1);

            call.close();

            assertThat(start)
                    .succeedsWithin(Duration.ofSeconds(5))
                    .extracting(ChatStream::next)
                    .isEqualTo(new ChatEvent.Cancelled());
        }
    }

    @Test
    void clockOfTheRealTimerRuns() {
        FakeGateway gateway = use(
                FakeGateway.current((_, exchange) -> exchange.stream(text("Hi")).awaitClose(new CountDownLatch(1))));
        OpenClawClient client = use(new OpenClawClient(gateway.settings().withIdleTimeout(Duration.ofMillis(200))));

        assertThat(read(client.streamChat(HELLO))).last().isInstanceOf(ChatEvent.Failed.class);
    }

    @Test
    void callClosedBeforeItsStartIsNeverSent() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));
        OpenClawClient client = client(gateway);
        client.info();
        ChatCall call = client.call(HELLO);

        call.close();

        assertThat(call.start().next()).isEqualTo(new ChatEvent.Cancelled());
        assertThat(gateway.turns()).isEmpty();
    }

    @Test
    void archivedSessionIsRestoredAndTheTurnSentOnceMore() {
        FakeGateway gateway = use(archive(FakeGateway.current(firstThen(
                exchange -> exchange.stream(ROLE, "data: " + INTERNAL + "\n\n", DONE),
                exchange -> exchange.stream(ROLE, text("Welcome back"), STOP, DONE)))));

        assertThat(read(client(gateway).streamChat(HELLO)))
                .containsExactly(new ChatEvent.Text("Welcome back"), new ChatEvent.Finished(FinishReason.STOP));
        assertThat(gateway.requests("POST /tools/invoke"))
                .singleElement()
                .satisfies(restore -> assertThat(restore.body())
                        .contains("\"tool\":\"sessions\"")
                        .contains("\"archived\":false")
                        .contains("\"sessionKey\":\"agent:main:webchat-1\""));
    }

    @Test
    void archivedSessionIsRestoredWhenTheStatusSaysSo() {
        FakeGateway gateway = use(archive(FakeGateway.current(firstThen(
                exchange -> exchange.json(500, INTERNAL), exchange -> exchange.stream(text("Welcome back"), DONE)))));

        assertThat(read(client(gateway).streamChat(HELLO))).first().isEqualTo(new ChatEvent.Text("Welcome back"));
    }

    @Test
    void turnIsNotSentAThirdTime() {
        FakeGateway gateway = use(archive(FakeGateway.current((_, exchange) -> exchange.json(500, INTERNAL))));

        assertThat(failure(() -> client(gateway).streamChat(HELLO)).kind()).isEqualTo(GatewayError.Kind.INTERNAL);
        assertThat(gateway.turns()).hasSize(2);
    }

    @Test
    void turnIsNotSentAgainWhenNothingCouldBeRestored() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.json(500, INTERNAL)));

        assertThat(failure(() -> client(gateway).streamChat(HELLO)).kind()).isEqualTo(GatewayError.Kind.INTERNAL);
        assertThat(gateway.turns()).hasSize(1);
    }

    @Test
    void turnWhoseTextHadBegunIsNotSentAgain() {
        FakeGateway gateway = use(archive(FakeGateway.current(
                (_, exchange) -> exchange.stream(text("Well"), "data: " + INTERNAL + "\n\n", DONE))));

        assertThat(read(client(gateway).streamChat(HELLO))).hasSize(2).last().isInstanceOf(ChatEvent.Failed.class);
        assertThat(gateway.turns()).hasSize(1);
    }

    @Test
    void tooLargeMessageIsNotSent() {
        FakeGateway current = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));
        FakeGateway legacy = use(FakeGateway.legacy((_, exchange) -> exchange.stream(text("Hi"), DONE)));
        ChatRequest large = ChatRequest.of(CHAT, "x".repeat(1_000_000));

        assertThat(failure(() -> client(legacy).streamChat(large)).kind()).isEqualTo(GatewayError.Kind.TOO_LARGE);
        assertThat(legacy.turns()).isEmpty();
        assertThat(read(client(current).streamChat(large))).hasSize(2);
        assertThat(failure(() -> client(current).streamChat(ChatRequest.of("x".repeat(20_000_000))))
                        .kind())
                .isEqualTo(GatewayError.Kind.TOO_LARGE);
        assertThat(current.turns()).hasSize(1);
    }

    @Test
    void wholeAnswerIsRead() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.json(
                200,
                "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"length\"}],"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"total_tokens\":4}}")));

        assertThat(client(gateway).chat(HELLO))
                .isEqualTo(new ChatAnswer("Hi", FinishReason.LENGTH, new Usage(3, 1, 4)));
    }

    @Test
    void wholeAnswerOfAnArchivedSessionIsRead() {
        FakeGateway gateway = use(archive(FakeGateway.current(firstThen(
                exchange -> exchange.json(500, INTERNAL),
                exchange -> exchange.json(200, "{\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}")))));

        assertThat(client(gateway).chat(HELLO).text()).isEqualTo("Hi");
    }

    @Test
    void agentsAreTheModelsWithoutTheAliases() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE))
                .on(
                        "GET /v1/models",
                        (_, exchange) -> exchange.json(
                                200,
                                "{\"data\":[{\"id\":\"openclaw\"},{\"id\":\"openclaw/default\"},{\"id\":\"openclaw/main\"},{\"id\":\"openclaw/ops\"},{\"id\":\"openclaw/Not"
                                        + " An Id\"},{}]}")));

        assertThat(client(gateway).agents()).containsExactly(AgentId.MAIN, AgentId.of("ops"));
    }

    @Test
    void olderGatewayListsNoAgents() {
        FakeGateway gateway = use(FakeGateway.legacy((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        assertThat(client(gateway).agents()).isEmpty();
    }

    @Test
    void historyIsRead() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE))
                .on("GET /sessions/agent%3Amain%3Awebchat-1/history", (_, exchange) -> exchange.json(200, """
                        {"sessionKey":"agent:main:webchat-1","hasMore":true,"nextCursor":"3","messages":[
                          {"role":"user","content":"Hello","timestamp":1795357960583,"__openclaw":{"seq":3,"runId":"r1"}},
                          {"role":"assistant","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"Hi"},
                        {"type":"toolCall","id":"c1","name":"exec","arguments":{"a":1}},{"type":"image"}]}]}\
                    """)));

        SessionHistory history =
                client(gateway).history(AgentId.MAIN, CHAT, 2, "5").orElseThrow();

        assertThat(gateway.requests("GET /sessions/agent%3Amain%3Awebchat-1/history?limit=2&cursor=5"))
                .hasSize(1);
        assertThat(history.nextCursor()).isEqualTo("3");
        assertThat(history.messages()).extracting(HistoryMessage::text).containsExactly("Hello", "Hi");
        assertThat(history.messages().getFirst().runId()).isEqualTo("r1");
        assertThat(history.messages().getLast().parts())
                .containsExactly(
                        new HistoryMessage.Part.Thinking("hm"),
                        new HistoryMessage.Part.Text("Hi"),
                        new HistoryMessage.Part.ToolCall("c1", "exec", "{\"a\":1}"),
                        new HistoryMessage.Part.Other("image"));
    }

    @Test
    void historyTellsWhatToolsAnsweredAndThatAllWasForgotten() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE))
                .on("GET *", (_, exchange) -> exchange.json(200, """
                    {"messages":[
                      {"role":"system","content":[{"type":"text","text":"Reset"}],"__openclaw":{"kind":"reset","seq":1}},
                      {"role":"toolResult","toolCallId":"c1","toolName":"exec","isError":true,"timestamp":1795423736385,
                        "content":[{"type":"text","text":"no such file"},{"type":"image"}],
                        "__openclaw":{"seq":2,"runId":"r1","recordTimestampMs":1795423736392}}]}\
                    """)));

        List<HistoryMessage> rows = client(gateway)
                .history(AgentId.MAIN, CHAT, 2, null)
                .orElseThrow()
                .messages();

        assertThat(rows.getFirst().isReset()).isTrue();
        assertThat(rows.getLast().isReset()).isFalse();
        assertThat(rows.getLast().parts())
                .containsExactly(new HistoryMessage.Part.ToolResult("c1", "no such file\n[image]", true));
        assertThat(rows.getLast().recordedAt()).isEqualTo(Instant.ofEpochMilli(1_795_423_736_392L));
    }

    @Test
    void whoDoesNotWantToWaitForAHistoryDoesNotAndTheGatewayIsNotTakenForLost() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE))
                .on(
                        "GET /sessions/agent%3Amain%3Awebchat-1/history",
                        (_, exchange) -> exchange.awaitClose(new CountDownLatch(1))));
        OpenClawClient client = client(gateway);
        assertThat(client.lastInfo()).isEmpty();
        client.info();

        failure(() -> client.history(AgentId.MAIN, CHAT, 2, null, Duration.ofMillis(50)));

        assertThat(client.lastInfo()).isPresent();
    }

    @Test
    void aStreamSaysWhatItsRunIsCalled() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(
                "data: {\"id\":\"chatcmpl_7\",\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n", DONE)));

        try (ChatStream stream = client(gateway).streamChat(HELLO)) {
            stream.next();
            assertThat(stream.runId()).contains("chatcmpl_7");
        }
    }

    @Test
    void unknownSessionHasNoHistory() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE))
                .on("GET *", (_, exchange) -> exchange.json(404, "{\"ok\":false,\"error\":{\"type\":\"not_found\"}}")));

        assertThat(client(gateway).history(AgentId.MAIN, CHAT, 10, null)).isEmpty();
    }

    @Test
    void historyOfAnOlderGatewayIsRefused() {
        FakeGateway gateway = use(FakeGateway.legacy((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        assertThat(failure(() -> client(gateway).history(AgentId.MAIN, CHAT, 10, null))
                        .kind())
                .isEqualTo(GatewayError.Kind.ENDPOINT_OFF);
    }

    @Test
    void sessionIsDeletedFromAnotherOneByItsOwnId() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE))
                .on(
                        "POST /tools/invoke",
                        (request, exchange) -> exchange.json(
                                200,
                                request.body().contains("sessions_list")
                                        ? "{\"ok\":true,\"result\":{\"details\":{\"sessions\":["
                                                + "{\"key\":\"agent:main:webchat-1-title\",\"sessionId\":\"no\"},"
                                                + "{\"key\":\"agent:main:webchat-1\",\"sessionId\":\"s-1\"}]}}}"
                                        : "{\"ok\":true,\"result\":{}}")));

        assertThat(client(gateway).deleteSession(AgentId.MAIN, CHAT)).isTrue();
        assertThat(gateway.requests("POST /tools/invoke"))
                .last()
                .satisfies(request -> assertThat(request.body())
                        .contains("\"expectedSessionId\":\"s-1\"")
                        .contains("\"action\":\"delete\"")
                        .contains("\"sessionKey\":\"agent:main:webchat-1\"")
                        .endsWith("\"sessionKey\":\"agent:main:main\"}"));
    }

    @Test
    void unknownSessionIsNotDeleted() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE))
                .on(
                        "POST /tools/invoke",
                        (_, exchange) ->
                                exchange.json(200, "{\"ok\":true,\"result\":{\"details\":{\"sessions\":[]}}}")));

        assertThat(client(gateway).deleteSession(AgentId.MAIN, CHAT)).isFalse();
    }

    @Test
    void toolThatIsNotThereIsAResult() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE))
                .on(
                        "POST /tools/invoke",
                        (_, exchange) -> exchange.json(
                                404,
                                "{\"ok\":false,\"error\":{\"type\":\"not_found\",\"message\":\"Tool not"
                                        + " available: exec\"}}")));

        assertThat(client(gateway).invokeTool(AgentId.MAIN, CHAT, "exec", Map.of()))
                .isEqualTo(new ToolResult(false, "Tool not available: exec", Map.of(), "not_found"));
    }

    @Test
    void healthTellsWhatFails() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE))
                .on(
                        "GET /readyz",
                        (_, exchange) -> exchange.json(503, "{\"ready\":false,\"failing\":[\"telegram\"]}")));

        assertThat(client(gateway).health()).isEqualTo(new Health(false, List.of("telegram")));
    }

    @Test
    void closedClientRefusesAtOnce() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));
        OpenClawClient client = client(gateway);
        client.close();

        assertThat(failure(() -> client.streamChat(HELLO)).kind()).isEqualTo(GatewayError.Kind.UNREACHABLE);
    }

    private static FakeGateway modelGateway() {
        return FakeGateway.start()
                .on("GET *", (_, exchange) -> exchange.json(404, "{\"error\":{\"message\":\"Not found\"}}"))
                .on("POST *", (_, exchange) -> exchange.json(404, "{\"error\":{\"message\":\"Not found\"}}"))
                .on("GET /v1/models", (_, exchange) -> exchange.json(200, "{\"data\":[{\"id\":\"openclaw:main\"}]}"))
                .chat((_, exchange) -> exchange.stream(text("Hi"), DONE));
    }

    private static FakeGateway archive(FakeGateway gateway) {
        return gateway.on("POST /tools/invoke", (_, exchange) -> exchange.json(200, "{\"ok\":true,\"result\":{}}"));
    }

    private interface Answer {
        void give(FakeGateway.Exchange exchange) throws IOException;
    }

    private static FakeGateway.Handler firstThen(Answer first, Answer then) {
        AtomicInteger calls = new AtomicInteger();
        return (_, exchange) -> (calls.getAndIncrement() == 0 ? first : then).give(exchange);
    }

    private OpenClawClient client(FakeGateway gateway) {
        return use(new OpenClawClient(gateway.settings(), timer));
    }

    private <T extends AutoCloseable> T use(T resource) {
        open.add(resource);
        return resource;
    }

    private static <T> CompletableFuture<T> background(java.util.function.Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
    }

    private static List<ChatEvent> read(ChatStream stream) {
        List<ChatEvent> events = new ArrayList<>();
        do {
            events.add(stream.next());
        } while (!(events.getLast() instanceof ChatEvent.End));
        return events;
    }

    private static GatewayError failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        GatewayException e = catchThrowableOfType(GatewayException.class, call);
        assertThat(e).isNotNull();
        return e.error();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
