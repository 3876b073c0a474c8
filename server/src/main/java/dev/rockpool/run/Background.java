package dev.rockpool.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work beside a run that nobody waits for.
final class Background {

    private static final Logger log = LoggerFactory.getLogger(Background.class);

    private Background() {}

    /// Starts `work` on a thread of its own. What it throws is logged and goes no further: a server that closes its
    /// database while such work is on has not failed.
    static Thread start(String name, Runnable work) {
        return Thread.ofVirtual()
                .name(name)
                .uncaughtExceptionHandler(
                        (_, failure) -> log.warn("thread={} broke off, what it was to do is left", name, failure))
                .start(work);
    }
}
