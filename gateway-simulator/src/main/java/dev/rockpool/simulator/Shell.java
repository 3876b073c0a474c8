package dev.rockpool.simulator;

import io.netty.handler.codec.http.HttpMethod;

/// The gateway's web app: what a page that is not an endpoint answers, with a 200 that means nothing.
final class Shell {
    private static final String HTML = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>OpenClaw Control</title></head>
            <body><openclaw-app></openclaw-app></body></html>
            """;

    private Shell() {}

    static void answer(Exchange exchange) {
        var method = exchange.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            exchange.text(200, "text/html; charset=utf-8", HTML);
        } else {
            exchange.text(404, "text/plain; charset=utf-8", "Not Found");
        }
    }
}
