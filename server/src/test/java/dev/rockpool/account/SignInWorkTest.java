package dev.rockpool.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.attack.Attacked;
import dev.rockpool.testing.TestClient;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/// A sign-in that fails costs the same whoever it was for: `EveryIdTest` shows it of the database, this of the hashes.
@Attacked
@Import(SignInWorkTest.Counted.class)
@Timeout(60)
class SignInWorkTest {

    private static final String UNKNOWN = "none";

    @LocalServerPort
    int port;

    @Autowired
    CountingPasswords passwords;

    /// Notes what each password was compared with.
    static class CountingPasswords extends Passwords {

        private final List<String> compared = new CopyOnWriteArrayList<>();

        @Override
        boolean matches(String password, @Nullable String stored) {
            compared.add(stored == null ? UNKNOWN : stored);
            return super.matches(password, stored);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Counted {

        @Bean
        @Primary
        CountingPasswords countingPasswords() {
            return new CountingPasswords();
        }
    }

    @Test
    void anUnknownEMailTakesOneHashLikeAWrongPassword() {
        TestClient ada = TestClient.member(port);
        TestClient stranger = TestClient.stranger(port);
        passwords.compared.clear();

        stranger.signIn(ada.email(), "not the right one");
        assertThat(passwords.compared).singleElement().isNotEqualTo(UNKNOWN);
        passwords.compared.clear();
        stranger.signIn("nobody-" + UUID.randomUUID() + "@example.com", "not the right one");

        assertThat(passwords.compared).containsExactly(UNKNOWN);
    }

    @Test
    void nobodysHashIsMadeWithTheSameEffortAsEverybodys() {
        assertThat(parameters(Passwords.NOBODYS)).isEqualTo(parameters(new Passwords().hash("a tide pool at noon")));
        assertThat(Passwords.NOBODYS).hasSameSizeAs(new Passwords().hash("a tide pool at noon"));
    }

    private static String parameters(String hash) {
        return hash.substring(0, hash.indexOf('$', hash.indexOf("p=")));
    }
}
