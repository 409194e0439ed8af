package dev.belay.gate.decision.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which outputs a reviewer is shown (design §5, rule 7): the first sample of some cases, drawn by the change's id, so that the
 * same change has the same sample in every attempt and on every machine. Edge cases fill up to a third of it and the largest
 * drift another, so that the rest stays a random look at all of the suite.
 */
final class ReviewSample {

    private static final int PARTS = 3;

    private ReviewSample() {}

    /** The candidate's outputs to be judged, at most {@code size}; of cases without an output none. */
    static List<Output> draw(Comparison comparison, String change, Map<String, Double> drift, int size) {
        var part = Math.ceilDiv(size, PARTS);
        var drawn = new LinkedHashMap<String, Output>();
        var shuffled = comparison.suite().stream()
                .sorted(Comparator.comparing(suiteCase -> lot(change, suiteCase.id())))
                .toList();
        shuffled.stream()
                .filter(suiteCase -> suiteCase.failureMode() != null)
                .limit(part)
                .forEach(suiteCase -> take(suiteCase, comparison, drawn));
        shuffled.stream()
                .filter(suiteCase -> drift.getOrDefault(suiteCase.id(), 0.0) > 0)
                .filter(suiteCase -> !drawn.containsKey(suiteCase.id()))
                .sorted(Comparator.comparing(suiteCase -> -drift.get(suiteCase.id())))
                .limit(part)
                .forEach(suiteCase -> take(suiteCase, comparison, drawn));
        for (var suiteCase : shuffled) {
            if (drawn.size() >= size) {
                break;
            }
            take(suiteCase, comparison, drawn);
        }
        return List.copyOf(drawn.values());
    }

    private static void take(SuiteCase suiteCase, Comparison comparison, Map<String, Output> drawn) {
        comparison.candidate().of(suiteCase.id()).stream()
                .filter(output -> output.completion() != null)
                .findFirst()
                .ifPresent(output -> drawn.putIfAbsent(suiteCase.id(), output));
    }

    private static String lot(String change, String caseId) {
        return Digest.of(change + "\n" + caseId).value();
    }
}
