package dev.belay.evaluation.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.evaluation.JsonLines;
import dev.belay.evaluation.javascript.JsonText;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedObjectsTest {
    /** Generated texts in braces: whether js-yaml 5.4.1 reads an object in them. */
    @Test
    void readsWhatJsYamlReads() {
        var differing = new ArrayList<String>();
        for (var vector : JsonLines.of("js-yaml-flow.jsonl")) {
            boolean object;
            try {
                object = FlowReader.read(vector.get("text").asText()).isContainerNode();
            } catch (NotYaml notYaml) {
                object = false;
            }
            if (object != vector.get("object").asBoolean()) {
                differing.add(vector.toString());
            }
        }
        assertThat(differing).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": [1, 2.50, -0x]}                | {\"a\":[1,2.5,\"-0x\"]}",
                "say {name: Ada, age: 36, ok: True} now | {\"name\":\"Ada\",\"age\":36,\"ok\":true}",
                "{a: 1} and {b}                         | {\"a\":1} {\"b\":null}",
                "{a: 1, a: 2}                           | {\"a\":2}",
                "{'it''s': \"x\\ty\"}                   | {\"it's\":\"x\\ty\"}",
                "{x: &v [1], y: *v}                     | {\"x\":[1],\"y\":[1]}",
                "{<<: {a: 1}, b: 2}                     | {\"a\":1,\"b\":2}",
                "{l: [a: b, ? c]}                       | {\"l\":[{\"a\":\"b\"},{\"c\":null}]}",
                "{n: 0o17, h: 0xff, e: 1e3, t: ~}       | {\"n\":15,\"h\":255,\"e\":1000,\"t\":null}",
                "{\"a\":\"}\"} {a: [1} none             | ``",
                "{{a}}                                  | {\"a\":null}",
            })
    void valuesAreThoseOfTheCoreSchema(String text, String expected) {
        assertThat(EmbeddedObjects.in(text).stream().map(JsonText::print).collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @Test
    void wallOfBracesEndsSoon() {
        assertThat(EmbeddedObjects.in("{".repeat(5_000))).isEmpty();
    }

    @Test
    void addressesAreNotComments() {
        assertThat(EmbeddedObjects.slashCommentsAsHashes("{a: http://x/y, b: 1} // note"))
                .isEqualTo("{a: http://x/y, b: 1} # note");
    }
}
