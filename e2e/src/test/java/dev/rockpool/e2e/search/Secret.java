package dev.rockpool.e2e.search;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Something that is to be found nowhere but where it was typed, in no encoding, and not by half either.
///
/// @param name what to call it in a failure, which must not show it
/// @param value what it is, letters and digits at its beginning
/// @param typedAt the requests that may hold it, such as `POST /api/sign-in`
public record Secret(String name, String value, Set<String> typedAt) {

    private static final String LETTERS = "GHJKLMNPQRSTVWXYZghjkmnpqrstvwxyz";
    private static final int LENGTH = 24;
    private static final int KEY_LENGTH = 42;

    public Secret {
        typedAt = Set.copyOf(typedAt);
    }

    /// A new one that looks like no word and no other number. It ends in what encodings treat differently.
    public static Secret random(String name, String... typedAt) {
        return new Secret(name, letters(LENGTH) + "+/=&", Set.of(typedAt));
    }

    /// One that is 32 bytes in Base64, as keys are.
    static Secret randomKey(String name) {
        return of(name, letters(KEY_LENGTH) + "w=");
    }

    private static String letters(int count) {
        return IntStream.range(0, count)
                .map(_ -> LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /// One that was not made up here, and that nobody types.
    public static Secret of(String name, String value) {
        return new Secret(name, value, Set.of());
    }

    /// Whether this is where it may be.
    boolean isTypedAt(Place place) {
        return place.kind() == Place.Kind.REQUEST && typedAt.contains(place.name());
    }

    /// The places that hold it and should not, each with the encoding in which they do. The secret itself is not
    /// in what is returned.
    public List<String> leaks(Collection<Place> places) {
        return places.stream()
                .filter(place -> !isTypedAt(place))
                .flatMap(place -> encodingsIn(place).stream().map(how -> name + ", " + how + ", in " + place))
                .toList();
    }

    /// The encodings in which a place holds the secret or half of it.
    List<String> encodingsIn(Place place) {
        return shapes().entrySet().stream()
                .filter(shape -> place.text().contains(shape.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, String> shapes() {
        String letters = value.chars()
                .takeWhile(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        int middle = letters.length() / 2;
        Map<String, String> shapes = new LinkedHashMap<>();
        add(shapes, "first half", letters.substring(0, middle));
        add(shapes, "second half", letters.substring(middle));
        return shapes;
    }

    private static void add(Map<String, String> shapes, String part, String text) {
        shapes.put(part + " as it is", text);
        shapes.put(part + " backwards", new StringBuilder(text).reverse().toString());
        shapes.put(part + " in UTF-16", latin(text, StandardCharsets.UTF_16LE));
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        shapes.put(part + " in hex", hex);
        shapes.put(part + " in HEX", hex.toUpperCase(Locale.ROOT));
        shapes.put(part + " in URL encoding", each(text, "%%%02X"));
        shapes.put(part + " in JSON escapes", each(text, "\\u%04x"));
        for (int before = 0; before < 3; before++) {
            shapes.put(part + " in Base64, " + before + " behind", base64(text, before));
        }
    }

    private static String latin(String text, Charset encoding) {
        return new String(text.getBytes(encoding), StandardCharsets.ISO_8859_1);
    }

    private static String each(String text, String format) {
        return text.chars().mapToObj(format::formatted).collect(Collectors.joining());
    }

    /// What is the same in Base64 whatever stands around the text, with so many bytes over from before it.
    private static String base64(String text, int before) {
        byte[] padded = ("\0".repeat(before) + text).getBytes(StandardCharsets.UTF_8);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(padded);
        return encoded.substring((before * 8 + 5) / 6, padded.length * 8 / 6);
    }

    /// Never shows the value.
    @Override
    public String toString() {
        return name;
    }
}
