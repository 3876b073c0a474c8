package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BackgroundTest {

    @Test
    void workThatFailsIsLoggedAndDoesNotReachTheWholeProgram() throws InterruptedException {
        Logger logger = (Logger) LoggerFactory.getLogger(Background.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        logger.addAppender(said);
        AtomicReference<@Nullable Throwable> reached = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> reached.set(failure));
        try {
            Thread failing = Background.start("session-eraser", () -> {
                throw new IllegalStateException("The database has been closed.");
            });

            assertThat(failing.join(Duration.ofSeconds(10))).isTrue();
            assertThat(reached).hasValue(null);
            assertThat(said.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .singleElement()
                    .asString()
                    .contains("session-eraser");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
            logger.detachAppender(said);
        }
    }
}
