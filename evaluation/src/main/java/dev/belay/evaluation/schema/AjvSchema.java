package dev.belay.evaluation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.regex.JavaScriptRegex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A compiled schema of draft-07, as {@code new Ajv({strictSchema: true})} with ajv-formats reads it; immutable and safe for
 * any number of threads.
 *
 * <p>The networknt validator does the work. Changed, because Ajv differs: patterns are JavaScript's with the flag u, formats
 * are those of ajv-formats, {@code multipleOf} divides doubles, {@code uniqueItems} is for arrays, keywords beside {@code $ref} count, and nothing is fetched.
 */
public final class AjvSchema {
    private static final String DRAFT_07 = "http://json-schema.org/draft-07/schema#";
    private static final Set<String> DIALECTS = Set.of(DRAFT_07, "http://json-schema.org/draft-07/schema");
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .nullableKeywordEnabled(false)
            .regularExpressionFactory(pattern -> JavaScriptRegex.compileUnicode(pattern)::test)
            .build();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.builder()
            .defaultMetaSchemaIri(DRAFT_07)
            .metaSchema(JsonMetaSchema.builder(DRAFT_07, JsonMetaSchema.getV7())
                    .keyword(new MultipleOf())
                    .keyword(new UniqueItems())
                    .formats(formats -> {
                        formats.clear();
                        Formats.names().forEach(name -> formats.put(name, new AjvFormat(name)));
                    })
                    .build())
            .enableSchemaCache(false)
            .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance()))
            .build();

    private final JsonSchema schema;

    private AjvSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** The schema of schemas, which Ajv validates against before it compiles. */
    private static final class Meta {
        /** Without formats: Ajv takes {@code "pattern": "("} for a schema, and fails when it compiles it. */
        static final AjvSchema SCHEMA = new AjvSchema(read(withoutFormats(Rewriting.of(draft07()))));

        private static JsonNode withoutFormats(JsonNode schema) {
            schema.findParents("format").stream()
                    .filter(parent -> parent.get("format").isTextual())
                    .forEach(parent -> ((ObjectNode) parent).remove("format"));
            return schema;
        }

        private static JsonNode draft07() {
            try (var in = Objects.requireNonNull(JsonSchemaFactory.class.getResourceAsStream("/draft-07/schema"))) {
                return JsonText.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            } catch (NotJson broken) {
                throw new IllegalStateException("The validator's own draft-07/schema is not JSON", broken);
            }
        }
    }

    /** @throws SchemaRefused where Ajv's {@code compile} throws */
    public static AjvSchema compile(JsonNode schema) {
        if (!schema.isObject() && !schema.isBoolean()) {
            throw new SchemaRefused("schema must be object or boolean");
        }
        var dialect = schema.path("$schema");
        if (!dialect.asText("").isEmpty() && !DIALECTS.contains(dialect.asText())) {
            throw new SchemaRefused("no schema with key or ref \"%s\"".formatted(dialect.asText()));
        }
        Meta.SCHEMA.mismatch(schema).ifPresent(why -> {
            throw new SchemaRefused("schema is invalid: " + why);
        });
        Strictness.check(schema);
        return new AjvSchema(read(Rewriting.of(schema)));
    }

    private static JsonSchema read(JsonNode schema) {
        try {
            var compiled = FACTORY.getSchema(schema, CONFIG);
            compiled.initializeValidators();
            return compiled;
        } catch (RuntimeException invalid) {
            // The validator has many exceptions of its own and of others for schemas that it cannot read.
            throw new SchemaRefused("schema is invalid: " + invalid.getMessage());
        } catch (StackOverflowError deep) {
            throw new SchemaRefused("The schema is nested too deeply");
        }
    }

    /**
     * Why the data does not conform, in a few words, or nothing.
     *
     * @throws SchemaRefused when validating does not end, as with {@code {"$ref": "#"}}
     */
    public Optional<String> mismatch(JsonNode data) {
        Set<ValidationMessage> messages;
        try {
            messages = schema.validate(Numbers.unified(data));
        } catch (StackOverflowError endless) {
            throw new SchemaRefused("The schema refers to itself without end, or the data is nested too deeply");
        }
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        messages.stream().map(ValidationMessage::getMessage).collect(Collectors.joining(", ")));
    }
}
