package dev.belay.evaluation.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.javascript.JsonText;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An assertion in words that a person understands. */
final class Says {
    private static final int LONGEST = 160;

    private Says() {}

    static String of(Assertion assertion) {
        boolean negated = assertion.type().startsWith("not-");
        var type = negated ? assertion.type().substring("not-".length()) : assertion.type();
        var says = says(type, quoted(assertion.value()), assertion);
        var whole = negated ? "not: " + says : says;
        return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST - 1) + "…";
    }

    private static String says(String type, String value, Assertion assertion) {
        return switch (type) {
            case "equals" -> "is exactly " + value;
            case "contains" -> "contains " + value;
            case "icontains" -> "contains " + value + ", in small or capital letters";
            case "contains-any" -> "contains one of " + value;
            case "icontains-any" -> "contains one of " + value + ", in small or capital letters";
            case "contains-all" -> "contains each of " + value;
            case "icontains-all" -> "contains each of " + value + ", in small or capital letters";
            case "starts-with" -> "starts with " + value;
            case "regex" -> "matches the pattern " + value;
            case "is-json" -> value.isEmpty() ? "is JSON" : "is JSON of the given form";
            case "contains-json" -> "contains JSON";
            case "is-refusal" -> "refuses to answer";
            case "word-count" -> "has the given number of words: " + value;
            case "latency" -> "comes within " + number(assertion.threshold()) + " ms";
            case "cost" -> "costs at most $" + number(assertion.threshold());
            case "llm-rubric", "model-graded-closedqa", "g-eval" -> unquoted(value);
            case Assertion.SET ->
                "reaches " + number(assertion.threshold()) + " of: "
                        + assertion.each().stream().map(Says::of).collect(Collectors.joining("; "));
            case "similar" -> "means about the same as " + value;
            default -> value.isEmpty() ? type : type + " " + value;
        };
    }

    private static String number(@Nullable Double number) {
        return number == null ? "?" : Coercion.text(number);
    }

    private static String quoted(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        } else if (value.isTextual()) {
            return "\"" + value.textValue().replaceAll("\\s+", " ").strip() + "\"";
        } else if (!value.isArray()) {
            return JsonText.print(value);
        }
        var elements = new ArrayList<String>();
        value.forEach(element -> elements.add(element.isTextual() ? element.textValue() : JsonText.print(element)));
        return String.join(", ", elements);
    }

    private static String unquoted(String value) {
        boolean quotes = value.startsWith("\"") && value.endsWith("\"") && value.length() > 2;
        return quotes ? value.substring(1, value.length() - 1) : value.isEmpty() ? "satisfies the judge" : value;
    }
}
