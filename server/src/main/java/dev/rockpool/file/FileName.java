package dev.rockpool.file;

import java.nio.charset.StandardCharsets;

/// The names of files, as people and agents are told them.
final class FileName {

    private static final int LONGEST = 120;
    private static final int LONGEST_ENDING = 16;
    private static final String NAMELESS = "file";

    private FileName() {}

    /// What is left of a name without folders, without characters that cannot be seen or turn the
    /// direction of a line, and not too long; its ending stays.
    static String clean(String name) {
        String told = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String last = told.substring(Math.max(told.lastIndexOf('/'), told.lastIndexOf('\\')) + 1);
        String seen = last.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cn}]", "")
                .replaceAll("\\s+", " ")
                .strip();
        return seen.isEmpty() || seen.chars().allMatch(c -> c == '.') ? NAMELESS : shortened(seen);
    }

    private static String shortened(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
        int end = LONGEST - ending.length() - 1;
        return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end) + "…" + ending;
    }
}
