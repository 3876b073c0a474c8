package dev.rockpool.vote;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessageId;
import org.jspecify.annotations.Nullable;

/// What the owner of a chat thinks of one of its answers.
///
/// @param word why, in the owner's words; null when nothing was said
@JsonInclude(JsonInclude.Include.NON_NULL)
record Vote(
        ChatId chatId,
        MessageId messageId,
        boolean isUpvoted,
        @Nullable String word) {}
