package dev.rockpool.account.passkey;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;

/// This server as browsers and authenticators know it. Passkeys belong to the host of the public
/// address, or to `localhost`; on any other name of this machine a browser offers none.
///
/// The authenticator has to ask its owner for a PIN, a finger or a face each time, so that a
/// passkey is two factors and may stand alone.
@Component
public class RelyingParty {

    private static final UserVerificationRequirement VERIFIED = UserVerificationRequirement.REQUIRED;

    private final String publicUrl;
    private final Environment environment;
    private final PasskeyRepository passkeys;
    private volatile @Nullable WebAuthnRelyingPartyOperations operations;

    RelyingParty(
            @Value("${rockpool.public-url:}") String publicUrl, Environment environment, PasskeyRepository passkeys) {
        this.publicUrl = publicUrl;
        this.environment = environment;
        this.passkeys = passkeys;
    }

    /// The host passkeys belong to.
    String id() {
        String host = publicUrl.isBlank() ? null : URI.create(publicUrl).getHost();
        return host == null ? "localhost" : host.toLowerCase(Locale.ROOT);
    }

    /// Whether browsers offer passkeys at the address the request came to.
    public boolean serves(HttpServletRequest request) {
        return !publicUrl.isBlank() || request.getServerName().equalsIgnoreCase(id());
    }

    /// Where its pages are. The port is known once the server listens.
    private String origin() {
        if (publicUrl.isBlank()) {
            return "http://localhost:" + environment.getProperty("local.server.port");
        }
        URI url = URI.create(publicUrl);
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    private PublicKeyCredentialRpEntity entity() {
        return PublicKeyCredentialRpEntity.builder().id(id()).name("Rockpool").build();
    }

    /// What the browser is told when its owner wants to add a passkey.
    PublicKeyCredentialCreationOptions creation(Account owner, Bytes challenge) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(entity())
                .user(user(owner))
                .challenge(challenge)
                .pubKeyCredParams(
                        PublicKeyCredentialParameters.EdDSA,
                        PublicKeyCredentialParameters.ES256,
                        PublicKeyCredentialParameters.RS256)
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(VERIFIED)
                        .build())
                .attestation(AttestationConveyancePreference.NONE)
                .excludeCredentials(already(owner.id()))
                .timeout(Challenges.LIFE)
                .build();
    }

    private static PublicKeyCredentialUserEntity user(Account owner) {
        String email = owner.email() == null ? owner.id().value() : owner.email();
        return Owners.entity(UserHandle.of(owner.id()), email, owner.name() == null ? email : owner.name());
    }

    private List<PublicKeyCredentialDescriptor> already(AccountId owner) {
        return passkeys.findByUserId(UserHandle.of(owner)).stream()
                .map(known -> PublicKeyCredentialDescriptor.builder()
                        .id(known.getCredentialId())
                        .transports(known.getTransports())
                        .build())
                .toList();
    }

    /// What the browser is told when somebody wants to sign in; whoever that is, so it names no
    /// passkey.
    PublicKeyCredentialRequestOptions request(Bytes challenge) {
        return PublicKeyCredentialRequestOptions.builder()
                .rpId(id())
                .challenge(challenge)
                .userVerification(VERIFIED)
                .timeout(Challenges.LIFE)
                .build();
    }

    /// Checks a new passkey against the challenge and stores it.
    ///
    /// @throws RuntimeException of the library's when anything about it is wrong
    CredentialRecord register(
            Account owner,
            Bytes challenge,
            PublicKeyCredential<AuthenticatorAttestationResponse> credential,
            String label) {
        return operations()
                .registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                        creation(owner, challenge), new RelyingPartyPublicKey(credential, label)));
    }

    /// The account whose passkey signed the challenge.
    ///
    /// @throws RuntimeException of the library's when none of ours did
    AccountId authenticate(Bytes challenge, PublicKeyCredential<AuthenticatorAssertionResponse> credential) {
        PublicKeyCredentialUserEntity owner =
                operations().authenticate(new RelyingPartyAuthenticationRequest(request(challenge), credential));
        return UserHandle.account(owner.getId());
    }

    private WebAuthnRelyingPartyOperations operations() {
        WebAuthnRelyingPartyOperations known = operations;
        if (known == null) {
            known = new Webauthn4JRelyingPartyOperations(new Owners(), passkeys, entity(), Set.of(origin()));
            operations = known;
        }
        return known;
    }
}
