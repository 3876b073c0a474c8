package dev.rockpool.simulator;

import dev.rockpool.simulator.demo.Answer;
import dev.rockpool.simulator.demo.DemoAgent;
import dev.rockpool.simulator.demo.Ending;
import dev.rockpool.simulator.demo.ProviderError;
import dev.rockpool.simulator.demo.Question;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One answer from the request to its end. Tokens are due on a fixed time line; a run that is late sends at
/// once what is due. All of it runs on the connection's event loop; only [#start] and [#breakOff] may be
/// called from elsewhere.
final class Run implements Exchange.Listener {
    /// Tokens sent before the other streams of this event loop get their turn.
    private static final int MAX_BATCH = 64;

    private static final String NO_ANSWER = "No response from OpenClaw.";
    private static final String CUT_SHORT = "\n\n⚠️ The answer was cut short: the model reached its token limit.";

    private enum State {
        /// Behind another run of its session.
        WAITING,
        /// A tick is due.
        ANSWERING,
        /// The reader does not read; goes on when it does.
        PAUSED,
        /// Silent on purpose.
        STALLED,
        /// Over, whichever way.
        ENDED
    }

    private final Gateway gateway;
    private final Exchange exchange;
    private final String id;
    private final Address address;
    private final Prompt prompt;
    private final @Nullable String model;
    private final boolean stream;
    private final Reply reply;
    private final StringBuilder said = new StringBuilder();
    private State state = State.WAITING;
    /// The client has gone and the run goes on, as an old gateway's does.
    private boolean unseen;

    private @Nullable Session session;
    private @Nullable ScheduledFuture<?> nextTick;
    private Answer answer = Answer.of("");
    private long gapNanos;
    private long due;
    private long promptTokens;
    private int position;
    private int cutAt;
    /// How many tools have answered.
    private int toolsDone;
    /// Whether a tool is at work.
    private boolean inTool;
    /// Whether words of this message were streamed.
    private boolean isHeard;
    /// Whether the client has words of an earlier message.
    private boolean goesOn;

    Run(
            Gateway gateway,
            Exchange exchange,
            String id,
            Address address,
            Prompt prompt,
            @Nullable String model,
            boolean stream,
            Reply reply) {
        this.gateway = gateway;
        this.exchange = exchange;
        this.id = id;
        this.address = address;
        this.prompt = prompt;
        this.model = model;
        this.stream = stream;
        this.reply = reply;
    }

    String id() {
        return id;
    }

    Address address() {
        return address;
    }

    /// Said once, before [#start].
    void belongsTo(Session itsSession) {
        session = itsSession;
    }

    /// The gateway has taken the request.
    void accepted() {
        exchange.listen(this);
        if (stream) {
            gateway.openStreams.incrementAndGet();
        }
        reply.accepted();
    }

    /// It is this run's turn in its session.
    void start() {
        onEventLoop(this::begin);
    }

    /// Its session is being deleted.
    void breakOff(ProviderError told) {
        onEventLoop(() -> fail(told));
    }

    private void onEventLoop(Runnable step) {
        try {
            exchange.eventLoop().execute(step);
        } catch (RejectedExecutionException shuttingDown) {
            // Every connection is being closed, nobody waits for this run.
        }
    }

    private void begin() {
        if (state != State.WAITING) {
            return;
        }
        var turn = gateway.sessions.begin(
                session(), id, prompt, model, exchange.request().bodyBytes());
        promptTokens = turn.promptTokens();
        answer = ask(turn);
        gapNanos = (answer.gap() == null ? gateway.gap : answer.gap()).toNanos();
        var cutAfter = answer.ending().cutAfter();
        cutAt = cutAfter == Integer.MAX_VALUE
                ? cutAfter
                : Math.min(cutAfter, answer.tokens().count());
        state = State.ANSWERING;
        due = System.nanoTime() + answer.delay().toNanos();
        schedule();
    }

    private Answer ask(Turn turn) {
        var asked = new Question(
                address.shortKey(),
                address.agent(),
                turn.number(),
                prompt.newest(),
                prompt.note(),
                turn.earlier(),
                turn.repeated());
        var plain = DemoAgent.answer(asked);
        var finishes = plain.ending() instanceof Ending.Stop;
        return finishes && plain.tokens().count() == 0 && gateway.dialect == Dialect.CURRENT
                ? new Answer(Answer.of(NO_ANSWER).tokens(), plain.delay(), plain.gap(), plain.ending(), plain.deeds())
                : plain;
    }

    private void schedule() {
        var wait = due - System.nanoTime();
        if (wait > 0) {
            nextTick = exchange.eventLoop().schedule(this::tick, wait, TimeUnit.NANOSECONDS);
        } else {
            exchange.eventLoop().execute(this::tick);
        }
    }

    private void tick() {
        if (state != State.ANSWERING) {
            return;
        }
        if (!unseen && !reply.writable()) {
            state = State.PAUSED;
            return;
        }
        var now = System.nanoTime();
        for (var batch = 0; batch < MAX_BATCH && due <= now && state == State.ANSWERING; batch++) {
            step();
        }
        if (!unseen) {
            reply.flush();
        }
        if (state == State.ANSWERING) {
            schedule();
        }
    }

    private void step() {
        if (position == cutAt) {
            cut();
            return;
        }
        if (toolsDone < answer.deeds().tools()
                && position == Math.min(answer.deeds().after(), answer.tokens().count())) {
            useTool();
            return;
        }
        if (position < answer.tokens().count()) {
            say(answer.tokens().at(position), answer.deeds().streams(position));
            position++;
            due += gapNanos;
        }
        if (position == answer.tokens().count() && position != cutAt) {
            finish();
        }
    }

    /// What was said before stands in the transcript with the call, as a message of its own.
    private void useTool() {
        var deeds = answer.deeds();
        var number = toolsDone + 1;
        var call = "call_" + number;
        if (inTool) {
            var result = new Row.Deed(null, call, "", deeds.fails(number));
            gateway.sessions.did(session(), this, Row.Kind.TOOL, deeds.output(number), result);
            toolsDone++;
        } else {
            var asked =
                    new Row.Deed(deeds.thinks() ? deeds.thought(number) : null, call, deeds.arguments(number), false);
            gateway.sessions.did(session(), this, Row.Kind.ASSISTANT, said.toString(), asked);
            goesOn |= isHeard;
            isHeard = false;
            said.setLength(0);
            due += deeds.each().toNanos();
        }
        inTool = !inTool;
    }

    private void say(String token, boolean streams) {
        var begins = said.isEmpty() && toolsDone > 0;
        var words = begins ? token.stripLeading() : token;
        if (!streams) {
            tell("", words);
            return;
        }
        var parts = begins && goesOn ? "\n\n" : "";
        goesOn &= !begins;
        isHeard = true;
        tell(parts + words, words);
    }

    /// @param streamed what the client gets, which joins the messages of a turn with an empty line (OpenClaw
    ///     2026.9.6, verified live)
    private void tell(String streamed, String token) {
        if (said.length() < Session.MAX_ROW_LETTERS) {
            said.append(token);
        }
        if (!unseen && !streamed.isEmpty()) {
            reply.token(streamed);
        }
    }

    private void cut() {
        switch (answer.ending()) {
            case Ending.Failure failure -> fail(failure.error());
            case Ending.Stall stall -> stall(stall);
            case Ending.Disconnect disconnect -> {
                end(Outcome.killed());
                reply.disconnect();
            }
            case Ending.Stop stop -> finish();
            case Ending.Length length -> finish();
        }
    }

    private void stall(Ending.Stall stall) {
        cutAt = Integer.MAX_VALUE;
        if (stall.lasting() != null) {
            due += stall.lasting().toNanos();
        } else if (unseen) {
            end(Outcome.killed());
        } else {
            state = State.STALLED;
        }
    }

    private void finish() {
        var length = answer.ending() instanceof Ending.Length && gateway.dialect.sendsFramingChunks();
        if (length) {
            say(CUT_SHORT, true);
        }
        var deeds = answer.deeds();
        var thought = deeds.thinks() ? new Row.Deed(deeds.thought(deeds.tools() + 1), null, "", false) : null;
        end(Outcome.done(said.toString(), thought));
        if (!unseen) {
            var usage = gateway.dialect.sendsFramingChunks() ? new Usage(promptTokens, position) : Usage.NONE;
            reply.finish(length ? "length" : "stop", usage);
        }
    }

    private void fail(ProviderError error) {
        if (state == State.ENDED) {
            return;
        }
        end(Outcome.failed(error));
        if (!unseen) {
            reply.fail(error);
        }
    }

    private void end(Outcome outcome) {
        state = State.ENDED;
        if (nextTick != null) {
            nextTick.cancel(false);
        }
        if (stream && !unseen) {
            gateway.openStreams.decrementAndGet();
        }
        gateway.sessions.end(session(), this, outcome, promptTokens + position);
    }

    /// The client has gone. What it had been sent does not enter the session's memory; an old gateway
    /// carries on unseen and remembers all of it (OpenClaw 2026.9.6 and 2026.2.9, verified live).
    @Override
    public void closed() {
        if (gateway.dialect.closeAborts() || state == State.STALLED) {
            if (stream && gateway.dialect.closeAborts()) {
                gateway.abortedStreams.incrementAndGet();
            }
            end(Outcome.killed());
            return;
        }
        unseen = true;
        if (stream) {
            gateway.openStreams.decrementAndGet();
        }
        resume();
    }

    @Override
    public void writable() {
        resume();
    }

    private void resume() {
        if (state == State.PAUSED) {
            state = State.ANSWERING;
            // The time line starts afresh: a reader that was away is not owed a burst.
            due = System.nanoTime();
            tick();
        }
    }

    private Session session() {
        return Objects.requireNonNull(session, "The run was never admitted.");
    }
}
