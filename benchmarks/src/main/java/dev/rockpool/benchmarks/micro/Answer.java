package dev.rockpool.benchmarks.micro;

import java.util.List;
import java.util.stream.IntStream;

/// The answer all JMH benchmarks handle: as long as a model's usual one, in tokens of usual length, some of
/// which JSON has to escape and some of which are not ASCII.
public final class Answer {

    public static final int TOKENS = 500;

    private static final List<String> WORDS =
            List.of(" the", " rock", " pool", "\n", " \"tide\"", " é", " fills", " slowly", ".", " again");

    private Answer() {}

    /// Its pieces, in order.
    public static List<String> tokens() {
        return IntStream.range(0, TOKENS)
                .mapToObj(i -> WORDS.get(i % WORDS.size()))
                .toList();
    }
}
