package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.assertion.Response;
import dev.belay.evaluation.assertion.Verdict;
import dev.belay.evaluation.dryrun.StepResult.Outcome;
import dev.belay.evaluation.promptfoo.AssertionEntry.One;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** {@code select-best} and {@code max-score}: judged after all outputs of a test are there, and added to each. */
final class Comparing {
    static final String MAX_SCORE = "max-score";

    private final Judging judging;

    Comparing(Judging judging) {
        this.judging = judging;
    }

    /** @param results of all tests, in any order */
    List<StepResult> apply(List<StepResult> results) {
        var byTest = new TreeMap<Integer, List<StepResult>>();
        results.forEach(result -> byTest.computeIfAbsent(result.step().test(), none -> new ArrayList<>())
                .add(result));
        return byTest.values().stream().flatMap(test -> compared(test).stream()).toList();
    }

    private List<StepResult> compared(List<StepResult> test) {
        var results = test;
        for (var entry : test.getFirst().step().entry().assertions()) {
            if (entry instanceof One one && Assessment.compares(one.assertion().type())) {
                var verdicts = one.assertion().type().equals(MAX_SCORE)
                        ? maxScore(
                                one.assertion().value() == null
                                        ? MissingNode.getInstance()
                                        : one.assertion().value(),
                                results)
                        : chosen(one, results);
                results = with(one, results, verdicts);
            }
        }
        return results;
    }

    private List<Verdict> chosen(One one, List<StepResult> results) {
        var outputs = results.stream()
                .map(result -> Assessment.output(
                        result.output() == null ? TextNode.valueOf("") : result.output(), 1, null, Response.NONE))
                .toList();
        var step = results.getFirst().step();
        var question =
                new Question("", outputs.getFirst(), step.values(), step.entry().options());
        return outputs.size() < 2
                ? List.of(new Verdict.Errored(one.assertion().type() + " needs at least two outputs to compare"))
                : judging.compare(one, List.<Output>copyOf(outputs), question);
    }

    /** The output whose other assertions score highest, the first of several; and it must reach the threshold, if there is one. */
    private static List<Verdict> maxScore(JsonNode value, List<StepResult> results) {
        if (results.size() < 2) {
            return List.of(new Verdict.Errored("max-score needs at least two outputs to compare"));
        }
        var scores = new ArrayList<Double>();
        for (var result : results) {
            var relevant = result.components().stream()
                    .filter(component -> !Assessment.compares(component.type()))
                    .toList();
            if (relevant.isEmpty()) {
                return Collections.nCopies(
                        results.size(), new Verdict.Errored("max-score needs at least one other assertion to add up"));
            }
            scores.add(score(relevant, value));
        }
        double highest = Collections.max(scores);
        int winner = scores.indexOf(highest);
        boolean reached = !value.path("threshold").isNumber()
                || highest >= value.path("threshold").doubleValue();
        var verdicts = new ArrayList<Verdict>();
        for (int i = 0; i < scores.size(); i++) {
            var reason = i == winner ? "its score is below the threshold" : "another output scores higher";
            verdicts.add(i == winner && reached ? new Verdict.Passed(1) : new Verdict.Failed(0, reason));
        }
        return verdicts;
    }

    private static double score(List<Component> components, JsonNode value) {
        double sum = 0;
        double weights = 0;
        for (var component : components) {
            double weight = value.path("weights").path(component.type()).asDouble(1);
            sum += component.score() * weight;
            weights += weight;
        }
        boolean summed = value.path("method").asText("").equals("sum");
        return summed ? sum : weights > 0 ? sum / weights : 0;
    }

    private static List<StepResult> with(One one, List<StepResult> results, List<Verdict> verdicts) {
        var merged = new ArrayList<StepResult>();
        for (int i = 0; i < results.size(); i++) {
            merged.add(with(one, results.get(i), verdicts.get(i)));
        }
        return merged;
    }

    private static StepResult with(One one, StepResult result, Verdict verdict) {
        if (result.outcome() == Outcome.ERROR) {
            return result;
        }
        return switch (verdict) {
            case Verdict.Errored(var reason) ->
                StepResult.error(
                        result.step(),
                        result.prompt(),
                        result.output(),
                        one.assertion().type() + ": " + reason);
            case Verdict.Passed(double score) -> result.and(component(one, true, score, null));
            case Verdict.Failed(double score, var reason) -> result.and(component(one, false, score, reason));
        };
    }

    private static Component component(
            One one, boolean pass, double score, @org.jspecify.annotations.Nullable String reason) {
        var assertion = one.assertion();
        return new Component(
                assertion.type(),
                assertion.value(),
                assertion.threshold(),
                assertion.weight(),
                assertion.metric(),
                null,
                pass,
                score,
                reason);
    }
}
