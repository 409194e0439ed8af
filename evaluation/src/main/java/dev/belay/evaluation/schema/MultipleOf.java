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
import dev.belay.evaluation.javascript.Coercion;
import java.util.Set;

/** Divides doubles, as Ajv does: 0.07 is not a multiple of 0.01, since 0.07 / 0.01 is 7.000000000000001. */
final class MultipleOf extends AbstractKeyword {
    MultipleOf() {
        super("multipleOf");
    }

    @Override
    public JsonValidator newValidator(
            SchemaLocation location,
            JsonNodePath path,
            JsonNode divisor,
            JsonSchema parent,
            ValidationContext context) {
        return new Validator(location, path, divisor, parent, context);
    }

    private static final class Validator extends BaseJsonValidator {
        Validator(
                SchemaLocation location,
                JsonNodePath path,
                JsonNode node,
                JsonSchema parent,
                ValidationContext context) {
            super(location, path, node, parent, ValidatorTypeCode.MULTIPLE_OF, context);
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext context, JsonNode node, JsonNode root, JsonNodePath at) {
            if (!node.isNumber() || whole(node.doubleValue() / getSchemaNode().doubleValue())) {
                return Set.of();
            }
            return Set.of(message()
                    .messageKey(ValidatorTypeCode.MULTIPLE_OF.getErrorCodeValue())
                    .instanceNode(node)
                    .instanceLocation(at)
                    .arguments(Coercion.text(getSchemaNode()))
                    .build());
        }

        /** {@code quotient === parseInt(quotient)}, which reads the digits before the e of a great or small number. */
        private static boolean whole(double quotient) {
            var text = Coercion.text(quotient);
            int exponent = text.indexOf('e');
            return exponent < 0 && quotient == Math.rint(quotient);
        }
    }
}
