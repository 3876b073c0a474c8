package dev.rockpool;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.util.ClassUtils;

/// Starts with the beans that the build has worked out, where they are the right ones: finding them anew, and deciding
/// which of them are wanted, takes a quarter of a start.
///
/// The build works them out for SQLite, so a server on PostgreSQL finds its own. So does one that runs from a folder of
/// classes: there the prepared beans may be older than the code.
final class PreparedBeans implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final String PREPARED = RockpoolApplication.class.getName() + "__ApplicationContextInitializer";

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        boolean isSqlite =
                event.getEnvironment().getProperty("rockpool.database-url", "").isBlank();
        if (isSqlite && isPackaged() && ClassUtils.isPresent(PREPARED, null)) {
            System.setProperty("spring.aot.enabled", "true");
        }
    }

    private static boolean isPackaged() {
        return RockpoolApplication.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()
                .contains(".jar");
    }
}
