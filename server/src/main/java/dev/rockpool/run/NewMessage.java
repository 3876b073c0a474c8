package dev.rockpool.run;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessageId;
import dev.rockpool.chat.Visibility;
import dev.rockpool.gateway.AgentName;
import org.jspecify.annotations.Nullable;

/// A message a person sends.
///
/// @param agent the agent chosen for a new chat; null for the chat's own or the default one
public record NewMessage(
        ChatId chat, MessageId id, String text, @Nullable AgentName agent, Visibility visibility) {}
