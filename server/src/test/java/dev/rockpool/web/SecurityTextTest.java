package dev.rockpool.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SecurityTextTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00.5Z"), ZoneOffset.UTC);

    @Test
    void whereNobodyIsNamedThereIsNoSuchPage() {
        var answer = new SecurityTextController("", "", CLOCK).securityText();

        assertThat(answer.getStatusCode().value()).isEqualTo(404);
    }

    @Test
    void theContactIsToldWithADateUntilWhichItHolds() {
        var answer = new SecurityTextController("security@acme.com", "https://chat.acme.com/", CLOCK).securityText();

        assertThat(answer.getBody()).isEqualTo("""
                Contact: mailto:security@acme.com
                Expires: 2027-02-21T10:00:00Z
                Preferred-Languages: en
                Canonical: https://chat.acme.com/.well-known/security.txt
                """);
    }

    @Test
    void aContactNobodyCouldReachIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new SecurityTextController("the porter", "", CLOCK))
                .hasMessageContaining("ROCKPOOL_SECURITY_CONTACT");
    }
}
