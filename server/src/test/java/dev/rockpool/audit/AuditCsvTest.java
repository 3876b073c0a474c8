package dev.rockpool.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCsvTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r\n=cmd|' /C calc'!A0", "＝1"})
    void aFormulaBecomesText(String value) {
        assertThat(AuditCsv.cell(value)).startsWith("\"'");
    }

    @Test
    void commasQuotesAndLinesStayInTheirCell() {
        assertThat(AuditCsv.cell("a, \"b\"\nc")).isEqualTo("\"a, \"\"b\"\"\nc\"");
    }

    @Test
    void whatIsHarmlessStaysAsItIs() {
        assertThat(AuditCsv.cell("ada@example.org")).isEqualTo("\"ada@example.org\"");
        assertThat(AuditCsv.cell("")).isEqualTo("\"\"");
    }

    @Test
    void anEntryIsALine() throws IOException {
        StringWriter out = new StringWriter();
        AuditCsv csv = new AuditCsv(out);
        csv.writeHeadings();
        csv.write(new AuditEntry(
                new AuditId("01890000-0000-7000-8000-000000000000"),
                Instant.parse("2026-11-22T10:00:00Z"),
                null,
                null,
                "sign_in_failed",
                null,
                null,
                "{\"how\":\"password\"}",
                "203.0.113.7"));

        assertThat(out.toString().split("\r\n"))
                .containsExactly(
                        "\"at\",\"type\",\"actor\",\"actor name\",\"subject\",\"subject name\",\"address\",\"data\",\"id\"",
                        "\"2026-11-22T10:00:00Z\",\"sign_in_failed\",\"\",\"\",\"\",\"\",\"203.0.113.7\","
                                + "\"{\"\"how\"\":\"\"password\"\"}\",\"01890000-0000-7000-8000-000000000000\"");
    }
}
