package dev.rockpool.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// What a page of ours may load and run. Nothing is allowed but what the pages use.
///
/// Strings become markup only through the sanitiser and the template engine (trusted types), so text from a
/// model cannot turn into script even where our own code errs.
final class ContentPolicy {

    static final String HEADER = "Content-Security-Policy";

    private ContentPolicy() {}

    /// For a page with one inline script, the import map: exactly this text is allowed. A page that is the same
    /// for everybody can then be kept and compressed once, which a nonce would prevent.
    static String allowing(String inlineScript) {
        return policy("script-src 'self' '" + hash(inlineScript) + "'");
    }

    /// For a page without inline scripts.
    static String withoutInline() {
        return policy("script-src 'self'");
    }

    /// For the document diagrams are drawn in, with its one inline script. It has no origin of its own to lose,
    /// and styles everywhere, as the library that draws writes them; it can load nothing from anywhere.
    static String ofDiagrams(String inlineScript) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self' '" + hash(inlineScript) + "'",
                "style-src 'unsafe-inline'",
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'self'",
                "sandbox allow-scripts");
    }

    private static String hash(String script) {
        return "sha256-" + Base64.getEncoder().encodeToString(sha256(script));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String policy(String scripts) {
        return String.join(
                "; ",
                "default-src 'none'",
                scripts,
                "style-src 'self'",
                "img-src 'self' data:",
                "font-src 'self'",
                "frame-src 'self'",
                "connect-src 'self'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types lit-html dompurify");
    }
}
