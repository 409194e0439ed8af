package dev.belay.cli.working;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubTextTest {

    @Test
    void lineBreaksAndPercentSignsDoNotEndAnAnnotation() {
        assertThat(GitHubText.data("50 %\r\n::error::a, b")).isEqualTo("50 %25%0D%0A::error::a, b");
        assertThat(GitHubText.property("a:b,c%\n")).isEqualTo("a%3Ab%2Cc%25%0A");
    }

    @ParameterizedTest
    @CsvSource({
        "plain words, plain words",
        "<script>, &lt;script&gt;",
        "[a](b), \\[a\\]\\(b\\)",
        "*_`|, \\*\\_\\`\\|",
        "https://x.y, https\\:\\/\\/x\\.y",
        "@ana, \\@&#8203;ana",
        "&lt;, &amp;lt\\;",
    })
    void foreignTextIsNoMarkup(String text, String markdown) {
        assertThat(GitHubText.markdown(text)).isEqualTo(markdown);
    }

    @Test
    void lineBreakStartsNoBlock() {
        assertThat(GitHubText.markdown("a\n# b")).isEqualTo("a \\#&#8203; b");
    }
}
