package dev.belay.gate.decision.domain;

import dev.belay.gate.decision.domain.Output.State;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Outputs by what one question makes of them. */
record Tally(List<Output> passed, List<Output> failed, List<Output> unknown) {

    static Tally of(List<Output> outputs, Function<Output, State> question) {
        var byState = outputs.stream().collect(Collectors.groupingBy(question));
        return new Tally(
                byState.getOrDefault(State.PASSED, List.of()),
                byState.getOrDefault(State.FAILED, List.of()),
                byState.getOrDefault(State.UNKNOWN, List.of()));
    }

    int total() {
        return passed.size() + failed.size() + unknown.size();
    }

    int measured() {
        return passed.size() + failed.size();
    }

    Map<String, Double> numbers(String nameOfFailed) {
        return Map.of("outputs", (double) total(), nameOfFailed, (double) failed.size(), "unmeasured", (double)
                unknown.size());
    }
}
