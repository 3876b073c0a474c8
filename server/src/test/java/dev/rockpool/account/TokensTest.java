package dev.rockpool.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final int MANY = 2_000;

    @Test
    void aSecretHas256BitsAndEachOfThemFallsEitherWay() {
        Set<String> tokens = Stream.generate(Tokens::fresh).limit(MANY).collect(Collectors.toSet());
        int[] ones = new int[256];
        for (String token : tokens) {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            assertThat(bytes).hasSize(32);
            for (int bit = 0; bit < ones.length; bit++) {
                ones[bit] += bytes[bit / 8] >> bit % 8 & 1;
            }
        }

        assertThat(tokens).as("none comes twice").hasSize(MANY);
        // Nine standard deviations: chance does not get there.
        assertThat(Arrays.stream(ones).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(800, 1_200));
    }

    @Test
    void onlyAHashOfItIsKept() {
        String token = Tokens.fresh();

        assertThat(Tokens.hash(token))
                .matches("[0-9a-f]{64}")
                .isEqualTo(Tokens.hash(token))
                .doesNotContain(token);
    }
}
