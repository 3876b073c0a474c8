package dev.rockpool.account.passkey;

import dev.rockpool.problem.Problem;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON browsers exchange passkeys in.
@Component
class PasskeyJson {

    private static final TypeReference<PublicKeyCredential<AuthenticatorAttestationResponse>> REGISTRATION =
            new TypeReference<>() {};
    private static final TypeReference<PublicKeyCredential<AuthenticatorAssertionResponse>> ASSERTION =
            new TypeReference<>() {};

    private final JsonMapper json =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    JsonNode write(Object options) {
        return json.valueToTree(options);
    }

    /// A new passkey as `credential.toJSON()` gives it.
    PublicKeyCredential<AuthenticatorAttestationResponse> registration(JsonNode credential) {
        return read(credential, REGISTRATION);
    }

    /// A signed challenge as `credential.toJSON()` gives it.
    PublicKeyCredential<AuthenticatorAssertionResponse> assertion(JsonNode credential) {
        return read(credential, ASSERTION);
    }

    private <T> T read(JsonNode credential, TypeReference<T> type) {
        try {
            T read = credential.isObject() ? json.readValue(json.writeValueAsBytes(credential), type) : null;
            if (read != null) {
                return read;
            }
        } catch (JacksonException | IllegalArgumentException e) {
            // Told like any other body that is none.
        }
        throw Problem.badField(
                "credential", "The field 'credential' must be what the browser gave, as toJSON() has it.");
    }
}
