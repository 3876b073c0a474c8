package dev.rockpool.openclaw;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One turn. Normally it carries the new message only: the session remembers the earlier ones, and every
/// further message sent along is flattened into the new one (OpenClaw 2026.9.6 and 2026.2.9, verified live).
///
/// @param agent who answers
/// @param session in which session
/// @param history what was said before, oldest first, for a session that has heard none of it; empty for one
///     that remembers. The gateway keeps it as part of the new message
/// @param message what the person says, not blank unless there are images
/// @param images shown with the message. Today's gateway takes at most 8 of 10 MB each, keeps them in the
///     session, and drops them silently for a model that cannot see; older ones ignore them (OpenClaw
///     2026.9.6 and 2026.2.9, verified live)
/// @param note a system text for this turn only, which never enters the session's transcript
/// @param model another model for this turn only (`x-openclaw-model`, as `provider/model`); older gateways
///     ignore it
public record ChatRequest(
        AgentId agent,
        SessionKey session,
        List<Entry> history,
        String message,
        List<Image> images,
        @Nullable String note,
        @Nullable String model) {

    /// Who said something in a conversation.
    public enum Role {
        USER,
        ASSISTANT
    }

    /// Something said before.
    ///
    /// @param text not blank
    public record Entry(Role role, String text) {

        /// @throws IllegalArgumentException when the text is blank
        public Entry {
            if (text.isBlank()) {
                throw new IllegalArgumentException("An earlier message has text.");
            }
        }
    }

    /// A picture.
    ///
    /// @param mediaType such as `image/png`
    /// @param base64 its bytes in base64
    public record Image(String mediaType, String base64) {

        private static final Pattern MEDIA_TYPE = Pattern.compile("image/[a-z0-9.+-]{1,64}");

        /// @throws IllegalArgumentException when this is no media type of an image, or there is nothing in it
        public Image {
            if (!MEDIA_TYPE.matcher(mediaType).matches()) {
                throw new IllegalArgumentException(
                        "An image's media type begins with image/: " + Texts.quoted(mediaType));
            }
            if (base64.isEmpty()) {
                throw new IllegalArgumentException("An image has content.");
            }
        }

        /// The image with these bytes.
        public static Image of(String mediaType, byte[] bytes) {
            return new Image(mediaType, Base64.getEncoder().encodeToString(bytes));
        }

        /// Its type and size only, for logs.
        @Override
        public String toString() {
            return "Image[" + mediaType + ", " + base64.length() + " characters]";
        }
    }

    /// Checks the request.
    ///
    /// @throws IllegalArgumentException when there is neither text nor image, or the model cannot stand in a
    ///     header
    public ChatRequest {
        if (message.isBlank() && images.isEmpty()) {
            throw new IllegalArgumentException("A message has text.");
        }
        if (model != null && (model.isEmpty() || !model.chars().allMatch(c -> c > ' ' && c < 0x7f))) {
            throw new IllegalArgumentException("A model's name has no spaces or special characters.");
        }
        history = List.copyOf(history);
        images = List.copyOf(images);
    }

    /// The message to the agent `main` in its session `main`.
    public static ChatRequest of(String message) {
        return of(SessionKey.MAIN, message);
    }

    /// The message to the agent `main` in a session.
    public static ChatRequest of(SessionKey session, String message) {
        return new ChatRequest(AgentId.MAIN, session, List.of(), message, List.of(), null, null);
    }

    public ChatRequest withAgent(AgentId other) {
        return new ChatRequest(other, session, history, message, images, note, model);
    }

    public ChatRequest withHistory(List<Entry> other) {
        return new ChatRequest(agent, session, other, message, images, note, model);
    }

    public ChatRequest withImages(List<Image> other) {
        return new ChatRequest(agent, session, history, message, other, note, model);
    }

    public ChatRequest withNote(@Nullable String other) {
        return new ChatRequest(agent, session, history, message, images, other, model);
    }

    public ChatRequest withModel(@Nullable String other) {
        return new ChatRequest(agent, session, history, message, images, note, other);
    }
}
