package dev.rockpool;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/// Starts Rockpool.
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class RockpoolApplication {

    /// Runs the server until it is told to stop.
    public static void main(String[] args) {
        SpringApplication.run(RockpoolApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
