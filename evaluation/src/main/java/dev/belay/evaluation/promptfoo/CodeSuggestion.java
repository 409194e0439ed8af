package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.evaluation.expression.Expression;
import dev.belay.evaluation.expression.Expression.Binary;
import dev.belay.evaluation.expression.Expression.Call;
import dev.belay.evaluation.expression.Expression.Literal;
import dev.belay.evaluation.expression.Expression.Member;
import dev.belay.evaluation.expression.Expression.Name;
import dev.belay.evaluation.expression.Expression.Unary;
import dev.belay.evaluation.expression.NotAnExpression;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** For an assertion in code the one without, where the code is one of those that people write most. */
final class CodeSuggestion {
    private static final Pattern PYTHON_LENGTH = Pattern.compile("len\\(\\s*output\\s*\\)");
    private static final Pattern PYTHON_IN =
            Pattern.compile("((?:'[^'\\\\]*')|(?:\"[^\"\\\\]*\"))\\s+(not\\s+)?in\\s+output(\\.lower\\(\\))?");
    private static final List<String> NAMES = List.of("output", "context");
    private static final String DOOR =
            "move the code behind a URL and use {type: webhook, value: 'https://…'}, which gets {output, context} and answers"
                    + " {pass, score, reason}";

    private CodeSuggestion() {}

    static String ofJavaScript(String code) {
        try {
            return assertion(Expression.javaScript(code.strip(), NAMES))
                    .map(CodeSuggestion::written)
                    .orElse(DOOR);
        } catch (NotAnExpression more) {
            return DOOR;
        }
    }

    static String ofPython(String code) {
        var contained = PYTHON_IN.matcher(code.strip());
        if (contained.matches()) {
            var text = contained.group(1).substring(1, contained.group(1).length() - 1);
            boolean lower = contained.group(3) != null;
            var found = assertion(lower ? "icontains" : "contains").put("value", text);
            return written(contained.group(2) == null ? found : negated(found));
        }
        return ofJavaScript(PYTHON_LENGTH.matcher(code).replaceAll("output.length"));
    }

    static String ofOther() {
        return DOOR;
    }

    private static Optional<ObjectNode> assertion(Expression code) {
        return switch (code) {
            case Unary(var operator, var operand)
            when operator.equals("!") -> assertion(operand).map(CodeSuggestion::negated);
            case Binary binary -> comparison(binary);
            case Call(Member(var of, Literal(var method), var optional), var arguments)
            when arguments.size() == 1 -> called(of, method.asText(), arguments.getFirst());
            case Call(Member(Name(var module), Literal(var method), var optional), var arguments)
            when module.equals("JSON") && method.asText().equals("parse") -> Optional.of(assertion("is-json"));
            default -> Optional.empty();
        };
    }

    private static Optional<ObjectNode> called(Expression of, String method, Expression argument) {
        if (of instanceof Expression.Pattern pattern && method.equals("test") && isOutput(argument)) {
            return regex(pattern);
        } else if (of instanceof Name(var module) && module.equals("JSON") && method.equals("parse")) {
            return Optional.of(assertion("is-json"));
        }
        boolean lower = of instanceof Call(Member(var inner, Literal(var name), var optional), var none)
                && name.asText().equals("toLowerCase")
                && isOutput(inner);
        if (!(argument instanceof Literal(var text)) || !text.isTextual() || !lower && !isOutput(of)) {
            return Optional.empty();
        }
        return switch (method) {
            case "includes" ->
                Optional.of(assertion(lower ? "icontains" : "contains").set("value", text));
            case "startsWith" ->
                lower ? Optional.empty() : Optional.of(assertion("starts-with").set("value", text));
            default -> Optional.empty();
        };
    }

    private static Optional<ObjectNode> regex(Expression.Pattern pattern) {
        return pattern.flags().replace("g", "").isEmpty()
                ? Optional.of(assertion("regex").put("value", pattern.source()))
                : Optional.empty();
    }

    private static Optional<ObjectNode> comparison(Binary binary) {
        boolean swapped = binary.left() instanceof Literal;
        var subject = swapped ? binary.right() : binary.left();
        if (!((swapped ? binary.left() : binary.right()) instanceof Literal(var bound))) {
            return Optional.empty();
        }
        var operator = swapped ? mirrored(binary.operator()) : binary.operator();
        if (isOutput(subject) && bound.isTextual()) {
            return switch (operator) {
                case "===", "==" -> Optional.of(assertion("equals").set("value", bound));
                case "!==", "!=" -> Optional.of(assertion("not-equals").set("value", bound));
                default -> Optional.empty();
            };
        }
        return bound.isNumber() ? length(subject, operator, (int) bound.doubleValue()) : Optional.empty();
    }

    private static Optional<ObjectNode> length(Expression subject, String operator, int bound) {
        if (!(subject instanceof Member(var of, Literal(var name), var optional))
                || !name.asText().equals("length")) {
            return Optional.empty();
        }
        int least = operator.equals(">") ? bound + 1 : operator.equals("<") || operator.equals("<=") ? 0 : bound;
        int most = operator.equals("<") ? bound - 1 : bound;
        boolean open = operator.startsWith(">");
        if (isWords(of)) {
            var value = JsonNodeFactory.instance.objectNode();
            if (least > 0) {
                value.put("min", least);
            }
            if (!open) {
                value.put("max", most);
            }
            return Optional.of(assertion("word-count").set("value", value));
        } else if (isOutput(of)) {
            var range = "{" + least + "," + (open ? "" : most) + "}";
            return Optional.of(assertion("regex").put("value", "^[\\s\\S]" + range + "$"));
        }
        return Optional.empty();
    }

    /** {@code output.split(' ')}, also after {@code trim()} */
    private static boolean isWords(Expression expression) {
        return expression instanceof Call(Member(var of, Literal(var name), var optional), var arguments)
                && name.asText().equals("split")
                && (isOutput(of)
                        || of instanceof Call(Member(var inner, var trim, var chained), var none) && isOutput(inner));
    }

    private static boolean isOutput(Expression expression) {
        return expression instanceof Name(var name) && name.equals("output");
    }

    private static String mirrored(String operator) {
        return operator.startsWith("<") ? operator.replace('<', '>') : operator.replace('>', '<');
    }

    private static ObjectNode assertion(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode negated(ObjectNode assertion) {
        var type = assertion.get("type").textValue();
        return assertion.put("type", type.startsWith("not-") ? type.substring(4) : "not-" + type);
    }

    private static String written(ObjectNode assertion) {
        var value = assertion.path("value");
        return "write {type: " + assertion.get("type").asText()
                + (value.isMissingNode() ? "" : ", value: " + yaml(value)) + "} instead";
    }

    private static String yaml(JsonNode value) {
        return value.isTextual()
                ? "'" + value.textValue().replace("'", "''") + "'"
                : value.toString().replace("\"", "").replace(":", ": ").replace(",", ", ");
    }
}
