package dev.belay.evaluation.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.expression.Expression.Binary;
import dev.belay.evaluation.expression.Expression.Call;
import dev.belay.evaluation.expression.Expression.Choice;
import dev.belay.evaluation.expression.Expression.Joined;
import dev.belay.evaluation.expression.Expression.ListOf;
import dev.belay.evaluation.expression.Expression.Literal;
import dev.belay.evaluation.expression.Expression.Member;
import dev.belay.evaluation.expression.Expression.Name;
import dev.belay.evaluation.expression.Expression.ObjectOf;
import dev.belay.evaluation.expression.Expression.Spread;
import dev.belay.evaluation.expression.Expression.Unary;
import dev.belay.evaluation.javascript.Coercion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Computes an expression over values; a missing node is undefined. */
final class Computation {
    private static final JsonNode UNDEFINED = MissingNode.getInstance();

    private final Map<String, JsonNode> values;

    Computation(Map<String, JsonNode> values) {
        this.values = values;
    }

    JsonNode of(Expression expression) {
        return switch (expression) {
            case Literal(var value) -> value;
            case Name(var name) -> value(name);
            case Expression.Pattern pattern ->
                throw new ExpressionFailed("a regular expression is no value: " + pattern.source());
            case Joined(var parts) ->
                TextNode.valueOf(
                        parts.stream().map(part -> Coercion.text(of(part))).collect(Collectors.joining()));
            case ListOf(var elements) -> JsonNodeFactory.instance.arrayNode().addAll(all(elements));
            case ObjectOf object -> object(object);
            case Spread(var value) -> of(value);
            case Member(var object, var name, boolean optional) -> member(of(object), of(name), optional);
            case Call call -> call(call);
            case Unary(var operator, var operand) -> unary(operator, of(operand));
            case Binary(var operator, var left, var right) -> binary(operator, left, right);
            case Choice(var condition, var then, var otherwise) ->
                of(Coercion.truthy(of(condition)) ? then : otherwise);
        };
    }

    private JsonNode value(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new ExpressionFailed(name + " is not defined");
        }
        return value;
    }

    private List<JsonNode> all(List<Expression> expressions) {
        var all = new ArrayList<JsonNode>();
        for (var expression : expressions) {
            if (expression instanceof Spread(var spread)) {
                all.addAll(Methods.elements(of(spread)));
            } else {
                all.add(of(expression));
            }
        }
        return all;
    }

    private JsonNode object(ObjectOf object) {
        var fields = JsonNodeFactory.instance.objectNode();
        for (var field : object.fields()) {
            var value = of(field.value());
            if (field.name().isEmpty()) {
                value.properties().forEach(member -> fields.set(member.getKey(), member.getValue()));
            } else if (!value.isMissingNode()) {
                fields.set(field.name(), value);
            }
        }
        return fields;
    }

    private static JsonNode member(JsonNode object, JsonNode name, boolean optional) {
        if (object.isMissingNode() || object.isNull()) {
            if (optional) {
                return UNDEFINED;
            }
            throw new ExpressionFailed("Cannot read properties of %s (reading '%s')"
                    .formatted(Coercion.text(object), Coercion.text(name)));
        }
        return Methods.property(object, name);
    }

    private JsonNode call(Call call) {
        return switch (call.function()) {
            case Name(var name) -> Calls.named(name, all(call.arguments()));
            case Member(Expression.Pattern pattern, var method, boolean optional) ->
                PatternMethods.test(pattern, Coercion.text(new Arguments(all(call.arguments())).at(0)));
            case Member(Name(var module), Literal(var method), boolean optional)
            when !values.containsKey(module) && Calls.isCallable(module) ->
                module.equals("JSON")
                        ? Calls.json(method.asText(), all(call.arguments()))
                        : Calls.ofNumbers(method.asText(), all(call.arguments()));
            case Member(var receiver, Literal(var method), boolean optional) ->
                method(of(receiver), method.asText(), optional, call.arguments());
            default -> throw new ExpressionFailed("no function: " + call.function());
        };
    }

    private JsonNode method(JsonNode object, String name, boolean optional, List<Expression> arguments) {
        if (object.isMissingNode() || object.isNull()) {
            if (optional) {
                return UNDEFINED;
            }
            throw new ExpressionFailed(
                    "Cannot read properties of %s (reading '%s')".formatted(Coercion.text(object), name));
        }
        boolean byPattern = object.isTextual()
                && !arguments.isEmpty()
                && arguments.getFirst() instanceof Expression.Pattern
                && PatternMethods.take(name);
        if (byPattern) {
            var pattern = (Expression.Pattern) arguments.getFirst();
            var by = arguments.size() > 1 ? Coercion.text(of(arguments.get(1))) : "undefined";
            return PatternMethods.call(object.textValue(), name, pattern, by);
        }
        return Methods.call(object, name, all(arguments));
    }

    private static JsonNode unary(String operator, JsonNode operand) {
        return switch (operator) {
            case "!" -> BooleanNode.valueOf(!Coercion.truthy(operand));
            case "-" -> DoubleNode.valueOf(-Coercion.number(operand));
            case "+" -> DoubleNode.valueOf(Coercion.number(operand));
            default ->
                TextNode.valueOf(
                        switch (operand.getNodeType()) {
                            case STRING -> "string";
                            case NUMBER -> "number";
                            case BOOLEAN -> "boolean";
                            case MISSING -> "undefined";
                            case NULL, ARRAY, OBJECT, BINARY, POJO -> "object";
                        });
        };
    }

    private JsonNode binary(String operator, Expression leftSide, Expression rightSide) {
        var left = of(leftSide);
        switch (operator) {
            case "&&" -> {
                return Coercion.truthy(left) ? of(rightSide) : left;
            }
            case "||" -> {
                return Coercion.truthy(left) ? left : of(rightSide);
            }
            case "??" -> {
                return left.isNull() || left.isMissingNode() ? of(rightSide) : left;
            }
            default -> {
                return Operators.apply(operator, left, of(rightSide));
            }
        }
    }
}
