package dev.rockpool.gateway;

import dev.rockpool.gateway.GatewayDiscovery.Found;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.GatewayInfo;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.openclaw.OpenClawClient;
import dev.rockpool.openclaw.SessionRouting;
import jakarta.annotation.PreDestroy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Which gateway this server talks to, and how it is. One thread looks at it from time to time; everybody
/// else gets what it last saw.
@Component
public class Gateways {

    private static final Logger log = LoggerFactory.getLogger(Gateways.class);

    /// How often a gateway that is well is looked at, and one that is not.
    private static final Duration WELL = Duration.ofSeconds(15);

    private static final Duration UNWELL = Duration.ofSeconds(3);

    /// Every so many looks it is asked anew what it is: it may have been updated or set up differently.
    private static final int THOROUGH_EVERY = 20;

    /// What the very first callers wait for the first look: long enough for a gateway that is there.
    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

    private final GatewaySettings current;
    private final @Nullable String configFile;
    private final boolean chatEndpointOffInFile;
    private final @Nullable String discoveryProblem;
    private final @Nullable DemoAgent demo;
    private final GatewayProperties properties;
    private final OpenClawClient client;
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Semaphore wake = new Semaphore(0);
    private final Thread watcher;
    private volatile GatewayLook last = GatewayLook.NONE;
    private volatile @Nullable GatewayInfo known;
    private volatile @Nullable List<AgentId> listed;

    @Autowired
    Gateways(Environment environment, GatewayProperties properties, GatewayClients clients) {
        this(
                new GatewayDiscovery(
                                environment::getProperty,
                                Path.of(environment.getProperty("user.home", ".")),
                                properties)
                        .find(),
                properties,
                clients);
    }

    Gateways(Found found, GatewayProperties properties, GatewayClients clients) {
        this.properties = properties;
        switch (found) {
            case Found.Gateway gateway -> {
                this.demo = null;
                this.current = gateway.settings();
                this.configFile = gateway.configFile();
                this.chatEndpointOffInFile = gateway.chatEndpointOff();
                this.discoveryProblem = null;
            }
            case Found.Nothing(String problem) -> {
                this.demo = new DemoAgent();
                this.current = demo.settings();
                this.configFile = null;
                this.chatEndpointOffInFile = false;
                this.discoveryProblem = problem;
            }
        }
        this.client = clients.client(current);
        clients.onLost(wake::release);
        this.watcher = Thread.ofVirtual().name("gateway-watch").start(this::watch);
    }

    /// The gateway in use.
    public GatewaySettings current() {
        return current;
    }

    /// How it was when last looked at. Returns at once, or within two seconds right after the start.
    public GatewayStatus status() {
        awaitFirstLook();
        GatewayLook look = last;
        GatewayInfo info = known;
        return new GatewayStatus(
                current.name(),
                demo != null,
                look.usable(),
                info == null ? null : info.version(),
                info == null ? null : info.routing(),
                look.problem() == null ? discoveryProblem : look.problem());
    }

    /// The agents one can choose, as last known; never empty. Returns at once, or within two seconds right
    /// after the start.
    public List<AgentChoice> agents() {
        awaitFirstLook();
        return chosen().stream().map(id -> new AgentChoice(id, id.value())).toList();
    }

    /// The agent of a chat that names none: the configured one, else `main` where there is one, else the
    /// first.
    public AgentId defaultAgent() {
        List<AgentId> agents = agents().stream().map(AgentChoice::id).toList();
        if (AgentId.isValid(properties.defaultAgent())) {
            AgentId configured = AgentId.of(properties.defaultAgent());
            if (agents.contains(configured)) {
                return configured;
            }
        }
        return agents.contains(AgentId.MAIN) ? AgentId.MAIN : agents.getFirst();
    }

    /// Whether this agent can be used. While a gateway that tells its agents has not yet done so, every one
    /// may be: the gateway will say, and a person learns that it is down rather than that the agent is
    /// wrong. A gateway that never tells makes an agent of any name it is given (OpenClaw 2026.2.9,
    /// verified live), so there the agent must be a chosen one.
    public boolean offers(AgentId agent) {
        awaitFirstLook();
        GatewayInfo info = known;
        boolean willTell = demo == null && (info == null || info.listsAgents());
        boolean untold = willTell && listed == null && properties.agents().isEmpty();
        return untold || chosen().contains(agent);
    }

    @PreDestroy
    void close() {
        watcher.interrupt();
        if (demo != null) {
            demo.close();
        }
    }

    /// The agents allowed by the settings, as far as the gateway has them.
    private List<AgentId> chosen() {
        List<AgentId> allowed = properties.agents().stream()
                .filter(AgentId::isValid)
                .map(AgentId::of)
                .toList();
        List<AgentId> told = listed;
        if (told == null || told.isEmpty()) {
            List<AgentId> usual = List.of(demo == null ? AgentId.MAIN : DemoAgent.AGENT);
            return allowed.isEmpty() ? usual : allowed;
        }
        List<AgentId> both = told.stream()
                .filter(agent -> allowed.isEmpty() || allowed.contains(agent))
                .toList();
        return both.isEmpty() ? allowed : both;
    }

    private void watch() {
        try {
            for (int count = 0; !Thread.currentThread().isInterrupted(); count++) {
                boolean wasUsable = last.usable();
                look(!wasUsable || count % THOROUGH_EVERY == 0);
                looked.countDown();
                tell(count == 0, wasUsable);
                pause();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Until it is time again, or a turn has found the gateway gone. Being told so again while it is known
    /// changes nothing, so a gateway that is down is not looked at more often than it should be.
    private void pause() throws InterruptedException {
        if (!last.usable()) {
            Thread.sleep(UNWELL);
        } else if (wake.tryAcquire(WELL.toMillis(), TimeUnit.MILLISECONDS)) {
            log.debug("a turn has lost the gateway");
        }
        wake.drainPermits();
    }

    private void look(boolean thorough) {
        GatewayLook look = GatewayLook.at(client, thorough, configFile);
        if (look.info() != null) {
            known = look.info();
        }
        if (look.agents() != null) {
            listed = look.agents();
        }
        last = look.info() == null && chatEndpointOffInFile ? withEndpointOff(look) : look;
    }

    /// A gateway that does not run and would not be of use if it did: both in one go.
    private GatewayLook withEndpointOff(GatewayLook look) {
        String both = look.problem() + " " + GatewayLook.endpointOff(current, configFile);
        return new GatewayLook(null, null, both);
    }

    /// One line at the start, and one for every change for better or worse.
    private void tell(boolean first, boolean wasUsable) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        String problem = last.problem();
        if (first && demo != null) {
            log.info("{}", demoLine());
        } else if (problem != null && (first || wasUsable)) {
            log.warn("{}", problem);
        } else if (problem == null && (first || !wasUsable)) {
            log.info("{}", wellLine());
        }
    }

    private String demoLine() {
        String why = discoveryProblem == null ? "No OpenClaw gateway was found." : discoveryProblem;
        return why + " Chats go to the demo agent. To connect a gateway, set OPENCLAW_GATEWAY_URL and"
                + " OPENCLAW_GATEWAY_TOKEN.";
    }

    private String wellLine() {
        GatewayInfo info = known;
        String version = info == null || info.version() == null ? "of an unknown version" : "version " + info.version();
        boolean header = info == null || info.routing() == SessionRouting.HEADER;
        return "Chats go to the gateway ‘%s’ at %s (%s), sessions by %s."
                .formatted(current.name(), current.url(), version, header ? "header" : "model string");
    }

    private void awaitFirstLook() {
        try {
            if (!looked.await(FIRST_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("the first look at the gateway takes long");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
