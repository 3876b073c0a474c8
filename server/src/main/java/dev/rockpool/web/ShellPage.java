package dev.rockpool.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A page that is the same for everybody, ready to be sent.
///
/// @param content UTF-8
/// @param packed the same, compressed
/// @param policy the content policy that goes with it
/// @param tag the entity tag: weak, as it stands for both forms
@SuppressWarnings("ArrayRecordComponent") // never compared
record ShellPage(byte[] content, byte[] packed, String policy, String tag) {

    static ShellPage of(String html, String policy) {
        byte[] content = html.getBytes(StandardCharsets.UTF_8);
        String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(ContentPolicy.sha256(html));
        return new ShellPage(content, Gzip.pack(content), policy, "W/\"" + hash.substring(0, 22) + "\"");
    }
}
