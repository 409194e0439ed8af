package dev.belay.gate.decision.domain.comparing;

import dev.belay.gate.decision.domain.statistics.Fisher;
import dev.belay.gate.decision.domain.statistics.Passes;

/**
 * What the outputs of one case came to.
 *
 * @param cluster cases of one are not independent of each other
 * @param firstCandidate of the samples that every case has, which no look at their results selected
 * @param candidate of all samples
 */
public record CaseCounts(
        String id, String cluster, Passes firstBaseline, Passes baseline, Passes firstCandidate, Passes candidate) {

    /** Whether it is worth more samples: it has a failure, and so many are not likely by chance. */
    boolean isSuspect() {
        return firstCandidate.passed() < firstCandidate.outputs()
                && Fisher.candidateWorse(baseline, firstCandidate) <= Settings.SUSPECT;
    }

    /** One-sided: how likely the candidate passes so rarely if it is not worse. */
    double p() {
        return Fisher.candidateWorse(baseline, candidate);
    }

    double drop() {
        return baseline.share() - candidate.share();
    }

    double firstDifference() {
        return firstCandidate.share() - firstBaseline.share();
    }
}
