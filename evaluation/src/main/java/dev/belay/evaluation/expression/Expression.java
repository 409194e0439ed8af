package dev.belay.evaluation.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** What was read; nothing in it can loop, define or reach anything but the names that it is computed with. */
public sealed interface Expression {
    record Literal(JsonNode value) implements Expression {}

    record Name(String name) implements Expression {}

    record Pattern(String source, String flags) implements Expression {}

    /** A template literal: texts and what stands in {@code ${…}}, in order. */
    record Joined(List<Expression> parts) implements Expression {}

    record ListOf(List<Expression> elements) implements Expression {}

    record ObjectOf(List<Field> fields) implements Expression {}

    /** {@code name: value}; with an empty name {@code ...value}. */
    record Field(String name, Expression value) {}

    record Spread(Expression value) implements Expression {}

    /** @param name a literal for {@code of.name} */
    record Member(Expression of, Expression name, boolean optional) implements Expression {}

    record Call(Expression function, List<Expression> arguments) implements Expression {}

    record Unary(String operator, Expression operand) implements Expression {}

    record Binary(String operator, Expression left, Expression right) implements Expression {}

    record Choice(Expression condition, Expression then, Expression otherwise) implements Expression {}

    /**
     * JavaScript: one expression; or, in several lines, constants and a {@code return}, as the body of a function.
     * Assignments, callbacks, loops and names other than {@code names} are refused.
     *
     * @param names what the expression may read
     */
    static Expression javaScript(String source, List<String> names) throws NotAnExpression {
        return new ExpressionReader(Tokens.read(source), names, false).program(source.contains("\n"));
    }

    /** A formula: as JavaScript, but {@code ^} raises to a power and any name may be read. */
    static Expression formula(String source) throws NotAnExpression {
        return new ExpressionReader(Tokens.read(source), List.of(), true).program(false);
    }

    /**
     * @param values by name; a name that is not there is undefined in JavaScript and an error in a formula
     * @return a missing node for undefined
     * @throws ExpressionFailed where JavaScript throws
     */
    default JsonNode compute(Map<String, JsonNode> values) {
        return new Computation(values).of(this);
    }
}
