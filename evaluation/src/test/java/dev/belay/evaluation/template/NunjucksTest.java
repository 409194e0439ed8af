package dev.belay.evaluation.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.JsonLines;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NunjucksTest {
    private static final Map<String, JsonNode> VARS = vars();

    private static Map<String, JsonNode> vars() {
        var vars = new HashMap<String, JsonNode>();
        JsonLines.of("nunjucks.jsonl")
                .getFirst()
                .get("vars")
                .properties()
                .forEach(field -> vars.put(field.getKey(), field.getValue()));
        return vars;
    }

    static Stream<JsonNode> templates() {
        return JsonLines.of("nunjucks.jsonl").stream().skip(1);
    }

    /** What Nunjucks 3.2.4 rendered, or that it refused. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("templates")
    void rendersAsNunjucks(JsonNode vector) {
        var template = vector.get("template").asText();
        if (vector.has("error")) {
            assertThatThrownBy(() -> Nunjucks.render(template, VARS)).isInstanceOf(TemplateFailed.class);
        } else {
            assertThat(Nunjucks.render(template, VARS))
                    .isEqualTo(vector.get("text").asText());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{{ 1 === '1' }}~false",
                "{{ 1 === 1 }}~true",
                "{{ 1 !== '1' }}~true",
                "{{ 1 !== 1.0 }}~false",
                "{{ 'a' === \"a\" }}~true",
                "{{ n === 1 and not (n === '1') }}~true",
                "{% if n === 1 %}one{% else %}other{% endif %}~one",
                "{% if s === n or s === '1' %}yes{% endif %}~yes",
                "{{ missing === none }}~true",
                "{{ list === list }}~false",
                "{{ 'x' if s !== '1' else 'y' }}~y",
            })
    void strictEqualityComparesTypesToo(String template, String text) {
        var vars = Map.<String, JsonNode>of(
                "n", IntNode.valueOf(1), "s", TextNode.valueOf("1"), "list", JsonNodeFactory.instance.arrayNode());

        assertThat(Nunjucks.render(template, vars)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ env.PATH }}",
                "{{ env['HOME'] }}",
                "{{ name.getClass() }}",
                "{{ name.class }}",
                "{{ ''.__class__ }}",
                "{{ obj.class.classLoader }}",
                "{% include '/etc/passwd' %}",
                "{% import 'file:///etc/passwd' as x %}",
                "{% extends 'x' %}",
                "{{ ____int3rpr3t3r____.config }}",
                "{{ ____int3rpr3t3r____ }}",
                "{{ range.constructor('return process')() }}",
            })
    void nothingButVariablesIsSeen(String template) {
        String seen;
        try {
            seen = Nunjucks.render(template, VARS);
        } catch (TemplateFailed refused) {
            seen = "";
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void renderedTextIsNotRenderedAgain() {
        assertThat(Nunjucks.render("{{ a }}", Map.of("a", TextNode.valueOf("{{ name }}"))))
                .isEqualTo("{{ name }}");
    }

    @Test
    void useOfTheEnvironmentIsReported() {
        assertThat(Nunjucks.problemOf("key {{ env.API_KEY }}"))
                .hasValueSatisfying(problem -> assertThat(problem).contains("environment"));
        assertThat(Nunjucks.problemOf("{{ environment }} env.x")).isEmpty();
    }

    @Test
    void endlessLoopIsRefused() {
        assertThatThrownBy(() -> Nunjucks.render(
                        "{% for a in range(100000000) %}{% for b in range(100000000) %}x{% endfor %}{% endfor %}",
                        VARS))
                .isInstanceOf(TemplateFailed.class);
    }

    @Test
    void variablesThatNameVariablesAreResolved() {
        var resolved = Variables.resolved(Map.of(
                "greeting",
                TextNode.valueOf("Hello {{ who }}\n"),
                "who",
                TextNode.valueOf("{{first}} L"),
                "first",
                TextNode.valueOf("Ada")));

        assertThat(resolved.get("greeting").textValue()).isEqualTo("Hello Ada L");
    }

    @Test
    void variablesThatNameEachOtherEnd() {
        var resolved = Variables.resolved(Map.of("a", TextNode.valueOf("{{b}}"), "b", TextNode.valueOf("{{a}}")));

        assertThat(resolved.keySet()).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{{ ['b', 'a', 'c'] | batch(2) | dump }}~[[\"b\",\"a\"],[\"c\"]]",
                "{{ ['b', 'a', 'c'] | batch(2, 'x') | dump }}~[[\"b\",\"a\"],[\"c\",\"x\"]]",
                "{{ ['b', 'a', 'c'] | slice(2, 'x') | dump }}~[[\"b\",\"a\"],[\"c\",\"x\"]]",
                "{{ ['b'] | slice(3) | dump }}~[[\"b\"],[],[]]",
                "{% for k, v in [{a: 3}, {a: 'z'}, {a: 1}, {a: 3}] | groupby('a') %}{{ k }}{{ v | length }} {% endfor %}~`11 32 z1 `",
                "{{ '<p>x  y</p>\\n<!-- c --> <b>z</b> ' | striptags }}~x y z",
            })
    void listsAreCutAsInNunjucks(String template, String text) {
        assertThat(Nunjucks.render(template, Map.of())).isEqualTo(text);
    }
}
