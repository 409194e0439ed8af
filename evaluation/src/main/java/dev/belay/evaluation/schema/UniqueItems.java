package dev.belay.evaluation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbstractKeyword;
import com.networknt.schema.BaseJsonValidator;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.ValidatorTypeCode;
import java.util.HashSet;
import java.util.Set;

/** Looks at arrays only; the validator's own looks at the values of an object too. */
final class UniqueItems extends AbstractKeyword {
    UniqueItems() {
        super("uniqueItems");
    }

    @Override
    public JsonValidator newValidator(
            SchemaLocation location, JsonNodePath path, JsonNode unique, JsonSchema parent, ValidationContext context) {
        return new Validator(location, path, unique, parent, context);
    }

    private static final class Validator extends BaseJsonValidator {
        Validator(
                SchemaLocation location,
                JsonNodePath path,
                JsonNode unique,
                JsonSchema parent,
                ValidationContext context) {
            super(location, path, unique, parent, ValidatorTypeCode.UNIQUE_ITEMS, context);
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext context, JsonNode node, JsonNode root, JsonNodePath at) {
            var seen = new HashSet<JsonNode>();
            boolean unique = !node.isArray() || !getSchemaNode().asBoolean();
            for (int i = 0; !unique && i < node.size(); i++) {
                if (!seen.add(node.get(i))) {
                    return Set.of(message()
                            .instanceNode(node)
                            .instanceLocation(at)
                            .messageKey(ValidatorTypeCode.UNIQUE_ITEMS.getErrorCodeValue())
                            .build());
                }
            }
            return Set.of();
        }
    }
}
