package dev.belay.evaluation.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.expression.Expression.Binary;
import dev.belay.evaluation.expression.Expression.Call;
import dev.belay.evaluation.expression.Expression.Choice;
import dev.belay.evaluation.expression.Expression.Field;
import dev.belay.evaluation.expression.Expression.Joined;
import dev.belay.evaluation.expression.Expression.ListOf;
import dev.belay.evaluation.expression.Expression.Literal;
import dev.belay.evaluation.expression.Expression.Member;
import dev.belay.evaluation.expression.Expression.Name;
import dev.belay.evaluation.expression.Expression.ObjectOf;
import dev.belay.evaluation.expression.Expression.Spread;
import dev.belay.evaluation.expression.Expression.Unary;
import dev.belay.evaluation.expression.Tokens.Kind;
import dev.belay.evaluation.expression.Tokens.Token;
import dev.belay.evaluation.javascript.Coercion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads tokens by operator precedence. */
final class ExpressionReader {
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("??"),
            Set.of("||"),
            Set.of("&&"),
            Set.of("===", "!==", "==", "!="),
            Set.of("<", "<=", ">", ">="),
            Set.of("+", "-"),
            Set.of("*", "/", "%"));
    private static final Map<String, JsonNode> CONSTANTS = Map.of(
            "true", BooleanNode.TRUE,
            "false", BooleanNode.FALSE,
            "null", NullNode.getInstance(),
            "undefined", MissingNode.getInstance(),
            "NaN", DoubleNode.valueOf(Double.NaN),
            "Infinity", DoubleNode.valueOf(Double.POSITIVE_INFINITY));

    private final TokenCursor tokens;
    private final List<String> names;
    private final boolean formula;
    private final Map<String, Expression> constants = new HashMap<>();

    ExpressionReader(List<Token> tokens, List<String> names, boolean formula) {
        this.tokens = new TokenCursor(tokens);
        this.names = names;
        this.formula = formula;
    }

    /** @param body whether it is a function's body, whose value is what it returns */
    Expression program(boolean body) throws NotAnExpression {
        while (body
                && (tokens.next().is("const")
                        || tokens.next().is("let")
                        || tokens.next().is("var"))) {
            constant();
        }
        if (body && !tokens.accept("return")) {
            throw new NotAnExpression("several lines need a return");
        }
        var expression = choice();
        tokens.accept(";");
        if (tokens.next().kind() != Kind.END) {
            throw new NotAnExpression("\"" + tokens.next().text() + "\" after the expression");
        }
        return expression;
    }

    private void constant() throws NotAnExpression {
        tokens.take();
        var name = tokens.take(Kind.NAME).text();
        tokens.demand("=");
        constants.put(name, choice());
        tokens.accept(";");
    }

    private Expression choice() throws NotAnExpression {
        var condition = binary(0);
        if (!tokens.accept("?")) {
            return condition;
        }
        var then = choice();
        tokens.demand(":");
        return new Choice(condition, then, choice());
    }

    private Expression binary(int level) throws NotAnExpression {
        if (level == LEVELS.size()) {
            return power();
        }
        var left = binary(level + 1);
        while (tokens.next().kind() == Kind.SIGN
                && LEVELS.get(level).contains(tokens.next().text())) {
            var operator = tokens.take(Kind.SIGN).text();
            left = new Binary(operator, left, binary(level + 1));
        }
        return left;
    }

    private Expression power() throws NotAnExpression {
        var base = unary();
        return tokens.accept("**") || formula && tokens.accept("^") ? new Binary("**", base, power()) : base;
    }

    private Expression unary() throws NotAnExpression {
        for (var operator : List.of("!", "-", "+", "typeof")) {
            if (tokens.next().is(operator)) {
                tokens.take();
                // A formula's minus binds looser than its power: -2^2 is -4.
                return new Unary(operator, formula ? power() : unary());
            }
        }
        return postfix(primary());
    }

    private Expression postfix(Expression start) throws NotAnExpression {
        var expression = start;
        while (true) {
            if (tokens.accept("?.")) {
                expression = tokens.accept("[")
                        ? new Member(expression, bracketed(), true)
                        : new Member(
                                expression,
                                new Literal(
                                        TextNode.valueOf(tokens.take(Kind.NAME).text())),
                                true);
            } else if (tokens.accept(".")) {
                expression = new Member(
                        expression,
                        new Literal(TextNode.valueOf(tokens.take(Kind.NAME).text())),
                        false);
            } else if (tokens.accept("[")) {
                expression = new Member(expression, bracketed(), false);
            } else if (tokens.accept("(")) {
                expression = Calls.checked(new Call(expression, elements(")")), formula);
            } else {
                return expression;
            }
        }
    }

    private Expression bracketed() throws NotAnExpression {
        var index = choice();
        tokens.demand("]");
        return index;
    }

    private Expression primary() throws NotAnExpression {
        var token = tokens.take();
        return switch (token.kind()) {
            case NUMBER -> new Literal(number(token.text()));
            case TEXT -> new Literal(TextNode.valueOf(token.text()));
            case TEMPLATE -> joined(token.text());
            case PATTERN -> new Expression.Pattern(token.text(), token.flags());
            case NAME -> name(token.text());
            case SIGN -> sign(token.text());
            case END -> throw new NotAnExpression("an expression that ends too early");
        };
    }

    private Expression sign(String sign) throws NotAnExpression {
        return switch (sign) {
            case "(" -> {
                var inner = choice();
                tokens.demand(")");
                yield inner;
            }
            case "[" -> new ListOf(elements("]"));
            case "{" -> object();
            default -> throw new NotAnExpression("\"" + sign + "\" where a value is expected");
        };
    }

    private Expression name(String name) throws NotAnExpression {
        if (CONSTANTS.containsKey(name)) {
            return new Literal(CONSTANTS.get(name));
        } else if (constants.containsKey(name)) {
            return constants.get(name);
        } else if (formula || names.contains(name) || Calls.isCallable(name)) {
            if (tokens.next().is("=>")) {
                throw new NotAnExpression("a function");
            }
            return new Name(name);
        }
        throw new NotAnExpression("the name " + name);
    }

    private Expression object() throws NotAnExpression {
        var fields = new ArrayList<Field>();
        while (!tokens.accept("}")) {
            if (tokens.accept("...")) {
                fields.add(new Field("", choice()));
            } else {
                fields.add(field());
            }
            if (!tokens.next().is("}")) {
                tokens.demand(",");
            }
        }
        return new ObjectOf(fields);
    }

    private Field field() throws NotAnExpression {
        var key = tokens.take();
        if (key.kind() != Kind.NAME && key.kind() != Kind.TEXT && key.kind() != Kind.NUMBER) {
            throw new NotAnExpression("\"" + key.text() + "\" where a field's name is expected");
        }
        return new Field(key.text(), tokens.accept(":") ? choice() : name(key.text()));
    }

    private List<Expression> elements(String end) throws NotAnExpression {
        var elements = new ArrayList<Expression>();
        while (!tokens.accept(end)) {
            elements.add(tokens.accept("...") ? new Spread(choice()) : choice());
            if (!tokens.next().is(end)) {
                tokens.demand(",");
            }
        }
        return elements;
    }

    private Expression joined(String template) throws NotAnExpression {
        var parts = new ArrayList<Expression>();
        int from = 0;
        for (int open = template.indexOf("${"); open >= 0; open = template.indexOf("${", from)) {
            int close = template.indexOf('}', open);
            if (close < 0) {
                throw new NotAnExpression("${ without }");
            }
            parts.add(new Literal(TextNode.valueOf(Escaped.value(template.substring(from, open)))));
            var inner = new ExpressionReader(Tokens.read(template.substring(open + 2, close)), names, formula);
            inner.constants.putAll(constants);
            parts.add(inner.program(false));
            from = close + 1;
        }
        parts.add(new Literal(TextNode.valueOf(Escaped.value(template.substring(from)))));
        return new Joined(parts);
    }

    private static JsonNode number(String text) throws NotAnExpression {
        double number = Coercion.number(text);
        if (Double.isNaN(number)) {
            throw new NotAnExpression("the number " + text);
        }
        return DoubleNode.valueOf(number);
    }
}
