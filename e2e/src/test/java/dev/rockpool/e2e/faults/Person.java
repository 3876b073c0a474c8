package dev.rockpool.e2e.faults;

import dev.rockpool.e2e.network.CutWire;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.ChatMessage;
import dev.rockpool.e2e.product.LiveClient;
import dev.rockpool.e2e.product.Reply;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/// A person with two tabs behind a network that may fail. What the server has not confirmed is sent again
/// with the same id, as the page's outbox does.
final class Person implements AutoCloseable {

    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(40);
    private static final Duration DEAD_AFTER = Duration.ofMillis(1_200);

    final CutWire wire;
    final ApiClient page;
    /// The same account with a network that never fails.
    final ApiClient observer;

    final List<LiveClient> tabs = new ArrayList<>();
    /// The chats, each with what was sent in it.
    final Map<String, List<Sent>> chats = new ConcurrentHashMap<>();

    final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();

    Person(String name, int serverPort) {
        wire = CutWire.to(serverPort);
        page = ApiClient.guest("http://127.0.0.1:" + wire.port());
        observer = page.at("http://127.0.0.1:" + serverPort);
        String server = "http://127.0.0.1:" + wire.port();
        for (int tab = 1; tab <= 2; tab++) {
            tabs.add(LiveClient.open(name + " tab " + tab, page, () -> server, DEAD_AFTER));
        }
    }

    String newChat() {
        String chat = ApiClient.newId();
        chats.put(chat, new CopyOnWriteArrayList<>());
        return chat;
    }

    /// Sends a message, `copies` times at once, until the server has confirmed it.
    Sent send(String chat, String text, int copies) {
        Sent sent = new Sent(ApiClient.newId(), text);
        sentIn(chat).add(sent);
        List<Thread> others = new ArrayList<>();
        for (int copy = 1; copy < copies; copy++) {
            others.add(Thread.ofVirtual().start(() -> confirm(chat, sent, text)));
        }
        confirm(chat, sent, text);
        for (Thread other : others) {
            join(other);
        }
        // Only now is there a chat to watch.
        tabs.forEach(tab -> tab.watch(chat));
        return sent;
    }

    private void confirm(String chat, Sent sent, String text) {
        Reply reply = insist(() -> page.post("/api/chat", ApiClient.message(chat, sent.id, "main", text)));
        if (reply.status() != 202) {
            surprises.add("chat " + chat + ": sending was refused: " + reply);
        } else if (!sent.told(reply.json().path("messageId").asString())) {
            surprises.add("chat " + chat + ": one message has two answers: " + reply);
        }
    }

    void edit(String chat, Sent sent, String text) {
        boolean[] unknown = {false};
        Reply reply = insist(() -> {
            try {
                return page.editQueued(chat, sent.id, text);
            } catch (UncheckedIOException e) {
                unknown[0] = true;
                throw e;
            }
        });
        switch (reply.status()) {
            case 200 -> sent.has(text);
            case 409 -> {
                if (unknown[0]) {
                    sent.mayHave(text);
                }
            }
            default -> surprises.add("chat " + chat + ": editing was refused: " + reply);
        }
    }

    void remove(String chat, Sent sent) {
        boolean[] unknown = {false};
        Reply reply = insist(() -> {
            try {
                return page.removeQueued(chat, sent.id);
            } catch (UncheckedIOException e) {
                unknown[0] = true;
                throw e;
            }
        });
        if (reply.status() == 200 || (reply.status() == 404 && unknown[0])) {
            sent.remove();
        } else if (reply.status() != 409) {
            surprises.add("chat " + chat + ": removing was refused: " + reply);
        }
    }

    void sendNow(String chat, Sent sent) {
        sentIn(chat).forEach(Sent::stop);
        Reply reply = insist(() -> page.sendNow(chat, sent.id));
        if (reply.status() != 200 && reply.status() != 409) {
            surprises.add("chat " + chat + ": send now was refused: " + reply);
        }
    }

    /// Said once: repeated, it could meet the next answer.
    void stop(String chat) {
        sentIn(chat).forEach(Sent::stop);
        try {
            Reply reply = page.stop(chat);
            if (reply.status() >= 400 && reply.status() != 503) {
                surprises.add("chat " + chat + ": stopping was refused: " + reply);
            }
        } catch (UncheckedIOException e) {
            // The network was cut: it may or may not have arrived.
        }
    }

    /// Asks again for the chat's last answer, if it was cut short.
    void retry(String chat) {
        Reply read = insist(() -> page.get("/api/messages?chatId=" + chat));
        List<ChatMessage> messages = ApiClient.messages(read.json());
        if (messages.isEmpty()
                || !messages.getLast().isAnswer()
                || messages.getLast().status().equals("finished")) {
            return;
        }
        Reply reply = insist(() -> {
            // Counted before: one that is never answered may have been heard.
            sentIn(chat).forEach(Sent::retry);
            return page.retry(chat, messages.getLast().id());
        });
        if (reply.status() != 202 && reply.status() != 409) {
            surprises.add("chat " + chat + ": asking again was refused: " + reply);
        }
    }

    List<Sent> sentIn(String chat) {
        return chats.getOrDefault(chat, List.of());
    }

    /// Repeats a call until the server has answered it.
    private Reply insist(Supplier<Reply> call) {
        Reply[] answered = new Reply[1];
        Awaitility.await("an answer of the server")
                .atMost(COMMAND_LIMIT)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(30))
                .until(() -> {
                    try {
                        answered[0] = call.get();
                        return answered[0].status() != 503;
                    } catch (UncheckedIOException e) {
                        return false;
                    }
                });
        return answered[0];
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        tabs.forEach(LiveClient::close);
        wire.close();
        page.close();
        observer.close();
    }
}
