package dev.belay.evaluation.assertion;

import java.util.Comparator;
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
            "answer-relevance",
            "assert-set",
            "bleu",
            "classifier",
            "contains-html",
            "contains-sql",
            "contains-xml",
            "context-faithfulness",
            "context-recall",
            "context-relevance",
            "conversation-relevance",
            "factuality",
            "finish-reason",
            "g-eval",
            "gleu",
            "guardrails",
            "human",
            "is-html",
            "is-refusal",
            "is-sql",
            "is-valid-function-call",
            "is-valid-openai-function-call",
            "is-valid-openai-tools-call",
            "is-xml",
            "javascript",
            "levenshtein",
            "llm-rubric",
            "max-score",
            "meteor",
            "model-graded-closedqa",
            "model-graded-factuality",
            "moderation",
            "perplexity",
            "perplexity-score",
            "pi",
            "python",
            "rouge-n",
            "ruby",
            "search-rubric",
            "select-best",
            "similar",
            "similar:cosine",
            "similar:dot",
            "similar:euclidean",
            "skill-used",
            "tool-call-f1",
            "trace-error-spans",
            "trace-span-count",
            "trace-span-duration",
            "trajectory:goal-success",
            "trajectory:step-count",
            "trajectory:tool-args-match",
            "trajectory:tool-sequence",
            "trajectory:tool-used",
            "webhook");

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
        return Stream.concat(known.stream(), PROMPTFOO.stream())
                .filter(candidate -> distance(dashed, candidate) <= Math.max(1, candidate.length() / 4))
                .min(Comparator.<String>comparingInt(candidate -> distance(dashed, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's: how many characters must be put in, taken out or changed. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
