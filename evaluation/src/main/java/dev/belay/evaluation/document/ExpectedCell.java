package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * promptfoo's way to write an assertion in a cell: {@code contains:foo}, {@code icontains-any:a, b},
 * {@code latency(1000)}; any other text is what the output must equal.
 */
public final class ExpectedCell {

    private static final Set<String> LISTS = Set.of("contains-any", "contains-all", "icontains-any", "icontains-all");

    /** Types that promptfoo reads in a cell, also those that Belay has not: a rubric must not become a text to equal. */
    private static final List<String> TYPES = List.of(
            "answer-relevance",
            "bleu",
            "classifier",
            "contains",
            "contains-all",
            "contains-any",
            "contains-html",
            "contains-json",
            "contains-sql",
            "contains-xml",
            "context-faithfulness",
            "context-recall",
            "context-relevance",
            "conversation-relevance",
            "cost",
            "equals",
            "eval",
            "factuality",
            "finish-reason",
            "fn",
            "g-eval",
            "gleu",
            "grade",
            "guardrails",
            "icontains",
            "icontains-all",
            "icontains-any",
            "is-html",
            "is-json",
            "is-refusal",
            "is-sql",
            "is-valid-function-call",
            "is-valid-openai-function-call",
            "is-valid-openai-tools-call",
            "is-xml",
            "javascript",
            "latency",
            "levenshtein",
            "llm-rubric",
            "meteor",
            "model-graded-closedqa",
            "model-graded-factuality",
            "moderation",
            "perplexity",
            "perplexity-score",
            "pi",
            "python",
            "regex",
            "rouge-n",
            "ruby",
            "search-rubric",
            "similar",
            "starts-with",
            "webhook",
            "word-count");

    private static final Pattern SHORTHAND = Pattern.compile(
            "((?:not-)?(?:" + String.join("|", TYPES) + "))(?:\\((\\d+(?:\\.\\d+)?)\\))?(?::(.*))?", Pattern.DOTALL);

    private ExpectedCell() {}

    public static ObjectNode assertion(String cell) {
        var assertion = JsonNodeFactory.instance.objectNode();
        var shorthand = SHORTHAND.matcher(cell);
        if (!shorthand.matches()) {
            return assertion.put("type", "equals").put("value", cell);
        }
        var type = shorthand.group(1);
        assertion.put("type", type);
        if (shorthand.group(3) != null) {
            value(assertion, type, shorthand.group(3).strip());
        }
        if (shorthand.group(2) != null) {
            assertion.put("threshold", Double.valueOf(shorthand.group(2)));
        }
        return assertion;
    }

    private static void value(ObjectNode assertion, String type, String value) {
        if (LISTS.contains(type.replaceFirst("^not-", ""))) {
            var list = assertion.putArray("value");
            for (var element : value.split(",", -1)) {
                list.add(element.strip());
            }
        } else {
            assertion.put("value", value);
        }
    }
}
