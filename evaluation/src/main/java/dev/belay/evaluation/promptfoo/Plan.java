package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.expression.Expression;
import dev.belay.evaluation.promptfoo.AssertionEntry.Transform;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a configuration asks for, written out: each of its tests, for each combination of its variables, by
 * each of its providers with each of its prompts.
 *
 * @param columns pairs of provider and prompt, provider by provider
 * @param steps test by test
 */
public record Plan(List<Column> columns, List<Step> steps, List<DerivedMetric> derivedMetrics) {

    public Plan {
        columns = List.copyOf(columns);
        steps = List.copyOf(steps);
        derivedMetrics = List.copyOf(derivedMetrics);
    }

    public record Column(ProviderEntry provider, PromptEntry prompt) {}

    /**
     * One question.
     *
     * @param test number of the test with its variables
     * @param column index into {@link Plan#columns}
     * @param template of the prompt, with prefix and suffix
     * @param vars as they are written
     * @param values the same, with what is in the files that they name
     */
    public record Step(
            int test,
            int column,
            String template,
            Map<String, JsonNode> vars,
            Map<String, JsonNode> values,
            TestEntry entry,
            @Nullable Transform transform) {}

    /** A number computed from named scores, summed over a column. */
    public record DerivedMetric(String name, Expression formula) {}
}
