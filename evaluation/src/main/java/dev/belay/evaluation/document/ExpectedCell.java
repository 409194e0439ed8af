package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * promptfoo's way to write an assertion in a cell: {@code contains:foo}, {@code icontains-any:a, b},
 * {@code latency(1000)}; any other text is what the output must equal. A threshold in parentheses is lost where promptfoo
 * loses it ({@code bleu(0.7)}), and a rubric keeps the blanks around it.
 */
public final class ExpectedCell {

    private static final Set<String> LISTS = Set.of("contains-any", "contains-all", "icontains-any", "icontains-all");

    /** Of these promptfoo keeps the number in parentheses, and gives them one where there is none. */
    private static final Set<String> WITH_THRESHOLD = Set.of(
            "answer-relevance",
            "classifier",
            "context-faithfulness",
            "context-recall",
            "context-relevance",
            "cost",
            "latency",
            "levenshtein",
            "perplexity-score",
            "perplexity",
            "rouge-n",
            "similar",
            "starts-with");

    private static final double STANDARD_THRESHOLD = 0.75;
    private static final double STANDARD_SIMILARITY = 0.8;

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

    private static final Pattern RUBRIC = Pattern.compile("(?:grade|llm-rubric):(.*)", Pattern.DOTALL);
    private static final Pattern SHORTHAND = Pattern.compile(
            "((?:not-)?(?:" + String.join("|", TYPES) + "))(?:\\((\\d+(?:\\.\\d+)?)\\))?(?::(.*))?", Pattern.DOTALL);

    private ExpectedCell() {}

    public static ObjectNode assertion(String cell) {
        var assertion = JsonNodeFactory.instance.objectNode();
        var shorthand = SHORTHAND.matcher(cell);
        var rubric = RUBRIC.matcher(cell);
        if (rubric.matches()) {
            return assertion.put("type", "llm-rubric").put("value", rubric.group(1));
        } else if (!shorthand.matches()) {
            return assertion.put("type", "equals").put("value", cell);
        }
        var type = shorthand.group(1);
        assertion.put("type", type);
        if (shorthand.group(3) != null) {
            value(assertion, type, shorthand.group(3).strip());
        }
        var base = type.replaceFirst("^not-", "");
        if (WITH_THRESHOLD.contains(base)) {
            double standard = base.equals("similar") ? STANDARD_SIMILARITY : STANDARD_THRESHOLD;
            assertion.put("threshold", shorthand.group(2) == null ? standard : Double.parseDouble(shorthand.group(2)));
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
