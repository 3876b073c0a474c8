package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.ModelString;
import dev.rockpool.openclaw.SessionKey;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives chats their titles. It never asks in the chat's own session, whose memory it would pollute, but in
/// `<session>-title`, which it deletes afterwards. Its id is `openclaw:<sessionKey>` of the chat's session.
public final class TitleModel {

    private static final Logger log = LoggerFactory.getLogger(TitleModel.class);

    /// A title is a nicety: a gateway that takes longer than this is not waited for.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// More than this is no title any more, so the rest is not waited for.
    private static final int ANSWER_LIMIT = 2_000;

    private final AgentTransport transport;
    private final TitleSource source;
    private final AgentId agent;
    private final SessionKey session;

    TitleModel(AgentTransport transport, TitleSource source, AgentId agent, SessionKey session) {
        this.transport = transport;
        this.source = source;
        this.agent = agent;
        this.session = session;
    }

    public ModelString id() {
        return new ModelString(session);
    }

    /// A title for a chat that begins with this message: one line, no markdown, at most 80 characters.
    /// Waits for the gateway, two minutes at most, unless titles are taken from the message itself.
    ///
    /// @throws AgentFailure when the gateway gives no usable title; [#fromMessage] has one then
    public String title(String firstMessage) {
        return switch (source) {
            case TitleSource.Message _ -> fromMessage(firstMessage);
            case TitleSource.Model(var model) -> {
                SessionKey aside = SessionKey.of(session + "-title");
                AgentTurn turn = AgentTurn.alone(agent, aside, TitleText.question(firstMessage), model);
                try {
                    yield TitleText.clean(ask(turn))
                            .orElseThrow(() -> new AgentFailure(
                                    AgentFailure.Reason.EMPTY, "The gateway gave no title for the chat.", null));
                } finally {
                    deleteQuietly(aside);
                }
            }
        };
    }

    /// A title made of the message's own first words, without asking anybody.
    public static String fromMessage(String firstMessage) {
        return TitleText.fromMessage(firstMessage);
    }

    private String ask(AgentTurn turn) {
        try (AgentCall call = transport.prepare(turn)) {
            // Taken off the clock when it is not needed: it would keep the whole call for two minutes.
            ScheduledFuture<?> limit =
                    ForkJoinPool.commonPool().schedule(call::close, PATIENCE.toSeconds(), TimeUnit.SECONDS);
            try (AgentStream stream = call.start()) {
                return read(stream);
            } finally {
                limit.cancel(false);
            }
        }
    }

    private static String read(AgentStream stream) {
        StringBuilder answer = new StringBuilder();
        while (answer.length() < ANSWER_LIMIT) {
            switch (stream.next()) {
                case AgentEvent.Text(String text) -> answer.append(text);
                case AgentEvent.Finished _ -> {
                    return answer.toString();
                }
                case AgentEvent.Failed(var reason, String message) -> throw new AgentFailure(reason, message, null);
                case AgentEvent.Interrupted(String message) ->
                    throw new AgentFailure(AgentFailure.Reason.FAILED, message, null);
                case AgentEvent.Cancelled _ ->
                    throw new AgentFailure(
                            AgentFailure.Reason.STALLED, "The gateway took too long over the chat's title.", null);
                case AgentEvent.Thinking _,
                        AgentEvent.ToolCall _,
                        AgentEvent.ToolResult _,
                        AgentEvent.Approval _,
                        AgentEvent.Usage _,
                        AgentEvent.Phase _ -> {}
            }
        }
        return answer.toString();
    }

    private void deleteQuietly(SessionKey aside) {
        try {
            transport.deleteSession(agent, aside);
        } catch (AgentFailure e) {
            log.debug("title session stays at the gateway: session={} reason={}", aside, e.reason());
        }
    }
}
