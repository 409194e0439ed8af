package dev.belay.evaluation.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.expression.Expression.Call;
import dev.belay.evaluation.expression.Expression.Literal;
import dev.belay.evaluation.expression.Expression.Member;
import dev.belay.evaluation.expression.Expression.Name;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** The functions that can be called by their name: JSON, Math, conversions. */
final class Calls {
    private static final Pattern WHOLE = Pattern.compile("^\\s*([+-]?\\d+)");
    private static final Pattern DECIMAL = Pattern.compile("^\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)");

    private static final Map<String, ToDoubleFunction<double[]>> OF_NUMBERS = Map.ofEntries(
            Map.entry("abs", of -> Math.abs(of[0])),
            Map.entry("ceil", of -> Math.ceil(of[0])),
            Map.entry("floor", of -> Math.floor(of[0])),
            Map.entry("round", of -> Math.floor(of[0] + 0.5)),
            Map.entry("trunc", of -> of[0] < 0 ? Math.ceil(of[0]) : Math.floor(of[0])),
            Map.entry("sign", of -> Math.signum(of[0])),
            Map.entry("sqrt", of -> Math.sqrt(of[0])),
            Map.entry("cbrt", of -> Math.cbrt(of[0])),
            Map.entry("exp", of -> Math.exp(of[0])),
            Map.entry("log", of -> of.length > 1 ? Math.log(of[0]) / Math.log(of[1]) : Math.log(of[0])),
            Map.entry("log2", of -> Math.log(of[0]) / Math.log(2)),
            Map.entry("log10", of -> Math.log10(of[0])),
            Map.entry("pow", of -> Math.pow(of[0], of[1])),
            Map.entry("min", of -> DoubleStream.of(of).min().orElse(Double.POSITIVE_INFINITY)),
            Map.entry("max", of -> DoubleStream.of(of).max().orElse(Double.NEGATIVE_INFINITY)),
            Map.entry("sum", of -> DoubleStream.of(of).reduce(0, Double::sum)),
            Map.entry("mean", of -> DoubleStream.of(of).average().orElse(Double.NaN)),
            Map.entry(
                    "hypot", of -> Math.sqrt(DoubleStream.of(of).map(x -> x * x).sum())));
    private static final Set<String> CONVERSIONS = Set.of("String", "Number", "Boolean", "parseInt", "parseFloat");

    private Calls() {}

    static boolean isCallable(String name) {
        return CONVERSIONS.contains(name) || name.equals("JSON") || name.equals("Math");
    }

    /** Refuses a call of what is not known here, so that it is found when the expression is read. */
    static Call checked(Call call, boolean formula) throws NotAnExpression {
        for (var argument : call.arguments()) {
            if (argument instanceof Expression.Pattern pattern) {
                PatternMethods.check(pattern);
            }
        }
        switch (call.function()) {
            case Name(var name) when CONVERSIONS.contains(name) || formula && OF_NUMBERS.containsKey(name) -> {}
            case Member(Name(var of), Literal(var method), var optional)
            when of.equals("Math") -> {
                if (!OF_NUMBERS.containsKey(method.textValue())) {
                    throw new NotAnExpression("Math." + method.asText());
                }
            }
            case Member(Name(var of), Literal(var method), var optional)
            when of.equals("JSON") -> {
                if (!Set.of("parse", "stringify").contains(method.asText())) {
                    throw new NotAnExpression("JSON." + method.asText());
                }
            }
            case Member(Expression.Pattern pattern, Literal(var method), var optional)
            when method.asText().equals("test") -> PatternMethods.check(pattern);
            case Member(var of, Literal(var method), var optional)
            when Methods.isKnown(method.asText()) && (!method.asText().equals("match") || takesPattern(call)) -> {}
            case Member(var of, Literal(var method), var optional) ->
                throw new NotAnExpression("the method " + method.asText());
            default -> throw new NotAnExpression("a call of something else than a known function");
        }
        return call;
    }

    private static boolean takesPattern(Call call) {
        return !call.arguments().isEmpty() && call.arguments().getFirst() instanceof Expression.Pattern;
    }

    static JsonNode named(String name, List<JsonNode> arguments) {
        var first = arguments.isEmpty() ? MissingNode.getInstance() : arguments.getFirst();
        return switch (name) {
            case "String" -> TextNode.valueOf(arguments.isEmpty() ? "" : Coercion.text(first));
            case "Number" -> DoubleNode.valueOf(arguments.isEmpty() ? 0 : Coercion.number(first));
            case "Boolean" -> BooleanNode.valueOf(Coercion.truthy(first));
            case "parseInt" -> leading(WHOLE, first);
            case "parseFloat" -> leading(DECIMAL, first);
            default -> ofNumbers(name, arguments);
        };
    }

    static JsonNode ofNumbers(String name, List<JsonNode> arguments) {
        boolean list = arguments.size() == 1 && arguments.getFirst().isArray();
        var numbers = list
                ? Methods.elements(arguments.getFirst()).stream()
                        .mapToDouble(Coercion::number)
                        .toArray()
                : arguments.stream().mapToDouble(Coercion::number).toArray();
        var function = OF_NUMBERS.get(name);
        if (function == null || numbers.length == 0) {
            throw new ExpressionFailed(name + " cannot be computed of " + arguments);
        }
        return DoubleNode.valueOf(function.applyAsDouble(numbers));
    }

    static JsonNode json(String name, List<JsonNode> arguments) {
        var first = arguments.isEmpty() ? MissingNode.getInstance() : arguments.getFirst();
        if (name.equals("parse")) {
            try {
                return JsonText.parse(Coercion.text(first));
            } catch (NotJson notJson) {
                throw new ExpressionFailed("JSON.parse: " + notJson.getMessage());
            }
        }
        int indent = arguments.size() > 2 ? (int) Coercion.number(arguments.get(2)) : 0;
        return first.isMissingNode() ? first : TextNode.valueOf(JsonText.print(first, indent));
    }

    private static JsonNode leading(Pattern form, JsonNode value) {
        var number = form.matcher(Coercion.text(value));
        return DoubleNode.valueOf(number.find() ? Double.parseDouble(number.group(1)) : Double.NaN);
    }
}
