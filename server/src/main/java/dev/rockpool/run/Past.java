package dev.rockpool.run;

import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessagePart;
import dev.rockpool.openclaw.ChatRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a session that has heard nothing is told of the conversation before its first message.
final class Past {

    /// How much is told, in characters; of a longer conversation its end.
    static final int LONGEST = 200_000;

    static final String LEFT_OUT = "[Earlier messages of this conversation were left out because it is long.]";

    private Past() {}

    /// The entries to tell, oldest first.
    ///
    /// @param newestFirst the conversation; not read further than needed, and not closed
    /// @param files       what is told of a file
    static List<ChatRequest.Entry> of(Stream<Message> newestFirst, Function<MessagePart.File, String> files) {
        List<ChatRequest.Entry> kept = new ArrayList<>();
        int room = LONGEST;
        Iterator<Message> messages = newestFirst.iterator();
        while (messages.hasNext() && room > 0) {
            Message message = messages.next();
            String text = words(message, files);
            if (text.isBlank()) {
                continue;
            }
            boolean fits = text.length() <= room;
            if (!fits && !kept.isEmpty()) {
                return told(kept, true);
            }
            kept.add(new ChatRequest.Entry(role(message), fits ? text : end(text)));
            room -= text.length();
        }
        return told(kept, messages.hasNext() || room < 0);
    }

    private static List<ChatRequest.Entry> told(List<ChatRequest.Entry> newestFirst, boolean cut) {
        List<ChatRequest.Entry> entries = new ArrayList<>(newestFirst.reversed());
        if (cut) {
            ChatRequest.Entry first = entries.getFirst();
            entries.set(0, new ChatRequest.Entry(first.role(), LEFT_OUT + "\n\n" + first.text()));
        }
        return entries;
    }

    private static ChatRequest.Role role(Message message) {
        return switch (message.role()) {
            case USER -> ChatRequest.Role.USER;
            case ASSISTANT -> ChatRequest.Role.ASSISTANT;
        };
    }

    private static String words(Message message, Function<MessagePart.File, String> files) {
        String text = Stream.concat(
                        Stream.of(message.text()), message.files().stream().map(files))
                .filter(words -> !words.isBlank())
                .collect(Collectors.joining("\n\n"));
        String status = message.metadata().status();
        if (text.isBlank() || status == null || status.equals(RunStatus.FINISHED.word())) {
            return text;
        }
        return text
                + (status.equals(RunStatus.STOPPED.word())
                        ? "\n\n[This answer was stopped by the person before it was complete.]"
                        : "\n\n[This answer broke off because of a technical failure.]");
    }

    private static String end(String text) {
        int start = text.length() - LONGEST;
        return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
    }
}
