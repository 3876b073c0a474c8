package dev.rockpool.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What OpenClaw's own configuration file, `openclaw.json`, says about its gateway. The file is JSON5, and
/// its strings may name environment variables as `${NAME}` (OpenClaw 2026.9.6).
///
/// @param url where the gateway listens
/// @param authMode `token`, `password`, `none` or another
/// @param secret the token or password, `null` when the file does not give it
/// @param chatEndpointEnabled whether `gateway.http.endpoints.chatCompletions.enabled` is on
record OpenClawConfig(String url, String authMode, @Nullable String secret, boolean chatEndpointEnabled) {

    /// The file cannot be understood.
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final int DEFAULT_PORT = 18789;
    private static final long LARGEST_FILE = 4L * 1024 * 1024;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_][A-Z0-9_]*)}");

    /// What `gateway.bind` may say that is reached through the loopback address.
    private static final Set<String> ON_LOOPBACK = Set.of("", "loopback", "lan", "auto", "tailnet");

    private static final JsonMapper JSON5 = JsonMapper.builder()
            .enable(
                    JsonReadFeature.ALLOW_JAVA_COMMENTS,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
                    JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    static OpenClawConfig read(Path file, Function<String, @Nullable String> environment) throws UnreadableException {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException("it is larger than 4 MB");
            }
            return of(JSON5.readTree(Files.readString(file)).path("gateway"), environment);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new UnreadableException("it is not valid JSON5" + (line > 0 ? " in line " + line : ""), e);
        } catch (IOException e) {
            throw new UnreadableException("it cannot be opened", e);
        }
    }

    private static OpenClawConfig of(JsonNode gateway, Function<String, @Nullable String> environment) {
        JsonNode chat = gateway.path("http").path("endpoints").path("chatCompletions");
        boolean chatEnabled = chat.path("enabled").asBoolean(false);
        JsonNode remote = gateway.path("remote");
        if (gateway.path("mode").asString("").equals("remote")
                && remote.path("url").isString()) {
            // The file speaks about a gateway elsewhere, whose own settings it cannot know.
            String secret = text(remote.path("token"), environment);
            return new OpenClawConfig(remote.path("url").stringValue(), "token", secret, true);
        }
        JsonNode auth = gateway.path("auth");
        String mode = auth.path("mode").asString(auth.has("password") && !auth.has("token") ? "password" : "token");
        String secret = text(auth.path(mode.equals("password") ? "password" : "token"), environment);
        return new OpenClawConfig(local(gateway, environment), mode, secret, chatEnabled);
    }

    private static String local(JsonNode gateway, Function<String, @Nullable String> environment) {
        String scheme = gateway.path("tls").path("enabled").asBoolean(false) ? "https" : "http";
        String bind = gateway.path("bind").asString("");
        String host = ON_LOOPBACK.contains(bind) ? "127.0.0.1" : customHost(gateway);
        return scheme + "://" + host + ":" + port(gateway.path("port"), environment.apply("OPENCLAW_GATEWAY_PORT"));
    }

    private static String customHost(JsonNode gateway) {
        String host = gateway.path("customBindHost").asString("127.0.0.1");
        return host.equals("0.0.0.0") ? "127.0.0.1" : host;
    }

    private static int port(JsonNode configured, @Nullable String override) {
        if (override != null && override.strip().matches("\\d{1,5}")) {
            return Integer.parseInt(override.strip());
        }
        return configured.asInt(DEFAULT_PORT);
    }

    /// A string with its variables filled in; `null` when there is none, it names a variable that is not
    /// set, or it is a reference to a secret kept elsewhere, of which only environment variables can be
    /// followed.
    private static @Nullable String text(JsonNode node, Function<String, @Nullable String> environment) {
        if (node.isObject() && node.path("source").asString("").equals("env")) {
            return environment.apply(node.path("id").asString(""));
        }
        if (!node.isString() || node.stringValue().isBlank()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        Matcher variable = VARIABLE.matcher(node.stringValue());
        while (variable.find()) {
            String value = environment.apply(variable.group(1));
            if (value == null || value.isBlank()) {
                return null;
            }
            variable.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return variable.appendTail(text).toString();
    }

    /// Never shows the secret.
    @Override
    public String toString() {
        return "OpenClawConfig[" + url + ", auth " + authMode + ", chat endpoint " + chatEndpointEnabled + "]";
    }
}
