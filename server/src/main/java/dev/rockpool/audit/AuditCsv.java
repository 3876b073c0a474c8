package dev.rockpool.audit;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes entries as CSV (RFC 4180), a table that a spreadsheet may open without running what is
/// in it: a cell that would be taken for a formula begins with an apostrophe.
final class AuditCsv {

    private static final String END_OF_LINE = "\r\n";
    private static final Pattern FORMULA = Pattern.compile("[\\s\\p{Cntrl}]*[=+\\-@＝＋－＠].*", Pattern.DOTALL);
    private static final String[] HEADINGS = {
        "at", "type", "actor", "actor name", "subject", "subject name", "address", "data", "id"
    };

    private final Writer out;

    AuditCsv(Writer out) {
        this.out = out;
    }

    void writeHeadings() throws IOException {
        write(Arrays.stream(HEADINGS));
    }

    void write(AuditEntry entry) throws IOException {
        write(Stream.of(
                entry.at().toString(),
                entry.type(),
                text(entry.actor()),
                text(entry.actorName()),
                text(entry.subject()),
                text(entry.subjectName()),
                text(entry.address()),
                entry.data(),
                entry.id().value()));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    private void write(Stream<String> cells) throws IOException {
        out.write(cells.map(AuditCsv::cell).collect(Collectors.joining(",", "", END_OF_LINE)));
    }

    /// Always in quotes, so that a comma or a line's end within is no other cell.
    static String cell(String value) {
        String harmless = FORMULA.matcher(value).matches() ? "'" + value : value;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
