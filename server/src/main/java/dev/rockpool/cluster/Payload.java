package dev.rockpool.cluster;

import dev.rockpool.cluster.Announcement.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The text of a notification: the node that speaks, then an announcement a line. PostgreSQL takes less than 8,000
/// bytes, so a long batch is several.
final class Payload {

    static final int MAX_LENGTH = 7_900;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Payload() {}

    static List<String> of(String node, List<Announcement> announcements) {
        List<String> payloads = new ArrayList<>();
        StringBuilder payload = new StringBuilder(node);
        for (Announcement what : announcements) {
            String line = "\n%s %s %s".formatted(what.topic(), what.account(), what.id());
            if (payload.length() + line.length() > MAX_LENGTH) {
                payloads.add(payload.toString());
                payload = new StringBuilder(node);
            }
            payload.append(line);
        }
        payloads.add(payload.toString());
        return payloads;
    }

    /// What another node said; nothing when it was this one, or lines of a version that says more.
    static List<Announcement> read(String ownNode, String payload) {
        String[] lines = payload.split("\n", -1);
        return lines[0].equals(ownNode)
                ? List.of()
                : Arrays.stream(lines)
                        .skip(1)
                        .map(Payload::line)
                        .flatMap(Optional::stream)
                        .toList();
    }

    private static Optional<Announcement> line(String line) {
        String[] words = line.split(" ", -1);
        return words.length == 3
                ? Arrays.stream(Topic.values())
                        .filter(topic -> topic.name().equals(words[0]))
                        .map(topic -> new Announcement(topic, words[1], words[2]))
                        .filter(Payload::isSound)
                        .findFirst()
                : Optional.empty();
    }

    /// Every role of the database may send notifications, so one with other than ids must not get to those who listen.
    private static boolean isSound(Announcement what) {
        boolean isSoundAccount = switch (what.topic()) {
            case CHAT, READ, ACCOUNT -> isId(what.account());
            case EVENTS, STOP, GATEWAY -> what.account().isEmpty();
        };
        return isSoundAccount && isId(what.id());
    }

    private static boolean isId(String word) {
        return ID.matcher(word).matches();
    }
}
