package dev.belay.gate.attempt.domain;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import dev.belay.gate.decision.domain.people.AffectedAspect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt is decided by, kept with it: a decision must not wait for another service, nor change with it.
 *
 * @param aspects that rules found in what the candidate changes
 */
public record Pinned(
        CriteriaDocument criteria,
        List<SuiteCase> cases,
        @Nullable List<AffectedAspect> aspects) {

    public Pinned {
        cases = List.copyOf(cases);
    }

    public List<AffectedAspect> aspectsOrNone() {
        return aspects == null ? List.of() : List.copyOf(aspects);
    }
}
