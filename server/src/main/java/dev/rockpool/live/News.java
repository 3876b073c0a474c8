package dev.rockpool.live;

import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatId;

/// What the hub found out about a chat, for the sockets of its owner.
sealed interface News {

    ChatId chat();

    /// The frame that tells it.
    LiveFrame frame();

    /// The row is new or has changed.
    record Changed(Chat row) implements News {
        @Override
        public ChatId chat() {
            return row.id();
        }

        @Override
        public LiveFrame frame() {
            return new LiveFrame.Changed(row);
        }
    }

    /// All that changed is that it was read.
    record Read(Chat row) implements News {
        @Override
        public ChatId chat() {
            return row.id();
        }

        @Override
        public LiveFrame frame() {
            return new LiveFrame.Read(row.id(), row.version());
        }
    }

    /// There is no such row any more.
    record Gone(ChatId chat) implements News {
        @Override
        public LiveFrame frame() {
            return new LiveFrame.Deleted(chat);
        }
    }

    /// What is to be told when `later` was found before this was told.
    default News followedBy(News later) {
        // The whole row says what was read and what was changed before.
        return this instanceof Changed && later instanceof Read(Chat row) ? new Changed(row) : later;
    }
}
