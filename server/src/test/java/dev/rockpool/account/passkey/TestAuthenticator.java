package dev.rockpool.account.passkey;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A device with one passkey, and the browser it is plugged into: does what WebAuthn says, or
/// what a test has it do wrong.
final class TestAuthenticator {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int HAS_KEY = 0x40;
    private static final int COORDINATE = 32;

    private final KeyPair keys;
    private final byte[] credentialId = new byte[COORDINATE];
    private String origin;
    private String host = "localhost";
    private boolean verifies = true;
    private int count;

    TestAuthenticator(String origin) {
        this.origin = origin;
        new SecureRandom().nextBytes(credentialId);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Has a page at another address ask.
    TestAuthenticator at(String otherOrigin) {
        this.origin = otherOrigin;
        return this;
    }

    /// Takes the key for one of another host.
    TestAuthenticator of(String otherHost) {
        this.host = otherHost;
        return this;
    }

    /// Asks its owner for nothing.
    TestAuthenticator withoutVerification() {
        this.verifies = false;
        return this;
    }

    /// Begins to count again, as a copy of the device does.
    TestAuthenticator copied() {
        this.count = 0;
        return this;
    }

    /// What the page sends after `navigator.credentials.create`.
    String create(JsonNode options, String label) {
        byte[] data = authenticatorData(true);
        byte[] attestation = bytes(
                hex("a363666d74646e6f6e656761747453746d74a0686175746844617461"),
                hex("58"),
                new byte[] {(byte) data.length},
                data);
        return JSON.writeValueAsString(Map.of(
                "label",
                label,
                "credential",
                credential(Map.of(
                        "clientDataJSON", base64(clientData("webauthn.create", options)),
                        "attestationObject", base64(attestation)))));
    }

    /// What the page sends after `navigator.credentials.get`.
    String get(JsonNode options) {
        count++;
        byte[] data = authenticatorData(false);
        byte[] client = clientData("webauthn.get", options);
        return JSON.writeValueAsString(Map.of(
                "credential",
                credential(Map.of(
                        "clientDataJSON", base64(client),
                        "authenticatorData", base64(data),
                        "signature", base64(sign(bytes(data, sha256(client))))))));
    }

    private Map<String, Object> credential(Map<String, String> response) {
        String id = base64(credentialId);
        return Map.of(
                "id", id, "rawId", id, "type", "public-key", "response", response, "clientExtensionResults", Map.of());
    }

    private byte[] clientData(String type, JsonNode options) {
        return JSON.writeValueAsBytes(Map.of(
                "type",
                type,
                "challenge",
                options.path("challenge").asString(),
                "origin",
                origin,
                "crossOrigin",
                false));
    }

    private byte[] authenticatorData(boolean withKey) {
        int flags = USER_PRESENT | (verifies ? USER_VERIFIED : 0) | (withKey ? HAS_KEY : 0);
        byte[] head = bytes(
                sha256(host.getBytes(StandardCharsets.UTF_8)),
                new byte[] {(byte) flags},
                ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
        return withKey
                ? bytes(head, new byte[16], new byte[] {0, (byte) credentialId.length}, credentialId, publicKey())
                : head;
    }

    /// As COSE writes a key on the curve P-256.
    private byte[] publicKey() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return bytes(
                hex("a501020326200121" + "5820"),
                coordinate(key.getW().getAffineX()),
                hex("22" + "5820"),
                coordinate(key.getW().getAffineY()));
    }

    private static byte[] coordinate(BigInteger value) {
        byte[] raw = value.toByteArray();
        byte[] padded = new byte[COORDINATE];
        int length = Math.min(raw.length, COORDINATE);
        System.arraycopy(raw, raw.length - length, padded, COORDINATE - length, length);
        return padded;
    }

    private byte[] sign(byte[] data) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String base64(byte[] data) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(data);
    }
}
