package dev.belay.contracts.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Derives the JSON Schema (draft 2020-12) of a record: what is not {@code @Nullable} is required. */
final class SchemaWriter {

    private final SchemaGenerator generator;

    /** @param closed whether a field that the record does not know is a mistake: in files yes, in events no */
    SchemaWriter(boolean closed) {
        var config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY, JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE));
        if (closed) {
            config.with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
        }
        config.forFields().withRequiredCheck(field -> isRequired(field) && !(closed && mayBeLeftOut(field)));
        config.forTypesInGeneral().withCustomDefinitionProvider(new Special(closed));
        generator = new SchemaGenerator(config.build());
    }

    ObjectNode schemaOf(Class<?> type, String title) {
        var schema = generator.generateSchema(type);
        schema.put("title", title);
        return schema;
    }

    private static boolean isRequired(FieldScope field) {
        return !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** In a file, a case without an id gets the digest of its variables. */
    private static boolean mayBeLeftOut(FieldScope field) {
        return field.getRawMember().getDeclaringClass() == SuiteDocument.Case.class
                && field.getName().equals("id");
    }

    private record Special(boolean closed) implements CustomDefinitionProviderV2 {

        @Override
        public @Nullable CustomDefinition provideCustomSchemaDefinition(
                ResolvedType type, SchemaGenerationContext context) {
            var erased = type.getErasedType();
            var node = context.getGeneratorConfig().createObjectNode();
            if (erased == JsonNode.class) {
                return inline(node);
            }
            if (erased == Digest.class) {
                return inline(node.put("type", "string").put("pattern", "^sha256:[0-9a-f]{64}$"));
            }
            if (erased == Instant.class) {
                return inline(node.put("type", "string").put("format", "date-time"));
            }
            return closed && erased == PromptDocument.Model.class ? withShorthand(type, context, node) : null;
        }

        /** In a file, a model may be one text: {@code openai:gpt-4.1-mini}. */
        private CustomDefinition withShorthand(ResolvedType type, SchemaGenerationContext context, ObjectNode node) {
            var forms = node.putArray("anyOf");
            forms.addObject().put("type", "string").put("pattern", "^[a-z]+:.+$");
            forms.add(context.createStandardDefinition(type, this));
            return inline(node);
        }

        private static CustomDefinition inline(ObjectNode node) {
            return new CustomDefinition(
                    node, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.NO);
        }
    }
}
