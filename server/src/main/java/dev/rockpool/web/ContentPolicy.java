package dev.rockpool.web;

/// What a page of ours may load and run. Nothing is allowed but what the pages use.
///
/// Strings become markup only through the sanitiser and the template engine (trusted types), so text from a
/// model cannot turn into script even where our own code errs.
final class ContentPolicy {

    static final String HEADER = "Content-Security-Policy";

    private ContentPolicy() {}

    /// For a page whose one inline script, the import map, carries this nonce.
    static String withNonce(String nonce) {
        return policy("script-src 'self' 'nonce-" + nonce + "'");
    }

    /// For a page without inline scripts.
    static String withoutInline() {
        return policy("script-src 'self'");
    }

    private static String policy(String scripts) {
        return String.join(
                "; ",
                "default-src 'none'",
                scripts,
                "style-src 'self'",
                "img-src 'self' data:",
                "connect-src 'self'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types lit-html dompurify");
    }
}
