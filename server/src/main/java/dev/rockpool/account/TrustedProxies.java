package dev.rockpool.account;

import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Believes the proxies the operator names, and nobody else, for whom they ask and whether that
/// one came encrypted.
@Component
class TrustedProxies implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private final String networks;

    /// @param networks such as `10.0.0.0/8, 127.0.0.1/32`; empty for none
    TrustedProxies(@Value("${rockpool.trusted-proxies:}") String networks) {
        this.networks = networks.strip();
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        if (networks.isEmpty()) {
            return;
        }
        RemoteIpValve valve = new RemoteIpValve();
        valve.setInternalProxies(networks);
        valve.setRemoteIpHeader("X-Forwarded-For");
        valve.setProtocolHeader("X-Forwarded-Proto");
        factory.addEngineValves(valve);
    }
}
