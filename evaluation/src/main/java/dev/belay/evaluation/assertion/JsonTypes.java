package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.schema.AjvSchema;
import dev.belay.evaluation.schema.SchemaRefused;
import dev.belay.evaluation.yaml.EmbeddedObjects;
import dev.belay.evaluation.yaml.NotYaml;
import dev.belay.evaluation.yaml.YamlText;
import java.util.Optional;

/** {@code is-json} and {@code contains-json}, with or without a schema: an object, or YAML or JSON in a text. */
final class JsonTypes {
    private final Recent<JsonNode, AjvSchema> compiled = new Recent<>(200);

    /** The whole output is JSON, by {@code JSON.parse}. A value that is not a schema matters only when it is. */
    Finding isJson(Subject subject) {
        JsonNode data;
        try {
            data = JsonText.parse(subject.text());
        } catch (NotJson notJson) {
            return new Finding.Held(false, "Expected output to be valid JSON", "");
        }
        if (!Coercion.truthy(subject.value())) {
            return new Finding.Held(true, "", "Expected output to not be valid JSON");
        }
        try {
            var mismatch = schema(subject).mismatch(data);
            return new Finding.Held(
                    mismatch.isEmpty(),
                    nonconforming(mismatch.orElse("")),
                    "Output is JSON that conforms to the provided schema");
        } catch (SchemaRefused refused) {
            return new Finding.CannotTell(String.valueOf(refused.getMessage()));
        }
    }

    /** Some object in the output is lenient YAML and conforms; with no object at all the value is not even looked at. */
    Finding containsJson(Subject subject) {
        var objects = EmbeddedObjects.in(subject.text());
        if (objects.isEmpty() || !Coercion.truthy(subject.value())) {
            return new Finding.Held(
                    !objects.isEmpty(),
                    "Expected output to contain valid JSON",
                    "Expected output to not contain valid JSON");
        }
        try {
            var schema = schema(subject);
            var mismatch = Optional.<String>empty();
            for (var object : objects) {
                mismatch = schema.mismatch(object);
                if (mismatch.isEmpty()) {
                    break;
                }
            }
            return new Finding.Held(
                    mismatch.isEmpty(),
                    nonconforming(mismatch.orElse("")),
                    "Output contains JSON conforming to the provided schema");
        } catch (SchemaRefused refused) {
            return new Finding.CannotTell(String.valueOf(refused.getMessage()));
        }
    }

    private static String nonconforming(String why) {
        return "JSON does not conform to the provided schema. Errors: " + why;
    }

    private AjvSchema schema(Subject subject) {
        var value = subject.value();
        if (!value.isTextual() && !value.isContainerNode()) {
            throw new SchemaRefused(subject.type() + " assertion must have a string or object value");
        }
        return compiled.get(value, JsonTypes::compile);
    }

    private static AjvSchema compile(JsonNode value) {
        if (!value.isTextual()) {
            return AjvSchema.compile(value);
        }
        try {
            return AjvSchema.compile(YamlText.parse(value.textValue()));
        } catch (NotYaml notYaml) {
            throw new SchemaRefused("The schema is not YAML: " + notYaml.getMessage());
        }
    }

    static Optional<String> problemOf(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        } else if (!value.isTextual() && !value.isContainerNode()) {
            return Optional.of("The value must be a JSON Schema, as an object or as YAML or JSON in a text, not %s."
                    .formatted(ValueShape.of(value)));
        }
        try {
            if (Coercion.truthy(value)) {
                compile(value);
            }
            return Optional.empty();
        } catch (SchemaRefused refused) {
            return Optional.of("The value is not a JSON Schema of draft-07: %s.".formatted(refused.getMessage()));
        }
    }
}
