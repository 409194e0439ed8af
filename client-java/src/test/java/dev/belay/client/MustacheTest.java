package dev.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.document.PromptDocument.Template;
import dev.belay.evaluation.template.PromptTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** What is rendered here is what was evaluated: both engines, on the same templates and values. */
class MustacheTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 2_000)
    void rendersAsTheEvaluationDoes(@ForAll("templates") String template, @ForAll("values") String values)
            throws Exception {
        var variables = (ObjectNode) JSON.readTree(values);
        var own = Mustache.of(template);
        Statistics.label("rendered here").collect(own != null);
        if (own != null) {
            assertThat(own.render(variables)).isEqualTo(evaluated(template, variables));
        }
    }

    @Test
    void whatIsNotSimpleIsLeftToTheEdge() {
        for (var template : List.of(
                "{{=<% %>=}}",
                "{{> partial}}",
                "{{#open}}",
                "{{/closed}}",
                "{{a",
                "{{#a}}{{/b}}",
                "{{\u2028a}}",
                "{{a}}\r\n{{b}}\n")) {
            assertThat(Mustache.of(template)).as(template).isNull();
        }
    }

    @Test
    void nothingIsEscapedAndNothingIsRenderedTwice() throws Exception {
        var values = (ObjectNode) JSON.readTree("{\"a\": \"<b> & \\\"q\\\" {{b}}\", \"b\": \"no\"}");

        assertThat(Mustache.of("{{a}}|{{{a}}}|{{&a}}").render(values))
                .isEqualTo("<b> & \"q\" {{b}}|<b> & \"q\" {{b}}|<b> & \"q\" {{b}}");
    }

    private static String evaluated(String template, ObjectNode variables) {
        var message = new Message(Role.USER, JSON.getNodeFactory().textNode(template), null, null, null);
        Map<String, JsonNode> values = new HashMap<>();
        variables.properties().forEach(value -> values.put(value.getKey(), value.getValue()));
        return PromptTemplate.of(List.of(message), Template.MUSTACHE)
                .render(values)
                .getFirst()
                .body()
                .textValue();
    }

    @Provide
    Arbitrary<String> templates() {
        var piece = Arbitraries.of(
                "text ",
                "\n",
                "\r\n",
                " ",
                "  ",
                "{{a}}",
                "{{ b }}",
                "{{\u2028b}}",
                "{{c.d}}",
                "{{{a}}}",
                "{{&b}}",
                "{{! no }}",
                "x",
                "{{#a}}",
                "{{/a}}",
                "{{^a}}",
                "{{#c}}",
                "{{/c}}",
                "{{#l}}",
                "{{/l}}",
                "{{^l}}",
                "{{d}}",
                "{{missing}}",
                "{{#a}}in{{/a}}",
                "{{^a}}out{{/a}}",
                "{{#l}}\n- {{d}}\n{{/l}}\n",
                "{{#c}}{{d}}{{/c}}",
                "}",
                "{",
                "}}");
        return piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> values() {
        var value = Arbitraries.of(
                "\"text\"",
                "\"\"",
                "null",
                "true",
                "false",
                "0",
                "1.5",
                "-3",
                "1e21",
                "1e-7",
                "12345678901",
                "{\"d\": \"deep\", \"b\": 1.0}",
                "{\"z\": 1, \"a\": [1, \"q\\\"\\n\"]}",
                "[]",
                "[1, 2]",
                "[{\"d\": \"x\"}, {\"d\": \"y\"}]");
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d", "l"), value)
                .ofMaxSize(5)
                .map(map -> {
                    var members = map.entrySet().stream()
                            .map(member -> "\"" + member.getKey() + "\": " + member.getValue())
                            .toList();
                    return "{" + String.join(", ", members) + "}";
                });
    }
}
