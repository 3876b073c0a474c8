package dev.rockpool.run;

import dev.rockpool.chat.ChatRepository;
import dev.rockpool.gateway.GatewayChats;
import dev.rockpool.gateway.GatewayId;
import org.springframework.stereotype.Component;

/// Counts chats for the room below, which does not know them.
@Component
class ChatsOfGateways implements GatewayChats {

    private final ChatRepository chats;

    ChatsOfGateways(ChatRepository chats) {
        this.chats = chats;
    }

    @Override
    public long count(GatewayId gateway) {
        return chats.countAt(gateway.value());
    }
}
