package dev.belay.evaluation.assertion;

import dev.belay.evaluation.text.Spelling;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says what is wrong with the name of a type. */
final class UnknownType {
    private static final String NOT = "not-";

    /** promptfoo's other types, so that its files get a better answer than "unknown". */
    private static final Set<String> PROMPTFOO = Set.of(
            "agent-rubric",
            "assert-set",
            "classifier",
            "context-faithfulness",
            "context-recall",
            "context-relevance",
            "conversation-relevance",
            "human",
            "javascript",
            "max-score",
            "moderation",
            "pi",
            "python",
            "ruby",
            "search-rubric",
            "skill-used",
            "trace-error-spans",
            "trace-span-count",
            "trace-span-duration",
            "trajectory:goal-success",
            "trajectory:step-count",
            "trajectory:tool-args-match",
            "trajectory:tool-sequence",
            "trajectory:tool-used");

    private UnknownType() {}

    static String problem(String type, Set<String> known) {
        var base = type.startsWith(NOT) ? type.substring(NOT.length()) : type;
        if (PROMPTFOO.contains(base)) {
            return "Belay does not have the assertion type \"%s\" yet. It has: %s."
                    .formatted(type, String.join(", ", bases(known)));
        }
        return "There is no assertion type \"%s\"%s."
                .formatted(
                        type,
                        nearest(type, known)
                                .map("; did you mean \"%s\"?"::formatted)
                                .orElse("; there are: " + String.join(", ", bases(known)) + " (each also with not-)"))
                .replace("?.", "?");
    }

    private static Iterable<String> bases(Set<String> known) {
        return known.stream().filter(type -> !type.startsWith(NOT)).sorted()::iterator;
    }

    private static Optional<String> nearest(String type, Set<String> known) {
        var dashed = type.strip()
                .replaceAll("([a-z])([A-Z])", "$1-$2")
                .replaceAll("[_ ]+", "-")
                .toLowerCase(Locale.ROOT);
        return Spelling.nearest(
                dashed,
                Stream.concat(known.stream(), PROMPTFOO.stream()).sorted().toList());
    }
}
