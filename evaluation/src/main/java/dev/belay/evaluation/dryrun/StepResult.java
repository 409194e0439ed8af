package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.promptfoo.Plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one question came to.
 *
 * @param prompt as it was asked; empty when it could not be rendered
 * @param output null when there is none
 * @param error why nothing could be found out; null otherwise
 * @param reason why it fails, when it does
 */
public record StepResult(
        Step step,
        String prompt,
        @Nullable JsonNode output,
        Outcome outcome,
        double score,
        Map<String, Double> namedScores,
        Map<String, Double> namedWeights,
        List<Component> components,
        @Nullable String error,
        @Nullable String reason,
        long latencyMs,
        @Nullable Double costUsd) {

    public enum Outcome {
        PASSED,
        FAILED,
        ERROR
    }

    public StepResult {
        components = List.copyOf(components);
    }

    static StepResult error(Step step, String prompt, @Nullable JsonNode output, String why) {
        return new StepResult(
                step, prompt, output, Outcome.ERROR, 0, Map.of(), Map.of(), List.of(), why, null, 0, null);
    }

    /** With a comparison that was made after it; one that it lost decides, and is its score. */
    StepResult and(Component comparison) {
        var all = new ArrayList<>(components);
        all.add(comparison);
        boolean lost = !comparison.pass();
        return new StepResult(
                step,
                prompt,
                output,
                lost ? Outcome.FAILED : outcome,
                lost ? comparison.score() : score,
                namedScores,
                namedWeights,
                all,
                error,
                lost ? comparison.reason() : reason,
                latencyMs,
                costUsd);
    }

    public boolean passed() {
        return outcome == Outcome.PASSED;
    }
}
