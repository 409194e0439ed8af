package dev.belay.evaluation.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.Assertion;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reasons that may travel in events: they can quote the assertion and numbers, never the output or a variable, which can
 * be erased where they lie, and not in events.
 */
final class Reasons {

    /** Of these the checker's reasons hold nothing of the output but a number. */
    private static final Set<String> NUMERIC = Set.of("word-count", "latency", "cost");

    private Reasons() {}

    static String failed(Assertion assertion, String reason) {
        if (assertion.isSet()) {
            return "assert-set: " + reason;
        }
        boolean numeric = NUMERIC.contains(assertion.type().replaceFirst("^not-", ""));
        return numeric && !isTemplate(assertion.value()) ? reason : assertion.type() + " does not hold";
    }

    static String unjudged(Assertion assertion, String reason) {
        if (assertion.isSet()) {
            return "assert-set: " + reason;
        }
        return isTemplate(assertion.value())
                ? assertion.type() + " cannot be judged with the variables of this case"
                : assertion.type() + " cannot be judged: " + reason;
    }

    private static boolean isTemplate(@Nullable JsonNode value) {
        var text = String.valueOf(value);
        return text.contains("{{") || text.contains("{%");
    }
}
