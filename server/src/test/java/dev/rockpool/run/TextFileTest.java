package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a text file is put into a message.
class TextFileTest {

    @Test
    void aFileIsToldByNameBetweenFences() {
        assertThat(TextFile.told("tide.py", "print(1)\n")).isEqualTo("File: tide.py\n```py\nprint(1)\n```");
    }

    @ParameterizedTest
    @CsvSource({"a ``` b,````", "`````,``````", "no fence,```", "```` and ```,`````"})
    void nothingInAFileEndsItsFence(String words, String fence) {
        assertThat(TextFile.told("a", words)).isEqualTo("File: a\n" + fence + "\n" + words + "\n" + fence);
    }

    @ParameterizedTest
    @CsvSource({"README,''", "a.c++,c++", "a.B,b", ".env,env", "a.`sh,''", "a.aaaaaaaaaaaaaaaaaaaaa,''"})
    void theEndingIsTheLanguage(String name, String language) {
        assertThat(TextFile.told(name, "x")).startsWith("File: " + name + "\n```" + language + "\n");
    }
}
