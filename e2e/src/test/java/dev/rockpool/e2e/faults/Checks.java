package dev.rockpool.e2e.faults;

import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.ChatMessage;
import dev.rockpool.e2e.product.LiveClient;
import dev.rockpool.e2e.product.LiveRun;
import dev.rockpool.simulator.SimulatedTurn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What must hold of a chat once all has settled. Each finding is a sentence.
final class Checks {

    private static final Set<String> ENDS = Set.of("finished", "stopped", "failed", "interrupted");

    private final List<String> findings = new ArrayList<>();
    private final Person person;
    private final String chat;
    private final Fault fault;
    /// When the server was killed, in microseconds since 1970; 0 when it was not.
    private final long killedAt;

    private final List<Long> lostMicros;
    private final Set<Sent> ofThisRound = new HashSet<>();
    private boolean everKilled;

    /// @param lostMicros takes, for each answer cut by a kill, how long before the kill the first lost
    /// token was sent
    Checks(Person person, String chat, Fault fault, long killedAt, List<Long> lostMicros) {
        this.person = person;
        this.chat = chat;
        this.fault = fault;
        this.killedAt = killedAt;
        this.lostMicros = lostMicros;
    }

    /// Everything that is not as it must be.
    List<String> findings(List<SimulatedTurn> turns) {
        JsonNode conversation = person.observer.conversation(chat);
        List<ChatMessage> messages = ApiClient.messages(conversation);
        if (conversation.path("run").isObject() || conversation.path("queued").size() != 0) {
            find("still at work: " + conversation);
        }
        checkQuestions(messages);
        checkAnswers(messages);
        checkTurns(messages, turns);
        for (LiveClient tab : person.tabs) {
            checkTab(tab, messages);
        }
        return findings;
    }

    private void find(String what) {
        findings.add("chat " + chat + ": " + what);
    }

    /// No message lost, none doubled, each with its own words.
    private void checkQuestions(List<ChatMessage> messages) {
        List<ChatMessage> questions =
                messages.stream().filter(message -> !message.isAnswer()).toList();
        Map<String, ChatMessage> stored = new HashMap<>();
        for (ChatMessage question : questions) {
            if (stored.put(question.id(), question) != null) {
                find("message " + question.id() + " is there twice");
            }
        }
        for (Sent sent : person.sentIn(chat)) {
            ChatMessage question = stored.remove(sent.id);
            if (question == null && !sent.removed()) {
                find("message " + sent.id + " is lost: " + sent.texts());
            } else if (question != null && sent.removed()) {
                find("message " + sent.id + " was taken back and is there");
            } else if (question != null && !sent.texts().contains(question.text())) {
                find("message " + sent.id + " has the words " + question.text() + ", not " + sent.texts());
            }
        }
        stored.keySet().forEach(id -> find("message " + id + " was never sent"));
    }

    /// Each question is followed by its answers, each in a final state, with nothing but its own tokens.
    private void checkAnswers(List<ChatMessage> messages) {
        ChatMessage question = null;
        int answers = 0;
        for (ChatMessage message : messages) {
            if (message.isAnswer()) {
                answers++;
                checkAnswer(question, message);
            } else {
                checkCount(question, answers);
                question = message;
                answers = 0;
            }
        }
        checkCount(question, answers);
    }

    private void checkCount(@Nullable ChatMessage question, int answers) {
        if (question != null) {
            Sent sent = sent(question);
            int retries = sent == null ? 0 : sent.retries();
            // An answer without a word makes room for the one asked for again.
            if (answers < 1 || answers > 1 + retries) {
                find("message " + question.id() + " has " + answers + " answers after " + retries + " retries");
            }
        }
    }

    private @Nullable Sent sent(ChatMessage question) {
        return person.sentIn(chat).stream()
                .filter(sent -> sent.id.equals(question.id()))
                .findFirst()
                .orElse(null);
    }

    private void checkAnswer(@Nullable ChatMessage question, ChatMessage answer) {
        if (question == null) {
            find("an answer without a question: " + answer);
            return;
        }
        if (!ENDS.contains(answer.status())) {
            find("an answer without an end: " + answer);
        }
        Sent.Script script = Sent.Script.of(question.text());
        StampedText text;
        try {
            text = StampedText.parse(answer.text());
        } catch (IllegalArgumentException e) {
            find("an answer is not what was sent: " + e.getMessage());
            return;
        }
        if (text.count() > 0 && !text.word().equals(script.word())) {
            find("an answer to another question: " + answer + " to " + question);
        }
        if (answer.status().equals("finished") && text.count() != script.tokens()) {
            find("a finished answer of " + text.count() + " tokens to " + question.text());
        }
        Sent sent = sent(question);
        boolean stopped = sent != null && sent.maybeStopped();
        if (answer.status().equals("stopped") && !stopped) {
            find("an answer was stopped by nobody: " + answer);
        }
        if (answer.status().equals("interrupted") && killedAt == 0 && isOfThisRound(sent)) {
            find("an answer was interrupted and no server killed: " + answer);
        }
        if (fault.sparesAnswers()
                && isOfThisRound(sent)
                && !stopped
                && !answer.status().equals("finished")) {
            find("an answer nothing disturbed is not finished: " + answer);
        }
        if (killedAt > 0 && answer.status().equals("interrupted") && isOfThisRound(sent)) {
            measureLoss(answer, text, script);
        }
    }

    /// Says which messages were sent in this round; the answers of others were judged in theirs.
    Checks thisRound(List<Sent> sent) {
        ofThisRound.addAll(sent);
        return this;
    }

    private boolean isOfThisRound(@Nullable Sent sent) {
        return sent != null && ofThisRound.contains(sent);
    }

    /// The first token that is missing was sent a gap after the last one that is there; if some tab has
    /// seen it, its own stamp says when.
    private void measureLoss(ChatMessage answer, StampedText stored, Sent.Script script) {
        StampedText seen = person.tabs.stream()
                .map(tab -> tab.run(answer.runId()))
                .filter(Objects::nonNull)
                .map(view -> StampedText.parse(view.text()))
                .max(Comparator.comparingInt(StampedText::count))
                .orElse(stored);
        if (stored.count() == script.tokens()) {
            return;
        }
        long firstLost = seen.count() > stored.count()
                ? seen.sentAt().get(stored.count())
                : stored.count() == 0
                        ? killedAt
                        : stored.sentAt().getLast()
                                + Duration.ofMillis(script.gapMillis()).toNanos() / 1_000;
        lostMicros.add(killedAt - firstLost);
    }

    /// Each message reached the gateway once for each time it was asked, in the chat's own session.
    private void checkTurns(List<ChatMessage> messages, List<SimulatedTurn> turns) {
        Map<String, Integer> asked = new HashMap<>();
        for (SimulatedTurn turn : turns) {
            if (turn.sessionKey().contains(chat) && !turn.sessionKey().equals("agent:main:webchat-" + chat)) {
                find("a turn in the session " + turn.sessionKey());
            }
            if (turn.sessionKey().endsWith("webchat-" + chat)) {
                asked.merge(turn.userMessage(), 1, Integer::sum);
            }
        }
        Map<String, ChatMessage> byText = messages.stream()
                .filter(message -> !message.isAnswer())
                .collect(Collectors.toMap(ChatMessage::text, message -> message, (first, _) -> first));
        asked.forEach((text, times) -> {
            ChatMessage question = byText.get(text);
            Sent sent = question == null ? null : sent(question);
            if (sent == null) {
                find("the gateway was asked what is not in the chat: " + text);
            } else if (times > 1 + sent.retries()) {
                find("the gateway was asked " + times + " times after " + sent.retries() + " retries: " + text);
            }
        });
    }

    /// What a tab has seen of each run is what is stored, letter by letter.
    private void checkTab(LiveClient tab, List<ChatMessage> messages) {
        Map<String, ChatMessage> byRun = messages.stream()
                .filter(ChatMessage::isAnswer)
                .collect(Collectors.toMap(ChatMessage::runId, message -> message, (first, _) -> first));
        List<String> vanished = tab.vanished(chat);
        for (LiveRun.View seen : tab.runs(chat)) {
            ChatMessage stored = byRun.get(seen.runId());
            if (stored == null) {
                checkMissing(seen);
            } else if (seen.status() != null) {
                if (!seen.status().equals(stored.status()) || !seen.text().equals(stored.text())) {
                    find("a tab has seen " + seen + " of " + stored);
                }
            } else if (!vanished.contains(seen.runId())) {
                find("a tab has not seen the end of " + seen + ", stored is " + stored);
            } else if (!everKilled) {
                find("a run vanished without its end: " + seen + ", stored is " + stored);
            } else if (!seen.text().startsWith(stored.text()) && !stored.text().startsWith(seen.text())) {
                find("a tab has seen " + seen + " of " + stored);
            }
        }
    }

    /// Says that the server was killed in this round or an earlier one: then the end of a run may be
    /// missing where a tab had seen more than was stored.
    Checks everKilled(boolean killed) {
        everKilled = killed;
        return this;
    }

    /// An answer without a word makes room for the one asked for again.
    private void checkMissing(LiveRun.View seen) {
        if (!seen.text().isEmpty() && !everKilled) {
            find("a tab has seen a run that is not stored: " + seen);
        }
    }
}
