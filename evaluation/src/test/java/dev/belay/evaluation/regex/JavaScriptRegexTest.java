package dev.belay.evaluation.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.evaluation.JsonLines;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaScriptRegexTest {
    /** Written by hand for the known differences between engines, and generated: what Node 20 answered. */
    @Test
    void answersAreNodes() {
        var differing = new ArrayList<String>();
        for (var vector : JsonLines.of("node-regex.jsonl")) {
            var expected =
                    vector.has("error") ? "invalid" : vector.get("matches").asText();
            var actual = answer(
                    vector.get("pattern").asText(),
                    vector.get("flags").asText().equals("u"),
                    vector.get("input").asText());
            if (!actual.equals(expected)) {
                differing.add(vector + " but was " + actual);
            }
        }
        assertThat(differing).isEmpty();
    }

    private static String answer(String pattern, boolean unicode, String input) {
        try {
            var regex = unicode ? JavaScriptRegex.compileUnicode(pattern) : JavaScriptRegex.compile(pattern);
            return String.valueOf(regex.test(input));
        } catch (InvalidRegex invalid) {
            return "invalid";
        }
    }

    @Test
    void messageIsNodes() {
        assertThatThrownBy(() -> JavaScriptRegex.compile("("))
                .isInstanceOf(InvalidRegex.class)
                .hasMessage("Invalid regular expression: /(/: Unterminated group");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|a)*$", "^(a*)*$", "(a+a+)+b", "(?=(a+)+$)a"})
    void endlessBacktrackingIsGivenUp(String pattern) {
        assertThatThrownBy(() -> JavaScriptRegex.compile(pattern).test("a".repeat(40) + "c"))
                .isInstanceOf(RegexTooSlow.class)
                .hasMessageContaining(pattern)
                .hasMessageContaining("steps");
    }

    @Test
    void longOutputDoesNotOverflowTheStack() {
        assertThat(JavaScriptRegex.compile("^(?:.|\\n)*$").test("line\n".repeat(100_000)))
                .isTrue();
    }

    @Test
    void deeplyNestedPatternIsRefused() {
        assertThatThrownBy(() -> JavaScriptRegex.compile("(".repeat(100_000)))
                .isInstanceOf(InvalidRegex.class)
                .hasMessageContaining("too large");
    }
}
