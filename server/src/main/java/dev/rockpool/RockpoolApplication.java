package dev.rockpool;

import java.time.Clock;
import java.time.ZoneOffset;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/// Starts Rockpool.
// Transactions are begun where they are needed (Database): looking through every bean for ones told by annotation would
// only make starts slower.
@SpringBootApplication(proxyBeanMethods = false, exclude = TransactionAutoConfiguration.class)
@ConfigurationPropertiesScan
public class RockpoolApplication {

    /// Runs the server until it is told to stop.
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(RockpoolApplication.class);
        application.addListeners(new PreparedBeans());
        application.run(args);
    }

    /// Says where to open it; a person who has just started it should not have to guess.
    @EventListener
    void ready(ApplicationReadyEvent event) {
        Environment settings = event.getApplicationContext().getEnvironment();
        String publicUrl = settings.getProperty("rockpool.public-url", "");
        String ownUrl = "http://localhost:" + settings.getProperty("local.server.port");
        LoggerFactory.getLogger(RockpoolApplication.class)
                .info("Rockpool is ready: open {}", publicUrl.isBlank() ? ownUrl : publicUrl);
    }

    @Bean
    Clock clock() {
        // As fine as the database keeps it, so that a time is the same before and after it was stored.
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
