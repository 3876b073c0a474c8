package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.ChatCall;
import dev.rockpool.openclaw.ChatEvent;
import dev.rockpool.openclaw.ChatRequest;
import dev.rockpool.openclaw.ChatStream;
import dev.rockpool.openclaw.FinishReason;
import dev.rockpool.openclaw.GatewayError;
import dev.rockpool.openclaw.GatewayException;
import dev.rockpool.openclaw.GatewayInfo;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.openclaw.OpenClawClient;
import dev.rockpool.openclaw.SessionHistory;
import dev.rockpool.openclaw.SessionKey;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns over the gateway's OpenAI-compatible HTTP interface.
final class HttpAgentTransport implements AgentTransport {

    private final OpenClawClient client;
    private final GatewaySource source;
    private final Runnable lost;

    /// @param source where the gateway comes from, for the words about its trouble
    /// @param lost run when the gateway cannot be reached, so that others need not find out by themselves
    HttpAgentTransport(OpenClawClient client, GatewaySource source, Runnable lost) {
        this.client = client;
        this.source = source;
        this.lost = lost;
    }

    @Override
    public AgentCall prepare(AgentTurn turn) {
        ChatCall call = client.call(new ChatRequest(
                turn.agent(),
                turn.session(),
                turn.history(),
                turn.message(),
                turn.images(),
                turn.note(),
                turn.model()));
        return new HttpCall(new Peer(client.settings(), source, lost), call);
    }

    @Override
    public boolean readsHistory() {
        return client.lastInfo().filter(GatewayInfo::readsHistory).isPresent();
    }

    @Override
    public Optional<SessionHistory> history(
            AgentId agent, SessionKey session, int limit, @Nullable String cursor, Duration within) {
        try {
            return client.history(agent, session, limit, cursor, within);
        } catch (GatewayException e) {
            throw FailureSentences.failure(client.settings(), source, e);
        }
    }

    @Override
    public boolean deleteSession(AgentId agent, SessionKey session) {
        try {
            return client.deleteSession(agent, session);
        } catch (GatewayException e) {
            throw FailureSentences.failure(client.settings(), source, e);
        }
    }

    /// Who is talked to, as its calls need to know.
    private record Peer(GatewaySettings settings, GatewaySource source, Runnable lost) {

        void lookAfter(GatewayError error) {
            if (error.kind() == GatewayError.Kind.UNREACHABLE) {
                lost.run();
            }
        }
    }

    private record HttpCall(Peer gateway, ChatCall call) implements AgentCall {

        @Override
        public AgentStream start() {
            try {
                return new HttpStream(gateway, call.start());
            } catch (GatewayException e) {
                gateway.lookAfter(e.error());
                throw FailureSentences.failure(gateway.settings(), gateway.source(), e);
            }
        }

        @Override
        public void close() {
            call.close();
        }
    }

    private record HttpStream(Peer gateway, ChatStream stream) implements AgentStream {

        @Override
        public AgentEvent next() {
            return switch (stream.next()) {
                case ChatEvent.Text(String text) -> new AgentEvent.Text(text);
                case ChatEvent.UsageReport(var usage) ->
                    new AgentEvent.Usage(usage.promptTokens(), usage.completionTokens(), usage.totalTokens());
                case ChatEvent.Finished(FinishReason reason) -> new AgentEvent.Finished(finished(reason));
                case ChatEvent.Failed(var error) -> failed(error);
                case ChatEvent.Interrupted _ -> {
                    gateway.lost().run();
                    yield new AgentEvent.Interrupted(FailureSentences.interrupted(gateway.settings()));
                }
                case ChatEvent.Cancelled _ -> new AgentEvent.Cancelled();
            };
        }

        @Override
        public Optional<String> runId() {
            return stream.runId();
        }

        @Override
        public void close() {
            stream.close();
        }

        private AgentEvent.Failed failed(GatewayError error) {
            gateway.lookAfter(error);
            return new AgentEvent.Failed(
                    FailureSentences.reason(error),
                    FailureSentences.sentence(gateway.settings(), gateway.source(), error));
        }

        private static AgentEvent.FinishReason finished(FinishReason reason) {
            return switch (reason) {
                case STOP -> AgentEvent.FinishReason.STOP;
                case LENGTH -> AgentEvent.FinishReason.LENGTH;
                case OTHER -> AgentEvent.FinishReason.OTHER;
            };
        }
    }
}
