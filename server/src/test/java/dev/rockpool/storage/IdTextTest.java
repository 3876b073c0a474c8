package dev.rockpool.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTextTest {

    @Test
    void aUuidInLowerCaseIsAnId() {
        assertThat(IdText.isUuid("7f3c1b52-0d7e-4c1a-9f56-3a1f4f0c9d11")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7F3C1B52-0D7E-4C1A-9F56-3A1F4F0C9D11",
                "7f3c1b52-0d7e-4c1a-9f56-3a1f4f0c9d1",
                "7f3c1b52-0d7e-4c1a-9f56-3a1f4f0c9d111",
                "7f3c1b52-0d7e-4c1a-9f5-63a1f4f0c9d11",
                "7f3c1b5200d7e-4c1a-9f56-3a1f4f0c9d11",
                "7f3c1b52-0d7e-4c1a-9f56-3a1f4f0c9d1g",
                "7f3c1b52-0d7e-4c1a-9f56-3a1f4f0c9d1\n",
                "７f3c1b52-0d7e-4c1a-9f56-3a1f4f0c9d11"
            })
    void whatIsNearlyOneIsNot(String text) {
        assertThat(IdText.isUuid(text)).isFalse();
    }
}
