package dev.rockpool.openclaw;

import static dev.rockpool.openclaw.FakeGateway.DONE;
import static dev.rockpool.openclaw.FakeGateway.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gateway whose certificate, signed by itself, is for 127.0.0.1.
@Timeout(30)
class SecureGatewayTest {

    private static final ChatRequest HELLO = ChatRequest.of("Hello");
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static SSLContext trusting;

    private final CountDownLatch left = new CountDownLatch(1);
    private FakeGateway gateway;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path store = folder.resolve("gateway.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String arguments = " -genkeypair -keyalg EC -dname CN=gateway -ext SAN=ip:127.0.0.1 -storepass " + PASSWORD
                + " -keystore ";
        Process process = new ProcessBuilder((keytool + arguments + store).split(" "))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        trusting = trusting(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()));
    }

    @BeforeEach
    void start() {
        gateway = FakeGateway.start(trusting.getServerSocketFactory(), InetAddress.ofLiteral("127.0.0.1"))
                .asOfToday((_, exchange) -> exchange.stream(text("Hi"), DONE).awaitClose(left));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void trustedGatewayIsTalkedTo() {
        try (OpenClawClient client = trustingClient("127.0.0.1");
                ChatStream stream = client.streamChat(HELLO)) {
            assertThat(stream.next()).isEqualTo(new ChatEvent.Text("Hi"));
            assertThat(stream.next()).isEqualTo(new ChatEvent.Finished(FinishReason.STOP));
        }
    }

    @Test
    void gatewayWithAnUnknownCertificateIsNotTalkedTo() {
        try (OpenClawClient client = new OpenClawClient(settings("127.0.0.1"))) {
            assertThat(failure(client).message()).startsWith("No secure connection: ");
        }
        assertThat(gateway.requests()).isEmpty();
    }

    @Test
    void gatewayWithTheCertificateOfAnotherNameIsNotTalkedTo() {
        try (OpenClawClient client = trustingClient("localhost")) {
            assertThat(failure(client).message())
                    .startsWith("No secure connection: ")
                    .contains("localhost");
        }
        assertThat(gateway.requests()).isEmpty();
    }

    @Test
    void closingReachesTheGatewayAtOnce() throws InterruptedException {
        gateway.chat((_, exchange) -> exchange.stream(text("Hi")).awaitClose(left));
        try (OpenClawClient client = trustingClient("127.0.0.1");
                ChatStream stream = client.streamChat(HELLO)) {
            stream.next();
            CompletableFuture<ChatEvent> next = CompletableFuture.supplyAsync(
                    stream::next, task -> Thread.ofVirtual().start(task));

            stream.close();

            assertThat(next).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(new ChatEvent.Cancelled());
            assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    private OpenClawClient trustingClient(String host) {
        GatewaySettings settings = settings(host);
        Dialer dialer = new Dialer(settings, InetAddress::getAllByName, AddressRule.ANY, trusting::getSocketFactory);
        return new OpenClawClient(settings, Timer.shared(), new GatewayHttp(settings, dialer));
    }

    private GatewaySettings settings(String host) {
        return GatewaySettings.of(
                "Secure", URI.create("https://" + host + ":" + gateway.url().getPort()), new Credential("s3cret"));
    }

    private static GatewayError failure(OpenClawClient client) {
        return catchThrowableOfType(GatewayException.class, client::info).error();
    }

    private static SSLContext trusting(KeyStore store) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
