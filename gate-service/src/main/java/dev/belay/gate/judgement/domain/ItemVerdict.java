package dev.belay.gate.judgement.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a reviewer says of a pair.
 *
 * @param a whether the output at A is acceptable; {@code b} of the one at B
 */
public record ItemVerdict(
        int item, boolean a, boolean b, @Nullable String comment) {

    /** Of the candidate's output, or of the control. */
    boolean onCandidate(ReviewItem of) {
        return of.candidateFirst() ? a : b;
    }
}
