package dev.belay.gate.simulation.domain;

import java.util.random.RandomGenerator;

/** What is assumed of the candidate. */
public sealed interface Scenario {

    /** It is as good as the live version. */
    record Unchanged() implements Scenario {}

    /** One case, any of them, passes with this probability from now on. */
    record OneCase(double passes) implements Scenario {}

    /** Every case passes less often by this, 0 to 1. */
    record EveryCase(double lessBy) implements Scenario {}

    /** The candidate's probabilities, of which the live version's are given. */
    default double[] of(double[] live, RandomGenerator random) {
        var candidate = live.clone();
        switch (this) {
            case Unchanged unchanged -> {}
            case OneCase(double passes) -> candidate[random.nextInt(candidate.length)] = passes;
            case EveryCase(double lessBy) -> {
                for (int i = 0; i < candidate.length; i++) {
                    candidate[i] = Math.max(0, candidate[i] - lessBy);
                }
            }
        }
        return candidate;
    }
}
