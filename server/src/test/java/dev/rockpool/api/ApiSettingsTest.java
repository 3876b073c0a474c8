package dev.rockpool.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ApiSettingsTest {

    private static final DataSize ANY_SIZE = DataSize.ofMegabytes(1);

    @Test
    void withoutAPublicAddressOnlyThisMachinesOwnNamesAreKnown() {
        ApiSettings settings = new ApiSettings("", ANY_SIZE);

        assertThat(settings.knownHosts()).containsExactlyInAnyOrder("localhost", "127.0.0.1", "[::1]");
        assertThat(settings.isPublicOrigin("https://chat.example.com")).isFalse();
    }

    @Test
    void thePublicAddressIsOursWhateverItsCase() {
        ApiSettings settings = new ApiSettings("https://Chat.Example.com:8443/rock", ANY_SIZE);

        assertThat(settings.knownHosts()).contains("chat.example.com");
        assertThat(settings.isPublicOrigin("https://chat.example.com:8443")).isTrue();
        assertThat(settings.isPublicOrigin("http://chat.example.com:8443")).isFalse();
        assertThat(settings.isPublicOrigin("https://chat.example.com")).isFalse();
    }

    @Test
    void anAddressWithoutAHostIsRefusedWithASentence() {
        assertThatThrownBy(() -> new ApiSettings("chat.example.com", ANY_SIZE).knownHosts())
                .hasMessageContaining("ROCKPOOL_PUBLIC_URL must be an address such as https://chat.example.com");
    }
}
