package dev.belay.gate.decision.domain.statistics;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/** Fisher's exact test for two shares (Fisher, The Design of Experiments, 1935), one-sided. */
public final class Fisher {

    private Fisher() {}

    /**
     * How likely the candidate passes as rarely as it did, or more rarely, were both sides alike and as many passes given in
     * all.
     *
     * @return 1 where there is nothing to compare
     */
    public static double candidateWorse(Passes baseline, Passes candidate) {
        int outputs = baseline.outputs() + candidate.outputs();
        if (outputs == 0) {
            return 1;
        }
        return HypergeometricDistribution.of(outputs, baseline.passed() + candidate.passed(), candidate.outputs())
                .cumulativeProbability(candidate.passed());
    }
}
