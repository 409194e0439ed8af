package dev.belay.gate.decision.domain.people;

import java.time.Instant;

/**
 * A flaky case that a PM set aside until then, so that it blocks nobody by chance: rule 3 does not compare it. Every other rule
 * looks at it as before.
 *
 * @param owner who mends it
 */
public record Quarantine(String caseId, String owner, String by, String reason, Instant until) {

    public boolean holds(Instant at) {
        return at.isBefore(until);
    }
}
