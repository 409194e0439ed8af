package dev.belay.evaluation.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.javascript.Coercion;

/** JavaScript's operators on two values. */
final class Operators {
    private Operators() {}

    static JsonNode apply(String operator, JsonNode left, JsonNode right) {
        return switch (operator) {
            case "+" -> sum(left, right);
            case "-" -> DoubleNode.valueOf(Coercion.number(left) - Coercion.number(right));
            case "*" -> DoubleNode.valueOf(Coercion.number(left) * Coercion.number(right));
            case "/" -> DoubleNode.valueOf(Coercion.number(left) / Coercion.number(right));
            case "%" -> DoubleNode.valueOf(Coercion.number(left) % Coercion.number(right));
            case "**" -> DoubleNode.valueOf(Math.pow(Coercion.number(left), Coercion.number(right)));
            case "===" -> BooleanNode.valueOf(same(left, right));
            case "!==" -> BooleanNode.valueOf(!same(left, right));
            case "==" -> BooleanNode.valueOf(equal(left, right));
            case "!=" -> BooleanNode.valueOf(!equal(left, right));
            case "<=" -> BooleanNode.valueOf(Coercion.atMost(left, right));
            case ">=" -> BooleanNode.valueOf(Coercion.atMost(right, left));
            case "<" -> BooleanNode.valueOf(Coercion.atMost(left, right) && !Coercion.atMost(right, left));
            case ">" -> BooleanNode.valueOf(Coercion.atMost(right, left) && !Coercion.atMost(left, right));
            default -> throw new IllegalStateException("an operator that the reader lets through: " + operator);
        };
    }

    private static JsonNode sum(JsonNode left, JsonNode right) {
        boolean texts = left.isTextual() || right.isTextual() || left.isContainerNode() || right.isContainerNode();
        return texts
                ? TextNode.valueOf(Coercion.text(left) + Coercion.text(right))
                : DoubleNode.valueOf(Coercion.number(left) + Coercion.number(right));
    }

    /** Objects and arrays are never the same here: JavaScript compares which one it is, not what is in it. */
    private static boolean same(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return left.doubleValue() == right.doubleValue();
        }
        return !left.isContainerNode() && left.equals(right);
    }

    private static boolean equal(JsonNode left, JsonNode right) {
        boolean leftNone = left.isNull() || left.isMissingNode();
        boolean rightNone = right.isNull() || right.isMissingNode();
        if (leftNone || rightNone || left.getNodeType() == right.getNodeType()) {
            return leftNone && rightNone || !leftNone && !rightNone && same(left, right);
        }
        return Coercion.number(left) == Coercion.number(right);
    }
}
