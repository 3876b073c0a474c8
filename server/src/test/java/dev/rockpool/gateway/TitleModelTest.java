package dev.rockpool.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.SessionHistory;
import dev.rockpool.openclaw.SessionKey;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TitleModelTest {

    private final Gateway gateway = new Gateway();
    private final TitleModel titles =
            new TitleModel(gateway, new TitleSource.Model(null), AgentId.MAIN, SessionKey.of("webchat-1"));

    @Test
    void aTitleIsAskedForInASessionOfItsOwnWhichIsDeletedAfterwards() {
        assertThat(titles.title("What is a tide?")).isEqualTo("About tides");

        assertThat(gateway.deleted).containsExactly(SessionKey.of("webchat-1-title"));
    }

    @Test
    void aTitleThatIsThereKeepsNothingOfItsCall() {
        titles.title("What is a tide?");

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            System.gc();
            assertThat(gateway.call.refersTo(null)).isTrue();
        });
    }

    /// Answers every question with the same title, and holds on to nothing.
    private static final class Gateway implements AgentTransport {

        private final List<SessionKey> deleted = new ArrayList<>();
        private WeakReference<AgentCall> call = new WeakReference<>(null);

        @Override
        public AgentCall prepare(AgentTurn turn) {
            AgentCall prepared = new Call();
            call = new WeakReference<>(prepared);
            return prepared;
        }

        @Override
        public boolean readsHistory() {
            return false;
        }

        @Override
        public Optional<SessionHistory> history(
                AgentId agent, SessionKey session, int limit, @Nullable String cursor, Duration within) {
            return Optional.empty();
        }

        @Override
        public boolean deleteSession(AgentId agent, SessionKey session) {
            return deleted.add(session);
        }
    }

    private static final class Call implements AgentCall, AgentStream {

        private final Iterator<AgentEvent> events = List.<AgentEvent>of(
                        new AgentEvent.Text("About tides"), new AgentEvent.Finished(AgentEvent.FinishReason.STOP))
                .iterator();

        @Override
        public AgentStream start() {
            return this;
        }

        @Override
        public AgentEvent next() {
            return events.next();
        }

        @Override
        public Optional<String> runId() {
            return Optional.empty();
        }

        @Override
        public void close() {
            // There is nothing to let go of.
        }
    }
}
