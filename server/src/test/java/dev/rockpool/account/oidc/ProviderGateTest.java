package dev.rockpool.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.account.Throttle;
import dev.rockpool.testing.MutableClock;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// How often one address goes to a sign-in service and comes back.
class ProviderGateTest {

    private static final int AT_ONCE = 400;
    private static final String HOME = "192.0.2.1";

    private final MutableClock clock = new MutableClock();
    private final ProviderGate gate = new ProviderGate(new Throttle(clock));

    @Test
    void whoStartsTooOftenIsToldAtTheSignInPageAndNothingIsStored() throws Exception {
        for (int i = 0; i < AT_ONCE; i++) {
            assertThat(isLetThrough(HOME)).isTrue();
        }
        MockFilterChain behind = new MockFilterChain();
        MockHttpServletResponse answer = from(HOME, behind);

        assertThat(behind.getRequest()).isNull();
        assertThat(answer.getStatus()).isEqualTo(302);
        assertThat(answer.getHeader("Location")).isEqualTo("/login?problem=too_often");
        assertThat(OidcFailure.of("too_often")).contains(OidcFailure.TOO_OFTEN);
        clock.forward(Duration.ofMinutes(1));
        assertThat(isLetThrough(HOME)).isTrue();
    }

    @Test
    void othersAreNotKeptOutByIt() throws Exception {
        for (int i = 0; i <= AT_ONCE; i++) {
            isLetThrough(HOME);
        }
        assertThat(isLetThrough(HOME)).isFalse();
        assertThat(isLetThrough("198.51.100.7")).isTrue();
    }

    private boolean isLetThrough(String address) throws ServletException, IOException {
        MockFilterChain behind = new MockFilterChain();
        from(address, behind);
        return behind.getRequest() != null;
    }

    private MockHttpServletResponse from(String address, MockFilterChain behind) throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/oauth2/authorization/acme");
        request.setRemoteAddr(address);
        MockHttpServletResponse response = new MockHttpServletResponse();
        gate.doFilter(request, response, behind);
        return response;
    }
}
