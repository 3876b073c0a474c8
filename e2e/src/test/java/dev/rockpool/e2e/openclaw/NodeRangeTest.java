package dev.rockpool.e2e.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeRangeTest {

    @ParameterizedTest(name = "{0} contains {1}: {2}")
    @CsvSource({
        ">=24.16.0 <25 || >=26.1.0, v24.16.0, true",
        ">=24.16.0 <25 || >=26.1.0, v24.15.9, false",
        ">=24.16.0 <25 || >=26.1.0, v25.9.0, false",
        ">=24.16.0 <25 || >=26.1.0, v26.0.9, false",
        ">=24.16.0 <25 || >=26.1.0, v27.0.0, true",
        ">= 22, 22.0.0, true",
        ">22.1 <=23.0.0, 22.1.0, false",
        ">22.1 <=23.0.0, 23.0.0, true",
        "^22.4.0, 22.99.1, true",
        "^22.4.0, 23.0.0, false",
        "~22.4.1, 22.5.0, false",
        "~22.4.1, 22.4.9, true",
        "22, 22.7.0, true",
        "=22.7.1, 22.7.0, false",
        "22.7.1, 22.7.1, true",
        ">=22, 22.0.0-rc.1, false",
        "whatever, 22.0.0, false",
    })
    void saysWhetherANodeReleaseFitsWhatAPackageAsksFor(String range, String version, boolean contained) {
        assertThat(NodeRange.parse(range).contains(version)).isEqualTo(contained);
    }
}
