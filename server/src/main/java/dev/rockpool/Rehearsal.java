package dev.rockpool;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Plays one visit to a server that has just started, then ends it: opens the page with all it needs, chats,
/// and looks at the history. A JVM that writes an AOT cache meanwhile (`-XX:AOTCacheOutput`) has then seen
/// what the first visitors will need.
///
/// Only with `--rockpool.rehearsal=true`, for `bin/rockpool`, which gives it an empty data folder, a port of
/// its own and no gateway. The exit code is 0 when the whole visit went well.
@Component
class Rehearsal {

    /// More than one, so that what is done once only does not look like what is done always.
    private static final int CHATS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/[^\"]+\\.(?:js|css|svg))\"");

    private @Nullable String cookie;

    @EventListener
    void ready(ApplicationReadyEvent event) throws IOException {
        var context = event.getApplicationContext();
        if (!context.getEnvironment().getProperty("rockpool.rehearsal", Boolean.class, false)) {
            return;
        }
        String server = "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
        visit(server);
        System.exit(SpringApplication.exit(context));
    }

    private void visit(String server) throws IOException {
        String page = get(server + "/");
        for (String asset :
                ASSET.matcher(page).results().map(found -> found.group(1)).toList()) {
            get(server + asset);
        }
        for (int i = 0; i < CHATS; i++) {
            String chat = chat(server);
            for (String path : List.of("/api/history?limit=20", "/api/messages?chatId=" + chat, "/chat/" + chat)) {
                get(server + path);
            }
        }
    }

    /// Reads the whole answer of one new chat.
    private String chat(String server) throws IOException {
        String chat = UUID.randomUUID().toString();
        HttpURLConnection call = open(server + "/api/chat");
        call.setDoOutput(true);
        call.setRequestProperty("Content-Type", "application/json");
        call.getOutputStream().write("""
            {"id": "%s", "message": {"id": "%s", "role": "user",
             "parts": [{"type": "text", "text": "A rehearsal /sim tokens=50 gap=2ms"}]}}
            """.formatted(chat, UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
        read(call);
        return chat;
    }

    private String get(String address) throws IOException {
        HttpURLConnection call = open(address);
        String answer = read(call);
        String given = call.getHeaderField("Set-Cookie");
        if (given != null) {
            cookie = given.substring(0, given.indexOf(';'));
        }
        return answer;
    }

    private HttpURLConnection open(String address) throws IOException {
        var call = (HttpURLConnection) URI.create(address).toURL().openConnection();
        call.setConnectTimeout((int) PATIENCE.toMillis());
        call.setReadTimeout((int) PATIENCE.toMillis());
        if (cookie != null) {
            call.setRequestProperty("Cookie", cookie);
        }
        return call;
    }

    /// @throws IOException also when the answer is not a good one
    private static String read(HttpURLConnection call) throws IOException {
        try (var in = call.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
