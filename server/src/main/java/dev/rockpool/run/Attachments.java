package dev.rockpool.run;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatRepository;
import dev.rockpool.chat.MessagePart;
import dev.rockpool.file.FileKind;
import dev.rockpool.file.FileService;
import dev.rockpool.file.StoredFile;
import dev.rockpool.gateway.ChosenAgent;
import dev.rockpool.gateway.Gateway;
import dev.rockpool.gateway.GatewayLookup;
import dev.rockpool.gateway.Gateways;
import dev.rockpool.openclaw.ChatRequest;
import dev.rockpool.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What becomes of the files of a message on the way to the agent: images are shown, texts become part of its words.
@Component
final class Attachments {

    private final FileService files;
    private final ChatRepository chats;
    private final Gateways gateways;

    Attachments(FileService files, ChatRepository chats, Gateways gateways) {
        this.files = files;
        this.chats = chats;
        this.gateways = gateways;
    }

    /// The files of a new message. Asks nothing when there are none.
    ///
    /// @param agent the agent of a new chat
    /// @throws Problem when they cannot be sent (400)
    List<StoredFile> of(AccountId caller, NewMessage message, ChosenAgent agent) {
        if (message.files().isEmpty()) {
            return List.of();
        }
        List<StoredFile> found = files.forMessage(caller, message.files());
        if (found.stream().anyMatch(file -> file.kind() == FileKind.IMAGE)) {
            String gateway = chats.find(message.chat())
                    .filter(chat -> chat.owner().equals(caller) && chat.agentId() != null)
                    .map(Attachments::gatewayOf)
                    .orElseGet(() -> Optional.of(agent.gateway().value()))
                    .orElse(null);
            if (gateways.find(caller, gateway) instanceof GatewayLookup.Found(Gateway its) && !its.takesImages()) {
                throw Problem.badField("message.parts", noImages(its));
            }
        }
        return found;
    }

    private static Optional<String> gatewayOf(Chat chat) {
        return Optional.ofNullable(chat.gatewayId());
    }

    static String noImages(Gateway gateway) {
        return "The gateway ‘%s’ is of a version that shows its agents no images. Send the message without them."
                .formatted(gateway.name());
    }

    /// What an agent is told and shown.
    record Told(String text, List<ChatRequest.Image> images) {}

    /// What a turn tells and shows its agent. Reads the files: not for within a transaction.
    Told told(Turn turn) {
        List<String> texts = new ArrayList<>();
        if (!turn.text().isBlank()) {
            texts.add(turn.text());
        }
        List<ChatRequest.Image> images = new ArrayList<>();
        for (MessagePart.File part : turn.files()) {
            Optional<StoredFile> found = files.find(turn.owner(), part);
            if (found.isEmpty()) {
                texts.add("[The file %s is not there any more.]".formatted(part.filename()));
            } else if (found.get().kind() == FileKind.IMAGE) {
                images.add(ChatRequest.Image.of(part.mediaType(), files.bytes(found.get())));
            } else {
                texts.add(TextFile.told(part.filename(), files.text(found.get())));
            }
        }
        return new Told(String.join("\n\n", texts), images);
    }

    /// What is told of a file to a session that has not heard of it: all of a text, of an image that there was one.
    String inPast(AccountId owner, MessagePart.File part) {
        return files.find(owner, part)
                .filter(file -> file.kind() == FileKind.TEXT)
                .map(file -> TextFile.told(part.filename(), files.text(file)))
                .orElseGet(() ->
                        "[%s %s]".formatted(part.mediaType().startsWith("image/") ? "image" : "file", part.filename()));
    }
}
