package dev.belay.gate.decision.domain;

import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import dev.belay.gate.decision.domain.Output.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that the run asked for on one side, in the suite's order, with what there is of it.
 *
 * @param byCase the same outputs, by case
 */
record Measurements(List<Output> outputs, Map<String, List<Output>> byCase) {

    static Measurements of(Subject subject, List<SuiteCase> suite, SamplePlan samples, List<CaseEvaluated> results) {
        var byPlace = results.stream()
                .filter(result -> result.subject() == subject)
                .collect(Collectors.toMap(
                        result -> new Place(result.caseId(), result.sample()), result -> result, Measurements::worse));
        var outputs = new ArrayList<Output>();
        for (var suiteCase : suite) {
            for (int sample = 0; sample < samples.of(suiteCase.id()); sample++) {
                var place = new Place(suiteCase.id(), sample);
                outputs.add(new Output(subject, place.caseId(), place.sample(), byPlace.get(place)));
            }
        }
        return of(List.copyOf(outputs));
    }

    private static Measurements of(List<Output> outputs) {
        return new Measurements(
                outputs,
                outputs.stream()
                        .collect(Collectors.groupingBy(Output::caseId, LinkedHashMap::new, Collectors.toList())));
    }

    /** The first samples of each case alone. */
    Measurements first(int samples) {
        return outputs.stream().allMatch(output -> output.sample() < samples)
                ? this
                : of(outputs.stream()
                        .filter(output -> output.sample() < samples)
                        .toList());
    }

    Measurements without(Set<String> cases) {
        return of(outputs.stream()
                .filter(output -> !cases.contains(output.caseId()))
                .toList());
    }

    int missing() {
        return (int) outputs.stream().filter(output -> output.result() == null).count();
    }

    /** A case passes when most of its samples do, and fails when most no longer can. */
    Map<String, State> cases() {
        var states = new LinkedHashMap<String, State>();
        byCase.forEach((id, samples) -> states.put(id, majority(samples)));
        return states;
    }

    List<Output> of(String caseId) {
        return byCase.getOrDefault(caseId, List.of());
    }

    private static State majority(List<Output> samples) {
        var passed = samples.stream()
                .filter(output -> output.state() == State.PASSED)
                .count();
        var failed = samples.stream()
                .filter(output -> output.state() == State.FAILED)
                .count();
        if (passed * 2 > samples.size()) {
            return State.PASSED;
        }
        return failed * 2 >= samples.size() ? State.FAILED : State.UNKNOWN;
    }

    /** Two tasks never ask for the same place; should they, the worse result stands. */
    private static CaseEvaluated worse(CaseEvaluated a, CaseEvaluated b) {
        return a.outcome().compareTo(b.outcome()) >= 0 ? a : b;
    }

    private record Place(String caseId, int sample) {}
}
