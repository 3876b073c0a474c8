package dev.rockpool.web;

import java.util.regex.Pattern;

/// Leaves out of a script or a style sheet what only its authors read. A sixth of a first load would be
/// comments: prose packs worse than code.
final class Comments {

    /// A comment that has its lines to itself. One behind code stays: telling it from a string takes a parser. No
    /// line of a template of ours may begin like one.
    private static final Pattern OWN_LINES =
            Pattern.compile("^[ \\t]*(?://.*|/\\*(?:(?!\\*/)[\\s\\S])*+\\*/[ \\t]*)$", Pattern.MULTILINE);

    private static final Pattern LINE = Pattern.compile("[^\\n]+");

    private Comments() {}

    /// The source with empty lines in their place, so that a browser's errors name the lines there are.
    static String leftOut(String source) {
        return OWN_LINES
                .matcher(source)
                .replaceAll(comment -> LINE.matcher(comment.group()).replaceAll(""));
    }
}
