package dev.rockpool.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HostLookupTest {

    private static final InetAddress[] FOUND = {InetAddress.getLoopbackAddress()};

    @Test
    void allWhoAskAtTheSameTimeWaitForOneLookup() {
        AtomicInteger lookups = new AtomicInteger();
        CountDownLatch answered = new CountDownLatch(1);
        HostLookup lookup = new HostLookup(_ -> {
            lookups.incrementAndGet();
            await(answered);
            return FOUND;
        });

        List<CompletableFuture<InetAddress[]>> asked =
                Stream.generate(() -> ask(lookup)).limit(50).toList();
        answered.countDown();

        assertThat(asked).allSatisfy(each -> assertThat(each.join()).isEqualTo(FOUND));
        assertThat(lookups.get()).isLessThan(50);
    }

    @Test
    void aLookupHoldsOnToNoVirtualThread() throws UnknownHostException {
        HostLookup lookup = new HostLookup(_ -> {
            assertThat(Thread.currentThread().isVirtual()).isFalse();
            return FOUND;
        });

        assertThat(ask(lookup).join()).isEqualTo(FOUND);
    }

    @Test
    void aNameThatIsNotKnownIsSaidAndAskedForAgainNextTime() throws UnknownHostException {
        AtomicInteger lookups = new AtomicInteger();
        HostLookup lookup = new HostLookup(host -> {
            if (lookups.incrementAndGet() == 1) {
                throw new UnknownHostException(host);
            }
            return FOUND;
        });

        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> lookup.addresses("host"))
                .withMessage("host");
        assertThat(lookup.addresses("host")).isEqualTo(FOUND);
    }

    private static CompletableFuture<InetAddress[]> ask(HostLookup lookup) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return lookup.addresses("host");
                    } catch (UnknownHostException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
