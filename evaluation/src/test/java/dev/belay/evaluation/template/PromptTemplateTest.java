package dev.belay.evaluation.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.document.PromptDocument.Template;
import dev.belay.contracts.event.EventJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTemplateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{{a}}|{\"a\":\"<b> & 'c'\"}|<b> & 'c'",
                "{{a}}|{\"a\":\"{{y}} {{#y}}\",\"y\":\"no\"}|{{y}} {{#y}}",
                "{{{a}}}|{\"a\":\"{{y}}\",\"y\":\"no\"}|{{y}}",
                "{{a}}|{\"a\":1}|1",
                "{{a}}|{\"a\":1.0}|1",
                "{{a}}|{\"a\":0.1}|0.1",
                "{{a}}|{\"a\":1e21}|1e+21",
                "{{a}}|{\"a\":true}|true",
                "[{{a}}]|{\"a\":null}|[]",
                "{{a}}|{\"a\":{\"z\":1,\"b\":[\"x\"]}}|{\"b\":[\"x\"],\"z\":1}",
                "{{a.b.c}}|{\"a\":{\"b\":{\"c\":\"deep\"}}}|deep",
                "{{#a}}({{n}}){{/a}}|{\"a\":[{\"n\":1},{\"n\":2}]}|(1)(2)",
                "{{#a}}{{.}},{{/a}}|{\"a\":[\"x\",2,true]}|x,2,true,",
                "{{#a}}{{b}}{{/a}}|{\"a\":{\"b\":\"in\"},\"b\":\"out\"}|in",
                "{{#a}}{{b}}{{/a}}|{\"a\":true,\"b\":\"out\"}|out",
                "[{{#a}}x{{/a}}{{^a}}none{{/a}}]|{\"a\":[]}|[none]",
                "[{{#a}}x{{/a}}{{^a}}none{{/a}}]|{\"a\":false}|[none]",
                "[{{#a}}x{{/a}}{{^a}}none{{/a}}]|{\"a\":\"\"}|[none]",
                "[{{#a}}x{{/a}}{{^a}}none{{/a}}]|{\"a\":0}|[x]",
                "{{=<% %>=}}{{a}} <%a%>|{\"a\":1}|{{a}} 1",
                "{{! a remark }}x|{}|x",
            })
    void rendersAsMustache(String template, String vars, String rendered) throws Exception {
        assertThat(template(template).render(vars(vars)).getFirst().content()).isEqualTo(rendered);
    }

    @Test
    void everyLineBreakSurvives() throws Exception {
        assertThat(template("a\n\n {{x}} \nb\n")
                        .render(vars("{\"x\":\"1\\r\\n2\"}"))
                        .getFirst()
                        .content())
                .isEqualTo("a\n\n 1\r\n2 \nb\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{a.class}}", "{{a.bytes}}", "{{a.length}}", "{{a.textValue}}", "{{a.isTextual}}"})
    void membersOfJavaObjectsAreOutOfReach(String template) throws Exception {
        assertThat(template(template)
                        .render(vars("{\"a\":\"text\"}"))
                        .getFirst()
                        .content())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{#a}}x|Failed to close 'a' tag, in line 1 of its content",
                "{{a|Improperly closed variable, in line 1 of its content",
                "'x\n{{}}'|Empty mustache, in line 2 of its content",
                "{{#a}}{{/b}}|Mismatched start/end tags: a != b, in line 1 of its content",
                "{{> /etc/passwd}}|partials ({{>/etc/passwd}}) are not available, in line 1 of its content",
                "{{<parent}}{{/parent}}|parents ({{<parent}}) are not available, in line 1 of its content",
                "{{$block}}{{/block}}|blocks ({{$block}}) are not available, in line 1 of its content",
                "{{%PRAGMA}}|pragmas ({{%PRAGMA}}) are not available, in line 1 of its content",
            })
    void syntaxErrorNamesMessageAndLine(String template, String reason) {
        var errors = PromptTemplate.errorsOf(
                List.of(new Message(Role.SYSTEM, "fine {{x}}"), new Message(Role.USER, template)), Template.MUSTACHE);

        assertThat(errors).containsExactly(new PromptTemplate.SyntaxError(1, reason));
        assertThatThrownBy(() -> template(template)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endlessNestingIsRefusedRatherThanFillingTheStack() {
        assertThat(PromptTemplate.errorsOf(
                        List.of(new Message(Role.USER, "{{#a}}".repeat(100_000))), Template.MUSTACHE))
                .singleElement()
                .satisfies(error -> assertThat(error.reason()).contains("more than 50 deep"));
    }

    @Test
    void manySectionsBesideEachOtherAreFine() throws Exception {
        var text = "{{#a}}x{{/a}}".repeat(2000);

        assertThat(template(text).render(vars("{\"a\":true}")).getFirst().content())
                .hasSize(2000);
    }

    @Test
    void variablesAreWhatStandsOutsideOfSectionsAndWhatOpensOne() {
        assertThat(template("{{a}} {{b.c}} {{#items}}{{name}}{{/items}} {{^none}}{{d}}{{/none}} {{{e}}} {{&f}}")
                        .variables())
                .containsExactly("a", "b", "d", "e", "f", "items", "none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{{a}}{{b}}|{\"a\":1}|b",
                "{{a}}|{\"a\":\"\"}|",
                "{{a}}|{\"a\":null}|",
                "{{a.b}}|{\"a\":{}}|a.b",
                "{{#s}}{{n}}{{/s}}|{}|s",
                "{{#s}}{{n}}{{/s}}|{\"s\":[{\"n\":1},{}]}|n",
                "{{#s}}{{n}}{{/s}}|{\"s\":false}|",
                "{{#s}}{{n}}{{/s}}|{\"s\":true}|n",
                "{{#s}}{{#opt}}{{opt}}{{/opt}}{{/s}}|{\"s\":[{}]}|",
                "{{^s}}{{n}}{{/s}}|{\"s\":false}|n",
                "{{^s}}{{n}}{{/s}}|{\"s\":true}|",
                "{{#s}}{{.}}{{/s}}|{\"s\":[1]}|",
            })
    void missingIsWhatRenderingWouldLookForInVain(String template, String vars, String missing) throws Exception {
        assertThat(String.join(",", template(template).missing(vars(vars)))).isEqualTo(missing == null ? "" : missing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{{ a }} {{ b.c | upper }}~a,b~a,b",
                "{% for x in list %}{{ x.y }}{{ loop.index }}{{ z }}{% endfor %}~list,z~list,z",
                "{% if a and b == 'c' %}{{ a }}{% endif %}{{ d }}~a,b,d~d",
                "{{ a | default('b') }}{{ c | d(e) }}~a,c,e~",
                "{% if a is defined %}x{% elif b %}y{% endif %}~a,b~",
                "{{ a if b else c }}{{ d or e }}~a,b,c,d,e~",
                "{% set a, b = c %}{{ a }}{{ b }}~c~c",
                "{% macro m(a, b=1) %}{{ a }}{{ b }}{% endmacro %}{{ m(c, b=d) }}~c,d~c,d",
                "{{ {'a': b} | dump }}{{ [c, 1, true, none] }}{{ range(3) }}~b,c~b,c",
                "{% raw %}{{ a }}{% endraw %}{# {{ b }} #}text~~",
                "{% for k, v in m %}{{ k }}={{ v }}{% else %}{{ e }}{% endfor %}~e,m~e,m",
            })
    void nunjucksVariablesMayBeMissingOnlyWhereTheyAreTested(String template, String variables, String missing) {
        var nunjucks = PromptTemplate.of(List.of(new Message(Role.USER, template)), Template.NUNJUCKS);

        assertThat(String.join(",", nunjucks.variables())).isEqualTo(variables == null ? "" : variables);
        assertThat(String.join(",", nunjucks.missing(Map.of()))).isEqualTo(missing == null ? "" : missing);
    }

    @Test
    void everyTextOfAMessageIsATemplateAndItsShapeStays() throws Exception {
        var json = """
                {"role":"assistant","content":[{"type":"text","text":"{{a}}"},
                 {"type":"image_url","image_url":{"url":"https://a.example/{{b}}","detail":"low"}}],"name":"{{c}}",
                 "toolCalls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\\"x\\":\\"{{d}}\\"}"}}]}""";
        var message = EventJson.mapper().readValue(json, Message.class);
        var template = PromptTemplate.of(List.of(message), Template.MUSTACHE);

        assertThat(template.variables()).containsExactly("a", "b", "c", "d");
        assertThat(EventJson.mapper()
                        .<JsonNode>valueToTree(template.render(vars("{\"a\":1,\"b\":2,\"c\":3,\"d\":4}"))
                                .getFirst()))
                .isEqualTo(EventJson.mapper()
                        .readTree(json.replace("{{a}}", "1")
                                .replace("{{b}}", "2")
                                .replace("{{c}}", "3")
                                .replace("{{d}}", "4")));
    }

    @Test
    void nunjucksRendersVariablesAsTheyAre() throws Exception {
        var nunjucks = PromptTemplate.of(
                List.of(new Message(Role.USER, "{% for x in list %}{{ x }}<{% endfor %}{{ env }}")), Template.NUNJUCKS);

        assertThat(nunjucks.render(vars("{\"list\":[\"{{env}}\",\"{% include 'x' %}\"]}"))
                        .getFirst()
                        .content())
                .isEqualTo("{{env}}<{% include 'x' %}<");
    }

    private static PromptTemplate template(String content) {
        return PromptTemplate.of(new PromptDocument(
                "team/name",
                null,
                new Model("simulated", "care", null, null, null, null, null),
                List.of(new Message(Role.USER, content)),
                null,
                null));
    }

    private static Map<String, JsonNode> vars(String json) throws JsonProcessingException {
        return EventJson.mapper().readValue(json, new TypeReference<>() {});
    }
}
