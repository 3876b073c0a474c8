package dev.rockpool.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is wrong with a gateway.
///
/// @param kind which sort of trouble
/// @param sentence what is wrong and what to do
/// @param setting OpenClaw's setting that cures it, as `name: value`, where there is one
@JsonInclude(JsonInclude.Include.NON_NULL)
record GatewayProblem(Kind kind, String sentence, @Nullable String setting) {

    /// Sorts of trouble, by what has to be done about them.
    enum Kind {
        /// Nobody listens at the address.
        REFUSED,
        /// The host name is not known.
        UNKNOWN_HOST,
        /// Nothing was answered in time.
        TIMEOUT,
        /// No secure connection can be had.
        TLS,
        /// The connection broke.
        UNREACHABLE,
        /// The host is at an address that own gateways may not have.
        ADDRESS_NOT_ALLOWED,
        /// The token is not the gateway's.
        WRONG_CREDENTIAL,
        /// The stored token cannot be decrypted.
        CREDENTIAL_UNREADABLE,
        /// Too many wrong tokens: not even the right one helps for a while.
        LOCKED_OUT,
        /// A proxy stands between that the gateway does not trust.
        PROXY_REFUSED,
        /// The chat endpoint is switched off.
        ENDPOINT_OFF,
        /// An agent that was chosen for it is not there.
        AGENT_UNKNOWN,
        /// Something else answers.
        NOT_OPENCLAW,
        /// It is just starting or going away.
        NOT_READY,
        /// It fails in another way.
        FAILED;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static GatewayProblem of(Kind kind, String sentence) {
        return new GatewayProblem(kind, sentence, null);
    }
}
