package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** {@code equals}, {@code starts-with} and the {@code contains} family: UTF-16 units, no normalisation, no trimming. */
final class TextTypes {
    /** Java's lower-casing without a locale is JavaScript's: final sigma by context, İ to two characters. */
    private static final UnaryOperator<String> ANY_CASE = text -> text.toLowerCase(Locale.ROOT);

    private TextTypes() {}

    /** An object or list is compared with the output read as JSON, anything else with the output's text. */
    static Finding equalTo(Subject subject) {
        var value = subject.value();
        boolean deep = value.isContainerNode() || value.isNull();
        var expected = deep ? JsonText.print(value) : Coercion.text(value);
        boolean equal = deep ? equalsJson(value, subject.text()) : expected.equals(subject.text());
        return new Finding.Held(
                equal,
                "Expected output \"%s\" to equal \"%s\"".formatted(subject.text(), expected),
                "Expected output \"%s\" to not equal \"%s\"".formatted(subject.text(), expected));
    }

    private static boolean equalsJson(JsonNode value, String output) {
        try {
            return Coercion.deeplyEqual(value, JsonText.parse(output));
        } catch (NotJson notJson) {
            return false;
        }
    }

    static Finding startsWith(Subject subject) {
        if (!subject.value().isTextual() || subject.value().textValue().isEmpty()) {
            return invariant("\"starts-with\" assertion type must have a string value");
        }
        var start = subject.value().textValue();
        return new Finding.Held(
                subject.text().startsWith(start),
                "Expected output to start with \"%s\"".formatted(start),
                "Expected output to not start with \"%s\"".formatted(start));
    }

    static Finding contains(Subject subject) {
        return containsOne(subject, UnaryOperator.identity());
    }

    static Finding icontains(Subject subject) {
        return containsOne(subject, ANY_CASE);
    }

    static Finding containsAny(Subject subject) {
        return containsAny(subject, UnaryOperator.identity());
    }

    static Finding icontainsAny(Subject subject) {
        return containsAny(subject, ANY_CASE);
    }

    static Finding containsAll(Subject subject) {
        return containsAll(subject, UnaryOperator.identity());
    }

    static Finding icontainsAll(Subject subject) {
        return containsAll(subject, ANY_CASE);
    }

    private static Finding containsOne(Subject subject, UnaryOperator<String> fold) {
        var value = subject.value();
        boolean usable = value.isTextual() && !value.textValue().isEmpty()
                || value.isNumber() && !Double.isNaN(value.doubleValue());
        if (!usable) {
            return invariant("\"%s\" assertion type must have a string or number value".formatted(subject.type()));
        }
        var part = Coercion.text(value);
        return new Finding.Held(
                fold.apply(subject.text()).contains(fold.apply(part)),
                "Expected output to contain \"%s\"".formatted(part),
                "Expected output to not contain \"%s\"".formatted(part));
    }

    /** The list that a value stands for, or why it stands for none. */
    private sealed interface Parts {
        record Listed(List<String> parts) implements Parts {}

        record None(Finding why) implements Parts {}
    }

    private static Parts parts(Subject subject) {
        var value = subject.value();
        if (!Coercion.truthy(value)) {
            return new Parts.None(invariant("\"%s\" assertion type must have a value".formatted(subject.type())));
        } else if (value.isTextual()) {
            return switch (CommaSeparated.parse(value.textValue())) {
                case CommaSeparated.Fields(var fields) -> new Parts.Listed(fields);
                case CommaSeparated.Malformed(var why) -> new Parts.None(invariant(why));
            };
        } else if (value.isArray()) {
            return new Parts.Listed(StreamSupport.stream(value.spliterator(), false)
                    .map(Coercion::text)
                    .toList());
        }
        return new Parts.None(invariant("\"%s\" assertion type must have an array value".formatted(subject.type())));
    }

    private static Finding containsAny(Subject subject, UnaryOperator<String> fold) {
        return switch (parts(subject)) {
            case Parts.None(var why) -> why;
            case Parts.Listed(var parts) -> {
                var output = fold.apply(subject.text());
                var listed = String.join(", ", parts);
                yield new Finding.Held(
                        parts.stream().anyMatch(part -> output.contains(fold.apply(part))),
                        "Expected output to contain one of \"%s\"".formatted(listed),
                        "Expected output to not contain one of \"%s\"".formatted(listed));
            }
        };
    }

    private static Finding containsAll(Subject subject, UnaryOperator<String> fold) {
        return switch (parts(subject)) {
            case Parts.None(var why) -> why;
            case Parts.Listed(var parts) -> {
                var output = fold.apply(subject.text());
                var missing = parts.stream()
                        .filter(part -> !output.contains(fold.apply(part)))
                        .toList();
                var listed = String.join(", ", parts);
                var absent = String.join(", ", missing);
                yield new Finding.Held(
                        missing.isEmpty(),
                        "Expected output to contain all of [%s]. Missing: [%s]".formatted(listed, absent),
                        "Expected output to not contain all of [%s]. Missing: [%s]".formatted(listed, absent));
            }
        };
    }

    /** What is wrong with a literal value of {@code contains}, {@code icontains} or {@code starts-with}. */
    static Optional<String> problemOfText(JsonNode value, boolean numberToo) {
        if (value.isTextual() && value.textValue().isEmpty()) {
            return Optional.of("The value is empty; write the text that the output must contain.");
        } else if (value.isTextual() || value.isNumber() && numberToo) {
            return Optional.empty();
        }
        return Optional.of("The value must be a text, not %s%s."
                .formatted(
                        ValueShape.of(value), value.isArray() ? "; for a list use contains-any or contains-all" : ""));
    }

    static Optional<String> problemOfList(JsonNode value) {
        if (value.isArray()) {
            return value.isEmpty()
                    ? Optional.of("The list is empty; write at least one text to look for.")
                    : Optional.empty();
        } else if (!value.isTextual()) {
            return Optional.of("The value must be a list of texts, or one text with commas, not %s."
                    .formatted(ValueShape.of(value)));
        }
        return switch (CommaSeparated.parse(value.textValue())) {
            case CommaSeparated.Malformed(var why) -> Optional.of(why + ". Write the value as a list instead.");
            case CommaSeparated.Fields(var fields) ->
                fields.isEmpty()
                        ? Optional.of("The value names nothing; write at least one text to look for.")
                        : Optional.empty();
        };
    }

    private static Finding invariant(String message) {
        return new Finding.CannotTell("Invariant failed: " + message);
    }
}
