package dev.belay.evaluation.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.javascript.JsonText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final List<String> NAMES = List.of("output", "context");

    private static JsonNode computed(String source, JsonNode output) throws Exception {
        var context = JsonText.parse("{\"vars\":{\"name\":\"Ada\",\"n\":2}}");
        return Expression.javaScript(source, NAMES).compute(Map.of("output", output, "context", context));
    }

    /** Right of the tilde: what Node prints for JSON.stringify of it, of the output {@code Hello, World 42 }. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '§',
            value = {
                "output.split(' ')[0]~\"Hello,\"",
                "output.trim().toLowerCase()~\"hello, world 42\"",
                "output.length~16",
                "output.length > 10 && output.includes('World')~true",
                "output.slice(-3).trim()~\"42\"",
                "parseInt(output.split(' ')[2]) + 1~43",
                "`${context.vars.name}: ${output.trim()}`~\"Ada: Hello, World 42\"",
                "'a' + 1 + 2~\"a12\"",
                "1 + 2 * 3 ** 2~19",
                "-2 ** 2 === undefined ? 1 : 2~2",
                "[1, 'b', ...[3]].join('-')~\"1-b-3\"",
                "({ text: output.trim(), n: context.vars.n })~{\"text\":\"Hello, World 42\",\"n\":2}",
                "context.vars.missing ?? 'none'~\"none\"",
                "context.vars.missing?.deeper ?? null~null",
                "output.replace('World', 'Moon').trimEnd()~\"Hello, Moon 42\"",
                "output.replaceAll('l', 'L')~\"HeLLo, WorLd 42 \"",
                "/W\\w+d/.test(output)~true",
                "typeof output~\"string\"",
                "!output~false",
                "Math.max(1, 7, 3) / 2~3.5",
                "JSON.stringify({a: [1, null]})~\"{\\\"a\\\":[1,null]}\"",
                "output.substring(7, 12)~\"World\"",
                "output.at(-2)~\"2\"",
                "'1' == 1~true",
                "'1' === 1~false",
                "(12.345).toFixed(2)~\"12.35\"",
                "output.match(/(\\w+), (\\w+)/)[2]~\"World\"",
                "output.match(/o/g).length~2",
                "output.match(/x/) ? 1 : 0~0",
                "output.replace(/\\s+/g, '_')~\"Hello,_World_42_\"",
                "output.replace(/(\\w+), (\\w+)/, '$2 $1 $$')~\"World Hello $ 42 \"",
                "'a1b22c'.split(/\\d+/)~[\"a\",\"b\",\"c\"]",
                "output.replace(/^```json\\s*|```$/g, '').trim()~\"Hello, World 42\"",
                "output;~\"Hello, World 42 \"",
            })
    void computesAsJavaScript(String source, String json) throws Exception {
        assertThat(JsonText.print(computed(source, TextNode.valueOf("Hello, World 42 "))))
                .isEqualTo(json);
    }

    @Test
    void membersOfParsedJson() throws Exception {
        var output = TextNode.valueOf("{\"items\":[{\"price\":3},{\"price\":4}]}");

        assertThat(computed("JSON.parse(output).items[1].price", output)).isEqualTo(DoubleNode.valueOf(4));
        assertThat(computed("const all = JSON.parse(output);\nreturn all.items.length;", output))
                .isEqualTo(DoubleNode.valueOf(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "output.split(',').map(x => x.trim())",
                "require('fs').readFileSync('/etc/passwd')",
                "process.env.HOME",
                "output.constructor.constructor('return 1')()",
                "fetch('http://example.com')",
                "globalThis",
                "output = 1",
                "output++",
                "while (true) {}",
                "(() => output)()",
                "new Date()",
                "output\n.trim()",
                "output.match('a')",
                "output.replace(/a/i, 'b')",
                "output.replace(/(/, 'b')",
                "output.replace(/a/g, x => x)",
                "",
                "1 +",
                "'open",
            })
    void whatWouldHaveToBeRunIsRefused(String source) {
        assertThatThrownBy(() -> Expression.javaScript(source, NAMES)).isInstanceOf(NotAnExpression.class);
    }

    @Test
    void whereJavaScriptThrowsThereIsAFault() {
        assertThatThrownBy(() -> computed("JSON.parse(output)", TextNode.valueOf("not json")))
                .isInstanceOf(ExpressionFailed.class)
                .hasMessageContaining("JSON.parse");
        assertThatThrownBy(() -> computed("output.a.b", TextNode.valueOf("x")))
                .isInstanceOf(ExpressionFailed.class)
                .hasMessageContaining("Cannot read properties of undefined (reading 'b')");
        assertThatThrownBy(() -> computed("'x'.repeat(1e9)", TextNode.valueOf("x")))
                .isInstanceOf(ExpressionFailed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "a * 100~75",
                "(a + b) / 2~1.375",
                "b ^ 2 - 1~3",
                "-b ^ 2~-4",
                "2 * a / (a + b)~0.5454545454545454",
                "max(a, b) + sqrt(b + 2)~4",
                "a > 0.5 ? 1 : 0~1",
                "b % 2~0",
            })
    void formulas(String source, double value) throws Exception {
        var values = Map.<String, JsonNode>of("a", DoubleNode.valueOf(0.75), "b", DoubleNode.valueOf(2));

        assertThat(Expression.formula(source).compute(values).doubleValue()).isEqualTo(value);
    }

    @Test
    void formulaOfANameThatIsNotThereIsAFault() throws Exception {
        var formula = Expression.formula("nobody * 2");

        assertThatThrownBy(() -> formula.compute(Map.of())).isInstanceOf(ExpressionFailed.class);
    }
}
