package dev.rockpool.run;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatRepository;
import dev.rockpool.gateway.AgentFailure;
import dev.rockpool.gateway.Gateway;
import dev.rockpool.gateway.GatewayId;
import dev.rockpool.gateway.ModelProvider;
import dev.rockpool.storage.Database;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Has the title model name new chats, outside their sessions and beside their answers. Until then, and
/// when the gateway fails, a chat is called after its first message.
@Component
class TitleMaker {

    /// A title is a whole agent turn; so few at a time leave a gateway to the answers.
    private static final int AT_ONCE = 4;

    private static final Logger log = LoggerFactory.getLogger(TitleMaker.class);

    private final Database database;
    private final ChatRepository chats;
    private final ModelProvider models;

    /// Each gateway has its own, so that one that hangs keeps no other from making titles.
    private final Map<GatewayId, Semaphore> places = new ConcurrentHashMap<>();

    TitleMaker(Database database, ChatRepository chats, ModelProvider models) {
        this.database = database;
        this.chats = chats;
        this.models = models;
    }

    /// Names the run's chat after the message of its first turn, in the background.
    void make(ActiveRun run, Turn turn, Gateway gateway) {
        Semaphore mine = places.computeIfAbsent(gateway.id(), _ -> new Semaphore(AT_ONCE));
        Background.start("title-" + run.run().chat(), () -> {
            mine.acquireUninterruptibly();
            try {
                settle(run, ask(run.run().chat(), turn, gateway));
            } finally {
                mine.release();
            }
        });
    }

    /// Leaves the chat with the title it has, in the background.
    void giveUp(ChatId chat) {
        Background.start("title-" + chat, () -> database.inTransaction(() -> chats.settleTitle(chat, null)));
    }

    private @Nullable String ask(ChatId chat, Turn turn, Gateway gateway) {
        try {
            return models.titleModel(gateway, turn.agent(), turn.session()).title(turn.subject());
        } catch (AgentFailure e) {
            log.info("chat={} keeps the title made from its message: {}", chat, e.reason());
            return null;
        }
    }

    private void settle(ActiveRun run, @Nullable String title) {
        boolean changed =
                database.inTransaction(() -> chats.settleTitle(run.run().chat(), title));
        if (changed && title != null) {
            run.log().append(new RunEvent.Titled(title));
        }
    }
}
