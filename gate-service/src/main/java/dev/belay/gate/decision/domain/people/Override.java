package dev.belay.gate.decision.domain.people;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A PM's word that a finding does not stand in the way, until then.
 *
 * @param criterion absent for a rule without one
 * @param change absent for every change of the prompt
 */
public record Override(
        String id,
        Rule rule,
        @Nullable String criterion,
        @Nullable String change,
        String by,
        String reason,
        Instant until) {

    /** A must-not is never overridden, and what asks for a person is settled by one. */
    public static final Set<Rule> POSSIBLE =
            Set.of(Rule.MUST_HAVE, Rule.NO_REGRESSION, Rule.QUALITY_THRESHOLD, Rule.EDGE_CASES, Rule.CEILINGS);

    public boolean covers(Finding finding, String ofChange, Instant at) {
        return POSSIBLE.contains(rule)
                && rule == finding.rule()
                && Objects.equals(criterion, finding.criterion())
                && (change == null || change.equals(ofChange))
                && at.isBefore(until);
    }
}
