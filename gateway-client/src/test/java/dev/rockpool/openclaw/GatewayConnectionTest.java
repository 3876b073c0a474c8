package dev.rockpool.openclaw;

import static dev.rockpool.openclaw.FakeGateway.DONE;
import static dev.rockpool.openclaw.FakeGateway.ROLE;
import static dev.rockpool.openclaw.FakeGateway.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
class GatewayConnectionTest {

    private static final ChatRequest HELLO = ChatRequest.of(SessionKey.of("webchat-1"), "Hello");
    private static final ChatRequest LARGE = ChatRequest.of("x".repeat(15_000_000));
    private static final Duration PROMPTLY = Duration.ofSeconds(5);

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : open.reversed()) {
            resource.close();
        }
    }

    @Test
    void nothingButTheNecessaryHeadersIsSent() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));

        read(client(gateway).streamChat(HELLO));

        assertThat(gateway.turns().getFirst().headers())
                .containsOnlyKeys(
                        "host",
                        "connection",
                        "user-agent",
                        "accept",
                        "authorization",
                        "content-type",
                        "content-length",
                        "x-openclaw-session-key")
                .containsEntry("host", gateway.url().getAuthority())
                .containsEntry("connection", "close");
    }

    @Test
    void noCookieIsKept() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.raw(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nSet-Cookie: a=b\r\n\r\n" + text("Hi") + DONE)));
        OpenClawClient client = client(gateway);

        read(client.streamChat(HELLO));
        read(client.streamChat(HELLO));

        assertThat(gateway.turns()).hasSize(2).noneMatch(turn -> turn.headers().containsKey("cookie"));
    }

    @Test
    void redirectIsNotFollowed() {
        FakeGateway other = use(FakeGateway.start());
        FakeGateway gateway = use(FakeGateway.current(
                (_, exchange) -> exchange.answer(307, Map.of("Location", other.url() + "/v1/chat/completions"), "")));

        assertThat(failure(() -> client(gateway).streamChat(HELLO)).kind()).isEqualTo(GatewayError.Kind.NOT_OPENCLAW);
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void turnThatIsResetBeforeItsAnswerIsNotSentAgain() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.reset()));

        assertThat(failure(() -> client(gateway).streamChat(HELLO)).message())
                .isEqualTo("The connection broke: Connection reset.");
        assertThat(gateway.turns()).hasSize(1);
    }

    @Test
    void turnThatIsHungUpOnBeforeItsAnswerIsNotSentAgain() {
        FakeGateway gateway = use(FakeGateway.current((_, _) -> {}));

        assertThat(failure(() -> client(gateway).streamChat(HELLO)).message())
                .isEqualTo("The connection broke: The target server failed to respond.");
        assertThat(gateway.turns()).hasSize(1);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Other systems throw away what came before a reset.")
    void textThatCameBeforeAResetIsDelivered() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) ->
                exchange.stream(ROLE, text("all"), text(" that"), text(" came")).reset()));

        assertThat(read(client(gateway).streamChat(HELLO)))
                .containsExactly(
                        new ChatEvent.Text("all"),
                        new ChatEvent.Text(" that"),
                        new ChatEvent.Text(" came"),
                        new ChatEvent.Interrupted("The connection was lost: Connection reset"));
    }

    @Test
    void textOfAStreamWithoutItsLastChunkIsDelivered() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.chunks(text("half"))));

        assertThat(read(client(gateway).streamChat(HELLO)))
                .hasSize(2)
                .startsWith(new ChatEvent.Text("half"))
                .last()
                .isInstanceOf(ChatEvent.Interrupted.class);
    }

    @Test
    void eventsAndChunksNeedNotAgree() {
        String events = text("Hi") + text(" there") + DONE;
        String[] letters = events.split("");
        FakeGateway gateway = use(FakeGateway.current(
                (_, exchange) -> exchange.chunks(letters).raw("0\r\n\r\n").awaitClose(new CountDownLatch(1))));

        assertThat(read(client(gateway).streamChat(HELLO)))
                .containsExactly(
                        new ChatEvent.Text("Hi"),
                        new ChatEvent.Text(" there"),
                        new ChatEvent.Finished(FinishReason.STOP));
    }

    @Test
    void interimAnswersArePassedOver() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) ->
                exchange.raw("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n").stream(text("Hi"), DONE)));

        assertThat(read(client(gateway).streamChat(HELLO))).hasSize(2);
    }

    @Test
    void refusalOfALargeTurnIsReadThoughItCouldNotBeSent() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE))
                .onLarge((_, exchange) -> exchange.plain(413, "text/plain", "Too large")));

        assertThat(failure(() -> client(gateway).streamChat(LARGE)).kind()).isEqualTo(GatewayError.Kind.TOO_LARGE);
        assertThat(gateway.turns()).hasSize(1);
    }

    @Test
    void callCanBeClosedWhileItIsBeingSent() {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE))
                .onLarge((_, _) -> {
                    arrived.countDown();
                    await(over);
                }));
        ChatCall call = client(gateway).call(LARGE);
        CompletableFuture<ChatStream> start = background(call::start);
        await(arrived);

        call.close();

        assertThat(start).succeedsWithin(PROMPTLY).extracting(ChatStream::next).isEqualTo(new ChatEvent.Cancelled());
        over.countDown();
    }

    @Test
    void interruptCancelsOnAPlatformThreadToo() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(1);
        FakeGateway gateway = use(
                FakeGateway.current((_, exchange) -> exchange.stream(text("Hi")).awaitClose(left)));
        ChatStream stream = client(gateway).streamChat(HELLO);
        stream.next();
        AtomicReference<ChatEvent> last = new AtomicReference<>();
        Thread reader = Thread.ofPlatform().start(() -> last.set(stream.next()));

        reader.interrupt();
        reader.join();

        assertThat(last).hasValue(new ChatEvent.Cancelled());
        await(left);
    }

    @Test
    void closedClientInterruptsItsStreams() {
        CountDownLatch left = new CountDownLatch(1);
        FakeGateway gateway = use(
                FakeGateway.current((_, exchange) -> exchange.stream(text("Hi")).awaitClose(left)));
        OpenClawClient client = client(gateway);
        ChatStream stream = client.streamChat(HELLO);
        stream.next();

        client.close();

        assertThat(stream.next())
                .isEqualTo(new ChatEvent.Interrupted("The connection was lost: this client closed it"));
        await(left);
    }

    @Test
    void turnsDoNotWaitForEachOther() {
        int turns = 300;
        CountDownLatch all = new CountDownLatch(turns);
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> {
            all.countDown();
            await(all);
            exchange.stream(text("Hi"), DONE);
        }));
        OpenClawClient client = client(gateway);
        client.info();

        List<CompletableFuture<List<ChatEvent>>> answers = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            answers.add(background(() -> read(client.streamChat(HELLO))));
        }

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer)
                        .succeedsWithin(Duration.ofSeconds(20))
                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                        .hasSize(2));
    }

    @Test
    void addressThatIsNotAllowedIsNeverConnectedTo() {
        FakeGateway gateway = use(FakeGateway.start());
        OpenClawClient client = use(new OpenClawClient(gateway.settings(), address -> !address.isLoopbackAddress()));

        GatewayError error = failure(client::info);

        assertThat(error.kind()).isEqualTo(GatewayError.Kind.UNREACHABLE);
        assertThat(error.type()).isEqualTo(GatewayError.ADDRESS_NOT_ALLOWED);
        assertThat(gateway.requests()).isEmpty();
    }

    @Test
    void nameThatMeansAnotherAddressLaterIsCheckedAgain() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));
        AtomicBoolean rebound = new AtomicBoolean();
        Dialer.Names names = _ -> new InetAddress[] {InetAddress.ofLiteral(rebound.get() ? "127.0.0.2" : "127.0.0.1")};
        OpenClawClient client = client(gateway, names, address -> address.getAddress()[3] == 1);
        read(client.streamChat(HELLO));

        rebound.set(true);

        assertThat(failure(() -> client.streamChat(HELLO)).type()).isEqualTo(GatewayError.ADDRESS_NOT_ALLOWED);
        assertThat(gateway.turns()).hasSize(1);
    }

    @Test
    void waysNotToGetThroughAreToldApart() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI nobody = URI.create("http://no-such-host.invalid:1");
            URI closed = URI.create("http://127.0.0.1:" + plain.getLocalPort());
            assertThat(failure(() -> impatient("https", plain).info()).type()).isEqualTo(GatewayError.TIMEOUT);
            plain.close();
            assertThat(failure(() -> use(new OpenClawClient(GatewaySettings.of("x", closed, null)))
                                    .info())
                            .type())
                    .isEqualTo(GatewayError.REFUSED);
            assertThat(failure(() -> use(new OpenClawClient(GatewaySettings.of("x", nobody, null)))
                                    .info())
                            .type())
                    .isEqualTo(GatewayError.UNKNOWN_HOST);
        }
    }

    @Test
    void connectionThatIsNotMadeInTimeIsGivenUp() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                SocketChannel filler = use(SocketChannel.open());
                filler.configureBlocking(false);
                filler.connect(full.getLocalSocketAddress());
            }

            assertThat(failure(() -> impatient("http", full).info()).message())
                    .isEqualTo("No connection within 1 seconds.");
        }
    }

    @Test
    void secureConnectionThatIsNotMadeInTimeIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(failure(() -> impatient("https", silent).info()).message())
                    .isEqualTo("No connection within 1 seconds.");
        }
    }

    @Test
    void whatDoesNotSpeakHttpIsUnreachable() {
        FakeGateway gateway =
                use(FakeGateway.start().on("GET *", (_, exchange) -> exchange.raw("SSH-2.0-OpenSSH_9.2\r\n")));

        assertThat(failure(() -> client(gateway).info()).kind()).isEqualTo(GatewayError.Kind.UNREACHABLE);
    }

    @Test
    void endlessHeadersAreNotRead() {
        FakeGateway gateway = use(FakeGateway.start()
                .on("GET *", (_, exchange) -> endless(exchange.raw("HTTP/1.1 200 OK\r\n"), "X-More: and more\r\n")));

        assertThat(failure(() -> client(gateway).info()).message())
                .isEqualTo("The connection broke: Maximum header count exceeded.");
    }

    @Test
    void endlessHeaderIsNotRead() {
        FakeGateway gateway = use(FakeGateway.start()
                .on("GET *", (_, exchange) -> endless(exchange.raw("HTTP/1.1 200 OK\r\nX-More: "), "and more ")));

        assertThat(failure(() -> client(gateway).info()).message())
                .isEqualTo("The connection broke: Maximum line length limit exceeded.");
    }

    @Test
    void endlessAnswerIsNotRead() {
        FakeGateway gateway = use(FakeGateway.start()
                .on(
                        "GET *",
                        (_, exchange) -> endless(
                                exchange.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"),
                                " ".repeat(100_000))));

        assertThat(failure(() -> client(gateway).info()).message())
                .isEqualTo("The connection broke: The answer has more than 4 MB.");
    }

    @Test
    void gatewayMayBeBehindAPath() {
        FakeGateway gateway = use(FakeGateway.start().on("GET *", (_, exchange) -> exchange.json(200, "{}")));
        GatewaySettings settings = GatewaySettings.of("Behind", gateway.url().resolve("/claw/"), null);

        failure(() -> use(new OpenClawClient(settings)).info());

        assertThat(gateway.requests("GET /claw/healthz")).hasSize(1);
        assertThat(gateway.requests("POST /claw/tools/invoke")).hasSize(1);
    }

    @Test
    void gatewayMayHaveANumericAddressOfEitherKind() throws IOException {
        InetAddress six = Inet6Address.getByName("::1");
        FakeGateway gateway = use(FakeGateway.start(ServerSocketFactory.getDefault(), six)
                .asOfToday((_, exchange) -> exchange.stream(text("Hi"), DONE)));
        String authority = "[::1]:" + gateway.url().getPort();
        OpenClawClient client =
                use(new OpenClawClient(GatewaySettings.of("Six", URI.create("http://" + authority), null)));

        assertThat(read(client.streamChat(HELLO))).hasSize(2);
        assertThat(gateway.turns().getFirst().headers()).containsEntry("host", authority);
    }

    @Test
    void everyAddressOfAHostIsTried() {
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));
        InetAddress[] addresses = {InetAddress.ofLiteral("::1"), InetAddress.ofLiteral("127.0.0.1")};

        assertThat(read(client(gateway, _ -> addresses).streamChat(HELLO))).hasSize(2);
    }

    @Test
    void callCanBeClosedWhileTheHostIsBeingLookedUp() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        FakeGateway gateway = use(FakeGateway.current((_, exchange) -> exchange.stream(text("Hi"), DONE)));
        AtomicBoolean slow = new AtomicBoolean();
        OpenClawClient client = client(gateway, _ -> {
            if (slow.get()) {
                asked.countDown();
                await(over);
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        client.info();
        slow.set(true);
        ChatCall call = client.call(HELLO);
        CompletableFuture<ChatStream> start = background(call::start);
        await(asked);

        call.close();

        assertThat(start).succeedsWithin(PROMPTLY).extracting(ChatStream::next).isEqualTo(new ChatEvent.Cancelled());
        over.countDown();
        assertThat(gateway.turns()).isEmpty();
    }

    private static void endless(FakeGateway.Exchange exchange, String piece) throws IOException {
        while (true) {
            exchange.raw(piece);
        }
    }

    private OpenClawClient client(FakeGateway gateway) {
        return use(new OpenClawClient(gateway.settings()));
    }

    private OpenClawClient client(FakeGateway gateway, Dialer.Names names) {
        return client(gateway, names, AddressRule.ANY);
    }

    private OpenClawClient client(FakeGateway gateway, Dialer.Names names, AddressRule rule) {
        GatewaySettings settings = gateway.settings();
        Dialer dialer = new Dialer(settings, names, rule, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        return use(new OpenClawClient(settings, Timer.shared(), new GatewayHttp(settings, dialer)));
    }

    private OpenClawClient impatient(String scheme, ServerSocket server) {
        URI url = URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
        return use(new OpenClawClient(GatewaySettings.of("Slow", url, null).withConnectTimeout(Duration.ofSeconds(1))));
    }

    private <T extends AutoCloseable> T use(T resource) {
        open.add(resource);
        return resource;
    }

    private static <T> CompletableFuture<T> background(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
    }

    private static List<ChatEvent> read(ChatStream stream) {
        List<ChatEvent> events = new ArrayList<>();
        do {
            events.add(stream.next());
        } while (!(events.getLast() instanceof ChatEvent.End));
        return events;
    }

    private static GatewayError failure(ThrowingCallable call) {
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
