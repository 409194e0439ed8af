package dev.belay.worker.observation.domain;

import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was found in one output.
 *
 * @param violated ids of must-nots that it violates; what only one of two judgements found is none
 * @param unjudged ids of those of which nobody could say: neither found nor not
 */
public record Reading(List<String> violated, List<String> unjudged) {

    public static final Reading NOTHING = new Reading(List.of(), List.of());

    public Reading {
        violated = List.copyOf(violated);
        unjudged = List.copyOf(unjudged);
    }

    /** @param checks of must-nots */
    public static Reading of(List<Check> checks) {
        return new Reading(
                checks.stream()
                        .filter(check -> check.outcome() == Outcome.FAILED && !check.disputed())
                        .map(Check::id)
                        .toList(),
                checks.stream()
                        .filter(check -> check.outcome() == Outcome.ERROR)
                        .map(Check::id)
                        .toList());
    }

    public Reading and(Reading other) {
        return new Reading(
                Stream.concat(violated.stream(), other.violated.stream())
                        .distinct()
                        .toList(),
                Stream.concat(unjudged.stream(), other.unjudged.stream())
                        .distinct()
                        .toList());
    }
}
