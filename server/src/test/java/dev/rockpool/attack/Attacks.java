package dev.rockpool.attack;

import java.util.List;
import java.util.Set;

/// The calls that take an id, a parameter or a body, with what stands where. `EveryIdTest` fails for a route that is
/// not here.
final class Attacks {

    /// Parameters that name nothing anybody owns.
    static final Set<String> PLAIN = Set.of("limit", "type", "query", "chats", "days");

    private static final String CALLS = """
            GET    /chat/{chat}
            GET    /reset/{reset-token}
            GET    /invite/{invitation-token}
            GET    /share/{share-token}
            GET    /settings/{word}
            GET    /api/sign-in/problems/{word}

            POST   /api/chat {"id": "{new-chat}", "message": {"id": "{fresh}", "role": "user", \
            "parts": [{"type": "text", "text": "/sim text=\\"mine\\""}]}}
            POST   /api/chat {"id": "{fresh}", "selectedChatModel": "{gateway}/main", "message": {"id": "{fresh}", \
            "role": "user", "parts": [{"type": "text", "text": "/sim text=\\"mine\\""}]}}
            POST   /api/chat {"id": "{chat}", "trigger": "regenerate-message"}
            POST   /api/chat {"id": "{chat}", "trigger": "regenerate-message", "messageId": "{answer}"}
            POST   /api/chat {"id": "{chat}", "messageId": "{question}", "message": {"id": "{fresh}", "role": "user", \
            "parts": [{"type": "text", "text": "/sim text=\\"mine\\""}]}}
            POST   /api/chat {"id": "{fresh}", "message": {"id": "{fresh}", "role": "user", \
            "parts": [{"type": "file", "url": "/api/files/{file}"}]}}
            POST   /api/files?name={word} {}
            GET    /api/files/{file}
            DELETE /api/files/{file}
            POST   /api/chat/{chat}/branch {"branch": 1}
            POST   /api/chat/{chat}/fork {"messageId": "{answer}"}
            POST   /api/chat/{chat}/fork {"selectedChatModel": "{gateway}/main"}
        POST   /api/chat/{chat}/remember {}
            GET    /api/chat/{chat}/stream
            POST   /api/chat/{queue-chat}/stop {}
            PATCH  /api/chat/{chat} {"title": "Taken"}
            DELETE /api/chat?id={chat}
            GET    /api/messages?chatId={chat}
            GET    /api/history?starting_after={chat}
            GET    /api/history?ending_before={chat}
            PATCH  /api/chat/{queue-chat}/queue/{message} {"text": "Taken"}
            DELETE /api/chat/{queue-chat}/queue/{message}
            POST   /api/chat/{queue-chat}/queue/{message}/now {}
            POST   /api/chat/{chat}/share {}
            GET    /api/chat/{shared-chat}/share
            DELETE /api/chat/{chat}/share
            GET    /api/share/{share-token}
            GET    /api/vote?chatId={chat}
            PATCH  /api/vote {"chatId": "{chat}", "messageId": "{answer}", "type": "up", "word": "Taken"}
            GET    /api/search?q={title}

            POST   /api/gateways {}
            POST   /api/gateways/test {}
            PATCH  /api/gateways/{gateway} {"name": "Taken"}
            DELETE /api/gateways/{gateway}
            POST   /api/gateways/{gateway}/test {}
            PUT    /api/gateways/own {}

            POST   /api/sign-in {"email": "{email}", "password": "not the right one"}
            POST   /api/account {"email": "{fresh-email}", "password": "a tide pool at dawn", \
            "invitation": "{invitation-token}"}
            POST   /api/password-reset {"token": "{reset-token}", "password": "a tide pool at dawn"}
            POST   /api/sign-in/passkey {}
            PATCH  /api/account {}
            PUT    /api/account/password {}
            DELETE /api/account {}
            DELETE /api/account/devices/{device}
            POST   /api/account/passkeys {}
            PATCH  /api/account/passkeys/{passkey} {"label": "Taken"}
            DELETE /api/account/passkeys/{passkey}
            POST   /api/account/identities {}
            DELETE /api/account/identities/{identity}

            GET    /api/accounts?after={account}
            PATCH  /api/accounts/{account} {"disabled": true}
            POST   /api/accounts/{account}/password-link {}
            DELETE /api/accounts/{account}
            POST   /api/invitations {}
            DELETE /api/invitations/{invitation}
            PUT    /api/registration {}
            PUT    /api/limits {}
            GET    /api/audit?before={audit-entry}
            GET    /api/audit?actor={account}
            GET    /api/audit/export?actor={account}
            """;

    private Attacks() {}

    static List<Attack> all() {
        return CALLS.lines().filter(line -> !line.isBlank()).map(Attack::parse).toList();
    }
}
