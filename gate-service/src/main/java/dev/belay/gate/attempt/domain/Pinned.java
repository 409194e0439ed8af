package dev.belay.gate.attempt.domain;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import java.util.List;

/** What an attempt is decided by, kept with it: a decision must not wait for another service, nor change with it. */
public record Pinned(CriteriaDocument criteria, List<SuiteCase> cases) {

    public Pinned {
        cases = List.copyOf(cases);
    }
}
