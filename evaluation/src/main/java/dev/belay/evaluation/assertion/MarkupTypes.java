package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.javascript.Whitespace;
import dev.belay.evaluation.markup.HtmlText;
import dev.belay.evaluation.markup.XmlFragments;
import dev.belay.evaluation.markup.XmlText;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@code is-xml}, {@code contains-xml}, {@code is-html} and {@code contains-html}. */
final class MarkupTypes {
    private static final String UNKNOWN_VALUE = "xml assertion must contain a string, array value, or no value";

    private MarkupTypes() {}

    static Finding isXml(Subject subject) {
        return xml(subject, XmlText::problemOf);
    }

    static Finding containsXml(Subject subject) {
        return xml(subject, XmlFragments::problemOf);
    }

    private static Finding xml(Subject subject, BiFunction<String, List<String>, Optional<String>> check) {
        return required(subject.value())
                .<Finding>map(required -> {
                    var problem = check.apply(subject.text(), required);
                    return new Finding.Held(
                            problem.isEmpty(), problem.orElse(""), "XML is valid and contains all required elements");
                })
                .orElseGet(() -> new Finding.CannotTell(UNKNOWN_VALUE));
    }

    /**
     * The paths of elements that must be there: a text with commas, a list, or a list under {@code requiredElements}. An
     * empty text asks for an element without a name, which no text has; empty lists, empty objects, numbers and booleans
     * ask for nothing.
     */
    private static Optional<List<String>> required(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(Stream.of(value.textValue().split(",", -1))
                    .map(Whitespace::trim)
                    .toList());
        } else if (value.isArray()) {
            return paths(value);
        } else if (value.isObject() && !value.isEmpty()) {
            return value.path("requiredElements").isArray() ? paths(value.path("requiredElements")) : Optional.empty();
        }
        return Optional.of(List.of());
    }

    private static Optional<List<String>> paths(JsonNode list) {
        var paths = StreamSupport.stream(list.spliterator(), false)
                .filter(path -> !path.isNull())
                .map(Coercion::text)
                .toList();
        return paths.size() == list.size() ? Optional.of(paths) : Optional.empty();
    }

    static Optional<String> problemOfXml(JsonNode value) {
        return required(value).isPresent()
                ? Optional.empty()
                : Optional.of("The value must be paths of elements, like [\"order.id\"], not %s."
                        .formatted(ValueShape.of(value)));
    }

    static Finding isHtml(Subject subject) {
        var problem = HtmlText.problemOf(subject.text());
        return new Finding.Held(problem.isEmpty(), problem.orElse(""), "Output is valid HTML");
    }

    static Finding containsHtml(Subject subject) {
        return new Finding.Held(
                HtmlText.within(subject.text()),
                "Expected output to contain HTML content",
                "Expected output to not contain HTML content");
    }
}
