package dev.belay.gate.decision.domain;

import dev.belay.contracts.canonical.Digest;
import org.jspecify.annotations.Nullable;

/**
 * An output of the candidate that a person is to judge, and the baseline's for the same input; as the ledger's keys.
 *
 * @param baseline absent where there is none
 */
public record ToReview(
        String caseId, Digest candidate, @Nullable Digest baseline) {}
