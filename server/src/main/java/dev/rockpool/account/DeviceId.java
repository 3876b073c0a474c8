package dev.rockpool.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;

/// Names a place somebody is signed in at: a hash of the session's id, which itself is never
/// told.
public record DeviceId(@JsonValue String value) {

    private static final int LENGTH = 32;

    static DeviceId ofSession(String session) {
        return new DeviceId(
                Tokens.hash(session.getBytes(StandardCharsets.UTF_8)).substring(0, LENGTH));
    }
}
