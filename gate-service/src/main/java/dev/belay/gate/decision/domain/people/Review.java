package dev.belay.gate.decision.domain.people;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A review at its end. A verdict belongs to an output and the criteria that it was judged by, so it counts in every attempt
 * that has both.
 *
 * @param roles of the reviewer then
 * @param seconds that they looked at it
 * @param controls how many outputs were none, but examples of what must not be
 * @param controlsAccepted how many of those they accepted
 * @param verdicts on the candidate's outputs
 */
public record Review(
        String id,
        String by,
        Set<SignOffRole> roles,
        Digest criteria,
        Instant submittedAt,
        long seconds,
        int controls,
        int controlsAccepted,
        List<Verdict> verdicts) {

    public Review {
        roles = new TreeSet<>(roles);
        verdicts = List.copyOf(verdicts);
    }

    /** @param completion the ledger's key of the output */
    public record Verdict(Digest completion, boolean accepted) {}

    /** Who accepts what must not be has not read it. */
    public boolean isVoid() {
        return controlsAccepted > 0;
    }
}
