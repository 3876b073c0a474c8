package dev.rockpool.live;

import dev.rockpool.chat.ChatId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the hub has left for one socket until that comes to send it.
///
/// Bounded: of each chat only the latest is kept, and of at most [#CAPACITY] chats; a socket that lags
/// behind further than that has to begin anew. Safe for several threads.
final class Mailbox {

    /// An account that deletes its whole history must not lose its sockets over it.
    static final int CAPACITY = 20_000;

    private Map<ChatId, News> news = new LinkedHashMap<>();
    private Map<ChatId, Look> looks = new LinkedHashMap<>();
    private boolean overflowed;

    /// All that was left since the last time.
    ///
    /// @param overflowed whether there was more than could be kept
    record Mail(List<News> news, List<Look> looks, boolean overflowed) {}

    synchronized void leave(News latest) {
        news.merge(latest.chat(), latest, News::followedBy);
        overflowed |= news.size() > CAPACITY;
        if (overflowed) {
            news.clear();
        }
    }

    /// Only watched chats are looked at, so their number is bounded already.
    synchronized void leave(Look latest) {
        looks.put(latest.chat(), latest);
    }

    synchronized Mail take() {
        Mail mail = new Mail(List.copyOf(news.values()), List.copyOf(looks.values()), overflowed);
        if (!news.isEmpty()) {
            news = new LinkedHashMap<>();
        }
        if (!looks.isEmpty()) {
            looks = new LinkedHashMap<>();
        }
        return mail;
    }
}
