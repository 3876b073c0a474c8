package dev.rockpool.gateway;

import dev.rockpool.openclaw.Credential;
import dev.rockpool.openclaw.GatewaySettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds the gateway to talk to: the one that `OPENCLAW_GATEWAY_URL` and `OPENCLAW_GATEWAY_TOKEN` name,
/// else the OpenClaw of this machine by its own configuration file, else none. Only reads; nothing is
/// contacted.
final class GatewayDiscovery {

    /// What was found.
    sealed interface Found {

        /// A gateway to talk to.
        ///
        /// @param settings where it is
        /// @param configFile its configuration file as people write it, where it was found by that
        /// @param chatEndpointOff whether that file leaves the chat endpoint switched off
        record Gateway(GatewaySettings settings, @Nullable String configFile, boolean chatEndpointOff)
                implements Found {}

        /// No gateway, so the demo agent has to do.
        ///
        /// @param problem what is wrong with something that was meant to name one, `null` when there was
        ///     nothing
        record Nothing(@Nullable String problem) implements Found {}
    }

    private static final String URL = "OPENCLAW_GATEWAY_URL";
    private static final String TOKEN = "OPENCLAW_GATEWAY_TOKEN";
    private static final String PASSWORD = "OPENCLAW_GATEWAY_PASSWORD";
    private static final String CONFIG_PATH = "OPENCLAW_CONFIG_PATH";
    private static final String STATE_DIR = "OPENCLAW_STATE_DIR";

    private final Function<String, @Nullable String> environment;
    private final Path home;
    private final GatewayProperties properties;

    /// @param environment the environment variables
    /// @param home the home folder of whoever runs this server
    GatewayDiscovery(Function<String, @Nullable String> environment, Path home, GatewayProperties properties) {
        this.environment = environment;
        this.home = home;
        this.properties = properties;
    }

    Found find() {
        String url = variable(URL);
        if (url != null) {
            return named(url);
        }
        Path file = configFile();
        return Files.isRegularFile(file) ? local(file) : missing(file);
    }

    private Found named(String url) {
        try {
            return new Found.Gateway(settings("OpenClaw", url, ownSecret(), URL), null, false);
        } catch (IllegalArgumentException e) {
            return new Found.Nothing(e.getMessage());
        }
    }

    private Found local(Path file) {
        String shown = shown(file);
        try {
            OpenClawConfig config = OpenClawConfig.read(file, this::variable);
            String secret = ownSecret() == null ? config.secret() : ownSecret();
            String used = config.authMode().equals("none") ? null : secret;
            GatewaySettings settings = settings("local OpenClaw", config.url(), used, shown);
            return new Found.Gateway(settings, shown, !config.chatEndpointEnabled());
        } catch (OpenClawConfig.UnreadableException e) {
            return new Found.Nothing(
                    "OpenClaw’s configuration " + shown + " could not be read: " + e.getMessage() + ".");
        } catch (IllegalArgumentException e) {
            return new Found.Nothing(e.getMessage());
        }
    }

    /// A file that is not where somebody said it was is worth a word; one that is not at its usual place is
    /// not.
    private Found missing(Path file) {
        boolean asked = variable(CONFIG_PATH) != null || variable(STATE_DIR) != null;
        return new Found.Nothing(asked ? "OpenClaw’s configuration " + shown(file) + " does not exist." : null);
    }

    private Path configFile() {
        String path = variable(CONFIG_PATH);
        if (path != null) {
            return expanded(path);
        }
        String state = variable(STATE_DIR);
        Path folder = state == null ? home.resolve(".openclaw") : expanded(state);
        return folder.resolve("openclaw.json");
    }

    /// @throws IllegalArgumentException with a sentence that names where the wrong value comes from
    private GatewaySettings settings(String name, String url, @Nullable String secret, String source) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The gateway’s address in " + source + " is not a web address.", e);
        }
        try {
            String chosen =
                    properties.name().isBlank() ? name : properties.name().strip();
            return GatewaySettings.of(chosen, address, secret == null ? null : new Credential(secret))
                    .withRouting(properties.routing())
                    .withIdleTimeout(properties.idleTimeout());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The gateway in " + source + " cannot be used: " + e.getMessage(), e);
        }
    }

    private @Nullable String ownSecret() {
        String token = variable(TOKEN);
        return token == null ? variable(PASSWORD) : token;
    }

    private @Nullable String variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private Path expanded(String path) {
        return path.equals("~") || path.startsWith("~/")
                ? home.resolve(path.substring(Math.min(2, path.length())))
                : Path.of(path);
    }

    private String shown(Path file) {
        return file.startsWith(home) ? "~/" + home.relativize(file) : file.toString();
    }
}
