package dev.rockpool.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.rockpool.gateway.GatewayDiscovery.Found;
import dev.rockpool.openclaw.Credential;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.openclaw.SessionRouting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayDiscoveryTest {

    private static final GatewayProperties DEFAULTS = new GatewayProperties(
            "", SessionRouting.AUTO, Duration.ofMinutes(10), List.of(), "", List.of(), false, false);

    private static final String JSON5 = """
            // The gateway of this machine
            {
              gateway: {
                mode: 'local', /* not elsewhere */
                "port": 18999,
                bind: "loopback",
                auth: { mode: 'token', token: 'f1le-token', },
                http: { endpoints: { chatCompletions: { enabled: true, }, }, },
              },
              agents: { defaults: { model: { primary: 'fake/fake-1' } } },
            }
            """;

    @TempDir
    Path home;

    @Test
    void json5FileOfThisMachineIsFound() throws IOException {
        write(".openclaw/openclaw.json", JSON5);

        Found.Gateway found = gateway(Map.of());

        assertThat(found.settings().url()).isEqualTo(URI.create("http://127.0.0.1:18999"));
        assertThat(found.settings().credential()).isEqualTo(new Credential("f1le-token"));
        assertThat(found.settings().name()).isEqualTo("local OpenClaw");
        assertThat(found.configFile()).isEqualTo("~/.openclaw/openclaw.json");
        assertThat(found.chatEndpointOff()).isFalse();
    }

    @Test
    void portAndEndpointHaveOpenClawsDefaults() throws IOException {
        write(".openclaw/openclaw.json", "{ gateway: { auth: { token: 'x' } } }");

        Found.Gateway found = gateway(Map.of());

        assertThat(found.settings().url()).isEqualTo(URI.create("http://127.0.0.1:18789"));
        assertThat(found.chatEndpointOff()).isTrue();
    }

    @Test
    void variablesWinOverTheFile() throws IOException {
        write(".openclaw/openclaw.json", JSON5);

        Found.Gateway found = gateway(
                Map.of("OPENCLAW_GATEWAY_URL", "https://gw.example.org/", "OPENCLAW_GATEWAY_TOKEN", " env-token "));

        assertThat(found.settings().url()).isEqualTo(URI.create("https://gw.example.org"));
        assertThat(found.settings().credential()).isEqualTo(new Credential("env-token"));
        assertThat(found.configFile()).isNull();
    }

    @Test
    void tokenOfTheFileGoesToNoOtherGateway() throws IOException {
        write(".openclaw/openclaw.json", JSON5);

        assertThat(gateway(Map.of("OPENCLAW_GATEWAY_URL", "http://elsewhere:1"))
                        .settings()
                        .credential())
                .isNull();
    }

    @Test
    void tokenVariableAloneIsForTheGatewayOfTheFile() throws IOException {
        write(".openclaw/openclaw.json", JSON5);

        GatewaySettings found =
                gateway(Map.of("OPENCLAW_GATEWAY_TOKEN", "env-token")).settings();

        assertThat(found.url()).isEqualTo(URI.create("http://127.0.0.1:18999"));
        assertThat(found.credential()).isEqualTo(new Credential("env-token"));
    }

    @Test
    void emptyVariablesAreAsGoodAsNone() throws IOException {
        write(".openclaw/openclaw.json", JSON5);

        assertThat(gateway(Map.of("OPENCLAW_GATEWAY_URL", " ", "OPENCLAW_GATEWAY_TOKEN", ""))
                        .settings()
                        .url())
                .isEqualTo(URI.create("http://127.0.0.1:18999"));
    }

    @Test
    void stateFolderAndConfigPathAreHonoured() throws IOException {
        write("state/openclaw.json", "{gateway:{port:20001,auth:{token:'a'}}}");
        write("other.json5", "{gateway:{port:20002,auth:{token:'b'}}}");

        assertThat(gateway(Map.of("OPENCLAW_STATE_DIR", "~/state")).settings().url())
                .hasPort(20001);
        assertThat(gateway(Map.of("OPENCLAW_STATE_DIR", "~/state", "OPENCLAW_CONFIG_PATH", home + "/other.json5"))
                        .settings()
                        .url())
                .hasPort(20002);
    }

    @Test
    void secretsMayBeVariables() throws IOException {
        write(".openclaw/openclaw.json", "{gateway:{auth:{token:'${GW_TOKEN}'}}}");

        assertThat(gateway(Map.of("GW_TOKEN", "from-env")).settings().credential())
                .isEqualTo(new Credential("from-env"));
        assertThat(gateway(Map.of()).settings().credential()).isNull();
    }

    @Test
    void passwordServesAsTokenAndNoneAsNone() throws IOException {
        write(".openclaw/openclaw.json", "{gateway:{auth:{mode:'password',password:'pw',token:'old'}}}");
        assertThat(gateway(Map.of()).settings().credential()).isEqualTo(new Credential("pw"));

        write(".openclaw/openclaw.json", "{gateway:{auth:{mode:'none',token:'old'}}}");
        assertThat(gateway(Map.of()).settings().credential()).isNull();
    }

    @Test
    void fileMaySpeakOfAGatewayElsewhere() throws IOException {
        write(
                ".openclaw/openclaw.json",
                "{gateway:{mode:'remote',port:1,remote:{url:'wss://far.example.org',token:'r'}}}");

        Found.Gateway found = gateway(Map.of());

        assertThat(found.settings().url()).isEqualTo(URI.create("https://far.example.org"));
        assertThat(found.settings().credential()).isEqualTo(new Credential("r"));
        assertThat(found.chatEndpointOff()).isFalse();
    }

    @Test
    void addressOfACustomBindIsUsed() throws IOException {
        write(".openclaw/openclaw.json", "{gateway:{bind:'custom',customBindHost:'192.168.7.7',tls:{enabled:true}}}");

        assertThat(gateway(Map.of()).settings().url()).isEqualTo(URI.create("https://192.168.7.7:18789"));
    }

    @Test
    void withoutAnythingTheDemoAgentHasToDo() {
        assertThat(find(Map.of())).isEqualTo(new Found.Nothing(null));
    }

    @Test
    void fileThatIsNotWhereItWasSaidIsMentioned() {
        assertThat(find(Map.of("OPENCLAW_CONFIG_PATH", "~/gone.json")))
                .isEqualTo(new Found.Nothing("OpenClaw’s configuration ~/gone.json does not exist."));
    }

    @Test
    void brokenFileIsMentionedWithItsLine() throws IOException {
        write(".openclaw/openclaw.json", "{\n  gateway: {\n    port: port: 1 }}");

        assertThat(find(Map.of()))
                .isEqualTo(new Found.Nothing("OpenClaw’s configuration ~/.openclaw/openclaw.json could not be read:"
                        + " it is not valid JSON5 in line 3."));
    }

    @Test
    void wrongAddressIsMentionedWithItsSource() {
        assertThat(find(Map.of("OPENCLAW_GATEWAY_URL", "not a url")))
                .isEqualTo(new Found.Nothing("The gateway’s address in OPENCLAW_GATEWAY_URL is not a web address."));
        assertThat(find(Map.of("OPENCLAW_GATEWAY_URL", "ftp://host")))
                .isInstanceOfSatisfying(
                        Found.Nothing.class,
                        nothing -> assertThat(nothing.problem())
                                .startsWith("The gateway in OPENCLAW_GATEWAY_URL cannot be used: "));
    }

    @Test
    void settingsNameAndTuneTheGateway() {
        GatewayProperties properties = new GatewayProperties(
                "Home server", SessionRouting.MODEL, Duration.ofMinutes(3), List.of(), "", List.of(), false, false);
        Map<String, String> environment = Map.ofEntries(entry("OPENCLAW_GATEWAY_URL", "http://h:1"));

        Found found = new GatewayDiscovery(environment::get, home, properties).find();

        assertThat(found).isInstanceOfSatisfying(Found.Gateway.class, gateway -> {
            assertThat(gateway.settings().name()).isEqualTo("Home server");
            assertThat(gateway.settings().routing()).isEqualTo(SessionRouting.MODEL);
            assertThat(gateway.settings().idleTimeout()).isEqualTo(Duration.ofMinutes(3));
        });
    }

    @Test
    void secretIsNeverShown() throws Exception {
        Path file = write("x.json", JSON5);

        assertThat(OpenClawConfig.read(file, name -> null).toString()).doesNotContain("f1le-token");
    }

    private Found.Gateway gateway(Map<String, String> environment) {
        Found found = find(environment);
        assertThat(found).isInstanceOf(Found.Gateway.class);
        return (Found.Gateway) found;
    }

    private Found find(Map<String, String> environment) {
        return new GatewayDiscovery(environment::get, home, DEFAULTS).find();
    }

    private Path write(String path, String content) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
