package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.regex.InvalidRegex;
import dev.belay.evaluation.regex.JavaScriptRegex;
import dev.belay.evaluation.regex.RegexTooSlow;
import java.util.Optional;

/** {@code regex}: the pattern may match anywhere; slashes and flags in it are literal text. */
final class RegexType {
    private final Recent<String, JavaScriptRegex> compiled = new Recent<>(500);

    Finding matches(Subject subject) {
        if (!subject.value().isTextual() || subject.value().textValue().isEmpty()) {
            return new Finding.CannotTell("Invariant failed: \"regex\" assertion type must have a string value");
        }
        var pattern = subject.value().textValue();
        try {
            return new Finding.Held(
                    compiled.get(pattern, JavaScriptRegex::compile).test(subject.text()),
                    "Expected output to match regex \"%s\"".formatted(pattern),
                    "Expected output to not match regex \"%s\"".formatted(pattern));
        } catch (InvalidRegex invalid) {
            return new Finding.FailedEitherWay("Invalid regex pattern: " + invalid.getMessage());
        } catch (RegexTooSlow slow) {
            return new Finding.CannotTell(slow.getMessage());
        }
    }

    static Optional<String> problemOf(JsonNode value) {
        if (!value.isTextual() || value.textValue().isEmpty()) {
            return Optional.of("The value must be a regular expression in quotes, not %s."
                    .formatted(value.isTextual() ? "empty" : ValueShape.of(value)));
        }
        try {
            JavaScriptRegex.compile(value.textValue());
            return Optional.empty();
        } catch (InvalidRegex invalid) {
            return Optional.of(
                    "%s. Patterns are JavaScript's, without slashes or flags.".formatted(invalid.getMessage()));
        }
    }
}
