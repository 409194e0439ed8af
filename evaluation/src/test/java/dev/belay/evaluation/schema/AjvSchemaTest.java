package dev.belay.evaluation.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.evaluation.JsonLines;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AjvSchemaTest {
    /** Generated schemas and data: what Ajv 8.20 with ajv-formats 3.0 answered. */
    @Test
    void answersAreAjvs() {
        var differing = new ArrayList<String>();
        for (var vector : JsonLines.of("ajv.jsonl")) {
            String actual;
            try {
                actual = String.valueOf(AjvSchema.compile(vector.get("schema"))
                        .mismatch(vector.get("data"))
                        .isEmpty());
            } catch (SchemaRefused refused) {
                actual = "refused";
            }
            if (!actual.equals(
                    vector.has("refused") ? "refused" : vector.get("valid").asText())) {
                differing.add(vector + " but was " + actual);
            }
        }
        assertThat(differing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"http://127.0.0.1:1/schema.json\"}",
                "{\"$ref\":\"file:///etc/passwd\"}",
                "{\"$ref\":\"classpath:/draft-07/schema\"}",
                "{\"properties\":{\"a\":{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}}}",
            })
    void nothingIsFetched(String schema) throws Exception {
        var node = new ObjectMapper().readTree(schema);

        assertThatThrownBy(() -> AjvSchema.compile(node))
                .isInstanceOf(SchemaRefused.class)
                .hasMessageContaining("can't resolve reference");
    }

    @Test
    void endlessReferenceIsRefused() throws Exception {
        var schema = AjvSchema.compile(new ObjectMapper().readTree("{\"$ref\":\"#\"}"));
        var data = new ObjectMapper().readTree("1");

        assertThatThrownBy(() -> schema.mismatch(data)).isInstanceOf(SchemaRefused.class);
    }
}
