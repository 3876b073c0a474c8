package dev.rockpool.attack;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// What an id is of, and who can have one. Whoever adds a call with an id of a new kind adds the kind here, says in
/// [Estate] how somebody comes by one, and in [Attacks] where it stands in the call.
enum Kind {
    /// A chat whose last answer failed.
    CHAT(Form.UUID, Rule.TOLD, Caller.GUEST),
    /// A chat to which there is a link.
    SHARED_CHAT(Form.UUID, Rule.TOLD, Caller.GUEST),
    /// A chat whose message is being answered while another waits.
    QUEUE_CHAT(Form.UUID, Rule.TOLD, Caller.GUEST),
    /// A chat, where one that is not there is begun.
    NEW_CHAT(Form.UUID, Rule.BEGUN, Caller.GUEST),
    /// A message that waits, in the queue chat.
    MESSAGE(Form.UUID, Rule.SAME, Caller.GUEST),
    /// The last answer in the chat.
    ANSWER(Form.UUID, Rule.SAME, Caller.GUEST),
    /// A message of the person's in the chat.
    QUESTION(Form.UUID, Rule.SAME, Caller.GUEST),
    /// A file that has not been sent.
    FILE(Form.UUID, Rule.SAME, Caller.GUEST),
    /// A word in the title of a chat.
    TITLE(Form.WORD, Rule.SAME, Caller.GUEST),
    /// One's own gateway.
    GATEWAY(Form.UUID, Rule.SAME, Caller.MEMBER),
    PASSKEY(Form.UUID, Rule.SAME, Caller.MEMBER),
    IDENTITY(Form.UUID, Rule.SAME, Caller.MEMBER),
    DEVICE(Form.HEX, Rule.SAME, Caller.MEMBER),
    /// Administrators look after all accounts, invitations and the audit log: to them there are no foreign ones.
    ACCOUNT(Form.UUID, Rule.ADMINISTRATORS, Caller.ADMINISTRATOR),
    INVITATION(Form.UUID, Rule.ADMINISTRATORS, Caller.ADMINISTRATOR),
    AUDIT_ENTRY(Form.UUID, Rule.ADMINISTRATORS, Caller.ADMINISTRATOR),
    /// Whoever has one may use it: foreign are those that were taken back.
    SHARE_TOKEN(Form.TOKEN, Rule.SAME, Caller.GUEST),
    /// Used up by the first use, which `MembersSuite` shows.
    RESET_TOKEN(Form.TOKEN, Rule.SAME, Caller.NOBODY),
    INVITATION_TOKEN(Form.TOKEN, Rule.SAME, Caller.NOBODY),
    /// Whose account it is, with a password that is wrong.
    EMAIL(Form.EMAIL, Rule.SAME, Caller.NOBODY),

    /// Made up for each call.
    FRESH(Form.UUID, Rule.NO_ID, Caller.NOBODY),
    FRESH_EMAIL(Form.EMAIL, Rule.NO_ID, Caller.NOBODY),
    /// A word of a few that mean the same to everybody.
    WORD(Form.WORD, Rule.NO_ID, Caller.NOBODY);

    /// How a foreign id and one that was never given are answered.
    enum Rule {
        /// 403 and 404: `DESIGN` wants chats told apart.
        TOLD,
        /// 403, and begun.
        BEGUN,
        /// Alike.
        SAME,
        /// Alike to all but administrators, who may have them all.
        ADMINISTRATORS,
        /// It is no id.
        NO_ID
    }

    private enum Form {
        UUID,
        HEX,
        TOKEN,
        EMAIL,
        WORD
    }

    private static final int TOKEN_LENGTH = 43;

    private final Form form;
    private final Rule rule;
    private final Caller owner;

    /// @param owner who has one at the least
    Kind(Form form, Rule rule, Caller owner) {
        this.form = form;
        this.rule = rule;
        this.owner = owner;
    }

    static Kind named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    Rule rule() {
        return rule;
    }

    boolean canBeOf(Caller caller) {
        return caller.compareTo(owner) >= 0 && owner != Caller.NOBODY;
    }

    /// One that was never given to anybody.
    String unknown() {
        return switch (form) {
            case UUID -> UUID.randomUUID().toString();
            case HEX -> UUID.randomUUID().toString().replace("-", "");
            case TOKEN -> random(TOKEN_LENGTH);
            case EMAIL -> "nobody-" + UUID.randomUUID() + "@example.com";
            case WORD -> this == TITLE ? random(TOKEN_LENGTH) : "account";
        };
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).substring(0, length);
    }

    /// What is no id, though some of it looks much like `foreign`.
    List<String> malformed(String foreign) {
        if (form == Form.WORD) {
            return List.of();
        }
        if (Set.of(Form.TOKEN, Form.EMAIL).contains(form)) {
            // Few, as guessing is slowed down.
            return List.of("' or 1=1 --");
        }
        return List.of(
                foreign.toUpperCase(Locale.ROOT),
                " " + foreign,
                "webchat-" + foreign,
                "main",
                "*",
                "' or 1=1 --",
                "x".repeat(300),
                "\u202e" + foreign);
    }
}
