package dev.belay.evaluation.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.regex.InvalidRegex;
import dev.belay.evaluation.regex.JavaScriptRegex;
import dev.belay.evaluation.regex.JavaScriptRegex.Found;
import dev.belay.evaluation.regex.RegexTooSlow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The methods of texts that take a regular expression, and the one that it has itself. */
final class PatternMethods {
    private static final Set<String> TAKING = Set.of("match", "replace", "replaceAll", "split");
    private static final Pattern REFERENCE = Pattern.compile("\\$(\\$|&|\\d{1,2})");

    private PatternMethods() {}

    static boolean take(String method) {
        return TAKING.contains(method);
    }

    /** Refuses what is no pattern of JavaScript's, and the flags that change what its signs mean. */
    static void check(Expression.Pattern pattern) throws NotAnExpression {
        if (!pattern.flags().replace("g", "").replace("u", "").isEmpty()) {
            throw new NotAnExpression("the flag of /" + pattern.source() + "/" + pattern.flags());
        }
        try {
            compiled(pattern);
        } catch (InvalidRegex invalid) {
            throw new NotAnExpression("/" + pattern.source() + "/: " + invalid.getMessage() + ", which");
        }
    }

    private static JavaScriptRegex compiled(Expression.Pattern pattern) {
        return pattern.flags().contains("u")
                ? JavaScriptRegex.compileUnicode(pattern.source())
                : JavaScriptRegex.compile(pattern.source());
    }

    static JsonNode test(Expression.Pattern pattern, String input) {
        return BooleanNode.valueOf(!found(pattern, input, false).isEmpty());
    }

    /** @param by the replacement, of the methods that replace */
    static JsonNode call(String text, String method, Expression.Pattern pattern, String by) {
        boolean all = pattern.flags().contains("g");
        return switch (method) {
            case "match" -> match(found(pattern, text, all), all);
            case "split" -> split(text, found(pattern, text, true));
            case "replaceAll" -> replaced(text, found(pattern, text, true), by);
            default -> replaced(text, found(pattern, text, all), by);
        };
    }

    private static List<Found> found(Expression.Pattern pattern, String text, boolean all) {
        var regex = compiled(pattern);
        var matches = new ArrayList<Found>();
        try {
            var match = regex.find(text, 0);
            while (match.isPresent()) {
                matches.add(match.get());
                int next = match.get().end() + (match.get().end() == match.get().start() ? 1 : 0);
                match = all && next <= text.length() ? regex.find(text, next) : java.util.Optional.empty();
            }
        } catch (RegexTooSlow slow) {
            throw new ExpressionFailed(String.valueOf(slow.getMessage()));
        }
        return matches;
    }

    private static JsonNode match(List<Found> matches, boolean all) {
        if (matches.isEmpty()) {
            return NullNode.getInstance();
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        if (all) {
            matches.forEach(match -> list.add(match.groups().getFirst()));
        } else {
            matches.getFirst().groups().forEach(list::add);
        }
        return list;
    }

    private static JsonNode split(String text, List<Found> matches) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        int from = 0;
        for (var match : matches) {
            boolean divides = match.end() > match.start() || match.start() > from && match.start() < text.length();
            if (divides) {
                parts.add(text.substring(from, match.start()));
                match.groups().subList(1, match.groups().size()).forEach(parts::add);
                from = match.end();
            }
        }
        return parts.add(text.substring(from));
    }

    private static JsonNode replaced(String text, List<Found> matches, String by) {
        var out = new StringBuilder();
        int from = 0;
        for (var match : matches) {
            out.append(text, from, match.start()).append(replacement(by, match));
            from = match.end();
        }
        return TextNode.valueOf(out.append(text.substring(from)).toString());
    }

    /** {@code $1}, {@code $&} and {@code $$} in the replacement stand for a group, the match and a dollar sign. */
    private static String replacement(String by, Found match) {
        return REFERENCE.matcher(by).replaceAll(reference -> {
            var sign = reference.group(1);
            String value;
            if (sign.equals("$")) {
                value = "$";
            } else {
                int group = sign.equals("&") ? 0 : Integer.parseInt(sign);
                boolean there = group < match.groups().size() && (group > 0 || sign.equals("&"));
                value = there ? match.groups().get(group) : reference.group();
            }
            return java.util.regex.Matcher.quoteReplacement(value == null ? "" : value);
        });
    }
}
