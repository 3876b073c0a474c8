package dev.rockpool.e2e.search;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Somewhere a secret could have got to.
///
/// @param kind which sort of place
/// @param name what to call it in a failure; ids in it are stars
/// @param text what is there, one character per byte
public record Place(Kind kind, String name, String text) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public enum Kind {
        REQUEST,
        ANSWER,
        FRAME,
        CONSOLE,
        STORAGE,
        LOG,
        FILE,
        PROCESS,
        ENDPOINT
    }

    public Place {
        name = ID.matcher(name).replaceAll("*");
    }

    static Place of(Kind kind, String name, String text) {
        return of(kind, name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Place of(Kind kind, String name, byte[] bytes) {
        return new Place(kind, name, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
