package dev.rockpool.account;

import dev.rockpool.storage.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Who may create an account, and who becomes the first administrator: somebody at this machine,
/// or somebody who has read the setup code in the server's log.
@Component
class RegistrationRules {

    private static final String MODE = "registration";
    private static final String SETUP = "setup";
    private static final int CODE_LENGTH = 20;
    private static final Logger log = LoggerFactory.getLogger(RegistrationRules.class);

    private final AccountRepository accounts;
    private final ServerSecrets secrets;
    private final Settings settings;
    private final Database database;
    private final PublicUrl url;
    private final RegistrationMode fallback;
    private final String administratorsEmail;
    private final boolean isOpenToThisMachineOnly;

    RegistrationRules(
            AccountRepository accounts,
            ServerSecrets secrets,
            Settings settings,
            Database database,
            PublicUrl url,
            GuestSettings guests,
            @Value("${rockpool.registration:}") String mode,
            @Value("${rockpool.admin-email:}") String administratorsEmail) {
        this.accounts = accounts;
        this.secrets = secrets;
        this.settings = settings;
        this.database = database;
        this.url = url;
        this.isOpenToThisMachineOnly = guests.isOnlyThisMachine();
        this.fallback = mode.isBlank() ? unset() : parse(mode);
        this.administratorsEmail = administratorsEmail.strip().toLowerCase(Locale.ROOT);
    }

    private RegistrationMode unset() {
        return isOpenToThisMachineOnly ? RegistrationMode.OPEN : RegistrationMode.INVITATION;
    }

    private static RegistrationMode parse(String mode) {
        return RegistrationMode.of(mode)
                .orElseThrow(() -> new IllegalArgumentException(
                        "ROCKPOOL_REGISTRATION must be open, invitation or closed, not '" + mode + "'."));
    }

    /// What an administrator has set, else what the server was started with.
    RegistrationMode mode() {
        return settings.find(MODE).flatMap(RegistrationMode::of).orElse(fallback);
    }

    void set(RegistrationMode mode) {
        database.inTransaction(() -> settings.set(MODE, mode.word()));
    }

    /// Whether the next who registers, and may, becomes administrator.
    boolean isFirst() {
        return !accounts.hasAdministrator();
    }

    /// Whether it is the operator who asks: sits at this machine, or knows the setup code.
    boolean isOperator(HttpServletRequest request, @Nullable String code) {
        return url.isAtThisMachine(request) || code != null && isEqual(code.strip(), setupCode());
    }

    private static boolean isEqual(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /// Whether the operator has named this address as the administrator's, or none at all.
    boolean mayAdminister(Email email) {
        return administratorsEmail.isEmpty() || isAdministrators(email);
    }

    /// Whether the operator has named this address as the administrator's.
    boolean isAdministrators(Email email) {
        return administratorsEmail.equals(email.value());
    }

    /// The code is the same at every node, and worth nothing once there is an administrator.
    private String setupCode() {
        return secrets.get(SETUP, Tokens.fresh().replaceAll("[-_]", "").substring(0, CODE_LENGTH));
    }

    void forgetSetupCode() {
        secrets.forget(SETUP);
    }

    @EventListener(ApplicationReadyEvent.class)
    void tellSetupCode() {
        if (!isOpenToThisMachineOnly && isFirst()) {
            log.info("There is no administrator yet. Open /register and give this setup code: {}", setupCode());
        }
    }
}
