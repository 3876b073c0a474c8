package dev.rockpool.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.simulator.ShownMessage.Role;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the model is shown in a turn, and what of it stays.
@Timeout(60)
class PromptTest {
    private final GatewaySimulator simulator = GatewaySimulator.start(
            SimulatorOptions.of(Dialect.CURRENT).withGap(Duration.ZERO), () -> Instant.parse("2026-11-22T14:21:07Z"));
    private final WireClient client = new WireClient(simulator);

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void aTurnShowsTheSessionsOwnPastAndTheNewMessageWithTheTimeEachWasSent() {
        client.say("one", "/sim text=\"first answer\"");
        client.say("two", "a secret of another session");
        client.say("one", "and now?");

        assertThat(simulator.turns().getLast().shown())
                .containsExactly(
                        new ShownMessage(Role.USER, "[Sun 2026-11-22 14:21 UTC] /sim text=\"first answer\""),
                        new ShownMessage(Role.ASSISTANT, "first answer"),
                        new ShownMessage(Role.USER, "[Sun 2026-11-22 14:21 UTC] and now?"));
    }

    @Test
    void severalMessagesBecomeOneUserMessage() {
        var body = WireClient.object().put("model", "openclaw/main");
        var messages = body.putArray("messages");
        messages.addObject().put("role", "user").put("content", "hello one");
        messages.addObject().put("role", "assistant").put("content", "prev answer");
        messages.addObject().put("role", "tool").put("name", "call_1").put("content", "42");
        messages.addObject().put("role", "user").put("name", "ann").put("content", "hello three");
        messages.addObject().put("role", "assistant").put("content", "dropped");
        client.post("/v1/chat/completions", body, "x-openclaw-session-key", "agent:main:flat");

        assertThat(simulator.turns().getLast().userMessage()).isEqualTo("""
                        [Chat messages since your last reply - for context]
                        User: hello one
                        Assistant: prev answer
                        Tool:call_1: 42

                        [Current message - respond to this]
                        User: hello three""");
        assertThat(client.get("/sessions/agent%3Amain%3Aflat/history")
                        .json()
                        .at("/messages/0/content")
                        .asString())
                .startsWith("[Chat messages since your last reply");
        assertThat(client.say("flat", "What do you remember?").text())
                .contains("hello one")
                .contains("hello three");
    }

    @Test
    void imagesOfTheNewMessageAreTaken() {
        var body = WireClient.object().put("model", "openclaw/main");
        var content = body.putArray("messages").addObject().put("role", "user").putArray("content");
        content.addObject().put("type", "text").put("text", "what is this?");
        content.addObject().put("type", "image_url").putObject("image_url").put("url", "data:image/png;base64,AQI=");
        client.post("/v1/chat/completions", body);

        assertThat(simulator.turns().getLast().userMessage()).isEqualTo("what is this?");
        assertThat(simulator.turns().getLast().images()).containsExactly("image/png");
    }

    @Test
    void systemAndDeveloperTextIsForThisTurnOnly() {
        var body = WireClient.object().put("model", "openclaw/main");
        var messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", "be brief");
        messages.addObject().put("role", "developer").put("content", "and kind");
        messages.addObject().put("role", "user").put("content", "hello");
        client.post("/v1/chat/completions", body, "x-openclaw-session-key", "agent:main:noted");
        client.say("noted", "hello again");

        assertThat(simulator.turns().getFirst().systemNote()).isEqualTo("be brief\n\nand kind");
        assertThat(simulator.turns().getLast().systemNote()).isNull();
        assertThat(simulator.turns().getLast().shown())
                .noneMatch(message -> message.text().contains("be brief"));
    }

    @Test
    void partsOfAMessageAreJoined() {
        var body = WireClient.object().put("model", "openclaw/main");
        var content = body.putArray("messages").addObject().put("role", "user").putArray("content");
        content.addObject().put("type", "text").put("text", "one");
        content.addObject().put("type", "input_file").put("file", "ignored");
        content.addObject().put("type", "text").put("text", "two");
        client.post("/v1/chat/completions", body);
        assertThat(simulator.turns().getLast().userMessage()).isEqualTo("one\ntwo");
    }

    @Test
    void slashCommandsAreText() {
        client.say("one", "/reset");
        client.say("one", "hello");
        assertThat(simulator.turns().getLast().earlierUserMessages()).hasSize(1);
    }

    @Test
    void aMessageWhoseAnswerFailedStaysAndItsFailureIsNotShown() {
        client.stream("one", "first /sim tokens=3 error-after=1").rest();
        client.stream("one", "second /sim error=provider").rest();
        client.say("one", "third");
        client.say("one", "fourth");

        assertThat(simulator.turns().get(2).shownUserTexts())
                .containsExactly(
                        "[Sun 2026-11-22 14:21 UTC] first /sim tokens=3 error-after=1\nsecond /sim error=provider",
                        "[Sun 2026-11-22 14:21 UTC] third");
        assertThat(simulator.turns().get(2).shown())
                .noneMatch(message -> message.text().contains("token-1"));
        assertThat(simulator.turns().get(3).shownUserTexts())
                .hasSize(2)
                .first()
                .asString()
                .contains("first", "third");
    }

    @Test
    void aMessageWhoseRunWasBrokenOffIsShownOnceMoreAndThenGone() {
        breakOff("first");
        breakOff("second");
        client.say("one", "third");
        client.say("one", "fourth");

        assertThat(simulator.turns().get(2).shownUserTexts()).containsExactly("""
                        [Sun 2026-11-22 14:21 UTC] [Queued user message from a previous active turn; preserved as context \
                        only. Continue with the active prompt below.]
                        second /sim stall-after=1

                        third""");
        assertThat(simulator.turns().get(3).shownUserTexts())
                .containsExactly("[Sun 2026-11-22 14:21 UTC] third", "[Sun 2026-11-22 14:21 UTC] fourth");
        assertThat(client.get("/sessions/agent%3Amain%3Aone/history").json().path("messages"))
                .hasSize(4);
    }

    private void breakOff(String message) {
        var aborted = simulator.abortedStreams();
        var stream = client.stream("one", message + " /sim stall-after=1");
        stream.firstText();
        stream.close();
        await().until(() -> simulator.abortedStreams() > aborted);
    }
}
