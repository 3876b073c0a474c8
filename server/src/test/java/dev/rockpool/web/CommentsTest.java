package dev.rockpool.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommentsTest {

    @Test
    void commentsWithLinesOfTheirOwnAreLeftOutAndEveryOtherLineKeepsItsNumber() {
        String source = """
            // What this is.
            /**
             * What it does,
             * and why.
             */
            const a = 1; // stays
              // goes
            /* one */ const b = 2;
            /* two */
            .c { }
            """;
        assertThat(Comments.leftOut(source)).isEqualTo("""





            const a = 1; // stays

            /* one */ const b = 2;

            .c { }
            """);
    }

    @Test
    void whatOnlyLooksLikeACommentStays() {
        String source = """
            const address = "https://example.org";
            const both = a /* x */ / b;
            const c = "/*";
            const d = "*/";
            """;
        assertThat(Comments.leftOut(source)).isEqualTo(source);
    }
}
