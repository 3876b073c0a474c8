package dev.rockpool.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a request's messages come to.
///
/// @param text the one new user message the agent gets: all user, assistant and tool messages in one when
///     there is more than one of them (OpenClaw 2026.9.6 and 2026.2.9, verified live)
/// @param said the user's texts in it, oldest first, the newest last
/// @param images the media types of the images in the newest user message
/// @param note the system and developer texts, for this turn only, or null
record Prompt(
        String text,
        List<String> said,
        List<String> images,
        @Nullable String note) {

    private static final String IMAGE_ONLY = "User sent image(s) with no text.";
    private static final int MAX_IMAGES = 8;
    private static final long MAX_IMAGE_BYTES = 10L * 1024 * 1024;
    private static final Set<String> IMAGE_TYPES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/heic", "image/heif");

    private record Entry(String sender, String text, List<String> images) {}

    /// Reads the messages.
    ///
    /// @throws Refusal 400 when there is no user message or an image cannot be taken
    static Prompt parse(JsonNode messages, Dialect dialect) {
        var takesImages = dialect != Dialect.LEGACY;
        var entries = new ArrayList<Entry>();
        var notes = new ArrayList<String>();
        for (var message : messages) {
            read(message, takesImages, entries, notes);
        }
        while (!entries.isEmpty() && entries.getLast().sender().equals("Assistant")) {
            entries.removeLast();
        }
        if (entries.isEmpty()) {
            throw Refusal.badRequest("Missing user message in `messages`.");
        }
        var said = entries.stream()
                .filter(entry -> entry.sender().equals("User"))
                .map(Entry::text)
                .toList();
        return new Prompt(
                flatten(entries), said, newestImages(entries), notes.isEmpty() ? null : String.join("\n\n", notes));
    }

    private static List<String> newestImages(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.sender().equals("User"))
                .reduce((_, newest) -> newest)
                .map(Entry::images)
                .orElse(List.of());
    }

    /// The newest text a person wrote: what a script is looked for in.
    String newest() {
        return said.isEmpty() ? text : said.getLast();
    }

    /// The texts a person wrote before the newest, which are there only when a past was sent along.
    List<String> earlier() {
        return said.isEmpty() ? said : said.subList(0, said.size() - 1);
    }

    private static void read(JsonNode message, boolean takesImages, List<Entry> entries, List<String> notes) {
        var role = message.path("role").asString("").strip().toLowerCase(Locale.ROOT);
        var text = text(message.path("content"));
        switch (role) {
            case "system", "developer" -> add(notes, text);
            case "assistant" -> add(entries, "Assistant", text, List.of());
            case "tool", "function" -> {
                var name = Json.string(message, "name");
                add(entries, name == null ? "Tool" : "Tool:" + name, text, List.of());
            }
            case "user" -> {
                var images = takesImages ? images(message.path("content")) : List.<String>of();
                add(entries, "User", text.isEmpty() && !images.isEmpty() ? IMAGE_ONLY : text, images);
            }
            default -> {
                // Other roles are dropped without a word.
            }
        }
    }

    private static void add(List<String> notes, String text) {
        if (!text.isEmpty()) {
            notes.add(text);
        }
    }

    private static void add(List<Entry> entries, String sender, String text, List<String> images) {
        if (!text.isEmpty()) {
            entries.add(new Entry(sender, text, images));
        }
    }

    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.stringValue().strip();
        }
        var parts = new ArrayList<String>();
        for (var part : content) {
            var type = part.path("type").asString("");
            if (type.equals("text") || type.equals("input_text")) {
                add(parts, part.path("text").asString(""));
            }
        }
        return String.join("\n", parts).strip();
    }

    private static List<String> images(JsonNode content) {
        var images = new ArrayList<String>();
        for (var part : content) {
            if (part.path("type").asString("").equals("image_url")) {
                images.add(imageType(part.path("image_url")));
            }
        }
        if (images.size() > MAX_IMAGES) {
            throw badImage();
        }
        return images;
    }

    private static String imageType(JsonNode image) {
        var url = (image.isString() ? image : image.path("url")).asString("");
        var comma = url.indexOf(',');
        if (!url.startsWith("data:") || comma < 0 || !url.substring(0, comma).endsWith(";base64")) {
            throw badImage();
        }
        var type = url.substring("data:".length(), url.indexOf(';')).toLowerCase(Locale.ROOT);
        var bytes = (url.length() - comma - 1) * 3L / 4;
        if (!IMAGE_TYPES.contains(type) || bytes == 0 || bytes > MAX_IMAGE_BYTES) {
            throw badImage();
        }
        return type;
    }

    private static Refusal badImage() {
        return Refusal.badRequest("Invalid image_url content in `messages`.");
    }

    private static String flatten(List<Entry> entries) {
        if (entries.size() == 1) {
            return entries.getFirst().text();
        }
        var earlier = entries.subList(0, entries.size() - 1).stream()
                .map(Prompt::line)
                .collect(Collectors.joining("\n"));
        return "[Chat messages since your last reply - for context]\n" + earlier
                + "\n\n[Current message - respond to this]\n" + line(entries.getLast());
    }

    private static String line(Entry entry) {
        return entry.sender() + ": " + entry.text();
    }
}
